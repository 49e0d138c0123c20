import { describe, expect, it } from 'vitest';
import { load, problemsOf, withElements } from '../support.ts';

const rule = 'duplicate-name';

function labelOf(text: string): string | undefined {
  return load(text).diagnostics.find((diagnostic) => diagnostic.rule === rule)?.label;
}

describe(rule, () => {
  it.each([
    ['an element and a variable', 'Amount: { type: screen }', 'Amount', 3],
    ['a field and a variable', 'First: { type: screen, fields: { NAME: { type: text } } }', 'NAME', 4],
    ['an outcome and a variable', 'First: { type: decision, outcomes: { Done: { all: [ name: x ] } } }', 'Done', 5],
    [
      'a field in a section',
      'First: { type: screen, fields: { S: { type: section, columns: [ { fields: { Day: { type: date } } } ] } } }',
      'Day',
      6,
    ],
    [
      'a display text and a variable',
      'First: { type: screen, fields: { Moment: { type: displayText, text: x } } }',
      'Moment',
      7,
    ],
    ['an element that does not run', 'Acc: { type: wait }', 'Acc', 9],
  ])('finds %s of one name', (_what, elements, source, line) => {
    expect(labelOf(withElements(elements))).toBe(`${source.toLowerCase()} is a variable already (line ${line})`);
    expect(problemsOf(rule, withElements(elements))).toEqual([
      expect.objectContaining({
        source,
        message: `the name ${source} is taken: names are the same whatever their case`,
      }),
    ]);
    expect(problemsOf(rule, withElements(elements.replace(source, 'Another')))).toEqual([]);
  });

  it('finds two elements that differ in case only', () => {
    expect(problemsOf(rule, withElements('First: { type: screen }\nFIRST: { type: screen }\n'))).toMatchObject([
      { source: 'FIRST', at: '14:3' },
    ]);
  });

  it('does not take an element and what it stores under its own name for two', () => {
    const text = withElements(
      'First: { type: httpCallout, namedCredential: N, method: GET, path: / }\nSecond: { type: loop, collection: names }\nThird: { type: subflow, flow: F }\n',
    );
    expect(problemsOf(rule, text)).toEqual([]);
  });
});
