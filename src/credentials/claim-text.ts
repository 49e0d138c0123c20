import { FlowrunError, FormulaError } from '../errors.ts';
import { compileFormula } from '../formula/index.ts';
import type { ExternalCredential } from '../model/credentials.ts';
import type { User } from '../model/org.ts';
import type { Value } from '../model/value.ts';
import { findKey } from '../values/fields.ts';
import type { EvaluationContext, Scope } from '../values/scope.ts';
import { credentialFault } from './faults.ts';
import { splitFormulas } from './formula-text.ts';

export interface ClaimState {
  readonly credential: ExternalCredential;
  /** The running user; undefined where the org does not know one. */
  readonly user: User | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * The text of a claim: `{!$User.Username}` and other fields of the running user, `{!$Credential.<Name>.<Parameter>}`, and
 * any formula over them (reference: credentials A1).
 * @throws FaultError `CREDENTIAL_INVALID` for a formula that cannot be read or evaluated.
 */
export function claimText(template: string, state: ClaimState): string {
  const { file } = state.credential;
  const invalid = (why: string) =>
    credentialFault('CREDENTIAL_INVALID', 'A claim of the credential cannot be read.', `${file}: ${why}`);
  const parts = splitFormulas(template, (merge) => invalid(`a merge field has no end: ${merge}`));
  const context: EvaluationContext = { at: state.at, timeZone: 'UTC', locale: 'en-US' };
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      try {
        const value = compileFormula(part.formula, scopeOf(state), { dataType: 'Text' }).evaluate(context);
        return value === null ? '' : String(value);
      } catch (error) {
        if (error instanceof FormulaError) throw invalid([error.message, error.help].filter(Boolean).join('; '));
        if (error instanceof FlowrunError && error.code === 'FORMULA_EVALUATION') throw invalid(error.message);
        throw error;
      }
    })
    .join('');
}

function scopeOf({ user, parameters, credential }: ClaimState): Scope<EvaluationContext> {
  const families: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
    $user: userFields(user),
    [`$credential.${credential.name.toLowerCase()}`]: parameters,
  };
  return {
    resolve: (path) => {
      const dot = path.lastIndexOf('.');
      const fields = families[path.slice(0, dot).toLowerCase()];
      const key = fields && findKey(fields, path.slice(dot + 1));
      if (!fields || key === undefined) return undefined;
      return { type: { dataType: 'Text' }, read: () => fields[key] ?? null };
    },
  };
}

function userFields(user: User | undefined): Readonly<Record<string, Value>> {
  if (!user) return {};
  const { username, email, firstName, lastName, fields } = user;
  return { ...fields, Username: username, Email: email, FirstName: firstName, LastName: lastName };
}
