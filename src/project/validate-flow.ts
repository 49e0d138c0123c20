import { InvalidDefinitionError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import { type OpenFlowOptions, openFlow } from './open-flow.ts';

/**
 * Checks a flow's file, the flows it can call and their org folder, without running anything.
 * @param file path, YAML or metadata XML.
 * @returns all problems by place, warnings among them; empty where there is nothing to say.
 * @throws UnreadableFileError where the file cannot be read at all.
 */
export async function validateFlow(file: string, options: OpenFlowOptions = {}): Promise<readonly Diagnostic[]> {
  try {
    return (await openFlow(file, options)).warnings;
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return error.diagnostics;
    throw error;
  }
}
