import { describe, expect, it } from 'vitest';
import { BundleMismatchError, StaleEventError, UsageError, WrongEventError } from '../../src/errors.ts';
import { compileFlow, forkInterview, resumeInterview, startInterview, viewScreen } from '../../src/interview/index.ts';
import type { Draft } from '../../src/model/interview.ts';
import * as build from './build.ts';
import { AT, answer, outputs, pending, programs, reply } from './drive.ts';
import { resume, start } from './laws.ts';

describe('startInterview', () => {
  it('runs elements without effects in one turn', () => {
    const flow = build.flow(
      [
        build.loop('Each', 'numbers', 'Is_Large', null),
        build.decision('Is_Large', [build.outcome('Large', build.when([['Each', 'greaterThan', 2]]), 'Add')], 'Each'),
        build.assignment(
          'Add',
          [
            ['total', 'add', '{!Each}'],
            ['count', 'add', 1],
          ],
          'Each',
        ),
      ],
      {
        variables: [
          build.variable('numbers', { dataType: 'Number', collection: true }, { input: true }),
          build.variable('total', { dataType: 'Number' }, { output: true, default: 0 }),
          build.variable('count', { dataType: 'Number' }, { output: true, default: 0 }),
        ],
      },
    );
    const done = start(programs(flow), { numbers: [1, 2, 3, { $units: 255, $scale: 2 }, 5] }, build.context);
    expect(outputs(done)).toEqual({ total: { $units: 1055, $scale: 2 }, count: 3 });
  });

  it('ends a flow without a start at once', () => {
    const empty = build.flow([]);
    expect(pending(start(programs(empty), {}, build.context))).toBe('finished');
  });

  it('takes inputs by any case, coerced to their types', () => {
    const flow = build.flow([], {
      variables: [build.variable('Amount', { dataType: 'Number' }, { input: true, output: true })],
    });
    expect(outputs(start(programs(flow), { aMOUNT: '12.50' }, build.context))).toEqual({
      Amount: { $units: 125, $scale: 1 },
    });
  });

  it('refuses inputs that the flow does not take, and names those it does', () => {
    const flow = build.flow([], {
      variables: [
        build.variable('name', { dataType: 'Text' }, { input: true }),
        build.variable('inner', { dataType: 'Text' }),
      ],
    });
    const program = compileFlow(flow, build.around());
    expect(() => startInterview(program, { inner: 'x' }, build.context)).toThrow(UsageError);
    try {
      startInterview(program, { nmae: 'x' }, build.context);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ message: 'flow Test_Flow has no input named nmae', help: 'its inputs are name' });
    }
  });

  it('refuses an input of the wrong type', () => {
    const flow = build.flow([], { variables: [build.variable('amount', { dataType: 'Number' }, { input: true })] });
    expect(() => startInterview(compileFlow(flow, build.around()), { amount: 'many' }, build.context)).toThrow(
      /amount/,
    );
  });
});

