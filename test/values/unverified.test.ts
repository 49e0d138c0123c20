/** Each switch of what is unverified does what it says when it is turned: flows behave the other way. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FlowElement } from '../../src/model/elements.ts';
import type { Interview, ScreenVerb } from '../../src/model/interview.ts';
import type { Value } from '../../src/model/value.ts';
import * as build from '../interview/build.ts';

const { assignment, context, decision, flow, loop, next, outcome, place, ref, screen, textField, variable, when } =
  build;

/** Everything that reads the switches, loaded with some of them turned. */
async function turned(switches: Readonly<Record<string, boolean>>) {
  vi.resetModules();
  vi.doMock('../../src/values/unverified.ts', async (original) => ({ ...(await original<object>()), ...switches }));
  return await import('../interview/drive.ts').then(async (drive) => ({
    ...drive,
    ...(await import('../interview/laws.ts')),
  }));
}

afterEach(() => {
  vi.doUnmock('../../src/values/unverified.ts');
  vi.resetModules();
});

const list = variable('list', { dataType: 'Text', collection: true }, { input: true, output: true });
const said = variable('said', { dataType: 'Text' }, { output: true });
const total = variable('total', { dataType: 'Number' }, { output: true });

async function run(
  switches: Readonly<Record<string, boolean>>,
  elements: readonly FlowElement[],
  inputs: Record<string, Value> = {},
) {
  const { outputs, programs, start } = await turned(switches);
  return outputs(start(programs(flow(elements, { variables: [list, said, total] })), inputs, context));
}

describe('a switch', () => {
  const asks = [
    decision('Ask', [outcome('Yes', when([['list', 'contains', 'ACME']]), 'Say')], null),
    assignment('Say', [['said', 'assign', 'found']]),
  ];
  it.each([
    [false, null],
    [true, 'found'],
  ])('COMPARISON_IGNORES_CASE %s', async (COMPARISON_IGNORES_CASE, expected) => {
    expect(await run({ COMPARISON_IGNORES_CASE }, asks, { list: ['Acme'] })).toMatchObject({ said: expected });
  });

  it.each([
    [true, ['a', 'B']],
    [false, ['B', 'a']],
  ])('SORT_IGNORES_CASE %s', async (SORT_IGNORES_CASE, expected) => {
    const sort: FlowElement = {
      type: 'sortCollection',
      name: 'Sort',
      label: 'Sort',
      place,
      collection: ref('list'),
      sort: [{ order: 'Asc', emptyFirst: false }],
      ...next(null),
    };
    expect(await run({ SORT_IGNORES_CASE }, [sort], { list: ['B', 'a'] })).toMatchObject({ list: expected });
  });

  it.each([
    [true, 2],
    [false, null],
  ])('ADDING_TO_NULL_COUNTS_IT_AS_EMPTY %s', async (ADDING_TO_NULL_COUNTS_IT_AS_EMPTY, expected) => {
    expect(await run({ ADDING_TO_NULL_COUNTS_IT_AS_EMPTY }, [assignment('Add', [['total', 'add', 2]])])).toMatchObject({
      total: expected,
    });
  });

  it.each([
    [false, 'ab'],
    [true, 'abx'],
  ])('LOOP_SEES_CHANGES %s', async (LOOP_SEES_CHANGES, expected) => {
    const elements = [
      loop('Each', 'list', 'Ask', null),
      decision('Ask', [outcome('First', when([['Each', 'equalTo', 'a']]), 'Add')], 'See'),
      assignment('Add', [['list', 'add', 'x']], 'See'),
      assignment('See', [['said', 'add', '{!Each}']], 'Each'),
    ];
    expect(await run({ LOOP_SEES_CHANGES }, elements, { list: ['a', 'b'] })).toMatchObject({ said: expected });
  });

  /** Goes through screens of `Each` by verbs; every Next adds the item to `said`. */
  async function walk(
    switches: Readonly<Record<string, boolean>>,
    verbs: readonly ScreenVerb[],
    typed: string,
  ): Promise<Interview> {
    const { answer, programs, resume, start } = await turned(switches);
    const made = programs(
      flow(
        [
          loop('Each', 'list', 'One', null),
          screen('One', [textField('Name')], 'Two'),
          screen('Two', [textField('Other')], 'See'),
          assignment('See', [['said', 'add', '{!Each}']], 'Each'),
        ],
        { variables: [list, said] },
      ),
    );
    let interview = start(made, { list: ['a', 'b'] }, context);
    for (const verb of verbs) {
      const draft = interview.pending.kind === 'screen' ? interview.pending.draft : {};
      const field = Object.keys(draft)[0] ?? '';
      interview = resume(made, interview, answer(interview, verb, { [field]: typed }));
    }
    return interview;
  }

  it.each([
    [true, 'typed'],
    [false, null],
  ])('PREVIOUS_KEEPS_ENTRIES %s', async (PREVIOUS_KEEPS_ENTRIES, expected) => {
    const { pending } = await walk({ PREVIOUS_KEEPS_ENTRIES }, ['next', 'previous', 'next'], 'typed');
    const shown = pending.kind === 'screen' ? (pending.draft.Other ?? null) : pending;
    expect(shown === '' ? null : shown).toBe(expected);
  });

  it.each([
    [true, 'a'],
    [false, 'b'],
  ])('PREVIOUS_REWINDS_LOOPS %s', async (PREVIOUS_REWINDS_LOOPS, expected) => {
    const interview = await walk({ PREVIOUS_REWINDS_LOOPS }, ['next', 'next', 'previous'], 'x');
    expect(interview.pending).toMatchObject({ element: 'Two' });
    expect(Object.values(interview.frames)[0]?.variables).toMatchObject({ Each: expected });
  });
});
