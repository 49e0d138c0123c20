/**
 * The laws of the machine over every example flow: random entries, Next and Previous in any order, replies good and bad.
 * At every effect the interview is frozen, saved and loaded, and run observed; each must give the same interview.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFlowFile } from '../../src/definition/index.ts';
import {
  compileFlow,
  forkInterview,
  isOver,
  resumeInterview,
  type Surroundings,
  viewScreen,
} from '../../src/interview/index.ts';
import type { Flow } from '../../src/model/flow.ts';
import type {
  Control,
  Draft,
  EffectKind,
  EffectOf,
  FieldView,
  FlowEvent,
  Interview,
  RecordTrigger,
  ScreenView,
} from '../../src/model/interview.ts';
import type { Value } from '../../src/model/value.ts';
import { context as untriggered } from '../interview/build.ts';
import { type Programs, resume, start } from '../interview/laws.ts';

const FOLDER = 'flows';
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && !/\.(test|answers)\.yaml$/.test(file));

const flows = new Map<string, Flow>();
for (const file of files) {
  const { flow, diagnostics } = await loadFlowFile(join(FOLDER, file));
  expect(diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
  if (flow) flows.set(flow.name, flow);
}
const around: Surroundings = { flow: (name) => flows.get(name), global: (path) => path.join('.') };

/** What a person may do to a control: nothing, something that fits, something that does not. */
const ENTRIES: { readonly [C in Control]: (field: FieldView) => readonly Value[] } = {
  static: () => [null],
  group: () => [null],
  text: () => ['', 'Ada', '<b>', 'ada@example.com', 'https://example.com', '030'],
  longText: () => ['', 'one\ntwo'],
  secret: () => ['', 's3cret'],
  number: () => ['', '7', '1200', 'many', '-1'],
  date: () => ['', '2026-01-31', 'never'],
  time: () => ['', '10:00'],
  dateTime: () => ['', '2026-01-31 10:00', '25:00'],
  toggle: () => [true, false],
  slider: ({ slider }) => ['', slider?.min ?? '', slider?.higher ?? '', 'far'],
  table: ({ table }) => [[], [1], (table?.rows ?? []).map(({ key }) => key), ['no row']],
  file: () => ['', 'a/picture.png', ['a.pdf', 'b.pdf']],
  button: () => [null],
  chooseOne: ({ choices = [] }) => [null, ...choices.map(({ key }) => key), 'none of these'],
  chooseMany: ({ choices = [] }) => [[], choices.map(({ key }) => key), ['none of these']],
};

/** The record that starts flows which a record starts. */
const WON: RecordTrigger = {
  operation: 'update',
  record: { Id: '006000000000042AAA', StageName: 'Closed Won', Amount: 7, AccountId: '001000000000042AAA' },
  prior: { Id: '006000000000042AAA', StageName: 'Prospecting', Amount: 7, AccountId: '001000000000042AAA' },
};

interface Step {
  readonly picks: readonly number[];
  readonly back: boolean;
  readonly ok: boolean;
  /** Takes back entries that are refused for ones that are not, where it knows any: long screens are never left by chance. */
  readonly careful?: true;
}
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ picks: fc.array(fc.nat(30), { minLength: 16, maxLength: 16 }), back: fc.boolean(), ok: fc.boolean() }),
  { maxLength: 20 },
);

const fieldsOf = (fields: readonly FieldView[]): readonly FieldView[] =>
  fields.flatMap((field) => [field, ...(field.columns ?? []).flatMap((column) => fieldsOf(column.fields))]);

/** Each refused entry in turn: another of its control, or nothing, that is not refused. */
function mend(draft: Record<string, Value>, view: (draft: Draft) => ScreenView): void {
  const refused = fieldsOf(view(draft).fields).filter(({ error }) => error !== null);
  for (const field of refused) {
    const entry = ENTRIES[field.control](field).find((each) =>
      fieldsOf(view({ ...draft, [field.name]: each }).fields).every(
        ({ name, error }) => name !== field.name || error === null,
      ),
    );
    if (entry !== undefined) draft[field.name] = entry;
  }
}

type Answers = {
  readonly [K in EffectKind]: (effect: EffectOf<K>, step: Step, programs: Programs, interview: Interview) => Said;
};
type Said = {
  readonly [K in FlowEvent['kind']]: Omit<Extract<FlowEvent, { kind: K }>, 'answers' | 'at'>;
}[FlowEvent['kind']];

const FAILED: Said = { kind: 'failed', fault: { code: 'REFUSED', message: 'It was refused.' } };
const ID = '001000000000042AAA';
const some = <T>(step: Step, value: T): readonly T[] => Array.from({ length: (step.picks[0] ?? 0) % 3 }, () => value);

