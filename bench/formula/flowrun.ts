import { compileFormula } from '../../src/formula/index.ts';
import type { DataType, Value } from '../../src/model/value.ts';
import { coerceText } from '../../src/values/coerce.ts';
import type { Bound, EvaluationContext } from '../../src/values/scope.ts';
import { inputs } from './workload.js';

interface State extends EvaluationContext {
  readonly values: Readonly<Record<string, Value>>;
}

const values: Record<string, Value> = {};
const bounds = new Map<string, Bound<State>>();
for (const [name, [dataType, text]] of Object.entries(
  inputs as Readonly<Record<string, readonly [DataType, string]>>,
)) {
  values[name] = coerceText(text, { dataType });
  bounds.set(name, { type: { dataType }, read: (state) => state.values[name] ?? null });
}
const state: State = { at: 0, timeZone: 'UTC', locale: 'en-US', values };
const scope = { resolve: (path: string) => bounds.get(path) };

export function compile(text: string): () => unknown {
  const compiled = compileFormula(text, scope);
  return () => compiled.evaluate(state);
}

export function evaluate(text: string): unknown {
  return compileFormula(text, scope).evaluate(state);
}