describe('screens', () => {
  const flow = build.flow(
    [
      build.screen(
        'Ask',
        [
          build.textField('Name', { required: true }),
          build.numberField('Age', {
            validate: { formula: build.formula('{!Age} >= 18'), message: build.template('{!Name} is too young.') },
          }),
          build.textField('Reason', { required: true, visible: build.when([['Age', 'greaterThan', 65]]) }),
        ],
        'Keep',
      ),
      build.assignment('Keep', [['said', 'assign', '{!Name}: {!Age}: {!Reason}']]),
    ],
    { variables: [build.variable('said', { dataType: 'Text' }, { output: true })] },
  );

  it('waits for entries, refuses bad ones with messages by field, and keeps what was typed', () => {
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    expect(asked.pending).toMatchObject({
      kind: 'screen',
      element: 'Ask',
      draft: { Name: '', Age: '', Reason: '' },
      errors: {},
    });
    const refused = resume(p, asked, answer(asked, 'next', { Name: '', Age: '17', Reason: '' }));
    expect(refused.pending).toMatchObject({
      kind: 'screen',
      draft: { Name: '', Age: '17' },
      errors: { Name: 'Complete this field.', Age: ' is too young.' },
    });
    const done = resume(p, refused, answer(refused, 'next', { Name: 'Ada', Age: '36', Reason: '' }));
    expect(outputs(done)).toEqual({ said: 'Ada: 36: ' });
  });

  it('shows and requires a field as the entries above make it visible', () => {
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    const view = (draft: Draft) => viewScreen(p.plain, asked, draft, AT);
    expect(view({ Name: 'Ada', Age: '36' }).fields.map((field) => field.visible)).toEqual([true, true, false]);
    expect(view({ Name: 'Ada', Age: '66' })).toMatchObject({
      canProceed: false,
      fields: [{}, { value: 66 }, { visible: true, required: true, error: 'Complete this field.' }],
    });
    expect(view({ Name: 'Ada', Age: '66', Reason: 'late' }).canProceed).toBe(true);
  });

  it('makes a hidden field null, whatever stands in it', () => {
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    const done = resume(
      p,
      asked,
      answer(asked, 'next', { Name: 'Ada', Age: '36', Reason: 'typed while it was visible' }),
    );
    expect(outputs(done)).toEqual({ said: 'Ada: 36: ' });
  });

  it('refuses only what a rule calls false: an empty field that is not required passes', () => {
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    expect(viewScreen(p.plain, asked, { Name: 'Ada', Age: '' }, AT).canProceed).toBe(true);
  });

  it('lets fields that depend on each other in a circle be null there', () => {
    const circle = build.flow([
      build.screen('Ask', [
        build.textField('A', { visible: build.when([['B', 'equalTo', 'x']]) }),
        build.textField('B', { visible: build.when([['A', 'equalTo', 'x']]) }),
      ]),
    ]);
    const p = programs(circle);
    const asked = start(p, {}, build.context);
    expect(viewScreen(p.plain, asked, { A: 'x', B: 'x' }, AT).fields.map((field) => field.visible)).toEqual([
      false,
      false,
    ]);
  });

  it('is reactive from API version 59 on', () => {
    const fields = [
      build.numberField('Age'),
      { type: 'displayText', name: 'Text', place: build.place, text: build.template('{!twice}'), html: false } as const,
    ];
    const options = {
      formulas: [
        {
          name: 'twice',
          place: build.place,
          type: { dataType: 'Number' } as const,
          expression: build.formula('{!Age} * 2'),
        },
      ],
    };
    const textAt = (apiVersion: number): string | undefined => {
      const p = programs(build.flow([build.screen('Ask', fields)], { ...options, apiVersion }));
      return viewScreen(p.plain, start(p, {}, build.context), { Age: '21' }, AT).fields[1]?.text;
    };
    expect(textAt(59)).toBe('42');
    expect(textAt(58)).toBe('');
  });

  it('offers Finish on a screen that ends the path, Next on others, Previous once a screen was shown', () => {
    const two = build.flow([
      build.screen('One', [], 'Two'),
      build.screen('Two', []),
      build.screen('Three', [], null, { allowFinish: false }),
    ]);
    const p = programs(two);
    const one = start(p, {}, build.context);
    expect(viewScreen(p.plain, one, {}, AT).verbs).toEqual(['next']);
    const second = resume(p, one, answer(one, 'next'));
    expect(viewScreen(p.plain, second, {}, AT).verbs).toEqual(['previous', 'finish']);
    expect(() => resumeInterview(p.plain, second, answer(second, 'next'))).toThrow(WrongEventError);
    expect(pending(resume(p, second, answer(second, 'finish')))).toBe('finished');
  });
});

