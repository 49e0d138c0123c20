import { describe, expect, it } from 'vitest';
import { problemsOf, withElements } from '../support.ts';

const MORE = `
  rows: { type: Record, object: A, collection: true }
  more: { type: Record, object: B, collection: true }`;

const transform = (keys: string): string =>
  withElements(`First: { type: transform, result: { type: Record, object: Task, collection: true }, ${keys} }`).replace(
    'variables:',
    `variables:${MORE}`,
  );

describe('transform-collections', () => {
  const rule = 'transform-collections';

  it('finds two collections that nothing joins, at the second', () => {
    const text = transform(
      "set: { A: '{!rows[$EachItem].X}', B: { formula: '{!more[$EachItem].Y} + 1', type: Number } }",
    );
    expect(problemsOf(rule, text)).toMatchObject([
      {
        message: 'First goes through rows and more at once',
        suggestion: expect.stringContaining('innerJoin: { left: rows, right: more'),
      },
    ]);
  });

  it.each([
    ["set: { A: '{!rows[$EachItem].X}', B: '{!rows[$EachItem].Lines[$EachItem].Y}' }"],
    ["set: { A: '{!rows[$EachItem].X}', B: { sum: '{!more[$EachItem].Y}' } }"],
    [
      "innerJoin: { left: rows, right: more, keys: { Id: A } }, set: { A: '{!rows[$EachItem].X}', B: '{!more[$EachItem].Y}' }",
    ],
    ["set: { A: '{!amount}' }"],
  ])('is silent about %s', (keys) => {
    expect(problemsOf(rule, transform(keys))).toEqual([]);
  });

  it('knows the fields behind [$EachItem], however deep', () => {
    const text =
      withElements(`First: { type: httpCallout, namedCredential: N, method: GET, path: /, responses: { 2XX: { sample: { rows: [ { lines: [ { qty: 1 } ] } ] } } }, next: T }
T: { type: transform, result: { type: Number, collection: true }, value: '{!First.2XX.rows[$EachItem].lines[$EachItem].qyt}' }
`);
    expect(problemsOf('unknown-reference', text)).toMatchObject([{ suggestion: 'did you mean qty?' }]);
    expect(problemsOf('unknown-reference', text.replace('qyt', 'qty'))).toEqual([]);
  });
});

describe('transform-without-values', () => {
  it('warns of a transform that only its metadata knows', () => {
    expect(problemsOf('transform-without-values', transform('metadata: { transformValues: { x: y } }'))).toMatchObject([
      { source: 'First' },
    ]);
    expect(problemsOf('transform-without-values', transform('set: { A: 1 }'))).toEqual([]);
  });
});

describe('custom-error-without-trigger', () => {
  const rule = 'custom-error-without-trigger';
  const error = 'First: { type: customError, errors: [ { message: No } ] }';

  it('finds a custom error that no save can hear', () => {
    expect(problemsOf(rule, withElements(error))).toMatchObject([
      { source: 'First', message: 'First refuses the save of a record, and no record starts this flow' },
    ]);
  });

  it('is silent where a record starts the flow', () => {
    const started = withElements(error).replace(
      /start: First/,
      'type: Autolaunched Flow\nstart: { trigger: RecordBeforeSave, object: Account, when: Create, next: First }',
    );
    expect(problemsOf(rule, started)).toEqual([]);
  });
});
