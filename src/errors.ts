import type { Diagnostic } from './model/diagnostics.ts';
import type { Place } from './model/document.ts';
import type { Fault } from './model/interview.ts';

/** Every code a `FlowrunError` can carry. Codes are stable: scripts may match them. */
export type ErrorCode =
  | 'USAGE'
  | 'INVALID_DEFINITION'
  | 'UNREADABLE_FILE'
  | 'STALE_EVENT'
  | 'WRONG_EVENT'
  | 'BUNDLE_MISMATCH'
  | 'INTERNAL'
  | 'CREDENTIAL'
  | 'SECRET_STORE'
  | 'CALLOUT'
  | 'ORG'
  | 'FORMULA_SYNTAX'
  | 'FORMULA_TYPE'
  | 'FORMULA_EVALUATION'
  | 'INVALID_VALUE'
  | 'UNSUPPORTED'
  | 'WAITING'
  | 'CANCELLED';

/** Base of everything flowrun throws on purpose: a code for programs, a message and often a help line for people. */
export class FlowrunError extends Error {
  readonly code: ErrorCode;
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(code: ErrorCode, message: string, options: { readonly help?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.help = options.help;
  }
}

/** The command line or an option of the API was used wrongly. */
export class UsageError extends FlowrunError {
  constructor(message: string, help?: string) {
    super('USAGE', message, help === undefined ? {} : { help });
  }
}

/** A definition has errors; all of them are in `diagnostics`. */
export class InvalidDefinitionError extends FlowrunError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((d) => d.severity === 'error');
    const [first] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    super('INVALID_DEFINITION', first ? `${first.file}: ${first.message}${more}` : 'the definition is invalid');
    this.diagnostics = diagnostics;
  }
}

/** A file is missing, a folder, too large or not UTF-8. */
export class UnreadableFileError extends FlowrunError {
  readonly file: string;

  constructor(file: string, why: string, help?: string) {
    super('UNREADABLE_FILE', `${file}: ${why}`, help === undefined ? {} : { help });
    this.file = file;
  }
}

/** A flow holds what metadata has no words for; `place` is where it stands in the flow's text. */
export class NotExportableError extends UsageError {
  readonly place: Place;

  constructor(message: string, place: Place, help: string) {
    super(message, help);
    this.place = place;
  }
}

/** An event answers another effect than the pending one (HTTP hosts: 409). */
export class StaleEventError extends FlowrunError {
  constructor(answers: number, pending: number) {
    super('STALE_EVENT', `the event answers effect ${answers}, but effect ${pending} is pending`);
  }
}

/** An event of the wrong kind for the pending effect, or any event after the end. */
export class WrongEventError extends FlowrunError {
  constructor(event: string, effect: string) {
    super('WRONG_EVENT', `the event "${event}" cannot answer the effect "${effect}"`);
  }
}

/** The interview was saved under another version of its flow. */
export class BundleMismatchError extends FlowrunError {
  constructor(saved: string, program: string) {
    super('BUNDLE_MISMATCH', `the interview belongs to version ${saved} of the flow, this is version ${program}`, {
      help: 'resume it with the flow files it was started with',
    });
  }
}

/** The whole flow is of a kind that needs an org's own runtime: it is read, checked and converted, and never run. */
export class UnsupportedFlowError extends FlowrunError {
  constructor(message: string, help: string) {
    super('UNSUPPORTED', message, { help });
  }
}

/** Something that cannot happen did: a defect of flowrun. */
export class InternalError extends FlowrunError {
  constructor(message: string) {
    super('INTERNAL', message, { help: 'this is a defect of flowrun: please report it' });
  }
}

/** A value or function failed while a flow ran; the machine turns it into a fault of the element. */
export class FaultError extends FlowrunError {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super('CALLOUT', fault.message, fault.help === undefined ? {} : { help: fault.help });
    this.fault = fault;
  }
}

/** A value does not fit the type it is given to. */
export class ValueError extends FlowrunError {
  /** The type or form that was wanted: `Number`, `a date such as 2026-01-31`. */
  readonly expected: string;
  /** What came instead. */
  readonly received: string;

  constructor(subject: string, expected: string, received: string, options: { readonly cause?: unknown } = {}) {
    super('INVALID_VALUE', `${subject}: expected ${expected}, received ${received}`, options);
    this.expected = expected;
    this.received = received;
  }
}

/** One problem of a formula; offsets in UTF-16 units of the formula's text, `end` exclusive. */
export interface FormulaProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What was probably meant: `did you mean BLANKVALUE?` */
  readonly suggestion?: string;
  /** The path, where the problem is that nothing has this name. */
  readonly reference?: string;
}

/** A formula that cannot be compiled; all of its problems are in `problems`, sorted by place. */
export class FormulaError extends FlowrunError {
  readonly problems: readonly FormulaProblem[];

  constructor(code: 'FORMULA_SYNTAX' | 'FORMULA_TYPE', problems: readonly FormulaProblem[]) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    super(
      code,
      `formula: ${first?.message ?? 'not valid'}${more}`,
      first?.suggestion ? { help: first.suggestion } : {},
    );
    this.problems = problems;
  }
}

/** A formula failed while it ran: division by zero, no such date, text that is no number. */
export class FormulaEvaluationError extends FlowrunError {
  constructor(message: string) {
    super('FORMULA_EVALUATION', message);
  }
}
