import type { ResourceType, Value } from '../../src/model/value.ts';
import type { EvaluationContext, Scope } from '../../src/values/scope.ts';

export interface State extends EvaluationContext {
  readonly values: Readonly<Record<string, Value>>;
}

/** 2026-03-01 07:30 UTC, which is still February in California. */
export const AT = Date.UTC(2026, 2, 1, 7, 30);

export function stateOf(values: Readonly<Record<string, Value>> = {}): State {
  return { at: AT, timeZone: 'America/Los_Angeles', locale: 'en_US', values };
}

/** A scope with these names; all else is unknown. */
export function scopeOf(types: Readonly<Record<string, ResourceType>>): Scope<State> {
  return {
    resolve: (path) => {
      const name = Object.keys(types).find((key) => key.toLowerCase() === path.toLowerCase());
      const type = name === undefined ? undefined : types[name];
      return name === undefined || !type ? undefined : { type, read: (state) => state.values[name] ?? null };
    },
  };
}