describe('Previous', () => {
  it('goes back in position, undoes nothing, and keeps the entries of both screens', () => {
    const flow = build.flow(
      [
        build.screen('One', [build.textField('A')], 'Count'),
        build.assignment('Count', [['times', 'add', 1]], 'Two'),
        build.screen('Two', [build.textField('B')]),
      ],
      { variables: [build.variable('times', { dataType: 'Number' }, { output: true })] },
    );
    const p = programs(flow);
    const one = start(p, {}, build.context);
    const two = resume(p, one, answer(one, 'next', { A: 'first' }));
    const back = resume(p, two, answer(two, 'previous', { B: 'half typed' }));
    expect(back.pending).toMatchObject({ element: 'One', draft: { A: 'first' } });
    const again = resume(p, back, answer(back, 'next', { A: 'changed' }));
    expect(again.pending).toMatchObject({ element: 'Two', draft: { B: 'half typed' } });
    expect(outputs(resume(p, again, answer(again, 'finish', { B: 'b' })))).toEqual({ times: 2 });
  });

  it('resets the fields that the flow says to reset', () => {
    const flow = build.flow([
      build.screen(
        'One',
        [build.textField('A', { default: build.value('{!$User.FirstName}'), onRevisit: 'reset' })],
        'Two',
      ),
      build.screen('Two', []),
    ]);
    const p = programs(flow);
    const one = start(p, {}, build.context);
    const two = resume(p, one, answer(one, 'next', { A: 'typed' }));
    expect(resume(p, two, answer(two, 'previous')).pending).toMatchObject({ draft: { A: 'Ada' } });
  });

  it('goes back through the iterations of a loop, each with its item and its entry', () => {
    const flow = build.flow(
      [
        build.loop('Each', 'items', 'Ask', 'Done'),
        build.screen('Ask', [build.textField('Said', { default: build.value('{!Each}') })], 'Collect'),
        build.assignment('Collect', [['all', 'add', '{!Each}={!Said}']], 'Each'),
        build.screen('Done', []),
      ],
      {
        variables: [
          build.variable('items', { dataType: 'Text', collection: true }, { input: true }),
          build.variable('all', { dataType: 'Text', collection: true }, { output: true }),
        ],
      },
    );
    const p = programs(flow);
    const first = start(p, { items: ['a', 'b', 'c'] }, build.context);
    const second = resume(p, first, answer(first, 'next', { Said: 'A' }));
    const third = resume(p, second, answer(second, 'next', { Said: 'B' }));
    const back = resume(p, third, answer(third, 'previous', { Said: '' }));
    const backAgain = resume(p, back, answer(back, 'previous', { Said: 'B' }));
    expect(backAgain.pending).toMatchObject({ element: 'Ask', draft: { Said: 'A' } });
    let at = backAgain;
    for (const said of ['A2', 'B2', 'C2']) at = resume(p, at, answer(at, 'next', { Said: said }));
    // The item of the first iteration is still the loop variable's: going back leaves variables as they are.
    expect(outputs(resume(p, at, answer(at, 'finish')))).toMatchObject({
      all: expect.arrayContaining(['a=A', 'b=B', 'b=B2', 'c=C2']),
    });
  });

  it('goes back into a finished subflow and out of it again', () => {
    const child = build.flow(
      [build.screen('Inner', [build.textField('X')], 'Keep'), build.assignment('Keep', [['result', 'assign', '{!X}']])],
      {
        name: 'Child',
        variables: [build.variable('result', { dataType: 'Text' }, { output: true })],
      },
    );
    const parent = build.flow(
      [
        build.screen('Before', [], 'Call'),
        build.subflow('Call', 'Child', {}, { result: 'got' }, 'After'),
        build.screen('After', []),
      ],
      { variables: [build.variable('got', { dataType: 'Text' }, { output: true })] },
    );
    const p = programs(parent, child);
    const before = start(p, {}, build.context);
    const inner = resume(p, before, answer(before, 'next'));
    expect(pending(inner)).toBe('screen Inner');
    expect(viewScreen(p.plain, inner, {}, AT).verbs).toEqual(['previous', 'next']);
    const after = resume(p, inner, answer(inner, 'next', { X: 'one' }));
    expect(pending(after)).toBe('screen After');
    const back = resume(p, after, answer(after, 'previous'));
    expect(back.pending).toMatchObject({ flow: 'Child', element: 'Inner', draft: { X: 'one' } });
    const forth = resume(p, back, answer(back, 'next', { X: 'two' }));
    expect(outputs(resume(p, forth, answer(forth, 'finish')))).toEqual({ got: 'two' });
    const out = resume(p, back, answer(back, 'previous', { X: 'one' }));
    expect(pending(out)).toBe('screen Before');
    expect(Object.keys(out.frames)).toHaveLength(1);
  });

  it('is refused where the screen does not offer it', () => {
    const p = programs(
      build.flow([build.screen('One', [], 'Two'), build.screen('Two', [], null, { allowBack: false })]),
    );
    const one = start(p, {}, build.context);
    expect(() => resumeInterview(p.plain, one, answer(one, 'previous'))).toThrow(WrongEventError);
    const two = resume(p, one, answer(one, 'next'));
    expect(() => resumeInterview(p.plain, two, answer(two, 'previous'))).toThrow(WrongEventError);
  });
});

