import { basename, join } from 'node:path';
import { flowNameOf } from '../../definition/index.ts';
import { UsageError } from '../../errors.ts';
import { parseMetadataXml } from '../../metadata/xml.ts';
import { yamlFromDocument } from '../../metadata/yaml-writer.ts';
import type { Migration } from '../../migrate/migration.ts';
import { isProcess, migrateProcess } from '../../migrate/process-builder.ts';
import { migrateWorkflow } from '../../migrate/workflow-rule.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import { readDefinition } from '../../project/read-definition.ts';
import { defineCommand } from '../command.ts';
import { CONVERSION_OPTIONS } from '../conversion.ts';
import { isMetadataFlow } from '../definition-files.ts';
import { diagnosticsJson, framesOf } from '../diagnostics.ts';
import { expandFiles } from '../expand-files.ts';
import { painter, printJson, printLine } from '../io.ts';
import { type MadeFile, printWritten, writeFiles, writtenJson } from '../write-files.ts';

/** A workflow of an object, in both formats. */
const WORKFLOW = /\.workflow(?:-meta\.xml)?$/i;

export const command = defineCommand({
  usage: ['migrate FILE... [--out DIR]'],
  description: [
    'Makes record-triggered flows of processes of Process Builder (*.flow-meta.xml whose processType is Workflow) and of',
    'workflow rules (*.workflow-meta.xml, a flow for each rule), where each of their parts has an exact counterpart. What',
    'has none is said, and the process or rule is left out: scheduled actions, tasks, outbound messages, criteria on other',
    'objects. FILE may be a folder or a glob.',
    '',
    'The new flows are drafts: try them, switch the old automation off, then make them active. Where an order among several',
    'automations of one object matters, look at it again: processes and workflow rules run before flows that come after a',
    'save.',
  ].join('\n'),
  options: {
    out: { ...CONVERSION_OPTIONS.out, summary: 'folder to write to (flows)' },
    force: CONVERSION_OPTIONS.force,
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun migrate force-app', does: 'all processes and workflow rules of a project' },
    { line: 'flowrun migrate force-app --json', does: 'what was made, and what could not be, for programs' },
  ],
  async run({ positionals, options, json }, io) {
    const out = options.out ?? 'flows';
    const paths = await expandFiles(positionals, io.cwd, (path) => isMetadataFlow(path) || WORKFLOW.test(path));
    const files: MadeFile[] = [];
    const diagnostics: Diagnostic[] = [];
    const left: Migration[] = [];
    for (const path of paths) {
      const { migrations, problems } = await migrate(path, io.cwd);
      diagnostics.push(...problems);
      for (const migration of migrations) {
        const { name, document } = migration;
        if (document) files.push({ path: join(out, `${name}.yaml`), text: yamlFromDocument(document), source: path });
        else left.push(migration);
        diagnostics.push(...obstaclesOf(migration, path));
      }
    }
    if (files.length + left.length === 0 && diagnostics.length === 0) {
      throw new UsageError(
        `${positionals.join(', ')}: there is no process and no workflow rule here`,
        'a process has <processType>Workflow</processType>, a workflow rule stands in *.workflow-meta.xml',
      );
    }
    const written = await writeFiles(files, io.cwd, { force: options.force, check: false });
    if (json) {
      const missing = left.map(({ name, subject, obstacles }) => ({
        name,
        subject,
        why: obstacles.map(({ message }) => message),
      }));
      printJson(io, {
        files: writtenJson(written, false),
        left: missing,
        diagnostics: await diagnosticsJson(diagnostics, io),
      });
    } else {
      printWritten(written, io, false);
      for (const { subject } of left) printLine(io, `${painter(io.color)('yellow', 'left     ')} ${subject}`);
      if (diagnostics.length > 0) {
        io.stderr.write(`${await framesOf(diagnostics, io, { stream: io.stderr, color: io.errorColor })}\n`);
      }
    }
    return diagnostics.some(({ severity }) => severity === 'error') ? 3 : left.length > 0 ? 1 : 0;
  },
});

interface Migrated {
  readonly migrations: readonly Migration[];
  readonly problems: readonly Diagnostic[];
}

/** What a file holds of the old automation; nothing of an ordinary flow. */
async function migrate(path: string, cwd: string): Promise<Migrated> {
  const read = await readDefinition(path, cwd);
  if ('refused' in read) return { migrations: [], problems: [read.refused] };
  const { root, diagnostics } = parseMetadataXml(read.text, path);
  if (!root) return { migrations: [], problems: diagnostics };
  if (root.name === 'Workflow') {
    return { migrations: migrateWorkflow(root, basename(path).replace(WORKFLOW, '')), problems: [] };
  }
  return { migrations: isProcess(root) ? [migrateProcess(root, flowNameOf(path))] : [], problems: [] };
}

function obstaclesOf({ obstacles, subject }: Migration, file: string): readonly Diagnostic[] {
  return obstacles.map(({ message, place, suggestion }) => ({
    rule: 'no-exact-counterpart',
    severity: 'warning',
    message: `${subject} is left out: ${message}`,
    file,
    place,
    suggestion,
  }));
}
