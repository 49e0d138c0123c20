import { dirname, join } from 'node:path';
import { diagnosticOf } from '../definition/diagnostics.ts';
import { InvalidDefinitionError, UnreadableFileError } from '../errors.ts';
import { type OpenFlow, openFlow } from '../project/index.ts';
import type { FlowTestFile } from './test-file.ts';

/**
 * Opens the flow that a test file is about.
 * @throws InvalidDefinitionError with the problems of the flow, or with one that points at `flow:` where that file cannot
 *   be read.
 */
export async function openTestedFlow({ file, flow, flowPlace }: FlowTestFile, cwd: string): Promise<OpenFlow> {
  try {
    return await openFlow(join(dirname(file), flow), { cwd });
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    const suggestion = 'the path is relative to the test file';
    throw new InvalidDefinitionError([
      diagnosticOf({ rule: 'unknown-flow', message: error.message, place: flowPlace, suggestion }, file),
    ]);
  }
}