describe('loops', () => {
  it('walks over the collection as it was when the loop began', () => {
    const flow = build.flow(
      [
        build.loop('Each', 'items', 'Grow', null, 'Desc'),
        build.assignment(
          'Grow',
          [
            ['items', 'add', 'more'],
            ['seen', 'add', '{!Each}'],
          ],
          'Each',
        ),
      ],
      {
        variables: [
          build.variable('items', { dataType: 'Text', collection: true }, { input: true, output: true }),
          build.variable('seen', { dataType: 'Text' }, { output: true }),
        ],
      },
    );
    expect(outputs(start(programs(flow), { items: ['a', 'b'] }, build.context))).toEqual({
      items: ['a', 'b', 'more', 'more'],
      seen: 'ba',
    });
  });

  it('begins an inner loop anew for each item of the outer one, even after it was left early', () => {
    const flow = build.flow(
      [
        build.loop('Outer', 'items', 'Inner', null),
        build.loop('Inner', 'items', 'Note', 'Outer'),
        build.assignment('Note', [['seen', 'add', '{!Outer}{!Inner} ']], 'Enough'),
        build.decision('Enough', [build.outcome('Is_B', build.when([['Inner', 'equalTo', 'b']]), 'Outer')], 'Inner'),
      ],
      {
        variables: [
          build.variable('items', { dataType: 'Text', collection: true }, { input: true }),
          build.variable('seen', { dataType: 'Text' }, { output: true }),
        ],
      },
    );
    expect(outputs(start(programs(flow), { items: ['a', 'b', 'c'] }, build.context))).toEqual({
      seen: 'aa ab ba bb ca cb ',
    });
  });

  it('stops at the budget and goes on when told', () => {
    const flow = build.flow([build.assignment('Again', [['n', 'add', 1]], 'Again')], {
      variables: [build.variable('n', { dataType: 'Number' })],
    });
    const program = compileFlow(flow, build.around());
    const stopped = startInterview(program, {}, build.context, { budget: 10 });
    expect(stopped.pending).toMatchObject({ kind: 'stopped', why: 'budget' });
    const further = resumeInterview(
      program,
      stopped,
      { kind: 'done', answers: stopped.pending.id, at: AT },
      { budget: 10 },
    );
    expect(further.frames['0']?.variables).toEqual({ n: 20 });
  });

  it('fails below API version 57 after 2,000 elements, whatever the fault path', () => {
    const flow = build.flow([build.assignment('Again', [['n', 'add', 1]], 'Again')], {
      apiVersion: 56,
      variables: [build.variable('n', { dataType: 'Number' })],
    });
    expect(start(programs(flow), {}, build.context).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'LIMIT_EXCEEDED' },
    });
  });
});

