import { diagnosticOf, sortDiagnostics } from '../definition/diagnostics.ts';
import { InvalidDefinitionError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import { readDefinition } from '../project/index.ts';
import { checkNames } from './check-names.ts';
import { readTestFile } from './read-test-file.ts';
import { openTestedFlow } from './tested-flow.ts';

/**
 * Checks a flow-test file without running it: its form, and every name of the flow that it mentions. Problems of the flow
 * itself are its own file's.
 * @param file path as the user gave it, relative to `cwd`.
 * @returns all problems by place.
 * @throws UnreadableFileError where the test file cannot be read at all.
 */
export async function checkTestFile(file: string, cwd: string): Promise<readonly Diagnostic[]> {
  const read = await readDefinition(file, cwd);
  if ('refused' in read) return [read.refused];
  try {
    const testFile = readTestFile(read.text, file);
    const program = (await openTestedFlow(testFile, cwd)).compile();
    const findings = testFile.tests.flatMap((test) => checkNames(test, program));
    return sortDiagnostics(findings.map((finding) => diagnosticOf(finding, file)));
  } catch (error) {
    if (error instanceof InvalidDefinitionError)
      return error.diagnostics.filter((diagnostic) => diagnostic.file === file);
    throw error;
  }
}
