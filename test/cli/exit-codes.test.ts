import { describe, expect, it } from 'vitest';
import { EXIT_CODES, exitCodeOfError, exitCodeOfFault } from '../../src/cli/exit-codes.ts';
import {
  FaultError,
  FlowrunError,
  InternalError,
  InvalidDefinitionError,
  UnreadableFileError,
  UsageError,
} from '../../src/errors.ts';

describe('exit codes', () => {
  it('are the documented ones', () => expect(Object.keys(EXIT_CODES)).toEqual(['0', '1', '2', '3', '4', '5', '130']));

  it.each([
    [new UsageError('x'), 2],
    [new UnreadableFileError('a.yaml', 'no such file'), 2],
    [new InvalidDefinitionError([]), 3],
    [new FlowrunError('CREDENTIAL', 'x'), 4],
    [new FlowrunError('SECRET_STORE', 'x'), 4],
    [new FlowrunError('CANCELLED', 'x'), 130],
    [new FlowrunError('ORG', 'x'), 1],
    [new InternalError('x'), 1],
  ])('%s', (error, code) => expect(exitCodeOfError(error)).toBe(code));

  it.each([
    ['CREDENTIAL_ACCESS', 4],
    ['LIMIT_EXCEEDED', 5],
    ['CALLOUT_STATUS', 1],
  ])('a fault %s', (code, exit) => {
    expect(exitCodeOfFault({ code, message: 'x' })).toBe(exit);
    expect(exitCodeOfError(new FaultError({ code, message: 'x' }))).toBe(exit);
  });
});
