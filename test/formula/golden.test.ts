import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../src/formula/index.ts';
import { type GoldenCase, outcomeOf, readCorpus } from './golden-cases.ts';

const cases = readCorpus<GoldenCase>('cases.json');

/** Flows evaluate in blank mode (reference: formula-semantics 14). */
const ours = (cases ?? []).filter(
  (c) => c.blankAs === 'blank' && c.functions.every((name) => Object.hasOwn(FUNCTIONS, name)),
);

/** Cases that we do not follow, and why. */
const SKIPPED: Readonly<Record<string, string>> = {};

describe.skipIf(cases === null)("results recorded from Salesforce's engine", () => {
  const groups = Map.groupBy(ours, (c) => c.id.replace(/#.*$/, ''));

  it.each([...groups])('%s', (_group, group) => {
    const wrong = group
      .filter((c) => !Object.hasOwn(SKIPPED, c.id))
      .flatMap((c) => {
        const { got, want } = outcomeOf(c);
        return JSON.stringify(got) === JSON.stringify(want) ? [] : [{ id: c.id, formula: c.formula, got, want }];
      });
    expect(wrong).toEqual([]);
  });

  it('are most of those in the corpus', () => {
    expect(ours.length).toBeGreaterThan(3000);
    expect(Object.keys(SKIPPED).length).toBeLessThan(20);
  });
});
