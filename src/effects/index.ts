/** What all hosts share: performing effects, layers over the performers, and running an interview to its end. */

export { actionFileName } from './actions/file-name.ts';
export { OUTBOX_KINDS } from './actions/outbox.ts';
export {
  type ActionContext,
  type ActionFunction,
  type ActionResult,
  actionPerformer,
  type FlowCall,
} from './actions/performer.ts';
export {
  type Cassette,
  type PlayedCassette,
  placeOf as placeOfCallout,
  type RecordedCallout,
  recordCallouts,
  replayCallouts,
} from './layers/cassette.ts';
export { type LoggedCallout, logCallouts } from './layers/log.ts';
export {
  type Stub,
  type StubbedFault,
  type StubbedReply,
  type StubOptions,
  type Stubs,
  stubCallouts,
} from './layers/stub.ts';
export { type ActionStub, type ActionStubs, stubActions } from './layers/stub-actions.ts';
export { stubWaits, type WaitStub, type WaitStubs } from './layers/stub-waits.ts';
export { type Mask, type MaskOptions, maskPresenter } from './mask-presenter.ts';
export { noPerformers } from './no-performers.ts';
export type { Layer, PerformedKind, Performers, PresentedScreen, Presenter, ScreenAnswer } from './ports.ts';
export { type BackgroundRun, currentRecord, runUnseen, startDueRun } from './records/background.ts';
export { type DueRun, flowTriggers, loaded, type Saving, type TriggeredFlow } from './records/flow-triggers.ts';
export { type HomeOrg, type RecordPerformers, recordPerformers } from './records/record-performers.ts';
export { dueTime, isByField } from './records/scheduled-paths.ts';
export { runChild } from './run-child.ts';
export { type InterviewHost, runInterview, TURN_BUDGET } from './run-interview.ts';
export { type DeliveredEvent, type WaitOptions, waitPerformer } from './waits/performer.ts';
export { watchPresenter } from './watch-presenter.ts';
