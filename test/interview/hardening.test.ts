/** What a flow may hold that a careless machine would trip over: inherited names, endless calls, growth without end. */
import { describe, expect, it } from 'vitest';
import { compileFlow, startInterview, viewScreen } from '../../src/interview/index.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Interview } from '../../src/model/interview.ts';
import * as build from './build.ts';
import { answer, outputs, programs } from './drive.ts';
import { resume, start } from './laws.ts';

describe('names that every object inherits', () => {
  const flow = build.flow(
    [
      build.screen('toString', [build.numberField('isPrototypeOf'), build.textField('constructor')], 'valueOf'),
      build.loop('valueOf', 'hasOwnProperty', 'toLocaleString', null),
      build.assignment('toLocaleString', [['propertyIsEnumerable', 'add', '{!valueOf}']], 'valueOf'),
    ],
    {
      variables: [
        build.variable('hasOwnProperty', { dataType: 'Number', collection: true }, { input: true }),
        build.variable('propertyIsEnumerable', { dataType: 'Number' }, { output: true }),
      ],
    },
  );

  it('are names like any other', () => {
    const p = programs(flow);
    const asked = start(p, { hasOwnProperty: [1, 2, 3] }, build.context);
    expect(asked.pending).toMatchObject({ draft: { isPrototypeOf: '', constructor: '' } });
    expect(viewScreen(p.plain, asked, {}, 0)).toMatchObject({
      canProceed: true,
      fields: [{ value: null }, { value: '' }],
    });
    expect(outputs(resume(p, asked, answer(asked, 'next')))).toEqual({ propertyIsEnumerable: 6 });
  });
});

describe('what would never end', () => {
  it('is a flow that calls itself: stopped at a depth', () => {
    const flow = build.flow([build.subflow('Again', 'Test_Flow', {}, null, null)]);
    expect(start(programs(flow), {}, build.context).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'LIMIT_EXCEEDED', element: 'Again' },
    });
  });

  it('is a text that doubles in a loop: stopped at a length', () => {
    const flow = build.flow([build.assignment('Double', [['text', 'add', '{!text}']], 'Double')], {
      variables: [build.variable('text', { dataType: 'Text' }, { default: 'x' })],
    });
    const program = compileFlow(flow, build.around());
    expect(startInterview(program, {}, build.context).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'LIMIT_EXCEEDED' },
    });
  });

  it('is a chain of formulas that each read the one before twice: each is computed once', () => {
    const names = Array.from({ length: 60 }, (_, i) => `f${i}`);
    const flow = build.flow([build.assignment('Read', [['out', 'assign', '{!f59}']])], {
      formulas: names.map((name, i) => ({
        name,
        place: build.place,
        type: { dataType: 'Number' },
        expression: build.formula(i === 0 ? '1' : `{!f${i - 1}} + {!f${i - 1}} * 0`),
      })),
      variables: [build.variable('out', { dataType: 'Number' }, { output: true })],
    });
    expect(outputs(start(programs(flow), {}, build.context))).toEqual({ out: 1 });
  });

  it('is a formula that reads itself: null there', () => {
    const flow = build.flow([build.assignment('Read', [['out', 'assign', '{!a}']])], {
      formulas: [
        {
          name: 'a',
          place: build.place,
          type: { dataType: 'Number' },
          expression: build.formula('BLANKVALUE({!b}, 7)'),
        },
        { name: 'b', place: build.place, type: { dataType: 'Number' }, expression: build.formula('{!a} + 1') },
      ],
      variables: [build.variable('out', { dataType: 'Number' }, { output: true })],
    });
    expect(outputs(start(programs(flow), {}, build.context))).toEqual({ out: 7 });
  });
});