describe('callouts and faults', () => {
  const flow = build.flow(
    [
      build.callout('Post', 'Keep', 'Sorry'),
      build.assignment('Keep', [
        ['id', 'assign', '{!Post.2XX.id}'],
        ['status', 'assign', '{!Post.responseCode}'],
      ]),
      build.assignment('Sorry', [['why', 'assign', '{!$Flow.FaultMessage}']]),
    ],
    {
      variables: [
        build.variable('id', { dataType: 'Text' }, { output: true }),
        build.variable('status', { dataType: 'Number' }, { output: true }),
        build.variable('why', { dataType: 'Text' }, { output: true }),
      ],
    },
  );

  it('asks with an idempotency key and stores the typed reply', () => {
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    expect(asked.pending).toMatchObject({
      kind: 'callout',
      key: 'interview-1:main:1',
      request: { method: 'POST', path: '/things', namedCredential: 'Api' },
    });
    expect(outputs(resume(p, asked, reply(asked, 201, { id: '42' })))).toEqual({ id: '42', status: 201, why: null });
  });

  it('takes the fault path at 300 and above, with the API’s own words', () => {
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    const done = resume(
      p,
      asked,
      reply(asked, 400, [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]' }]),
    );
    expect(outputs(done)).toMatchObject({
      why: 'The callout answered with status 400: REQUIRED_FIELD_MISSING: Required fields are missing: [Name]',
    });
  });

  it('says in the fault message what to do, where the fault knows', () => {
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    const fault = {
      code: 'CREDENTIAL_ACCESS',
      message: "We couldn't access the credential(s).",
      help: 'Assign the permission set.',
    };
    const done = resume(p, asked, { kind: 'failed', answers: asked.pending.id, at: AT, fault });
    expect(outputs(done)).toMatchObject({
      why: "We couldn't access the credential(s).\nWhat to do: Assign the permission set.",
    });
  });

  it('fails without a fault connector, naming the element', () => {
    const p = programs(build.flow([build.callout('Post', null)]));
    const asked = start(p, {}, build.context);
    const failed = resume(p, asked, {
      kind: 'failed',
      answers: asked.pending.id,
      at: AT,
      fault: { code: 'CALLOUT_TIMEOUT', message: 'Read timed out' },
    });
    expect(failed.pending).toMatchObject({ kind: 'failed', fault: { code: 'CALLOUT_TIMEOUT', element: 'Post' } });
    expect(() => resumeInterview(p.plain, failed, reply(failed, 200, null))).toThrow(WrongEventError);
  });

  it('allows 100 callouts a transaction; a screen begins a new one', () => {
    const loops = build.flow([build.callout('Post', 'Post', 'Post')]);
    const p = programs(loops);
    let at = start(p, {}, build.context);
    for (let i = 0; i < 100 && at.pending.kind === 'callout'; i += 1)
      at = resumeInterview(p.plain, at, reply(at, 200, null));
    expect(at.pending).toMatchObject({ kind: 'failed', fault: { code: 'LIMIT_EXCEEDED' } });
  });

  it('survives ten thousand faults in a row in one turn', () => {
    const flow = build.flow(
      [build.loop('Each', 'items', 'Bad', null), build.assignment('Bad', [['n', 'removePosition', 5]], 'Each')],
      {
        variables: [
          build.variable('items', { dataType: 'Number', collection: true }, { input: true }),
          build.variable('n', { dataType: 'Number', collection: true }),
        ],
      },
    );
    expect(start(programs(flow), { items: [1] }, build.context).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'INVALID_ASSIGNMENT', element: 'Bad' },
    });
  });
});

