/**
 * flowrun: Salesforce screen flows as files.
 *
 * ```ts
 * import { createAnswersPresenter, runFlow } from 'flowrun';
 *
 * const end = await runFlow('flows/create-account.yaml', {
 *   presenter: createAnswersPresenter({ Account_Details: { Account_Name: 'Acme' } }),
 * });
 * if (end.pending.kind === 'finished') console.log(end.pending.outputs);
 * ```
 *
 * Three layers, each usable without the one above: `runFlow` runs a file with everything around it on disk; `runInterview`
 * drives a compiled flow with your own presenter and performers; `compileFlow`, `startInterview` and `resumeInterview` are
 * the machine itself, pure and without I/O, whose `Interview` is plain JSON at every moment. Tests have an entry of their
 * own, `flowrun/testing`.
 */

export {
  checkFlow,
  type DiagnosticJson,
  diagnosticToJson,
  formatDiagnostic,
  formatDiagnostics,
  type LoadedFlow,
  type LoadOptions,
  loadFlowText,
} from './definition/index.ts';
// Running it.
export {
  type InterviewHost,
  type Layer,
  type LoggedCallout,
  logCallouts,
  type Performers,
  type PresentedScreen,
  type Presenter,
  runInterview,
  type Stub,
  type Stubs,
  stubCallouts,
} from './effects/index.ts';
// Errors.
export {
  BundleMismatchError,
  type ErrorCode,
  FaultError,
  FlowrunError,
  InvalidDefinitionError,
  StaleEventError,
  UnreadableFileError,
  UsageError,
  ValueError,
  WrongEventError,
} from './errors.ts';
export {
  type Answers,
  type AnswersOptions,
  createAnswersPresenter,
  type ScreenAnswers,
} from './hosts/headless/index.ts';
// The machine.
export {
  compileFlow,
  forkInterview,
  type Happening,
  isOver,
  type Observer,
  type Program,
  resumeInterview,
  type Surroundings,
  startInterview,
  type TurnOptions,
  viewScreen,
} from './interview/index.ts';
// The language and what passes between the machine and its hosts.
export type { ExternalCredential, NamedCredential, Principal } from './model/credentials.ts';
// Files.
export type { Diagnostic, Severity } from './model/diagnostics.ts';
export type { FlowElement } from './model/elements.ts';
export type { Flow } from './model/flow.ts';
export type {
  CalloutEffect,
  CalloutRequest,
  ChoiceView,
  Control,
  Draft,
  Effect,
  Fault,
  FieldView,
  FlowEvent,
  Interview,
  InterviewContext,
  ScreenEffect,
  ScreenVerb,
  ScreenView,
} from './model/interview.ts';
export type { ConnectedApp, OrgDefinition, PermissionSet, TargetOrg, User } from './model/org.ts';
export type { DataType, Fields, ResourceType, Scaled, Value, Values } from './model/value.ts';
export {
  type Connection,
  type ConnectOptions,
  connect,
  createRedactor,
  newContext,
  type OpenFlow,
  type OpenFlowOptions,
  openFlow,
  type Redactor,
  type RunOptions,
  runFlow,
  validateFlow,
} from './project/index.ts';
export { version } from './version.ts';
