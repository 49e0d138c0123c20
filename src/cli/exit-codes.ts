import { isCredentialFault } from '../credentials/faults.ts';
import type { ErrorCode, FlowrunError } from '../errors.ts';
import type { Fault } from '../model/interview.ts';

/** What every exit code means, in the order of `flowrun help exit-codes`. */
export const EXIT_CODES = {
  0: 'everything is fine',
  1: 'a test or the flow failed',
  2: 'wrong usage: an unknown option, a missing file or answer',
  3: 'the definition is invalid',
  4: 'a credential or a permission is missing or was refused',
  5: 'a limit was exceeded',
  130: 'cancelled by Ctrl-C',
} as const;

export type ExitCode = keyof typeof EXIT_CODES;

const BY_ERROR: { readonly [C in ErrorCode]: ExitCode } = {
  USAGE: 2,
  UNREADABLE_FILE: 2,
  BUNDLE_MISMATCH: 2,
  INVALID_DEFINITION: 3,
  FORMULA_SYNTAX: 3,
  FORMULA_TYPE: 3,
  CREDENTIAL: 4,
  SECRET_STORE: 4,
  CALLOUT: 1,
  INVALID_VALUE: 1,
  FORMULA_EVALUATION: 1,
  ORG: 1,
  UNSUPPORTED: 1,
  STALE_EVENT: 1,
  WRONG_EVENT: 1,
  INTERNAL: 1,
  WAITING: 1,
  CANCELLED: 130,
};

/** The exit code for something that flowrun threw on purpose; a fault inside it decides where there is one. */
export function exitCodeOfError(error: FlowrunError): ExitCode {
  return 'fault' in error ? exitCodeOfFault(error.fault as Fault) : BY_ERROR[error.code];
}

/**
 * The exit code of an interview that ended with this fault: 4 for what the credentials or permissions refused, 5 for a
 * limit, 1 for anything else.
 */
export function exitCodeOfFault(fault: Fault): ExitCode {
  if (isCredentialFault(fault)) return 4;
  if (fault.code.startsWith('LIMIT')) return 5;
  return 1;
}
