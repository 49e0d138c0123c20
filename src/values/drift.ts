import type { Value } from '../model/value.ts';
import { isFields } from './fields.ts';
import { isNumber } from './number.ts';

/** How a real value differs from samples at one path. */
export interface Drift {
  /** `items[].owner.id`; empty = the value itself. */
  readonly path: string;
  /** `missing`: the sample has it; `new`: only the real value has it; `type`: both do, of different kinds. */
  readonly kind: 'missing' | 'new' | 'type';
  /** What the sample has there, and what came: `text`, `a number`, `a list`, …; null = nothing. */
  readonly declared: string | null;
  readonly received: string | null;
}

/**
 * Compares a value with samples by its shape: names and kinds of fields, never their values. Null says nothing of a kind. Each
 * difference is told once, and only where the value has it with every sample, as an item of a list with every item of the sample's:
 * what is missing in one of them may be missing.
 */
export function driftOf(samples: readonly Value[], real: Value): readonly Drift[] {
  return differing(samples, real, '');
}

function differing(samples: readonly Value[], real: Value, path: string): readonly Drift[] {
  const [first, ...others] = samples.map((sample) => differences(sample, real, path));
  return [...(first ?? [])].filter(([key]) => others.every((other) => other.has(key))).map(([, drift]) => drift);
}

function differences(sample: Value, real: Value, path: string): ReadonlyMap<string, Drift> {
  const found = new Map<string, Drift>();
  compare(sample, real, path, (drift) => {
    const key = `${drift.kind} ${drift.path}`;
    if (!found.has(key)) found.set(key, drift);
  });
  return found;
}

function compare(sample: Value, real: Value, path: string, tell: (drift: Drift) => void): void {
  if (sample === null || real === null) return;
  const [declared, received] = [kindOfValue(sample), kindOfValue(real)];
  if (declared !== received) {
    tell({ path, kind: 'type', declared, received });
    return;
  }
  if (Array.isArray(sample) && Array.isArray(real)) {
    for (const item of real as readonly Value[]) differing(sample as readonly Value[], item, `${path}[]`).forEach(tell);
    return;
  }
  if (!isFields(sample) || !isFields(real)) return;
  for (const [name, value] of Object.entries(sample)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (name in real) compare(value, real[name] ?? null, at, tell);
    else tell({ path: at, kind: 'missing', declared: kindOfValue(value), received: null });
  }
  for (const [name, value] of Object.entries(real)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!(name in sample)) tell({ path: at, kind: 'new', declared: null, received: kindOfValue(value) });
  }
}

function kindOfValue(value: Value): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'true or false';
  if (isNumber(value)) return 'a number';
  return Array.isArray(value) ? 'a list' : 'an object';
}
