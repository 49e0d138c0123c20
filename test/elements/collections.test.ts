import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowElement, SortOption } from '../../src/model/elements.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { assignment, context, flow, formula, loop, next, place, ref, variable, when } from '../interview/build.ts';
import { outputs, programs } from '../interview/drive.ts';
import { start } from '../interview/laws.ts';

const NUMBERS: ResourceType = { dataType: 'Number', collection: true };
const RECORDS: ResourceType = { dataType: 'Record', of: 'Contact', collection: true };

const option = (field: string | null, order: 'Asc' | 'Desc' = 'Asc', emptyFirst = false): SortOption => ({
  order,
  emptyFirst,
  ...(field === null ? {} : { field }),
});

function sort(
  name: string,
  collection: string,
  options: readonly SortOption[],
  limit: number | null,
  then: string | null,
): FlowElement {
  return {
    type: 'sortCollection',
    name,
    label: name,
    place,
    collection: ref(collection),
    sort: options,
    ...(limit === null ? {} : { limit }),
    ...next(then),
  };
}

function filter(
  name: string,
  collection: string,
  conditions: Extract<FlowElement, { type: 'filterCollection' }>['conditions'],
  then: string | null,
  item: string | null = null,
): FlowElement {
  return {
    type: 'filterCollection',
    name,
    label: name,
    place,
    collection: ref(collection),
    conditions,
    ...(item === null ? {} : { item: ref(item) }),
    ...next(then),
  };
}

const byFormula = (text: string) => ({ kind: 'formula', formula: formula(text, 'Boolean'), place }) as const;

/** The outputs of a run: `items` goes in and out, `kept` out. */
function run(
  elements: readonly FlowElement[],
  items: Value,
  type: ResourceType = NUMBERS,
  more: Partial<Flow> = {},
): unknown {
  const made = flow(elements, {
    ...more,
    variables: [
      variable('items', type, { input: true, output: true }),
      variable('kept', type, { output: true }),
      ...(more.variables ?? []),
    ],
  });
  return outputs(start(programs(made), { items }, context));
}

const keep = (from: string): FlowElement => assignment('Keep', [['kept', 'assign', `{!${from}}`]]);

describe('Collection Sort', () => {
  it('sorts the variable itself and cuts it to the limit', () => {
    expect(run([sort('Sort', 'items', [option(null, 'Desc')], 2, null)], [2, 3, 1])).toEqual({
      items: [3, 2],
      kept: [],
    });
  });

  it('takes several options, over fields of records and their parents', () => {
    const contacts = [
      { LastName: 'b', Account: { Name: 'Z' } },
      { LastName: 'a', Account: { Name: 'Z' } },
      { LastName: 'c', Account: { Name: 'A' } },
    ];
    expect(
      run([sort('Sort', 'items', [option('Account.Name'), option('LastName')], null, null)], contacts, RECORDS),
    ).toEqual({
      items: [contacts[2], contacts[1], contacts[0]],
      kept: [],
    });
  });

  it('leaves null and a copy that was taken before as they are', () => {
    expect(run([sort('Sort', 'items', [option(null)], 1, null)], null)).toEqual({ items: null, kept: [] });
    const elements = [
      assignment('Copy', [['kept', 'assign', '{!items}']], 'Sort'),
      sort('Sort', 'items', [option(null)], null, null),
    ];
    expect(run(elements, [2, 1])).toEqual({ items: [1, 2], kept: [2, 1] });
  });

  it('keeps nothing with a limit of 0', () => {
    expect(run([sort('Sort', 'items', [], 0, null)], [2, 1])).toEqual({ items: [], kept: [] });
  });

  it('does not disturb a loop that walks over the collection', () => {
    const elements = [
      loop('Each', 'items', 'Add', null),
      assignment('Add', [['kept', 'add', '{!Each}']], 'Sort'),
      sort('Sort', 'items', [option(null)], 1, 'Each'),
    ];
    expect(run(elements, [3, 1, 2])).toEqual({ items: [1], kept: [3, 1, 2] });
  });
});

describe('Collection Filter', () => {
  it('gives a new collection under its name and leaves the source alone', () => {
    const elements = [filter('Big', 'items', when([['currentItem_Big', 'greaterThan', 1]]), 'Keep'), keep('Big')];
    expect(run(elements, [1, 2, 3])).toEqual({ items: [1, 2, 3], kept: [2, 3] });
  });

  it('takes numbered conditions, and names its item as it is told', () => {
    const conditions = when(
      [
        ['each', 'equalTo', 1],
        ['each', 'equalTo', 2],
        ['each', 'isNull', true],
      ],
      '(1 or 2) AND not(3)',
    );
    expect(run([filter('Some', 'items', conditions, 'Keep', 'each'), keep('Some')], [1, 2, 3, null])).toEqual({
      items: [1, 2, 3, null],
      kept: [1, 2],
    });
  });

  it('takes a formula', () => {
    const elements = [filter('Odd', 'items', byFormula('MOD({!currentItem_Odd}, 2) = 1'), 'Keep'), keep('Odd')];
    expect(run(elements, [1, 2, 3])).toMatchObject({ kept: [1, 3] });
  });

  it('can be filtered and sorted again, in whatever order the file has them', () => {
    const elements = [
      filter('Big', 'items', when([['currentItem_Big', 'greaterThan', 1]]), 'Small'),
      keep('Small'),
      sort('Sort', 'Small', [option(null, 'Desc')], null, 'Keep'),
      filter('Small', 'Big', when([['currentItem_Small', 'lessThan', 4]]), 'Sort'),
    ];
    expect(run(elements, [1, 2, 3, 4])).toEqual({ items: [1, 2, 3, 4], kept: [3, 2] });
  });

  it('gives an empty collection for null, for no match, and for conditions on fields that are not there', () => {
    const none = (type: ResourceType, items: Value): unknown =>
      run([filter('None', 'items', when([['currentItem_None.X', 'equalTo', 'y']]), 'Keep'), keep('None')], items, type);
    expect(none(NUMBERS, null)).toEqual({ items: null, kept: [] });
    expect(none(RECORDS, [{ Id: 'a' }])).toMatchObject({ kept: [] });
  });

  it('puts a variable it borrows for its item back', () => {
    const elements = [filter('Big', 'items', when([['other', 'greaterThan', 1]]), 'Keep', 'other'), keep('Big')];
    const other = variable('other', { dataType: 'Number' }, { output: true, default: 7 });
    expect(run(elements, [1, 2], NUMBERS, { variables: [other] })).toEqual({ items: [1, 2], kept: [2], other: 7 });
  });

  it('keeps exactly the items that meet the condition, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 30 }), fc.integer(), (items, bound) => {
        const elements = [
          filter('Big', 'items', when([['currentItem_Big', 'greaterThan', bound]]), 'Keep'),
          keep('Big'),
        ];
        expect(run(elements, items)).toEqual({ items, kept: items.filter((item) => item > bound) });
      }),
      { numRuns: 50 },
    );
  });
});