describe('choice sets', () => {
  it('offer the items of a collection, and read as a value are what was chosen', () => {
    const pick = {
      type: 'picklist',
      name: 'Pick',
      place: build.place,
      label: build.template('Pick'),
      required: true,
      onRevisit: 'keep',
      valueType: 'Text',
      choices: [build.ref('People')],
    } as const;
    const flow = build.flow(
      [
        build.screen('Ask', [pick], 'Keep'),
        build.assignment('Keep', [
          ['chosen', 'assign', '{!People}'],
          ['field', 'assign', '{!Pick}'],
        ]),
      ],
      {
        choiceSets: [
          {
            name: 'People',
            place: build.place,
            dataType: 'Text',
            source: { kind: 'collection', collection: 'rows' },
            label: 'Name',
            value: 'Id',
          },
        ],
        variables: [
          build.variable('rows', { dataType: 'Record', of: 'Contact', collection: true }, { input: true }),
          build.variable('chosen', { dataType: 'Text' }, { output: true }),
          build.variable('field', { dataType: 'Text' }, { output: true }),
        ],
      },
    );
    const p = programs(flow);
    const rows = [
      { Id: '003A', Name: 'Ada' },
      { Id: '003B', Name: 'Bob' },
    ];
    const asked = start(p, { rows }, build.context);
    expect(viewScreen(p.plain, asked, {}, AT).fields[0]?.choices).toEqual([
      { key: '003A', label: 'Ada' },
      { key: '003B', label: 'Bob' },
    ]);
    expect(outputs(resume(p, asked, answer(asked, 'next', { Pick: '003B' })))).toEqual({
      chosen: '003B',
      field: '003B',
    });
  });

  it('that need an org’s objects fail the screen with a reason', () => {
    const flow = build.flow(
      [
        build.screen('Ask', [
          {
            type: 'radioButtons',
            name: 'Pick',
            place: build.place,
            label: build.template('Pick'),
            required: false,
            onRevisit: 'keep',
            valueType: 'Text',
            choices: [build.ref('Industries')],
          },
        ]),
      ],
      {
        choiceSets: [
          {
            name: 'Industries',
            place: build.place,
            dataType: 'Picklist',
            source: { kind: 'picklist', object: 'Account', field: 'Industry' },
          },
        ],
      },
    );
    const { pending: effect } = start(programs(flow), {}, build.context);
    expect(effect).toMatchObject({ kind: 'failed', fault: { code: 'UNKNOWN_PICKLIST', element: 'Ask' } });
    expect(effect.kind === 'failed' && effect.fault.message).toMatch(
      /Industries offers the values of Account\.Industry/,
    );
  });
});

describe('$Flow', () => {
  it('knows the interview, the running user’s day, and the stages in their order', () => {
    const stage = (name: string, order: number, active: boolean) => ({
      name,
      place: build.place,
      label: build.template(`Stage ${name}`),
      order,
      active,
    });
    const flow = build.flow(
      [
        build.assignment('Note', [
          ['said', 'assign', '{!$Flow.InterviewGuid} {!$Flow.CurrentStage}'],
          ['day', 'assign', '{!$Flow.CurrentDate}'],
          ['$Flow.CurrentStage', 'assign', '{!Pay}'],
          ['$Flow.CurrentRecord', 'assign', '001'],
          ['said', 'add', ' {!$Flow.CurrentStage} {!$Flow.CurrentRecord}'],
          ['count', 'assignCount', '{!$Flow.ActiveStages}'],
        ]),
      ],
      {
        stages: [stage('Pay', 20, true), stage('Choose', 10, true), stage('Ship', 5, false)],
        variables: [
          build.variable('said', { dataType: 'Text' }, { output: true }),
          build.variable('day', { dataType: 'Date' }, { output: true }),
          build.variable('count', { dataType: 'Number' }, { output: true }),
        ],
      },
    );
    const at = { ...build.context, startedAt: Date.UTC(2026, 0, 31, 23), timeZone: 'Europe/Berlin' };
    expect(outputs(start(programs(flow), {}, at))).toEqual({
      said: 'interview-1 Stage Choose Stage Pay 001',
      day: '2026-02-01',
      count: 2,
    });
  });
});

describe('what this version cannot run', () => {
  it('fails where a flow is called that is not there, or a global is set that cannot be', () => {
    const missing = build.flow([build.subflow('Call', 'Nowhere', {}, null, null)]);
    expect(start(programs(missing), {}, build.context).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'UNKNOWN_FLOW', element: 'Call' },
    });
    const prompt = build.flow([build.assignment('Say', [['$Output.Prompt', 'assign', 'x']])]);
    expect(start(programs(prompt), {}, build.context).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'UNSUPPORTED', element: 'Say' },
    });
  });

  it('fails the interview where it is reached, and not before', () => {
    const flow = build.flow([build.screen('Ask', [], 'Get_It')], {
      unsupported: [{ name: 'Get_It', kind: 'getRecords', place: build.place, connectors: [] }],
    });
    const p = programs(flow);
    const asked = start(p, {}, build.context);
    expect(pending(asked)).toBe('screen Ask');
    expect(resume(p, asked, answer(asked, 'next')).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'UNSUPPORTED', element: 'Get_It' },
    });
  });

  it('fails at once where it is the start', () => {
    const flow = build.flow([build.assignment('Note', [['$Record.Name', 'assign', 'x']])], {
      unsupported: [{ name: '$Record', kind: 'start', place: build.place, connectors: [build.to('Note')] }],
    });
    expect(start(programs(flow), {}, build.context).pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'UNSUPPORTED' },
    });
  });
});

