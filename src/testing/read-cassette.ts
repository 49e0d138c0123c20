import type { Cassette, RecordedCallout } from '../effects/index.ts';
import { UsageError } from '../errors.ts';
import type { HttpMethod } from '../model/elements.ts';
import type { Value, Values } from '../model/value.ts';
import { readValues } from '../project/index.ts';
import { isFields } from '../values/fields.ts';

/**
 * Reads a cassette that `flowrun run --record` or `flowrun test -u` has written.
 * @param file path, as it shall stand in messages.
 * @throws UsageError for a file that is none. UnreadableFileError, InvalidDefinitionError.
 */
export async function readCassette(file: string, cwd: string): Promise<Cassette> {
  const { callouts } = await readValues(file, cwd);
  if (!Array.isArray(callouts)) throw noCassette(file, 'it has no list of callouts');
  return {
    callouts: (callouts as readonly Value[]).map((one, index) => readCallout(one, `${file}: callout ${index + 1}`)),
  };
}

function readCallout(value: Value, where: string): RecordedCallout {
  if (!isFields(value)) throw noCassette(where, 'it is no map');
  const { flow, element, request, reply } = value;
  if (!isFields(request ?? null) || !isFields(reply ?? null)) throw noCassette(where, 'request or reply is missing');
  const { namedCredential, method, path, headers = {}, body = null } = request as Values;
  return {
    flow: text(flow),
    element: text(element),
    request: {
      namedCredential: text(namedCredential),
      method: text(method) as HttpMethod,
      path: text(path),
      headers: texts(headers),
      body,
    },
    reply: readReply(reply as Values, where),
  };
}

function readReply({ status, headers = {}, body = null, fault }: Values, where: string): RecordedCallout['reply'] {
  if (isFields(fault ?? null)) {
    const { code, message } = fault as Values;
    return { fault: { code: text(code), message: text(message) } };
  }
  const number = Number(status);
  if (!Number.isInteger(number)) throw noCassette(where, 'its reply has no status');
  return { status: number, headers: texts(headers), body };
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: Value): Readonly<Record<string, string>> {
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, text(one)])) : {};
}

function noCassette(where: string, why: string): UsageError {
  return new UsageError(`${where} is no cassette: ${why}`, 'write it with: flowrun run FILE --record CASSETTE');
}
