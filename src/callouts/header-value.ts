import type { KeyObject } from 'node:crypto';
import { credentialFault } from '../credentials/faults.ts';
import { splitFormulas } from '../credentials/formula-text.ts';
import { sameName } from '../credentials/principals.ts';
import type { Authorization } from '../credentials/protocols/define-protocol.ts';
import { type FaultError, FlowrunError, FormulaError } from '../errors.ts';
import { compileFormula, FUNCTIONS } from '../formula/index.ts';
import type { ExternalCredential } from '../model/credentials.ts';
import type { Value } from '../model/value.ts';
import type { EvaluationContext, Scope } from '../values/scope.ts';
import { blobOf, credentialFunctions } from './credential-functions.ts';

/** What the formulas of headers are evaluated with. */
export interface HeaderState {
  readonly authorization: Authorization;
  /** The request's body; null = none. */
  readonly body: string | Uint8Array | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The text of a custom header. */
export type HeaderValue = (state: HeaderState) => string;

/** Where the text of a header stands, and what its formulas may sign with. */
export interface HeaderSurroundings {
  /** Whose parameters the formulas read. */
  readonly external: ExternalCredential;
  /** The file that the text stands in. */
  readonly file: string;
  /** The private key of a certificate of the org by its API name. Throws FaultError where it cannot be used. */
  readonly keyOf: (certificate: string) => KeyObject;
}

/** Whether a text signs with a certificate: the keys of certificates are read for such texts only. */
export function signsWithCertificate(text: string): boolean {
  return /\bSIGN_WITH_CERTIFICATE\s*\(/i.test(text);
}

/** Salesforce's limit for one formula (reference: credentials A5). Its cut of results at 1,300 characters is not copied: it breaks tokens. */
const LONGEST_FORMULA = 3_900;

/** A merge field alone, whose parameter may be called what no formula could read: `X-Key`. */
const FIELD = /^\s*(\$Credential\.[\w.-]+)\s*$/i;

/**
 * Compiles the value of a custom header: text with merge fields and formulas in `{!…}`. They read
 * `$Credential.<ExternalCredential>.<Param>`, the body as `$Credential.<ExternalCredential>.Body`, and the standard fields
 * `$Credential.OAuthToken`, `Username`, `Password`, `AuthorizationMethod`, `AuthorizationHeaderValue`; beside the
 * functions of flows they know those of `credential-functions.ts` (reference: credentials A5).
 * @throws FaultError `CREDENTIAL_INVALID` for what cannot be read; the result throws it for a formula that fails, and
 *   `CREDENTIAL_FIELD` with Salesforce's message for a field that does not exist.
 */
export function compileHeaderValue(text: string, { external, file, keyOf }: HeaderSurroundings): HeaderValue {
  const parts = splitFormulas(text, (merge) => invalid(file, `a merge field has no end: ${merge}`)).map((part) =>
    typeof part === 'string' ? part : compilePart(part.formula, { external, file, keyOf }),
  );
  return (state) => parts.map((part) => (typeof part === 'string' ? part : part(state))).join('');
}

type State = HeaderState & EvaluationContext;

function compilePart(formula: string, surroundings: HeaderSurroundings): HeaderValue {
  const { external, file } = surroundings;
  if (formula.length > LONGEST_FORMULA) throw invalid(file, `a formula has at most ${LONGEST_FORMULA} characters`);
  const [, path] = FIELD.exec(formula) ?? [];
  if (path !== undefined) return (state) => textOf(readField(path, state, external, file), file);
  const compiled = compileOrRefuse(formula, surroundings);
  return (state) => {
    try {
      return textOf(compiled.evaluate({ ...state, timeZone: 'UTC', locale: 'en-US' }), file);
    } catch (error) {
      // A missing field is a fault of its own; whatever else fails is the formula.
      if (error instanceof FlowrunError && error.code === 'FORMULA_EVALUATION') throw invalid(file, error.message);
      throw error;
    }
  };
}

function compileOrRefuse(formula: string, { external, file, keyOf }: HeaderSurroundings) {
  const scope: Scope<State> = {
    resolve: (path) =>
      FIELD.test(path)
        ? {
            type: { dataType: isBody(path) ? 'JSON' : 'Text' },
            read: (state) => readField(path, state, external, file),
          }
        : undefined,
  };
  try {
    return compileFormula(formula, scope, undefined, { functions: { ...FUNCTIONS, ...credentialFunctions(keyOf) } });
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw invalid(file, [error.message, error.help].filter((line) => line !== undefined).join('; '));
  }
}

const isBody = (path: string): boolean => /\.body$/i.test(path);

function readField(
  path: string,
  { authorization, body }: HeaderState,
  external: ExternalCredential,
  file: string,
): Value {
  const [, first = '', ...rest] = path.split('.');
  const credential = rest.length === 0 ? null : first;
  const field = credential === null ? first : rest.join('.');
  const own = credential === null || sameName(credential, external.name);
  const fields = credential === null ? authorization.standard : authorization.parameters;
  const name = Object.keys(fields).find((candidate) => sameName(candidate, field));
  if (own && name !== undefined) return fields[name] ?? null;
  if (own && credential !== null && sameName(field, 'Body'))
    return blobOf(typeof body === 'string' ? Buffer.from(body, 'utf8') : (body ?? Buffer.alloc(0)));
  throw credentialFault(
    'CREDENTIAL_FIELD',
    `Field ${credential === null ? field : `${credential}.${field}`} does not exist`,
    own
      ? `add "${field}" to the parameters of the principal in ${external.file}`
      : `a header reads its own external credential only: write {!$Credential.${external.name}.${field}} in ${file}`,
  );
}

function textOf(value: Value, file: string): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw invalid(file, 'a header formula must give text: put TEXT(…), BASE64ENCODE(…) or HEX(…) around it');
}

function invalid(file: string, why: string): FaultError {
  return credentialFault('CREDENTIAL_INVALID', 'A custom header of the credential cannot be read.', `${file}: ${why}`);
}
