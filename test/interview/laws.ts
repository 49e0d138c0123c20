/** What holds for every interview at every moment; tests drive flows through these instead of the bare functions. */
import { expect } from 'vitest';
import { type Program, resumeInterview, startInterview } from '../../src/interview/index.ts';
import type { FlowEvent, Interview, InterviewContext } from '../../src/model/interview.ts';
import type { Values } from '../../src/model/value.ts';

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

const copy = (interview: Interview): Interview => JSON.parse(JSON.stringify(interview)) as Interview;

/** The interview as JSON, whose text must say the same: no undefined, no class instances, no -0. */
function checked(interview: Interview): Interview {
  const frozen = deepFreeze(interview);
  expect(copy(frozen)).toStrictEqual(frozen);
  return frozen;
}

export interface Programs {
  readonly plain: Program;
  readonly observed: Program;
}

/** Starts plain and observed programs and expects the same interview of both. */
export function start(
  { plain, observed }: Programs,
  inputs: Values,
  context: InterviewContext & { readonly id: string },
): Interview {
  const interview = checked(startInterview(plain, inputs, context));
  expect(startInterview(observed, inputs, context, { observe: () => {} })).toStrictEqual(interview);
  return interview;
}

/** Resumes frozen, saved-and-loaded and observed; expects the same interview each time. */
export function resume({ plain, observed }: Programs, interview: Interview, event: FlowEvent): Interview {
  const after = checked(resumeInterview(plain, deepFreeze(interview), deepFreeze(event)));
  expect(resumeInterview(plain, copy(interview), event)).toStrictEqual(after);
  expect(resumeInterview(observed, copy(interview), event, { observe: () => {} })).toStrictEqual(after);
  expect(after.seq).toBeGreaterThan(interview.seq);
  return after;
}
