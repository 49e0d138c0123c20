import { describe, expect, it } from 'vitest';
import { resumeInterview, startInterview } from '../../src/interview/index.ts';
import type { FlowEvent, Interview, InterviewContext } from '../../src/model/interview.ts';
import type { Values } from '../../src/model/value.ts';
import { flowOf } from '../definition/support.ts';
import * as build from './build.ts';
import { AT, answer, outputs, pending, programs, reply } from './drive.ts';

/** An event as a host would send it, without the effect it answers. */
type Said = {
  readonly [K in FlowEvent['kind']]: Omit<Extract<FlowEvent, { kind: K }>, 'answers' | 'at'>;
}[FlowEvent['kind']];

/** Runs a flow, answering each effect in turn; the pending effect after each. */
function steps(text: string, said: readonly Said[], context: Partial<InterviewContext> = {}, inputs: Values = {}) {
  const { plain } = programs(flowOf(text));
  let interview: Interview = startInterview(plain, inputs, { ...build.context, ...context });
  const seen = [pending(interview)];
  for (const event of said) {
    interview = resumeInterview(plain, interview, { ...event, answers: interview.pending.id, at: AT } as FlowEvent);
    seen.push(pending(interview));
  }
  return { interview, seen };
}

const SAVED: Said = { kind: 'saved', ids: ['001000000000001AAA'], count: 1 };
const DONE: Said = { kind: 'done' };
const FAILED: Said = { kind: 'failed', fault: { code: 'DUPLICATE_VALUE', message: 'It is there already.' } };
const NEXT: Said = { kind: 'answered', verb: 'next', draft: {} };

const head = `type: Screen Flow
variables: { id: { type: Text, output: true }, message: { type: Text, output: true } }
`;
const make = (next: string, more = ''): string =>
  `  Make: { type: createRecords, object: Account, set: { Name: Acme }, outputs: id${more}${next === '' ? '' : `, next: ${next}`} }\n`;

describe('a transaction', () => {
  it('is committed at the end of the flow', () => {
    const { seen, interview } = steps(`${head}start: Make\nelements:\n${make('')}`, [SAVED, DONE]);
    expect(seen).toEqual(['save Make', 'commit Make', 'finished']);
    expect(outputs(interview)).toEqual({ id: '001000000000001AAA', message: null });
    expect(interview.transaction).toMatchObject({ dirty: false });
  });

  it('is committed before a screen is shown, once', () => {
    const text = `${head}start: Make\nelements:\n${make('Show')}  Show: { type: screen, next: Again }\n  Again: { type: screen }\n`;
    const { seen, interview } = steps(text, [SAVED, DONE, NEXT]);
    expect(seen).toEqual(
      ['save Make', 'commit Make', 'screen Show', 'screen Again'].map((s) => s.replace('commit Make', 'commit Show')),
    );
    expect(interview.transaction).toEqual({ number: 3, dirty: false, used: {} });
  });

  it('is rolled back by a fault that no connector takes', () => {
    const text = `${head}start: Make\nelements:\n${make('More')}  More: { type: createRecords, object: Account, set: { Name: Acme } }\n`;
    const { seen, interview } = steps(text, [SAVED, FAILED, DONE]);
    expect(seen).toEqual(['save Make', 'save More', 'rollback More', 'failed']);
    expect(interview.pending).toMatchObject({ fault: { code: 'DUPLICATE_VALUE', element: 'More' } });
    expect(interview.transaction.dirty).toBe(false);
  });

  it('is not rolled back by a fault path', () => {
    const text = `${head}start: Make\nelements:\n${make('More')}  More: { type: createRecords, object: Account, set: { Name: Acme }, fault: Tell }
  Tell: { type: assignment, assign: [ message: '{!$Flow.FaultMessage}' ] }\n`;
    const { seen, interview } = steps(text, [SAVED, FAILED, DONE]);
    expect(seen).toEqual(['save Make', 'save More', 'commit Tell', 'finished']);
    expect(outputs(interview)).toMatchObject({ message: 'It is there already.' });
  });

  it('is undone by Roll Back Records, and goes on clean', () => {
    const text = `${head}start: Make\nelements:\n${make('Undo')}  Undo: { type: rollBackRecords, next: Show }\n  Show: { type: screen }\n`;
    expect(steps(text, [SAVED, DONE]).seen).toEqual(['save Make', 'rollback Undo', 'screen Show']);
  });

  it('fails with what the store says when it cannot be committed', () => {
    const text = `${head}start: Make\nelements:\n${make('Show')}  Show: { type: screen }\n`;
    const { seen, interview } = steps(text, [SAVED, FAILED, DONE]);
    expect(seen).toEqual(['save Make', 'commit Show', 'rollback Show', 'failed']);
    expect(interview.pending).toMatchObject({ fault: { code: 'DUPLICATE_VALUE' } });
  });

  it("is the caller's where the flow shares it", () => {
    const text = `${head}start: Make\nelements:\n${make('')}`;
    expect(steps(text, [SAVED], { sharesTransaction: true }).seen).toEqual(['save Make', 'finished']);
    expect(steps(text, [FAILED], { sharesTransaction: true }).seen).toEqual(['save Make', 'failed']);
  });

  it('stays clean where nothing was changed', () => {
    const text = `${head}start: Make\nelements:\n${make('')}`;
    expect(steps(text, [{ kind: 'saved', ids: [], count: 0 }]).seen).toEqual(['save Make', 'finished']);
  });
});

