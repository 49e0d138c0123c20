import { dirname, resolve } from 'node:path';
import { hasErrors, sortDiagnostics } from '../../definition/index.ts';
import { CONFIG_FILE } from '../../definition/read-config.ts';
import { UsageError } from '../../errors.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import { findProject, type Project } from '../../project/find-project.ts';
import { loadFlowFiles } from '../../project/flow-files.ts';
import { metadataReader } from '../../project/metadata-reader.ts';
import { defineCommand } from '../command.ts';
import { isAnswersFile, isMetadataFlow, isTestFile, isYamlFlow } from '../definition-files.ts';
import { countOf, diagnosticsJson, framesOf, withLocalPaths } from '../diagnostics.ts';
import { expandFiles } from '../expand-files.ts';
import { painter, printJson, printLine } from '../io.ts';
import { listRules } from '../list-rules.ts';

export const command = defineCommand({
  usage: ['validate FILE... [options]', 'validate --rules'],
  description: [
    'Checks flows (YAML and *.flow-meta.xml), flow tests and the org folder they belong to, without',
    'running anything. FILE may be a folder or a glob.',
    '',
    `How much a rule counts can be set for a whole project in ${CONFIG_FILE} (rules: { unused-resource: off }), and for`,
    'one line with the comment # flowrun-ignore unused-resource on it or above it.',
  ].join('\n'),
  options: {
    strict: { type: 'boolean', summary: 'warnings count as errors' },
    'max-warnings': { type: 'string', value: 'N', summary: 'more warnings than this count as errors' },
    rules: { type: 'boolean', summary: 'list the rules, with how much each counts in the project of this folder' },
  },
  positionals: { min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun validate flows/create-account.yaml', does: 'one flow' },
    { line: "flowrun validate 'flows/**/*.yaml' --strict", does: 'all of them, for CI' },
    { line: 'flowrun validate flows --max-warnings 10', does: 'no more warnings than there are today' },
    { line: 'flowrun validate force-app/main/default/flows', does: 'the flows of a Salesforce project' },
  ],
  async run({ positionals, options, json }, io) {
    if (options.rules) return listRules(json, io);
    if (positionals.length === 0)
      throw new UsageError('an argument is missing', 'usage: flowrun validate FILE... [options]');
    const most = mostWarnings(options);
    const files = (await expandFiles(positionals, io.cwd, isDefinition)).filter((file) => !isAnswersFile(file));
    const projects = new Map<string, Project>();
    const found: Diagnostic[] = [];
    for (const file of files) {
      const problems = isTestFile(file) ? await testProblems(file, io.cwd) : await flowProblems(file, io.cwd, projects);
      found.push(...problems);
    }
    // Each flow brings along the problems of its org and its subflows: each is shown once.
    const diagnostics = sortDiagnostics(withLocalPaths(found, io.cwd));
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
    const valid = !hasErrors(diagnostics) && warnings <= most;
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

/** What a folder or glob means: flows and their tests, but no answers and no files of an org. */
function isDefinition(path: string): boolean {
  return isYamlFlow(path) || isTestFile(path) || isMetadataFlow(path);
}

/** What is wrong with a flow, the flows it calls, and its org. Not by `openFlow`: nothing has to be ready to run. */
async function flowProblems(file: string, cwd: string, projects: Map<string, Project>): Promise<readonly Diagnostic[]> {
  const folder = dirname(resolve(cwd, file));
  const project = projects.get(folder) ?? (await findProject(folder, cwd));
  projects.set(folder, project);
  const readMetadata = await metadataReader(resolve(cwd, file), project.salesforce);
  const { diagnostics } = await loadFlowFiles(file, {
    cwd,
    org: project.org,
    directory: project.directory,
    rules: project.config.rules,
    readMetadata,
  });
  return [...project.diagnostics, ...diagnostics];
}

async function testProblems(file: string, cwd: string): Promise<readonly Diagnostic[]> {
  const { checkTestFile } = await import('../../testing/check-test-file.ts');
  return checkTestFile(file, cwd);
}

/** How many warnings are no failure. */
function mostWarnings(options: { readonly strict: boolean; readonly 'max-warnings': string | undefined }): number {
  const given = options['max-warnings'];
  if (given !== undefined && !/^\d{1,9}$/.test(given))
    throw new UsageError(`--max-warnings takes a whole number, not ${given}`, 'write --max-warnings 0');
  if (options.strict) return 0;
  return given === undefined ? Number.POSITIVE_INFINITY : Number(given);
}