describe('a formula read again after a write', () => {
  it('is computed again', () => {
    const flow = build.flow(
      [
        build.loop('Each', 'items', 'Sum', null),
        build.assignment(
          'Sum',
          [
            ['n', 'add', '{!Each}'],
            ['log', 'add', '{!twice} '],
          ],
          'Each',
        ),
      ],
      {
        formulas: [
          { name: 'once', place: build.place, type: { dataType: 'Number' }, expression: build.formula('{!n} + 0') },
          {
            name: 'twice',
            place: build.place,
            type: { dataType: 'Number' },
            expression: build.formula('{!once} + {!once}'),
          },
        ],
        variables: [
          build.variable('items', { dataType: 'Number', collection: true }, { input: true }),
          build.variable('n', { dataType: 'Number' }, { default: 0 }),
          build.variable('log', { dataType: 'Text' }, { output: true }),
        ],
      },
    );
    expect(outputs(start(programs(flow), { items: [1, 2, 3] }, build.context))).toEqual({ log: '2 6 12 ' });
  });
});

describe('wasVisited of an element that does not run yet', () => {
  it('is false', () => {
    const flow = build.flow(
      [
        build.decision('Check', [build.outcome('Was', build.when([['Get_It', 'wasVisited', true]]), 'Keep')], null),
        build.assignment('Keep', [['out', 'assign', 'visited']]),
      ],
      {
        unsupported: [{ name: 'Get_It', kind: 'getRecords', place: build.place, connectors: [] }],
        variables: [build.variable('out', { dataType: 'Text' }, { output: true })],
      },
    );
    expect(outputs(start(programs(flow), {}, build.context))).toEqual({ out: null });
  });
});

describe('wasSelected and wasVisited', () => {
  const choice = (name: string, value: string) =>
    ({ name, place: build.place, label: build.template(name), dataType: 'Text', value: build.value(value) }) as const;
  const pick = (type: 'radioButtons' | 'checkboxGroup') =>
    ({
      type,
      name: 'Pick',
      place: build.place,
      label: build.template('Pick'),
      required: false,
      onRevisit: 'keep',
      valueType: 'Text',
      choices: [build.ref('Small'), build.ref('Large')],
    }) as const;
  const flowWith = (type: 'radioButtons' | 'checkboxGroup'): Flow =>
    build.flow(
      [
        build.screen('Ask', [pick(type)], 'Check'),
        build.decision(
          'Check',
          [
            build.outcome(
              'Is_Small',
              build.when([
                ['Small', 'wasSelected', true],
                ['Ask', 'wasVisited', true],
                ['Never', 'wasVisited', false],
              ]),
              'Small_Path',
            ),
          ],
          'Never',
        ),
        build.assignment('Small_Path', [['path', 'assign', 'small']]),
        build.assignment('Never', [['path', 'assign', 'other']]),
      ],
      {
        choices: [choice('Small', 's'), choice('Large', 'l')],
        variables: [build.variable('path', { dataType: 'Text' }, { output: true })],
      },
    );

  it.each([
    ['radioButtons', 'Small', 'small'],
    ['radioButtons', 'Large', 'other'],
    ['radioButtons', null, 'other'],
    ['checkboxGroup', ['Large', 'Small'], 'small'],
    ['checkboxGroup', ['Large'], 'other'],
  ] as const)('of %s with %j take the path %s', (type, picked, path) => {
    const p = programs(flowWith(type));
    const asked = start(p, {}, build.context);
    expect(outputs(resume(p, asked, answer(asked, 'next', { Pick: picked })))).toEqual({ path });
  });
});

describe('Previous in a loop', () => {
  it('shows the item that the cursor goes back to', () => {
    const text = {
      type: 'displayText',
      name: 'Which',
      place: build.place,
      text: build.template('{!Each}'),
      html: false,
    } as const;
    const flow = build.flow([build.loop('Each', 'items', 'Ask', null, 'Desc'), build.screen('Ask', [text], 'Each')], {
      variables: [build.variable('items', { dataType: 'Text', collection: true }, { input: true })],
    });
    const p = programs(flow);
    const shown = (interview: Interview): string | undefined => viewScreen(p.plain, interview, {}, 0).fields[0]?.text;
    const first = start(p, { items: ['a', 'b', 'c'] }, build.context);
    const second = resume(p, first, answer(first, 'next'));
    const third = resume(p, second, answer(second, 'next'));
    const back = resume(p, third, answer(third, 'previous'));
    const backAgain = resume(p, back, answer(back, 'previous'));
    expect([first, second, third, back, backAgain].map(shown)).toEqual(['c', 'b', 'a', 'b', 'c']);
  });
});