describe('a callout after uncommitted work', () => {
  const flow = (apiVersion: number, more = ''): string =>
    `${head}apiVersion: ${apiVersion}\nstart: Make\nelements:\n${make('Call')}  Call: { type: httpCallout, namedCredential: N, method: GET, path: /${more} }\n`;

  it('fails where the transaction is the current one', () => {
    const { seen, interview } = steps(flow(64), [SAVED, DONE]);
    expect(seen).toEqual(['save Make', 'rollback Call', 'failed']);
    expect(interview.pending).toMatchObject({ fault: { code: 'UNCOMMITTED_WORK', element: 'Call' } });
  });

  it('takes the fault path like any other fault', () => {
    const text = `${flow(64, ', fault: Tell')}  Tell: { type: assignment, assign: [ message: '{!$Flow.FaultMessage}' ] }\n`;
    expect(steps(text, [SAVED, DONE]).seen).toEqual(['save Make', 'commit Tell', 'finished']);
  });

  it('commits first where the flow decides, as from API version 65 on', () => {
    const { plain } = programs(flowOf(flow(65)));
    const { seen, interview } = steps(flow(65), [SAVED, DONE]);
    expect(seen).toEqual(['save Make', 'commit Call', 'callout Call']);
    expect(interview.transaction).toEqual({ number: 2, dirty: false, used: { callouts: 1 } });
    expect(pending(resumeInterview(plain, interview, reply(interview, 200, null)))).toBe('finished');
  });

  it("fails even then inside a caller's transaction", () => {
    expect(steps(flow(65), [SAVED], { sharesTransaction: true }).seen).toEqual(['save Make', 'failed']);
  });
});

describe('governor limits', () => {
  const again = `variables: { n: { type: Number, default: 0 } }
start: Find
elements:
  Find: { type: getRecords, object: Account, next: Count }
  Count: { type: assignment, assign: [ n: { add: 1 } ], next: Enough }
  Enough: { type: decision, outcomes: { More: { all: [ n: { lessThan: 101 } ], next: Find } }, default: Done }
  Done: { type: screen }
`;
  const none: Said = { kind: 'rows', rows: [[]] };

  it('count queries per transaction and stop the 101st', () => {
    const { interview } = steps(
      again,
      Array.from({ length: 100 }, () => none),
    );
    expect(interview.pending).toMatchObject({
      kind: 'failed',
      fault: { code: 'LIMIT_EXCEEDED', detail: { limit: 'queries', most: 100 } },
    });
  });

  it('count the rows that are found', () => {
    const rows = Array.from({ length: 50_001 }, () => ({}));
    const { interview } = steps(again, [{ kind: 'rows', rows: [rows] }]);
    expect(interview.pending).toMatchObject({ fault: { code: 'LIMIT_EXCEEDED', detail: { limit: 'queryRows' } } });
  });

  it('roll back even where a fault path is there', () => {
    const text = `${head}start: Make\nelements:\n${make('', ', fault: Tell')}  Tell: { type: screen }\n`;
    const { seen, interview } = steps(text, [{ ...SAVED, count: 10_001 } as Said, DONE]);
    expect(seen).toEqual(['save Make', 'rollback Make', 'failed']);
    expect(interview.pending).toMatchObject({ fault: { code: 'LIMIT_EXCEEDED', detail: { limit: 'dmlRows' } } });
  });

  it('count a filtered change as a query, too', () => {
    const text = `start: Set\nelements: { Set: { type: updateRecords, object: Account, set: { Name: x } } }\n`;
    expect(steps(text, []).interview.transaction.used).toEqual({ queries: 1, dml: 1 });
  });
});

describe('an answer', () => {
  it('of another kind than the effect asks for is refused', () => {
    const { plain } = programs(flowOf(`${head}start: Make\nelements:\n${make('')}`));
    const interview = startInterview(plain, {}, build.context);
    expect(() => resumeInterview(plain, interview, answer(interview, 'next'))).toThrow(
      /cannot answer the effect "save"/,
    );
  });
});
