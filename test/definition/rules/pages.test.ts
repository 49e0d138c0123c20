import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleOf, problemsOf, RULE_PAGES } from '../../../scripts/docs/rule-pages.ts';
import { RULES } from '../../../src/definition/rules/index.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const pageOf = (id: string): string => readFileSync(join(ROOT, RULE_PAGES, `${id}.md`), 'utf8');

describe('the pages of the rules', () => {
  it('are one for each rule, and the index', () => {
    expect(readdirSync(join(ROOT, RULE_PAGES)).toSorted()).toEqual(
      ['README.md', ...RULES.map(({ id }) => `${id}.md`)].toSorted(),
    );
  });

  it.each(RULES.map(({ id }) => id))(
    '%s: the flow that fails fails by it alone, the mended one by nothing',
    async (id) => {
      const { bad, good, files } = exampleOf(pageOf(id), id);
      expect([...new Set((await problemsOf(bad, files)).map(({ rule }) => rule))]).toEqual([id]);
      expect(await problemsOf(good, files)).toEqual([]);
    },
  );

  it('need both flows', () => {
    expect(() => exampleOf('# x\n\n## Fails\n\n```yaml\na: 1\n```\n', 'x')).toThrow(/needs a YAML block/);
  });
});
