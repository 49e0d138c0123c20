/** Operators that ask the interview, what depends on the API version, stages, and the switches of what is unverified. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFlowText } from '../../src/definition/index.ts';
import { compileFlow, type Surroundings, viewScreen } from '../../src/interview/index.ts';
import type { FlowElement } from '../../src/model/elements.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Value } from '../../src/model/value.ts';
import { BEHAVIOUR_SINCE } from '../../src/values/api-version.ts';
import * as build from './build.ts';
import { answer, outputs, pending, programs, reply } from './drive.ts';
import { resume, start } from './laws.ts';

const {
  assignment,
  callout,
  context,
  decision,
  flow,
  loop,
  numberField,
  outcome,
  place,
  ref,
  screen,
  template,
  textField,
  variable,
  when,
} = build;
const said = variable('said', { dataType: 'Text' }, { output: true });
const say = (name: string, text: string): FlowElement => assignment(name, [['said', 'assign', text]]);

describe('hasError', () => {
  const asked = flow(
    [
      callout('Call', 'Ask', 'Ask'),
      decision('Ask', [outcome('Failed', when([['Call', 'hasError', true]]), 'Again')], 'Fine'),
      screen('Again', [], 'Call'),
      say('Fine', 'fine'),
    ],
    { variables: [said] },
  );

  it('is true after a fault that a connector took, and false once the element does better', () => {
    const made = programs(asked);
    let interview = start(made, {}, context);
    interview = resume(made, interview, reply(interview, 500, null));
    expect(pending(interview)).toBe('screen Again');
    interview = resume(made, interview, answer(interview, 'next'));
    interview = resume(made, interview, reply(interview, 200, {}));
    expect(outputs(interview)).toEqual({ said: 'fine' });
  });

  it('costs nothing where nobody asks', () => {
    const made = programs(flow([callout('Call', null, 'Fine'), say('Fine', 'fine')], { variables: [said] }));
    const interview = start(made, {}, context);
    expect(JSON.stringify(interview)).not.toContain('hasError');
  });
});

describe('isChanged', () => {
  const run = (record: Value, prior: Value, left = '$Record.Name'): unknown => {
    const made = flow(
      [
        decision('Ask', [outcome('Yes', when([[left, 'isChanged', true]]), 'Changed')], null),
        say('Changed', 'changed'),
      ],
      {
        variables: [said],
        type: 'Autolaunched Flow',
      },
    );
    const read = (from: Value, path: readonly string[]): Value =>
      path.reduce<Value>((at, key) => (at as Readonly<Record<string, Value>> | null)?.[key] ?? null, from);
    const around: Surroundings = {
      flow: () => undefined,
      global: ([family, ...path]) =>
        read(family === '$Record' ? record : family === '$Record__Prior' ? prior : null, path),
    };
    const program = compileFlow(made, around);
    return outputs(start({ plain: program, observed: compileFlow(made, around, { observed: true }) }, {}, context));
  };

  it.each([
    ['another value', { Name: 'a' }, { Name: 'b' }, 'changed'],
    ['the same value', { Name: 'a' }, { Name: 'a' }, null],
    ['a value that went', { Name: null }, { Name: 'b' }, 'changed'],
    ['a value that came', { Name: 'a' }, { Name: null }, 'changed'],
    ['a record that is created', { Name: 'a' }, null, null],
  ])('%s', (_what, record, prior, expected) => {
    expect(run(record, prior)).toEqual({ said: expected });
  });
});

describe('dates and times in conditions', () => {
  it('are compared as what stands on the left', () => {
    const compare = (left: string): unknown =>
      outputs(
        start(
          programs(
            flow(
              [
                decision(
                  'Ask',
                  [outcome('Yes', when([[left, 'equalTo', left === 'day' ? '{!moment}' : '{!day}']]), 'Same')],
                  null,
                ),
                say('Same', 'same'),
              ],
              {
                variables: [
                  said,
                  variable('day', { dataType: 'Date' }, { default: '2026-01-31' }),
                  variable('moment', { dataType: 'DateTime' }, { default: '2026-01-31T00:00:00.000Z' }),
                ],
              },
            ),
          ),
          {},
          context,
        ),
      );
    expect(compare('day')).toEqual({ said: 'same' });
    expect(compare('moment')).toEqual({ said: 'same' });
  });
});

describe('items of collections', () => {
  it('are of the collection’s type when they are added and looked for', () => {
    const made = flow(
      [
        assignment('Add', [
          ['list', 'add', '5'],
          ['list', 'addAtStart', '4'],
          ['list', 'removeAll', '{!texts}'],
        ]),
      ],
      {
        variables: [
          variable('list', { dataType: 'Number', collection: true }, { output: true }),
          variable('texts', { dataType: 'Text', collection: true }, { input: true }),
        ],
      },
    );
    expect(outputs(start(programs(made), { texts: ['5'] }, context))).toEqual({ list: [4] });
  });
});

describe('by API version', () => {
  const since = (behaviour: keyof typeof BEHAVIOUR_SINCE): readonly [number, number] => [
    BEHAVIOUR_SINCE[behaviour] - 1,
    BEHAVIOUR_SINCE[behaviour],
  ];

  it('fields that are to be reset keep their entries before 51, record fields before 57', () => {
    const shown = (apiVersion: number): Value => {
      const made = programs(
        flow([screen('One', [textField('Name', { onRevisit: 'reset' })], 'Two'), screen('Two', [])], { apiVersion }),
      );
      let interview = start(made, {}, context);
      interview = resume(made, interview, answer(interview, 'next', { Name: 'typed' }));
      interview = resume(made, interview, answer(interview, 'previous'));
      return interview.pending.kind === 'screen' ? (interview.pending.draft.Name ?? null) : 'no screen';
    };
    const [before, from] = since('revisitedFields');
    expect(shown(before)).toBe('typed');
    expect(shown(from)).not.toBe('typed');
    expect(BEHAVIOUR_SINCE.revisitedRecordFields).toBe(57);
  });

  it('a checkbox that was not shown is null from 64 on', () => {
    const asked = (apiVersion: number): unknown => {
      const box = {
        type: 'checkbox',
        name: 'Box',
        place,
        label: template('Box'),
        required: false,
        onRevisit: 'keep',
      } as const;
      const made = flow(
        [
          decision('Ask', [outcome('Null', when([['Box', 'isNull', true]]), 'Was_Null')], 'Not_Null'),
          say('Was_Null', 'null'),
          say('Not_Null', 'not null'),
          screen('Never', [box]),
        ],
        { variables: [said], apiVersion },
      );
      return outputs(start(programs(made), {}, context));
    };
    const [before, from] = since('nullBooleanFields');
    expect(asked(before)).toEqual({ said: 'not null' });
    expect(asked(from)).toEqual({ said: 'null' });
  });

  it('variables are open to callers before 25', () => {
    const variables = (apiVersion: number): unknown =>
      loadFlowText(
        `apiVersion: ${apiVersion}\nvariables: { a: Text, b: { type: Text, input: false } }\nstart: Set\nelements: { Set: { type: assignment, assign: [ a: '{!b}' ] } }\n`,
        'a.yaml',
      ).flow?.variables.map(({ input, output }) => [input, output]);
    const [before, from] = since('closedVariables');
    expect(variables(before)).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(variables(from)).toEqual([
      [false, false],
      [false, false],
    ]);
  });
});

describe('stages', () => {
  const stages: Flow['stages'] = [
    { name: 'Review', place, label: template('The review'), order: 20, active: true },
    { name: 'Entry', place, label: template('The entry'), order: 10, active: true },
    { name: 'Extra', place, label: template('An extra'), order: 30, active: false },
  ];
  const out = [
    variable('current', { dataType: 'Text' }, { output: true }),
    variable('active', { dataType: 'Text', collection: true }, { output: true }),
    variable('count', { dataType: 'Number' }, { output: true }),
  ];
  const told: readonly (readonly [string, 'assign' | 'assignCount', Value])[] = [
    ['current', 'assign', '{!$Flow.CurrentStage}'],
    ['active', 'assign', '{!$Flow.ActiveStages}'],
    ['count', 'assignCount', '{!$Flow.ActiveStages}'],
  ];

  it('begin with the active ones by their order, the first of them current', () => {
    const made = flow([assignment('Tell', told)], { stages, variables: out });
    expect(outputs(start(programs(made), {}, context))).toEqual({
      current: 'The entry',
      active: ['The entry', 'The review'],
      count: 2,
    });
  });

  it('take every operator of a collection, and are compared by name', () => {
    const made = flow(
      [
        assignment(
          'Change',
          [
            ['$Flow.ActiveStages', 'add', '{!Extra}'],
            ['$Flow.ActiveStages', 'removeFirst', '{!Entry}'],
            ['$Flow.CurrentStage', 'assign', '{!Review}'],
          ],
          'Ask',
        ),
        decision(
          'Ask',
          [
            outcome(
              'Here',
              when([
                ['$Flow.CurrentStage', 'equalTo', '{!Review}'],
                ['$Flow.ActiveStages', 'contains', '{!Extra}'],
              ]),
              'Tell',
            ),
          ],
          null,
        ),
        assignment('Tell', told),
      ],
      { stages, variables: out },
    );
    expect(outputs(start(programs(made), {}, context))).toEqual({
      current: 'The review',
      active: ['The review', 'An extra'],
      count: 2,
    });
  });

  it('are shown with a screen: its own, else the current one, none where the flow has none', () => {
    const shown = (own: string | null, more: Partial<Flow> = { stages }): string | undefined => {
      const one = screen('One', []);
      const element = own === null ? one : { ...one, stage: ref(own) };
      const made = programs(flow([element as FlowElement], more));
      const interview = start(made, {}, context);
      return viewScreen(made.plain, interview, {}, context.startedAt).stage;
    };
    expect(shown('Review')).toBe('The review');
    expect(shown(null)).toBe('The entry');
    expect(shown(null, {})).toBeUndefined();
  });
});

describe('loops', () => {
  const list = variable('list', { dataType: 'Number', collection: true }, { input: true, output: true });
  const seen = variable('seen', { dataType: 'Number', collection: true }, { output: true });

  it('go through the items as they were, both ways, whatever happens to the collection', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 8 }),
        fc.constantFrom('Asc' as const, 'Desc' as const),
        fc.constantFrom('add', 'removeFirst', 'removeAll', 'addAtStart', 'assign') as fc.Arbitrary<'add'>,
        (items, order, operator) => {
          const value: Value = (operator as string) === 'assign' ? null : '{!Each}';
          const made = flow(
            [
              loop('Each', 'list', 'See', null, order),
              assignment(
                'See',
                [
                  ['seen', 'add', '{!Each}'],
                  ['list', operator, value],
                ],
                'Each',
              ),
            ],
            { variables: [list, seen] },
          );
          const finished = outputs(start(programs(made), { list: items }, context));
          expect(finished).toMatchObject({ seen: order === 'Asc' ? items : items.toReversed() });
        },
      ),
      { numRuns: 80 },
    );
  });

  it('in loops begin anew for each item of the outer one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 5 }), fc.array(fc.nat(5), { maxLength: 5 }), (outer, inner) => {
        const made = flow(
          [
            loop('Outer', 'list', 'Inner', null),
            loop('Inner', 'others', 'See', 'Outer'),
            assignment(
              'See',
              [
                ['sum', 'assign', '{!Outer}'],
                ['sum', 'add', '{!Inner}'],
                ['seen', 'add', '{!sum}'],
              ],
              'Inner',
            ),
          ],
          {
            variables: [
              list,
              seen,
              variable('others', { dataType: 'Number', collection: true }, { input: true }),
              variable('sum', { dataType: 'Number' }),
            ],
          },
        );
        expect(outputs(start(programs(made), { list: outer, others: inner }, context))).toMatchObject({
          seen: outer.flatMap((a) => inner.map((b) => a + b)),
        });
      }),
      { numRuns: 60 },
    );
  });

  it('go back with Previous to the item at which the screen was shown', () => {
    const made = programs(
      flow(
        [
          loop('Each', 'list', 'Show', null),
          screen('Show', [numberField('N', { default: ref('Each'), onRevisit: 'reset' })], 'Add'),
          assignment('Add', [['seen', 'add', '{!Each}']], 'Each'),
        ],
        {
          variables: [list, seen],
        },
      ),
    );
    let interview = start(made, { list: [1, 2, 3] }, context);
    for (const verb of ['next', 'previous', 'next', 'next'] as const)
      interview = resume(
        made,
        interview,
        answer(interview, verb, interview.pending.kind === 'screen' ? interview.pending.draft : {}),
      );
    expect(interview.pending).toMatchObject({ draft: { N: expect.anything() } });
    interview = resume(made, interview, answer(interview, 'next', { N: '3' }));
    // Nothing is undone: the first item was added at each going on from it.
    expect(outputs(interview)).toMatchObject({ seen: [1, 1, 2, 3] });
  });
});
