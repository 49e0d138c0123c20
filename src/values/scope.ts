import type { ResourceType, Value } from '../model/value.ts';

/** What every evaluation may know of the outside: the core has no clock and no environment of its own. */
export interface EvaluationContext {
  /** Milliseconds since 1970, the same during one turn: NOW() - NOW() is 0. */
  readonly at: number;
  /** IANA name of the user's time zone. */
  readonly timeZone: string;
  /** BCP 47 tag of the user's locale. */
  readonly locale: string;
}

/** A resource bound once, read often. */
export interface Bound<S> {
  readonly type: ResourceType;
  read(state: S): Value;
}

/**
 * What names mean. `values` and `formula` bind references against it and never learn who owns the variables; the machine
 * builds one for a flow, callouts build one for `$Credential.…`.
 */
export interface Scope<S extends EvaluationContext> {
  /**
   * Binds a path such as `account.Owner.Name` or `$Flow.CurrentDate`, case-insensitively.
   * @returns undefined where nothing has this name.
   */
  resolve(path: string): Bound<S> | undefined;
}
