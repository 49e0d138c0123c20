import { Buffer } from 'node:buffer';
import type { FaultError } from '../errors.ts';
import type { SentPart } from '../http/exchange.ts';
import type { Value, Values } from '../model/value.ts';
import {
  BINARY_CONTENTS,
  isBase64,
  isMediaType,
  PART_CONTENTS,
  PART_OPTIONS,
  type PartContent,
} from '../values/body-parts.ts';
import { isFields } from '../values/fields.ts';
import { stringifyJson } from '../values/json.ts';
import { calloutFault } from './faults.ts';

/** A file of the project by its path there. Throws FaultError where it is none, or may not be sent. */
export type ReadFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** A body of bytes, ready to be sent. */
export interface BytesBody {
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** What it consists of, for those who show it. */
  readonly parts: readonly SentPart[];
}

const BYTES = 'application/octet-stream';

/** The content of a part or of a binary body. */
interface Content {
  /** Null for text that has no media type of its own. */
  readonly contentType: string | null;
  readonly fileName: string | null;
  /** The path in the project. */
  readonly file: string | null;
  readonly data: string | Uint8Array<ArrayBuffer>;
}

/**
 * A multipart/form-data body (RFC 7578), encoded as browsers do it by Node's FormData: line breaks of a text are CRLF, quotes
 * and line breaks of a name are %22, %0D and %0A, and a part with a media type and no file name is called "blob".
 * @param body parts by name; a list is several parts of one name, null none.
 * @throws FaultError `CALLOUT_INVALID` for what is no part, and what `readFile` throws.
 */
export async function writeMultipart(body: Value, readFile: ReadFile): Promise<BytesBody> {
  if (!isFields(body)) throw refused('it has no parts', 'write body: { name: value }');
  const form = new FormData();
  const parts: SentPart[] = [];
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? (value as readonly Value[]) : [value]) {
      if (one === null) continue;
      const { contentType, fileName, file, data } = await partOf(name, one, readFile);
      if (contentType === null && fileName === null && typeof data === 'string') form.append(name, data);
      else form.append(name, new Blob([data], { type: contentType ?? 'text/plain' }), fileName ?? 'blob');
      parts.push(sentPart(name, { contentType, fileName, file, data }));
    }
  }
  const written = new Response(form);
  const content = new Uint8Array(await written.arrayBuffer());
  return { content, mediaType: written.headers.get('content-type') ?? 'multipart/form-data', parts };
}

/**
 * A body that is a file of the project or the bytes of a Base64 text.
 * @param body `{ file }` or `{ base64 }`, with `contentType` where it is known; else application/octet-stream.
 * @throws FaultError `CALLOUT_INVALID` for anything else, and what `readFile` throws.
 */
export async function writeBinary(body: Value, readFile: ReadFile): Promise<BytesBody> {
  const what = 'The body';
  if (!isFields(body)) throw refused('it is no map', 'write body: { file: … } or { base64: … }');
  const kind = contentKindOf(what, body, BINARY_CONTENTS);
  const content = await readContent(what, kind, body, readFile);
  const mediaType = content.contentType ?? BYTES;
  return { content: content.data as Uint8Array, mediaType, parts: [sentPart(null, content)] };
}

async function partOf(name: string, value: Value, readFile: ReadFile): Promise<Content> {
  if (!isFields(value)) return { contentType: null, fileName: null, file: null, data: textOf(value) };
  const what = `The part "${name}" of the body`;
  const content = await readContent(what, contentKindOf(what, value, PART_CONTENTS), value, readFile);
  // Bytes without a name would be a field of the form to most servers.
  return typeof content.data === 'string' ? content : { ...content, fileName: content.fileName ?? name };
}

function contentKindOf<K extends PartContent>(what: string, fields: Values, kinds: readonly K[]): K {
  const keys = Object.keys(fields);
  const known: readonly string[] = [...kinds, ...PART_OPTIONS];
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown !== undefined) throw refused(`${what} has no key "${unknown}"`, `its keys: ${known.join(', ')}`);
  const [kind, more] = kinds.filter((one) => keys.includes(one));
  if (kind !== undefined && more === undefined) return kind;
  throw refused(`${what} needs exactly one of ${kinds.join(', ')}`, 'write { file: … }, or { base64: … } for bytes');
}

async function readContent(what: string, kind: PartContent, fields: Values, readFile: ReadFile): Promise<Content> {
  const value = fields[kind] ?? null;
  const contentType = optionOf(what, 'contentType', fields);
  const fileName = optionOf(what, 'fileName', fields);
  if (contentType !== null && !isMediaType(contentType)) {
    throw refused(`${what} has a contentType that is no media type`, 'write one such as image/png');
  }
  if (kind === 'text') return { contentType, fileName, file: null, data: textOf(value) };
  if (kind === 'json') {
    return { contentType: contentType ?? 'application/json', fileName, file: null, data: stringifyJson(value) };
  }
  if (typeof value !== 'string' || (kind === 'file' && value === '')) {
    throw refused(`${what} has no ${kind === 'file' ? 'path of a file' : 'Base64'}`, `give ${kind} a text`);
  }
  if (kind === 'file') {
    const name = fileName ?? value.split(/[\\/]/).at(-1) ?? value;
    return { contentType: contentType ?? BYTES, fileName: name, file: value, data: await readFile(value) };
  }
  if (!isBase64(value)) throw refused(`${what} is no Base64`, 'BASE64 has letters, digits, + and /, and ends with =');
  return { contentType: contentType ?? BYTES, fileName, file: null, data: Buffer.from(value, 'base64') };
}

function optionOf(what: string, key: (typeof PART_OPTIONS)[number], fields: Values): string | null {
  const given = fields[key] ?? null;
  if (given === null || typeof given === 'string') return given;
  throw refused(`${what} has a ${key} that is no text`, 'write a text');
}

function textOf(value: Value): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}

function sentPart(name: string | null, { contentType, fileName, file, data }: Content): SentPart {
  const isText = typeof data === 'string';
  return { name, contentType, fileName, file, text: isText ? data : null, bytes: Buffer.byteLength(data) };
}

const refused = (why: string, help: string): FaultError =>
  calloutFault('CALLOUT_INVALID', `The body of the callout cannot be sent: ${lowerFirst(why)}.`, help);

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
