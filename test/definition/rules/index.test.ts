import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFlowText } from '../../../src/definition/index.ts';
import { RULES } from '../../../src/definition/rules/index.ts';
import { EVERYTHING } from '../everything.ts';

const FOLDER = resolve(import.meta.dirname, '../../../src/definition/rules');
/** Not rules themselves: the registry, the type, the words for places. */
const OTHERS = ['index.ts', 'rule.ts', 'where.ts'];

describe('the rules', () => {
  it('are one file each, all of them listed', () => {
    const files = readdirSync(FOLDER).filter((file) => !OTHERS.includes(file));
    expect(files.toSorted()).toEqual(RULES.map(({ id }) => `${id}.ts`).toSorted());
  });

  it('say in a sentence what they find', () => {
    for (const { id, doc } of RULES) expect.soft(doc, id).toMatch(/^[A-Z].*\.$/);
  });

  it('find no error in a flow with every key of the language', () => {
    const errors = loadFlowText(EVERYTHING, 'a.yaml').diagnostics.filter(
      ({ rule, severity }) => severity === 'error' && RULES.some(({ id }) => id === rule),
    );
    expect(errors).toEqual([]);
  });

  it('take a flow of five thousand elements, most of them wrong, in time', () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, i) => `  E${i}: { type: assignment, assign: [ nmae: 1 ], next: E${(i + 1) % 5_000} }`,
    );
    const text = `variables: { name: Text }\nstart: E0\nelements:\n${lines.join('\n')}\n`;
    const started = performance.now();
    const { flow, diagnostics } = loadFlowText(text, 'a.yaml');
    expect(flow).toBeNull();
    expect(diagnostics.filter(({ rule }) => rule === 'unknown-reference')).toHaveLength(5_000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
