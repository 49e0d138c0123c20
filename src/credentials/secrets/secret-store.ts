/** Which value is meant: a parameter of a principal of an external credential. */
export interface SecretKey {
  readonly externalCredential: string;
  readonly principal: string;
  readonly parameter: string;
}

/** A value and the store that had it, so that `doctor` can say where it came from. Never print `value`. */
export interface Secret {
  readonly value: string;
  readonly store: string;
}

/** A place that secrets are read from; some can also be written. */
export interface SecretSource {
  /** For people: `environment`, `.flowrun/secrets.enc`. */
  readonly name: string;
  /** Null where this place does not have it. Rejects with a `SECRET_STORE` FlowrunError where it cannot be read. */
  get(key: SecretKey): Promise<string | null>;
  set?(key: SecretKey, value: string): Promise<void>;
  /** False where there was nothing to remove. */
  remove?(key: SecretKey): Promise<boolean>;
  list?(): Promise<readonly SecretKey[]>;
}

/** The name under which the environment and `.env` hold a secret: `FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTSECRET`. */
export function secretVariable(key: SecretKey): string {
  const parts = [key.externalCredential, key.principal, key.parameter];
  return `FLOWRUN_SECRET_${parts.map((part) => part.toUpperCase().replace(/[^A-Z0-9]/g, '_')).join('_')}`;
}

/** Names differ by more than case in an org. */
export function sameSecret(a: SecretKey, b: SecretKey): boolean {
  return (
    a.externalCredential.toLowerCase() === b.externalCredential.toLowerCase() &&
    a.principal.toLowerCase() === b.principal.toLowerCase() &&
    a.parameter.toLowerCase() === b.parameter.toLowerCase()
  );
}
