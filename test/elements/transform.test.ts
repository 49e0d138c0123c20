import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowElement, InnerJoin, Transformation, TransformRow, TransformValue } from '../../src/model/elements.ts';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { assignment, context, flow, formula, next, place, ref, value, variable } from '../interview/build.ts';
import { outputs, pending, programs } from '../interview/drive.ts';
import { start } from '../interview/laws.ts';

const JSONS: ResourceType = { dataType: 'JSON', collection: true };
const RECORDS: ResourceType = { dataType: 'Record', of: 'Task', collection: true };
const NUMBER: ResourceType = { dataType: 'Number' };

const map = (of: Value): TransformValue => ({ kind: 'map', value: value(of) });
const sum = (of: Value): TransformValue => ({ kind: 'sum', value: value(of) });
const count = (of: Value): TransformValue => ({ kind: 'count', value: value(of) });
const inner = (transform: Transformation): TransformValue => ({ kind: 'transform', transform });
const byFormula = (text: string): TransformValue => ({ kind: 'map', value: formula(text) });

const set = (fields: Readonly<Record<string, TransformValue>>): readonly TransformRow[] =>
  Object.entries(fields).map(([field, of]) => ({ field, place, value: of }));
const make = (
  result: ResourceType,
  fields: Readonly<Record<string, TransformValue>> | TransformValue,
): Transformation =>
  'kind' in fields && typeof fields.kind === 'string'
    ? { result, set: [], value: fields as TransformValue }
    : { result, set: set(fields as Readonly<Record<string, TransformValue>>) };

const on = (left: string, right: string, keys: Readonly<Record<string, string>>): InnerJoin => ({
  left: ref(left),
  right: ref(right),
  keys: Object.entries(keys).map(([one, other]) => ({ left: one, right: other, place })),
});

/** What the transform makes of `rows`, `more` and `bonus`. */
function run(transformation: Transformation, inputs: Readonly<Record<string, Value>>, innerJoin?: InnerJoin): unknown {
  const element: FlowElement = {
    type: 'transform',
    name: 'Made',
    label: 'Made',
    place,
    ...transformation,
    ...(innerJoin ? { innerJoin } : {}),
    ...next('Keep'),
  };
  const made = flow([element, assignment('Keep', [['out', 'assign', '{!Made}']])], {
    variables: [
      variable('rows', JSONS, { input: true }),
      variable('more', JSONS, { input: true }),
      variable('bonus', NUMBER, { input: true }),
      variable('out', transformation.result, { output: true }),
    ],
  });
  const interview = start(programs(made), inputs, context);
  // What went through the items is not kept.
  expect(JSON.stringify(interview.frames)).not.toContain('EachItem');
  const told = outputs(interview);
  return typeof told === 'object' && told !== null && 'out' in told ? told.out : told;
}

const rows = [
  { Name: 'a', Amount: 1, Lines: [{ Qty: 2 }, { Qty: 3 }] },
  { Name: 'b', Amount: { $units: 25, $scale: 1 }, Lines: [] },
  { Name: 'c', Amount: null },
];

