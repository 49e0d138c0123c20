import { dirname, resolve } from 'node:path';
import { hasErrors, isMetadataFile, sortDiagnostics } from '../../definition/index.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import { findProject, type Project } from '../../project/find-project.ts';
import { loadFlowFiles } from '../../project/flow-files.ts';
import { defineCommand } from '../command.ts';
import { countOf, diagnosticsJson, framesOf, withLocalPaths } from '../diagnostics.ts';
import { expandFiles } from '../expand-files.ts';
import { painter, printJson, printLine } from '../io.ts';

/** What a folder or glob means: flows and their tests, but no answers and no files of an org. */
const DEFINITION = /(?:\.ya?ml|\.flow-meta\.xml|\.flow)$/i;
const TEST = /\.test\.ya?ml$/i;
const ANSWERS = /\.answers\.ya?ml$/i;
const IN_ORG = /(?:^|\/)org\//;

export const command = defineCommand({
  usage: ['validate FILE... [options]'],
  description: [
    'Checks flows (YAML and *.flow-meta.xml), flow tests and the org folder they belong to, without',
    'running anything. FILE may be a folder or a glob.',
  ].join('\n'),
  options: {
    strict: { type: 'boolean', summary: 'warnings count as errors' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun validate flows/create-account.yaml', does: 'one flow' },
    { line: "flowrun validate 'flows/**/*.yaml' --strict", does: 'all of them, for CI' },
    { line: 'flowrun validate force-app/main/default/flows', does: 'the flows of a Salesforce project' },
  ],
  async run({ positionals, options, json }, io) {
    const files = (await expandFiles(positionals, io.cwd, isDefinition)).filter((file) => !ANSWERS.test(file));
    const projects = new Map<string, Project>();
    const found: Diagnostic[] = [];
    for (const file of files) {
      const problems = TEST.test(file) ? await testProblems(file, io.cwd) : await flowProblems(file, io.cwd, projects);
      found.push(...problems);
    }
    // Each flow brings along the problems of its org and its subflows: each is shown once.
    const diagnostics = sortDiagnostics(withLocalPaths(found, io.cwd));
    const valid = !hasErrors(diagnostics) && !(options.strict && diagnostics.length > 0);
    if (json) {
      printJson(io, { valid, files, diagnostics: await diagnosticsJson(diagnostics, io) });
    } else {
      const paint = painter(io.color);
      if (diagnostics.length > 0) {
        printLine(io, await framesOf(diagnostics, io, { stream: io.stdout, color: io.color }));
        printLine(io, '');
      }
      const subject = files.length === 1 ? files[0] : `${files.length} files`;
      const count = countOf(diagnostics);
      if (valid) {
        const verdict = `${subject} ${files.length === 1 ? 'is' : 'are'} valid`;
        printLine(io, paint('green', verdict) + (count && paint('yellow', `, with ${count}`)));
      } else printLine(io, paint(['red', 'bold'], `${subject}: ${count}`));
    }
    return valid ? 0 : 3;
  },
});

function isDefinition(path: string): boolean {
  return DEFINITION.test(path) && !ANSWERS.test(path) && !IN_ORG.test(path);
}

/** What is wrong with a flow, the flows it calls, and its org. Not by `openFlow`: nothing has to be ready to run. */
async function flowProblems(file: string, cwd: string, projects: Map<string, Project>): Promise<readonly Diagnostic[]> {
  const folder = dirname(resolve(cwd, file));
  const project = projects.get(folder) ?? (await findProject(folder, cwd));
  projects.set(folder, project);
  const readMetadata = isMetadataFile(file)
    ? (await import('../../metadata/import-flow.ts')).flowDocumentFromXml
    : undefined;
  const { diagnostics } = await loadFlowFiles(file, { cwd, org: project.org, readMetadata });
  return [...project.diagnostics, ...diagnostics];
}

async function testProblems(file: string, cwd: string): Promise<readonly Diagnostic[]> {
  const { checkTestFile } = await import('../../testing/check-test-file.ts');
  return checkTestFile(file, cwd);
}
