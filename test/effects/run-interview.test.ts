import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Performers, type Presenter, runInterview } from '../../src/effects/index.ts';
import { noPerformers } from '../../src/effects/no-performers.ts';
import { compileFlow, type Happening, startInterview } from '../../src/interview/index.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { CalloutEffect, FlowEvent, Interview } from '../../src/model/interview.ts';
import {
  around,
  assignment,
  callout,
  context,
  decision,
  flow,
  loop,
  outcome,
  screen,
  textField,
  variable,
  when,
} from '../interview/build.ts';

const AT = Date.UTC(2026, 0, 31, 11);

const ok = (effect: CalloutEffect, body = { id: 'x' }): FlowEvent => ({
  kind: 'responded',
  answers: effect.id,
  at: AT,
  status: 201,
  headers: {},
  body,
});
const replying: Performers = { ...noPerformers(), callout: async (effect) => ok(effect) };
const pressing = (verb: 'next' | 'finish' | 'pause' = 'next', draft = {}): Presenter => ({
  present: async ({ effect }) => ({ kind: 'answered', answers: effect.id, at: AT, verb, draft }),
});

function started(of: Flow, inputs = {}) {
  const program = compileFlow(of, around(of));
  return { program, interview: startInterview(program, inputs, context) };
}

const ENDLESS = flow(
  [
    assignment('Count', [['n', 'add', 1]], 'Again'),
    decision('Again', [outcome('Never', when([['n', 'lessThan', 0]]), null)], 'Count'),
  ],
  { variables: [variable('n', { dataType: 'Number' }, { default: 0 })] },
);

describe('runInterview', () => {
  it('performs one effect after the other until the flow has finished', async () => {
    const { program, interview } = started(
      flow(
        [
          screen('Ask', [textField('Name')], 'Send'),
          callout('Send', 'Keep'),
          assignment('Keep', [['id', 'assign', '{!Send.2XX.id}']], 'Bye'),
          screen('Bye', []),
        ],
        { variables: [variable('id', { dataType: 'Text' }, { output: true })] },
      ),
    );
    const steps: string[] = [];
    const end = await runInterview(program, interview, {
      presenter: {
        present: async ({ effect, view }) => {
          steps.push(`show ${effect.element}`);
          const [verb = 'next'] = view(effect.draft).verbs.filter((each) => each !== 'previous');
          return { kind: 'answered', answers: effect.id, at: AT, verb, draft: { ...effect.draft, Name: 'Ada' } };
        },
        busy: ({ element }) => {
          steps.push(`begin ${element}`);
          return () => steps.push(`end ${element}`);
        },
      },
      performers: {
        ...noPerformers(),
        callout: async (effect) => {
          steps.push(`call ${effect.request.path}`);
          return ok(effect, { id: '001' });
        },
      },
    });
    expect(steps).toEqual(['show Ask', 'begin Send', 'call /things', 'end Send', 'show Bye']);
    expect(end.pending).toMatchObject({ kind: 'finished', outputs: { id: '001' } });
  });

  it('gives performers the interview, so that they know who runs it', async () => {
    const { program, interview } = started(flow([callout('Send', null)]));
    const users: string[] = [];
    await runInterview(program, interview, {
      presenter: pressing(),
      performers: {
        ...noPerformers(),
        callout: async (effect, { context: { user } }) => {
          users.push(user);
          return ok(effect);
        },
      },
    });
    expect(users).toEqual(['ada@example.com']);
  });

  it('gives screens the whole state and a view that follows the draft', async () => {
    const { program, interview } = started(flow([screen('Ask', [textField('Name', { required: true })])]));
    const seen: unknown[] = [];
    await runInterview(program, interview, {
      presenter: {
        present: async ({ effect, view, interview: state }) => {
          seen.push(state === interview, view({}).canProceed, view({ Name: 'Ada' }).canProceed);
          return { kind: 'answered', answers: effect.id, at: AT, verb: 'finish', draft: { Name: 'Ada' } };
        },
      },
      performers: replying,
    });
    expect(seen).toEqual([true, false, true]);
  });

  it('returns an interview that failed; that is no error', async () => {
    const { program, interview } = started(flow([callout('Send', null)]));
    const end = await runInterview(program, interview, {
      presenter: pressing(),
      performers: {
        ...noPerformers(),
        callout: async ({ id }) => ({ kind: 'failed', answers: id, at: AT, fault: { code: 'X', message: 'No.' } }),
      },
    });
    expect(end.pending).toMatchObject({ kind: 'failed', fault: { code: 'X', element: 'Send' } });
  });

  it('ends progress when a performer rejects, and rejects with the same', async () => {
    const { program, interview } = started(flow([callout('Send', null)]));
    let busy = 0;
    const broken = new TypeError('broken');
    const run = runInterview(program, interview, {
      presenter: {
        ...pressing(),
        busy: () => {
          busy += 1;
          return () => {
            busy -= 1;
          };
        },
      },
      performers: {
        ...noPerformers(),
        callout: async () => {
          throw broken;
        },
      },
    });
    await expect(run).rejects.toBe(broken);
    expect(busy).toBe(0);
  });

  it('stops on pause, with the entries kept', async () => {
    const { program, interview } = started(flow([screen('Ask', [textField('Name')])]));
    const end = await runInterview(program, interview, {
      presenter: pressing('pause', { Name: 'half' }),
      performers: replying,
    });
    expect(end.pending).toMatchObject({ kind: 'screen', draft: { Name: 'half' } });
  });

  it('hears every interview before its effect is performed, and the last', async () => {
    const { program, interview } = started(flow([callout('Send', 'Bye'), screen('Bye', [])]));
    const kinds: string[] = [];
    await runInterview(program, interview, {
      presenter: pressing('finish'),
      performers: replying,
      onInterview: ({ pending }) => kinds.push(pending.kind),
    });
    expect(kinds).toEqual(['callout', 'screen', 'finished']);
  });

  it('passes happenings of an observed program on', async () => {
    const of = flow([screen('Ask', [textField('Name')], 'Send'), callout('Send', null)]);
    const program = compileFlow(of, around(of), { observed: true });
    const happenings: Happening[] = [];
    await runInterview(program, startInterview(program, {}, context), {
      presenter: pressing('next', { Name: 'Ada' }),
      performers: replying,
      observe: (happening) => happenings.push(happening),
    });
    expect(happenings).toContainEqual({ kind: 'write', flow: 'Test_Flow', name: 'Name', value: 'Ada' });
    expect(happenings).toContainEqual({ kind: 'enter', flow: 'Test_Flow', element: 'Send' });
  });
});