describe('Transform', () => {
  it('maps each item onto a record, with fixed values and other resources beside', () => {
    const made = make(RECORDS, {
      Subject: map('Call {!rows[$EachItem].Name}'),
      Weight: byFormula('{!rows[$EachItem].Amount} + {!bonus}'),
      Status: map('New'),
      'Owner.Name': map('{!rows[$EachItem].Name}'),
      Empty: map(null),
    });
    expect(run(made, { rows, bonus: 1 })).toEqual([
      { Subject: 'Call a', Weight: 2, Status: 'New', Owner: { Name: 'a' }, Empty: null },
      { Subject: 'Call b', Weight: { $units: 35, $scale: 1 }, Status: 'New', Owner: { Name: 'b' }, Empty: null },
      { Subject: 'Call c', Weight: null, Status: 'New', Owner: { Name: 'c' }, Empty: null },
    ]);
  });

  it('maps onto values without fields, fitted to the type of the result', () => {
    const texts = make({ dataType: 'Text', collection: true }, map('{!rows[$EachItem].Amount}'));
    expect(run(texts, { rows })).toEqual(['1', '2.5', null]);
    const whole = make({ dataType: 'Number', scale: 0, collection: true }, map('{!rows[$EachItem].Amount}'));
    expect(run(whole, { rows })).toEqual([1, 3, null]);
  });

  it('adds up and counts', () => {
    expect(run(make(NUMBER, sum('{!rows[$EachItem].Amount}')), { rows })).toEqual({ $units: 35, $scale: 1 });
    expect(run(make(NUMBER, sum('{!rows}')), { rows: [1, null, 2] })).toBe(3);
    expect(run(make(NUMBER, sum('{!rows[$EachItem].Lines[$EachItem].Qty}')), { rows })).toBe(5);
    expect(run(make(NUMBER, { kind: 'sum', value: formula('{!rows[$EachItem].Amount} * 2') }), { rows })).toBe(7);
    expect(run(make(NUMBER, count('{!rows}')), { rows })).toBe(3);
    expect(run(make(NUMBER, count('{!rows[$EachItem].Lines[$EachItem]}')), { rows })).toBe(2);
    for (const none of [null, []]) {
      expect(run(make(NUMBER, sum('{!rows[$EachItem].Amount}')), { rows: none })).toBe(0);
      expect(run(make(NUMBER, count('{!rows}')), { rows: none })).toBe(0);
    }
  });

  it('goes through collections that are nested, one result for each innermost item', () => {
    const made = make(RECORDS, {
      Of: map('{!rows[$EachItem].Name}'),
      Qty: map('{!rows[$EachItem].Lines[$EachItem].Qty}'),
    });
    expect(run(made, { rows })).toEqual([
      { Of: 'a', Qty: 2 },
      { Of: 'a', Qty: 3 },
    ]);
  });

  it('makes values with fields of their own, of the item around them', () => {
    const lines = make(
      { dataType: 'Apex', of: 'Line', collection: true },
      { n: map('{!rows[$EachItem].Lines[$EachItem].Qty}') },
    );
    const made = make(
      { dataType: 'Apex', of: 'Order', collection: true },
      {
        Name: map('{!rows[$EachItem].Name}'),
        Total: sum('{!rows[$EachItem].Lines[$EachItem].Qty}'),
        All: sum('{!rows[$EachItem].Amount}'),
        Lines: inner(lines),
        Info: inner(make({ dataType: 'Apex', of: 'Info' }, { upper: byFormula('UPPER({!rows[$EachItem].Name})') })),
      },
    );
    const all = { $units: 35, $scale: 1 };
    expect(run(made, { rows })).toEqual([
      { Name: 'a', Total: 5, All: all, Lines: [{ n: 2 }, { n: 3 }], Info: { upper: 'A' } },
      { Name: 'b', Total: 0, All: all, Lines: [], Info: { upper: 'B' } },
      { Name: 'c', Total: 0, All: all, Lines: [], Info: { upper: 'C' } },
    ]);
  });

  it('makes one record of a collection’s first item, and none of an empty one', () => {
    const made = make({ dataType: 'Record', of: 'Task' }, { Subject: map('{!rows[$EachItem].Name}') });
    expect(run(made, { rows })).toEqual({ Subject: 'a' });
    expect(run(made, { rows: [] })).toBe(null);
    expect(run(make({ dataType: 'Record', of: 'Task' }, { Subject: map('x') }), {})).toEqual({ Subject: 'x' });
    expect(run(make(RECORDS, { Subject: map('x') }), {})).toEqual([{ Subject: 'x' }]);
  });

  it('gives an empty collection for null and for an empty one', () => {
    const made = make(RECORDS, { Subject: map('{!rows[$EachItem].Name}') });
    expect(run(made, { rows: null })).toEqual([]);
    expect(run(made, { rows: [] })).toEqual([]);
  });

  it('takes names in any case', () => {
    expect(run(make(RECORDS, { Subject: map('{!ROWS[$eachitem].name}') }), { rows: [{ Name: 'x' }] })).toEqual([
      { Subject: 'x' },
    ]);
  });

  it.each([
    [
      'two collections at once',
      make(RECORDS, { A: map('{!rows[$EachItem].Name}'), B: map('{!more[$EachItem].Name}') }),
      'INVALID_TRANSFORM',
    ],
    ['a sum of texts', make(NUMBER, sum('{!rows[$EachItem].Name}')), 'INVALID_TRANSFORM'],
    ['a value that does not fit the result', make(NUMBER, map('{!rows[$EachItem].Name}')), 'INVALID_VALUE'],
    ['values it has no words for', { result: RECORDS, set: [] }, 'UNSUPPORTED'],
  ] as const)('fails on %s', (_what, made, code) => {
    expect(run(made, { rows, more: [{ Name: 'x' }] })).toMatchObject({
      kind: 'failed',
      fault: { code, element: 'Made' },
    });
  });
});