/** What the world may answer to each kind of effect, good and bad. */
const ANSWERS: Answers = {
  screen: (effect, step, programs, interview) => {
    const at = untriggered.startedAt + interview.seq * 1000;
    const first = viewScreen(programs.plain, interview, effect.draft, at);
    const draft: Record<string, Value> = { ...effect.draft };
    fieldsOf(first.fields).forEach((field, i) => {
      const entries = ENTRIES[field.control](field);
      if (Object.hasOwn(draft, field.name))
        draft[field.name] = entries[(step.picks[i % 16] ?? 0) % entries.length] ?? null;
    });
    if (step.careful) mend(draft, (entered) => viewScreen(programs.plain, interview, entered, at));
    const { verbs } = viewScreen(programs.plain, interview, draft, at);
    const verb = step.back && verbs.includes('previous') ? 'previous' : (verbs.at(-1) ?? 'next');
    return { kind: 'answered', verb, draft };
  },
  callout: (_effect, { ok }) => ({
    kind: 'responded',
    status: ok ? 201 : 400,
    headers: {},
    body: ok ? { id: ID } : [{ errorCode: 'INVALID', message: 'no' }],
  }),
  query: ({ queries }, step) =>
    step.ok ? { kind: 'rows', rows: queries.map(() => some(step, { Id: ID, Name: 'Acme', Amount: 7 })) } : FAILED,
  save: ({ records }, step) => {
    const ids = records?.map(() => ID) ?? some(step, ID);
    return step.ok ? { kind: 'saved', ids, count: ids.length } : FAILED;
  },
  action: (_effect, { ok }) => (ok ? { kind: 'acted', outputs: {} } : FAILED),
  wait: ({ until: [first] }, { ok }) => (ok && first ? { kind: 'woke', name: first.name, payload: {} } : FAILED),
  commit: () => ({ kind: 'done' }),
  rollback: () => ({ kind: 'done' }),
  stopped: () => ({ kind: 'done' }),
  finished: () => ({ kind: 'done' }),
  failed: () => ({ kind: 'done' }),
};

function eventOf(programs: Programs, interview: Interview, step: Step): FlowEvent {
  const { pending } = interview;
  // Each entry takes the effects of its own kind only, and is only ever given those.
  const said = ANSWERS[pending.kind](pending as never, step, programs, interview);
  return { ...said, answers: pending.id, at: untriggered.startedAt + interview.seq * 1000 } as FlowEvent;
}

describe.each([...flows.values()].map((flow) => [flow.name, flow] as const))('%s', (_name, flow) => {
  const programs: Programs = {
    plain: compileFlow(flow, around),
    observed: compileFlow(flow, around, { observed: true }),
  };
  const context = flow.trigger ? { ...untriggered, trigger: WON } : untriggered;
  const inputs = flow.variables.some((variable) => variable.name === 'lineNumbers') ? { lineNumbers: [1, 2, 3] } : {};

  it('gives the same interview frozen, saved and loaded, observed, and replayed from any checkpoint', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (moves, pick) => {
        const interviews = [start(programs, inputs, context)];
        const events: FlowEvent[] = [];
        for (const move of moves) {
          const at = interviews.at(-1) as Interview;
          if (isOver(at)) break;
          const event = eventOf(programs, at, move);
          events.push(event);
          interviews.push(resume(programs, at, event));
        }
        const from = pick % interviews.length;
        const replayed = events
          .slice(from)
          .reduce((at, event) => resumeInterview(programs.plain, at, event), interviews[from] as Interview);
        expect(replayed).toStrictEqual(interviews.at(-1));
      }),
      { numRuns: 60 },
    );
  });

  it('goes on from any old state under a new branch', () => {
    fc.assert(
      fc.property(steps, steps, fc.nat(), (moves, others, pick) => {
        const seen: Interview[] = [start(programs, inputs, context)];
        const keys = new Set<string>();
        const go = (from: Interview, path: readonly Step[]): void => {
          let at = from;
          for (const move of path) {
            if ('key' in at.pending) {
              expect(keys).not.toContain(at.pending.key);
              keys.add(at.pending.key);
            }
            if (isOver(at)) break;
            at = resumeInterview(programs.plain, at, eventOf(programs, at, move));
            seen.push(at);
          }
        };
        go(seen[0] as Interview, moves);
        go(forkInterview(seen[pick % seen.length] as Interview, 'other'), others);
      }),
      { numRuns: 40 },
    );
  });

  it('can be finished', () => {
    const reachesEnd = fc.sample(steps, { numRuns: 400, seed: 7 }).some((moves) => {
      let at = start(programs, inputs, context);
      for (const move of [...moves, ...moves, ...moves]) {
        if (isOver(at)) break;
        at = resumeInterview(programs.plain, at, eventOf(programs, at, { ...move, back: false, careful: true }));
      }
      return at.pending.kind === 'finished';
    });
    expect(reachesEnd).toBe(true);
  });
});