describe('a budget', () => {
  it('lets a signal end an endless loop', async () => {
    const { program, interview } = stoppedAtOnce(ENDLESS);
    const cancel = new AbortController();
    setImmediate(() => cancel.abort());
    const run = runInterview(program, interview, {
      presenter: pressing(),
      performers: replying,
      signal: cancel.signal,
      budget: 1000,
    });
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('changes nothing but the numbers of the effects', async () => {
    const looping = flow(
      [
        loop('Each', 'items', 'Add', 'Send'),
        assignment('Add', [['total', 'add', '{!Each}']], 'Each'),
        callout('Send', null),
      ],
      {
        variables: [
          variable('items', { dataType: 'Number', collection: true }, { input: true }),
          variable('total', { dataType: 'Number' }, { output: true, default: 0 }),
        ],
      },
    );
    const run = async (items: readonly number[], budget: number | undefined): Promise<Interview> => {
      const program = compileFlow(looping, around(looping));
      return runInterview(program, startInterview(program, { items }, context, budget ? { budget } : {}), {
        presenter: pressing(),
        performers: replying,
        ...(budget === undefined ? {} : { budget }),
      });
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -99, max: 99 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        async (items, budget) => {
          const whole = await run(items, undefined);
          const cut = await run(items, budget);
          const outputsOf = ({ pending }: Interview) => pending.kind === 'finished' && pending.outputs;
          expect(outputsOf(cut)).toEqual({ total: items.reduce((sum, item) => sum + item, 0) });
          expect(outputsOf(cut)).toEqual(outputsOf(whole));
          expect(cut.frames).toEqual(whole.frames);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('cancelling', () => {
  it('performs nothing once the signal is aborted', async () => {
    const { program, interview } = started(flow([callout('Send', null)]));
    let calls = 0;
    const run = runInterview(program, interview, {
      presenter: pressing(),
      performers: {
        ...noPerformers(),
        callout: async (effect) => {
          calls += 1;
          return ok(effect);
        },
      },
      signal: AbortSignal.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(calls).toBe(0);
  });

  it('drops what comes back after the abort', async () => {
    const { program, interview } = started(flow([callout('Send', 'Bye'), screen('Bye', [])]));
    const cancel = new AbortController();
    const shown: string[] = [];
    const run = runInterview(program, interview, {
      presenter: {
        present: async ({ effect }) => {
          shown.push(effect.element);
          return { kind: 'answered', answers: effect.id, at: AT, verb: 'finish', draft: {} };
        },
      },
      performers: {
        ...noPerformers(),
        callout: async (effect) => {
          cancel.abort();
          return ok(effect);
        },
      },
      signal: cancel.signal,
    });
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(shown).toEqual([]);
  });
});

it('does not change the interview it was given', async () => {
  const { program, interview } = started(
    flow([assignment('Set', [['n', 'assign', 1]], 'Ask'), screen('Ask', [], 'Send'), callout('Send', null)], {
      variables: [variable('n', { dataType: 'Number' }, { default: 0 })],
    }),
  );
  const before = structuredClone(interview);
  await runInterview(program, interview, { presenter: pressing(), performers: replying });
  expect(interview).toEqual(before);
});

/** An endless flow has no first effect but `stopped`. */
function stoppedAtOnce(of: Flow) {
  const program = compileFlow(of, around(of));
  return { program, interview: startInterview(program, {}, context, { budget: 10 }) };
}
