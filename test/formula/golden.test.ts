import { describe, expect, it } from 'vitest';
import { measureFormulas, SKIPPED } from '../conformance/formula.ts';
import { type GoldenCase, readCorpus } from './golden-cases.ts';

const cases = readCorpus<GoldenCase>('cases.json');

describe.skipIf(cases === null)("results recorded from Salesforce's engine", () => {
  const groups = Map.groupBy(cases ?? [], (c) => c.id.replace(/#.*$/, ''));

  it.each([...groups])('%s', (_group, group) => {
    expect(measureFormulas(group).failures).toEqual([]);
  });

  it('cover both null modes, and hardly any is skipped', () => {
    const { total, skipped } = measureFormulas(cases ?? []);
    expect(total).toBeGreaterThan(6000);
    expect(new Set(cases?.map((c) => c.blankAs))).toEqual(new Set(['blank', 'zero']));
    expect(skipped).toBe(Object.keys(SKIPPED).length);
    expect(skipped / total).toBeLessThanOrEqual(0.005);
  });
});
