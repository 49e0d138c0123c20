import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Performers, runInterview, watchPresenter } from '../../../src/effects/index.ts';
import { noPerformers } from '../../../src/effects/no-performers.ts';
import { UsageError } from '../../../src/errors.ts';
import { type Answers, createAnswersPresenter } from '../../../src/hosts/headless/index.ts';
import { compileFlow, startInterview } from '../../../src/interview/index.ts';
import type { FlowElement } from '../../../src/model/elements.ts';
import type { Flow } from '../../../src/model/flow.ts';
import type { ScreenVerb, ScreenView } from '../../../src/model/interview.ts';
import type { ScreenField } from '../../../src/model/screens.ts';
import {
  around,
  callout,
  context,
  decision,
  flow,
  formula,
  loop,
  numberField,
  outcome,
  place,
  screen,
  template,
  textField,
  value,
  variable,
  when,
} from '../../interview/build.ts';

const failing: Performers = {
  ...noPerformers(),
  callout: async ({ id }) => ({ kind: 'failed', answers: id, at: 0, fault: { code: 'X', message: 'It is closed.' } }),
};

interface Shown {
  readonly view: ScreenView;
  readonly verb: ScreenVerb;
}

async function run(of: Flow, answers: Answers, inputs = {}) {
  const program = compileFlow(of, around(of));
  const shown: Shown[] = [];
  const presenter = watchPresenter(createAnswersPresenter(answers, { program, now: () => 0 }), (view, verb) => {
    shown.push({ view, verb });
  });
  const end = await runInterview(program, startInterview(program, inputs, context), { presenter, performers: failing });
  return { end, shown, pressed: shown.map(({ view, verb }) => `${view.element}:${verb}`) };
}

async function refusal(of: Flow, answers: Answers): Promise<UsageError> {
  const error = await run(of, answers).catch((thrown: unknown) => thrown);
  if (error instanceof UsageError) return error;
  throw error ?? new TypeError('nothing was refused');
}

const outputs = (...names: readonly string[]) =>
  names.map((name) => variable(name, { dataType: 'Text' }, { output: true }));
const details = (fields: readonly ScreenField[], then: string | null = null): FlowElement => ({
  ...screen('Details', fields, then),
  label: 'Your details',
});

describe('answers', () => {
  it('fill in fields by API name and press the button that goes forward', async () => {
    const of = flow([details([textField('Name'), numberField('Age')], 'Bye'), screen('Bye', [])]);
    const { end, pressed } = await run(of, { Details: { Name: 'Ada', Age: 36 } });
    expect(end.pending.kind).toBe('finished');
    expect(end.frames['0']?.variables).toMatchObject({ Name: 'Ada', Age: 36 });
    expect(pressed).toEqual(['Details:next', 'Bye:finish']);
  });

  it('are put over what stands in the fields', async () => {
    const of = flow([
      details([textField('Name', { default: value('Ada') }), textField('City', { default: value('London') })]),
    ]);
    const { end } = await run(of, { Details: { City: 'Paris' } });
    expect(end.frames['0']?.variables).toMatchObject({ Name: 'Ada', City: 'Paris' });
  });

  it('are not needed where the screen can go on without', async () => {
    const of = flow([
      details([textField('Name', { required: true, default: value('Ada') })], 'Bye'),
      screen('Bye', []),
    ]);
    expect((await run(of, {})).pressed).toEqual(['Details:next', 'Bye:finish']);
  });

  it('in a list serve visit by visit; $press goes back', async () => {
    const of = flow([details([textField('Name')], 'Check'), screen('Check', [])], { variables: outputs('x') });
    const { end, pressed } = await run(of, {
      Details: [{ Name: 'Ada' }, { Name: 'Grace' }],
      Check: [{ $press: 'previous' }, {}],
    });
    expect(pressed).toEqual(['Details:next', 'Check:previous', 'Details:next', 'Check:finish']);
    expect(end.frames['0']?.variables).toMatchObject({ Name: 'Grace' });
  });

  it('without an entry left keep what was entered before', async () => {
    const of = flow([details([textField('Name', { required: true })], 'Check'), screen('Check', [])]);
    const { end } = await run(of, { Details: [{ Name: 'Ada' }], Check: [{ $press: 'previous' }, {}] });
    expect(end.frames['0']?.variables).toMatchObject({ Name: 'Ada' });
  });

  it('as a map serve every visit of a screen in a loop', async () => {
    const of = flow([loop('Each', 'items', 'Details', null), details([textField('Name')], 'Each')], {
      variables: [variable('items', { dataType: 'Number', collection: true }, { input: true })],
    });
    const { pressed } = await run(of, { Details: { Name: 'Ada' } }, { items: [7, 7, 7] });
    expect(pressed).toEqual(['Details:next', 'Details:next', 'Details:next']);
  });

  it.each(['next', 'finish'])(
    '$press: %s means the button that goes forward, whatever the flow calls it',
    async (verb) => {
      const of = flow([details([], 'Bye'), screen('Bye', [])]);
      expect((await run(of, { Details: { $press: verb }, Bye: { $press: verb } })).pressed).toEqual([
        'Details:next',
        'Bye:finish',
      ]);
    },
  );

  it('are read by the fields, not here: what is typed is what counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -1e9, max: 1e9 }), fc.boolean(), async (number, asText) => {
        const of = flow([details([numberField('Age')])]);
        const { end } = await run(of, { Details: { Age: asText ? String(number) : number } });
        expect(end.frames['0']?.variables.Age).toBe(number);
      }),
      { numRuns: 30 },
    );
  });
});