describe('events', () => {
  const p = programs(build.flow([build.callout('Post', null)]));

  it('of another effect are stale, of another kind are wrong, of another version are refused', () => {
    const asked = start(p, {}, build.context);
    expect(() => resumeInterview(p.plain, asked, { ...reply(asked, 200, null), answers: 99 })).toThrow(StaleEventError);
    expect(() => resumeInterview(p.plain, asked, answer(asked, 'next'))).toThrow(WrongEventError);
    expect(() => resumeInterview(p.plain, { ...asked, bundle: 'other' }, reply(asked, 200, null))).toThrow(
      BundleMismatchError,
    );
  });

  it('on a fork carry other idempotency keys than on the branch it left', () => {
    const asked = start(p, {}, build.context);
    const forked = forkInterview(asked, 'retry-1');
    expect(forked.pending).toMatchObject({ key: 'interview-1:retry-1:1' });
    expect(asked.pending).toMatchObject({ key: 'interview-1:main:1' });
  });
});

describe('subflows', () => {
  const child = build.flow([build.assignment('Greet', [['greeting', 'assign', 'Hello {!who}{!extra}']])], {
    name: 'Child',
    variables: [
      build.variable('who', { dataType: 'Text' }, { input: true }),
      build.variable('extra', { dataType: 'Text' }, { input: true, default: '!' }),
      build.variable('hidden', { dataType: 'Text' }),
      build.variable('greeting', { dataType: 'Text' }, { output: true }),
    ],
  });

  it('take inputs and store their outputs under the element’s name', () => {
    const parent = build.flow(
      [
        build.subflow('Call', 'Child', { who: '{!name}' }, null, 'Keep'),
        build.assignment('Keep', [['got', 'assign', '{!Call.greeting}']]),
      ],
      {
        variables: [
          build.variable('name', { dataType: 'Text' }, { input: true }),
          build.variable('got', { dataType: 'Text' }, { output: true }),
        ],
      },
    );
    expect(outputs(start(programs(parent, child), { name: 'Ada' }, build.context))).toEqual({ got: 'Hello Ada!' });
  });

  it('fail the whole interview with an unhandled fault of theirs', () => {
    const failing = build.flow([build.callout('Post', null)], { name: 'Child' });
    const p = programs(build.flow([build.subflow('Call', 'Child', {}, null, null)]), failing);
    const asked = start(p, {}, build.context);
    expect(resume(p, asked, reply(asked, 500, 'broken')).pending).toMatchObject({
      kind: 'failed',
      fault: { element: 'Post' },
    });
  });

  it('may call themselves', () => {
    const recursive = build.flow(
      [
        build.decision('More', [build.outcome('Yes', build.when([['n', 'greaterThan', 0]]), 'Less')], null),
        build.assignment(
          'Less',
          [
            ['n', 'subtract', 1],
            ['depth', 'add', 1],
          ],
          'Again',
        ),
        build.subflow('Again', 'Test_Flow', { n: '{!n}', depth: '{!depth}' }, { depth: 'depth' }, null),
      ],
      {
        variables: [
          build.variable('n', { dataType: 'Number' }, { input: true }),
          build.variable('depth', { dataType: 'Number' }, { input: true, output: true, default: 0 }),
        ],
      },
    );
    const program = programs(recursive, recursive);
    expect(outputs(start(program, { n: 5 }, build.context))).toEqual({ depth: 5 });
  });
});
