import { credentialFault } from '../credentials/faults.ts';
import type { CustomHeader, ExternalCredential, NamedCredential } from '../model/credentials.ts';
import { calloutFault } from './faults.ts';
import { compileHeaderValue, type HeaderState, type HeaderSurroundings, type HeaderValue } from './header-value.ts';

/** One header line, its name in lower case. */
export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

/** The custom headers of a named credential for one request. */
export type CustomHeaders = (state: HeaderState) => readonly HeaderLine[];

/** Names that HTTP itself decides: setting them would break the message. */
const TRANSPORT_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'expect',
]);
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What a header value may hold: visible characters, blanks, tabs and Latin-1 (RFC 9110 5.5). */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

interface CompiledHeader {
  readonly name: string;
  readonly value: HeaderValue;
}

/**
 * Merges the headers of a named credential and its external credential: each source by sequence number, the named
 * credential's first; it wins where both have a name; within one source a name may repeat (reference: credentials A5).
 * @param keyOf the private key of a certificate of the org by its API name; throws FaultError where it cannot be used.
 * @throws FaultError `CREDENTIAL_INVALID` for a name or formula that cannot be; when one is evaluated, `CREDENTIAL_FIELD` where
 *   it names a missing parameter, and what `keyOf` throws.
 */
export function compileCustomHeaders(
  named: NamedCredential,
  external: ExternalCredential,
  keyOf: HeaderSurroundings['keyOf'],
): CustomHeaders {
  const own = compileSource(named.headers, { external, file: named.file, keyOf });
  const taken = new Set(own.map(({ name }) => name));
  const inherited = compileSource(external.headers, { external, file: external.file, keyOf }).filter(
    ({ name }) => !taken.has(name),
  );
  const all = [...own, ...inherited];
  return (state) =>
    all.map(({ name, value }) => {
      const text = value(state);
      if (FIELD_VALUE.test(text)) return { name, value: text };
      throw credentialFault(
        'CREDENTIAL_INVALID',
        `The custom header "${name}" has a value that HTTP does not allow.`,
        `its formula gives a line break or a character outside Latin-1: encode it, e.g. with BASE64ENCODE`,
      );
    });
}

function compileSource(headers: readonly CustomHeader[], surroundings: HeaderSurroundings): readonly CompiledHeader[] {
  return [...headers]
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ name, value }) => {
      if (!TOKEN.test(name) || TRANSPORT_HEADERS.has(name.toLowerCase())) {
        throw credentialFault(
          'CREDENTIAL_INVALID',
          `The custom header "${name}" cannot be sent.`,
          `${surroundings.file}: ${TOKEN.test(name) ? 'HTTP sets this header itself' : 'a header name holds letters, digits and hyphens'}`,
        );
      }
      return { name: name.toLowerCase(), value: compileHeaderValue(value, surroundings) };
    });
}

export interface HeaderSources {
  readonly userAgent: string;
  /** Media type of the body; null = no body. */
  readonly contentType: string | null;
  /** The flow's own. */
  readonly request: Readonly<Record<string, string>>;
  /** The generated `Authorization` header; null = none. */
  readonly generated: string | null;
  readonly custom: readonly HeaderLine[];
}

/**
 * All headers of a request. Of one name the credential's custom header counts, then the generated `Authorization`, then
 * the flow's own, then the defaults: a flow can change what it sends, never who it is.
 * @throws FaultError `CALLOUT_INVALID` for a flow's header that cannot be sent.
 */
export function assembleHeaders(sources: HeaderSources): Record<string, string | readonly string[]> {
  const headers: Record<string, string | string[]> = { accept: 'application/json', 'user-agent': sources.userAgent };
  if (sources.contentType !== null) headers['content-type'] = sources.contentType;
  for (const [name, value] of Object.entries(sources.request)) {
    if (!TOKEN.test(name) || TRANSPORT_HEADERS.has(name.toLowerCase()) || !FIELD_VALUE.test(value)) {
      throw calloutFault(
        'CALLOUT_INVALID',
        `The header "${name}" of the callout cannot be sent.`,
        'check its name and its value',
      );
    }
    headers[name.toLowerCase()] = value;
  }
  if (sources.generated !== null) headers.authorization = sources.generated;
  const custom = new Map<string, string[]>();
  for (const { name, value } of sources.custom) {
    const lines = custom.get(name);
    if (lines === undefined) custom.set(name, [value]);
    else lines.push(value);
  }
  for (const [name, [first = '', ...others]] of custom)
    headers[name] = others.length === 0 ? first : [first, ...others];
  return headers;
}
