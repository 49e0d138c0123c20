/** The machine: a synchronous, deterministic state machine without I/O (reference: core 1 to 5). */

export { compileFlow } from './compile-flow.ts';
export { relatedPathsOf } from './compile-trigger.ts';
export type { Happening, Observer, TurnOptions } from './happening.ts';
export { isLimit, LIMITS, type LimitName } from './limits.ts';
export { forkInterview, isOver, resumeInterview, startInterview, viewScreen } from './machine.ts';
export type { CompiledFlow, Program, Surroundings } from './program.ts';
