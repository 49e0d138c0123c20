/**
 * `flowrun/testing`: runs flows in tests, without a terminal, an org or a network. `runFlow` for vitest and its like,
 * `runTests` for `*.test.yaml` files.
 */
export type { LoggedCallout, Stub, StubbedFault, StubbedReply, Stubs } from '../effects/index.ts';
export type { Answers, ScreenAnswers } from '../hosts/headless/index.ts';
export { checkTestFile } from './check-test-file.ts';
export type { Coverage, Part } from './coverage.ts';
export { type FlowRun, lastShown, type ShownScreen, type TraceEntry } from './flow-run.ts';
export { readTestFile } from './read-test-file.ts';
export { isReporterName, REPORTERS, type Reporter, type ReporterName, type ReporterOutput } from './reporters/index.ts';
export { type RunFlowOptions, runFlow } from './run-flow.ts';
export { type RunTestsOptions, runTests } from './run-tests.ts';
export { showTrace } from './show-trace.ts';
export type { FlowTest, FlowTestFile, RunStatus } from './test-file.ts';
export type { Failure, FileResult, TestResult, TestRun } from './test-result.ts';