describe('missing answers', () => {
  const of = flow([
    details([
      textField('First_Name', { label: template('First name'), required: true }),
      numberField('Age', { required: true }),
      textField('City'),
    ]),
  ]);

  it('are named by label and API name, with an example', async () => {
    const error = await refusal(of, {});
    expect(error.message).toBe(
      'the screen Details ("Your details") needs answers:\n' +
        '  First name (First_Name): Complete this field.\n' +
        '  Age (Age): Complete this field.',
    );
    expect(error.help).toBe('give them with --answers FILE, for example:\nDetails:\n  First_Name: Some text\n  Age: 1');
  });

  it('are only those that are still missing', async () => {
    const error = await refusal(of, { Details: { Age: 3 } });
    expect(error.message).toContain('First name (First_Name)');
    expect(error.message).not.toContain('Age');
  });

  it('are not asked for when going back', async () => {
    const two = flow([screen('Start', [], 'Details'), details([textField('Name', { required: true })])]);
    const { pressed } = await run(two, { Start: [{}, {}], Details: [{ $press: 'previous' }, { Name: 'Ada' }] });
    expect(pressed).toEqual(['Start:next', 'Details:previous', 'Start:next', 'Details:finish']);
  });
});

describe('refused', () => {
  it('entries are named with what the field says', async () => {
    const rule = { formula: formula('{!Age} >= 18', 'Boolean'), message: template('Adults only.') };
    const of = flow([details([numberField('Age', { validate: rule })])]);
    expect((await refusal(of, { Details: { Age: 7 } })).message).toBe(
      'the screen Details ("Your details") does not accept the answers:\n  Age (Age): 7 is refused: Adults only.',
    );
    expect((await refusal(of, { Details: { Age: 'old' } })).message).toMatch(
      /Age \(Age\): "old" is refused: Enter a number/,
    );
  });

  it('entries for hidden fields: nobody could have typed them', async () => {
    const of = flow([details([textField('Why', { visible: when([['Sure', 'equalTo', 'no']]) }), textField('Sure')])]);
    expect((await refusal(of, { Details: { Sure: 'yes', Why: 'because' } })).message).toContain(
      'Why: is hidden with these answers',
    );
    const { end } = await run(of, { Details: { Sure: 'no', Why: 'because' } });
    expect(end.frames['0']?.variables).toMatchObject({ Why: 'because' });
  });

  it('entries for fields that cannot be changed', async () => {
    const of = flow([details([textField('Fixed', { readOnly: value(true) })])]);
    expect((await refusal(of, { Details: { Fixed: 'x' } })).message).toContain('Fixed (Fixed): cannot be changed');
  });

  it('buttons that are not there', async () => {
    const error = await refusal(flow([details([])]), { Details: { $press: 'previous' } });
    expect(error.message).toBe('the screen Details ("Your details") has no button previous');
    expect(error.help).toBe('it offers finish');
  });
});

describe('unknown names', () => {
  const of = flow([details([textField('Account_Name')])]);

  it.each([
    [{ Detials: {} }, 'there is no screen named Detials', 'did you mean Details?'],
    [{ Something_Else: {} }, 'there is no screen named Something_Else', 'screens: Details'],
    [
      { Details: { Acount_Name: 'x' } },
      'the screen Details has no field named Acount_Name',
      'did you mean Account_Name?',
    ],
    [{ Details: [{}, { Else: 'x' }] }, 'the screen Details has no field named Else', 'its fields: Account_Name'],
    [
      { Details: { $press: 'forward' } },
      'answers for Details: $press is "forward"',
      'it can be next, previous, finish',
    ],
  ] as const)('%j', async (answers, message, help) => {
    expect(await refusal(of, answers as Answers)).toMatchObject({ message, help });
  });
});

describe('a run that does not get on', () => {
  const retrying = flow([
    details([textField('Name')], 'Send'),
    callout('Send', null, 'Sorry'),
    screen('Sorry', [], 'Details'),
  ]);

  it('is ended where a fault leads back to answers that were sent already, with the fault first', async () => {
    const error = await refusal(retrying, { Details: { Name: 'Ada' } });
    expect(error.message).toMatch(/^It is closed\..*\nthe flow offers the screen .* again after this fault/s);
    expect(error.help).toContain('a list of answers, one for each visit');
  });

  it('is ended where $press goes back and forth', async () => {
    const of = flow([details([textField('Name')], 'Check'), screen('Check', [])]);
    expect((await refusal(of, { Details: {}, Check: { $press: 'previous' } })).message).toContain(
      'would go round for ever',
    );
  });

  it('is not what a flow does that counts its tries', async () => {
    const of = flow(
      [
        details([], 'Count'),
        {
          type: 'assignment',
          name: 'Count',
          label: 'Count',
          place,
          assign: [{ target: { kind: 'reference', path: 'n', place }, operator: 'add', value: value(1), place }],
          next: { to: 'Enough', goTo: false, place },
        },
        decision('Enough', [outcome('Yes', when([['n', 'greaterThan', 4]]), null)], 'Details'),
      ],
      { variables: [variable('n', { dataType: 'Number' }, { default: 0 })] },
    );
    expect((await run(of, {})).pressed).toHaveLength(5);
  });
});

it('is cancelled by the signal', async () => {
  const of = flow([details([])]);
  const program = compileFlow(of, around(of));
  const interview = startInterview(program, {}, context);
  const presenter = createAnswersPresenter({});
  if (interview.pending.kind !== 'screen') throw new TypeError('no screen');
  const effect = interview.pending;
  const presented = presenter.present({ effect, view: () => ({}) as ScreenView }, AbortSignal.abort());
  await expect(presented).rejects.toMatchObject({ code: 'CANCELLED' });
});