describe('an inner join', () => {
  const joined = make(RECORDS, { Left: map('{!rows[$EachItem].Id}'), Right: map('{!more[$EachItem].Id}') });

  it('pairs the items whose keys are equal', () => {
    const left = [{ Id: 'A', Key: 1 }, { Id: 'B', Key: 2 }, { Id: 'C', Key: null }, { Id: 'D' }];
    const right = [
      { Id: 'x', Of: 2 },
      { Id: 'y', Of: { $units: 10, $scale: 1 } },
      { Id: 'z', Of: 2 },
      { Id: 'n', Of: null },
    ];
    expect(run(joined, { rows: left, more: right }, on('rows', 'more', { Key: 'Of' }))).toEqual([
      { Left: 'A', Right: 'y' },
      { Left: 'B', Right: 'x' },
      { Left: 'B', Right: 'z' },
    ]);
  });

  it('takes several keys, tells texts from numbers, and nothing from null', () => {
    const keys = on('rows', 'more', { K: 'K', L: 'L' });
    const left = [
      { Id: 'A', K: '1', L: 'x,y' },
      { Id: 'B', K: 1, L: 'x' },
    ];
    const right = [
      { Id: 'a', K: '1', L: 'x,y' },
      { Id: 'b', K: '1', L: 'x' },
    ];
    expect(run(joined, { rows: left, more: right }, keys)).toEqual([{ Left: 'A', Right: 'a' }]);
    expect(run(joined, { rows: left, more: null }, keys)).toEqual([]);
    expect(run(joined, { rows: null, more: right }, keys)).toEqual([]);
  });

  it('gives what a loop in a loop gives', () => {
    const side = fc.array(
      fc.record({ Id: fc.nat(9), K: fc.option(fc.integer({ min: 0, max: 3 })) }, { noNullPrototype: true }),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(side, side, (left, right) => {
        const expected = left.flatMap((one) =>
          right.filter(({ K }) => K !== null && K === one.K).map((other) => ({ Left: one.Id, Right: other.Id })),
        );
        expect(run(joined, { rows: left, more: right }, on('rows', 'more', { K: 'K' }))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

it('a custom error refuses the record with all of its messages, and no connector takes it', () => {
  const made = flow(
    [
      {
        type: 'customError',
        name: 'Refuse',
        label: 'Refuse',
        place,
        errors: [
          { message: { kind: 'template', parts: ['Not ', ref('who')], place } },
          { message: { kind: 'template', parts: ['Too much'], place }, field: 'Amount' },
        ],
        ...next('After'),
      },
      assignment('After', []),
    ],
    { variables: [variable('who', { dataType: 'Text' }, { default: 'you' })] },
  );
  const interview = start(programs(made), {}, context);
  expect(pending(interview)).toBe('failed');
  expect(outputs(interview)).toMatchObject({
    fault: {
      code: 'CUSTOM_ERROR',
      element: 'Refuse',
      message: 'Not you\nToo much',
      detail: {
        errors: [
          { message: 'Not you', field: null },
          { message: 'Too much', field: 'Amount' },
        ],
      },
    },
  });
});
