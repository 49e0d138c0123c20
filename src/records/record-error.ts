import { FlowrunError } from '../errors.ts';

/** One entry of a Salesforce error array, before it has a place in a request body. */
export interface RecordProblem {
  /** Salesforce's status code: `REQUIRED_FIELD_MISSING`. */
  readonly errorCode: string;
  readonly message: string;
  /** API names of the fields at fault. */
  readonly fields: readonly string[];
  /** The field whose value could not be read; a REST layer adds the place in the body to the message. */
  readonly valueField?: string;
}

/** An operation on records that Salesforce would refuse; codes and texts are Salesforce's. */
export class RecordError extends FlowrunError {
  readonly problems: readonly [RecordProblem, ...RecordProblem[]];

  constructor(...problems: readonly [RecordProblem, ...RecordProblem[]]) {
    const [{ errorCode, message }] = problems;
    // Texts of SOQL begin with a line of their own, so that the caret stands under its word.
    super('ORG', message.startsWith('\n') ? `${errorCode}:${message}` : `${errorCode}: ${message}`);
    this.problems = problems;
  }
}

/** Shorthand for a problem. */
export function problem(errorCode: string, message: string, fields: readonly string[] = []): RecordProblem {
  return { errorCode, message, fields };
}
