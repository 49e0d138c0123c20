/**
 * Laws over random runs of flows with screens, loops, subflows, callouts and Previous: saved and loaded at every effect,
 * observed or not, replayed from a checkpoint, the interview is the same (issue: the machine).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFlow, forkInterview, isOver, resumeInterview, viewScreen } from '../../src/interview/index.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Draft, FlowEvent, Interview, ScreenVerb } from '../../src/model/interview.ts';
import * as build from './build.ts';
import { type Programs, resume, start } from './laws.ts';

const child = build.flow(
  [
    build.screen('Inner', [build.textField('Word', { required: true })], 'Count_Inner'),
    build.assignment('Count_Inner', [['words', 'add', 1]], 'Inner_Two'),
    build.screen('Inner_Two', [build.numberField('Number')], 'Keep'),
    build.assignment('Keep', [['result', 'assign', '{!prefix}{!Word}{!Number}']]),
  ],
  {
    name: 'Child',
    variables: [
      build.variable('prefix', { dataType: 'Text' }, { input: true }),
      build.variable('words', { dataType: 'Number' }, { output: true }),
      build.variable('result', { dataType: 'Text' }, { output: true }),
    ],
  },
);

/** A screen in a loop, a subflow with screens in it, a callout with a fault path back, a decision that jumps. */
const parent: Flow = build.flow(
  [
    build.screen('First', [build.textField('Name', { required: true })], 'Each'),
    build.loop('Each', 'items', 'Item', 'Last'),
    build.screen('Item', [build.textField('Note', { default: build.value('{!Each}') })], 'Collect'),
    build.assignment(
      'Collect',
      [
        ['notes', 'add', '{!Each}:{!Note}'],
        ['items', 'add', '{!Note}'],
      ],
      'Call',
    ),
    build.subflow('Call', 'Child', { prefix: '{!Each}' }, { result: 'last' }, 'Is_Enough'),
    build.decision('Is_Enough', [build.outcome('Enough', build.when([['last', 'contains', 'z']]), 'Post')], 'Each'),
    build.callout('Post', 'Each', 'Sorry'),
    build.screen('Sorry', [], 'First'),
    build.screen('Last', [], null),
  ],
  {
    variables: [
      build.variable('items', { dataType: 'Text', collection: true }, { input: true }),
      build.variable('notes', { dataType: 'Text', collection: true }, { output: true }),
      build.variable('last', { dataType: 'Text' }, { output: true }),
    ],
  },
);

const around = build.around(parent, child);
const programs: Programs = {
  plain: compileFlow(parent, around),
  observed: compileFlow(parent, around, { observed: true }),
};

interface Step {
  readonly back: boolean;
  readonly word: string;
  readonly ok: boolean;
}
const steps = fc.array(fc.record({ back: fc.boolean(), word: fc.constantFrom('', 'a', 'z', '7'), ok: fc.boolean() }), {
  maxLength: 25,
});
const items = fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 });

/** The event that a step means for what is pending. */
function eventOf(interview: Interview, step: Step): FlowEvent {
  const { pending } = interview;
  const told = { answers: pending.id, at: build.context.startedAt + interview.seq };
  if (pending.kind === 'callout') {
    return { ...told, kind: 'responded', status: step.ok ? 200 : 500, headers: {}, body: { id: step.word } };
  }
  const draft: Draft = { Name: step.word, Note: step.word, Word: step.word, Number: '7' };
  const { verbs } = viewScreen(programs.plain, interview, draft, told.at);
  const verb: ScreenVerb = step.back && verbs.includes('previous') ? 'previous' : (verbs.at(-1) ?? 'next');
  return { ...told, kind: 'answered', verb, draft };
}

interface Run {
  readonly interviews: readonly Interview[];
  readonly events: readonly FlowEvent[];
}

function walk(given: readonly string[], moves: readonly Step[]): Run {
  const interviews = [start(programs, { items: given }, build.context)];
  const events: FlowEvent[] = [];
  for (const move of moves) {
    const at = interviews[interviews.length - 1] as Interview;
    if (isOver(at)) break;
    const event = eventOf(at, move);
    events.push(event);
    interviews.push(resume(programs, at, event));
  }
  return { interviews, events };
}

describe('an interview', () => {
  it('is the same saved and loaded, frozen and observed, at every effect', () => {
    fc.assert(
      fc.property(items, steps, (given, moves) => void walk(given, moves)),
      { numRuns: 150 },
    );
  });

  it('replayed from any checkpoint with the events since is the same interview', () => {
    fc.assert(
      fc.property(items, steps, fc.nat(), (given, moves, pick) => {
        const { interviews, events } = walk(given, moves);
        const from = pick % interviews.length;
        const saved = JSON.parse(JSON.stringify(interviews[from])) as Interview;
        const replayed = events.slice(from).reduce((at, event) => resumeInterview(programs.plain, at, event), saved);
        expect(replayed).toStrictEqual(interviews.at(-1));
      }),
      { numRuns: 150 },
    );
  });

  it('never uses an effect id or an idempotency key twice, going on from old states under new branches included', () => {
    fc.assert(
      fc.property(items, steps, fc.nat(), steps, (given, moves, pick, others) => {
        const { interviews } = walk(given, moves);
        const seen = new Set<string>();
        const note = (interview: Interview): void => {
          if (interview.pending.kind !== 'callout') return;
          expect(seen).not.toContain(interview.pending.key);
          seen.add(interview.pending.key);
        };
        for (const interview of interviews) note(interview);
        let at = forkInterview(interviews[pick % interviews.length] as Interview, 'other');
        note(at);
        for (const move of others) {
          if (isOver(at)) break;
          at = resumeInterview(programs.plain, at, eventOf(at, move));
          note(at);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps its variables on Previous, goes back one screen, and comes forward to it again', () => {
    fc.assert(
      fc.property(items, steps, (given, moves) => {
        const { interviews } = walk(given, moves);
        const at = interviews.at(-1) as Interview;
        if (at.pending.kind !== 'screen' || at.visited.length === 0) return;
        const told = { answers: at.pending.id, at: 0, draft: at.pending.draft };
        const back = resumeInterview(programs.plain, at, { ...told, kind: 'answered', verb: 'previous' });
        expect(back.visited).toHaveLength(at.visited.length - 1);
        expect(back.seq).toBe(at.seq + 1);
        // The loop variable goes back with the cursor; nothing else does.
        for (const [name, frame] of Object.entries(back.frames)) {
          const { Each: _was, ...before } = at.frames[name]?.variables ?? {};
          const { Each: _is, ...after } = frame.variables;
          expect(after).toEqual(before);
        }
        const visit = at.visited.at(-1);
        expect(back.stack).toEqual(visit?.stack);
      }),
      { numRuns: 150 },
    );
  });

  it('holds only frames that its stack or a visit names', () => {
    fc.assert(
      fc.property(items, steps, (given, moves) => {
        for (const interview of walk(given, moves).interviews) {
          const named = new Set(
            [...interview.stack, ...interview.visited.flatMap((visit) => visit.stack)].map(({ frame }) => frame),
          );
          expect(new Set(Object.keys(interview.frames))).toEqual(named);
        }
      }),
      { numRuns: 50 },
    );
  });
});
