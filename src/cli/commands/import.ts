import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { flowNameOf } from '../../definition/index.ts';
import { UsageError } from '../../errors.ts';
import { flowDocumentFromXml } from '../../metadata/import-flow.ts';
import { externalServicesBeside } from '../../metadata/project/external-services.ts';
import { PROJECT_FILE } from '../../metadata/project/find-salesforce-project.ts';
import { readSalesforceProject } from '../../metadata/project/salesforce-project.ts';
import { yamlFromDocument } from '../../metadata/yaml-writer.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import { readDefinition } from '../../project/read-definition.ts';
import { defineCommand } from '../command.ts';
import { CONVERSION_OPTIONS, type ConversionSource, finishConversion, STREAM } from '../conversion.ts';
import { isMetadataFlow } from '../definition-files.ts';
import { expandFiles } from '../expand-files.ts';
import { schemaBeside } from '../schema-beside.ts';
import type { MadeFile } from '../write-files.ts';

export const command = defineCommand({
  usage: ['import FILE... [--out DIR]', 'import FILE --out -', 'import - < FILE'],
  description: [
    'Makes readable YAML of Salesforce flows (*.flow-meta.xml, and *.flow of the Metadata API). FILE may be a folder, a',
    'glob, or the folder of an sfdx-project.json, whose package directories are then searched. Nothing is lost: what the',
    'YAML has no word for stands in it as metadata, and `flowrun export` gives the same XML back. A callout made with the',
    'HTTP Callout builder becomes an httpCallout again where the registration of its external service is found.',
    '',
    'Each flow becomes DIR/<name>.yaml; of flows of one name in several folders the folders are kept.',
  ].join('\n'),
  options: {
    ...CONVERSION_OPTIONS,
    out: { ...CONVERSION_OPTIONS.out, summary: 'folder to write to (flows); - prints the one result instead' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun import force-app/main/default/flows/My_Flow.flow-meta.xml', does: 'makes flows/My_Flow.yaml' },
    { line: 'flowrun import . --out flows', does: 'all flows of the Salesforce project in this folder' },
    { line: 'flowrun import My_Flow.flow-meta.xml --out -', does: 'prints the YAML' },
    { line: 'flowrun import . --check', does: 'for CI: fails where the YAML is not what import would write' },
  ],
  async run({ positionals, options, json }, io) {
    const out = options.out ?? 'flows';
    const fromStream = positionals.includes(STREAM);
    if (fromStream && positionals.length > 1) throw new UsageError('- is standard input, and stands alone');
    const sources = fromStream ? [{ file: STREAM, folder: '' }] : await metadataFlows(positionals, io.cwd);
    const toStream = options.out === STREAM || (fromStream && options.out === undefined);
    if (fromStream && !toStream) throw new UsageError('what comes from standard input has no name', 'leave --out out');
    const schema = toStream ? undefined : await schemaBeside(resolve(io.cwd, out));
    const services = new Map<string, ReadonlyMap<string, string>>();
    const files: MadeFile[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const { file, folder } of sources) {
      const read = file === STREAM ? { text: await readStream(io.stdin) } : await readDefinition(file, io.cwd);
      if ('refused' in read) {
        diagnostics.push(read.refused);
        continue;
      }
      const beside = dirname(resolve(io.cwd, file));
      const known = services.get(beside) ?? (await externalServicesBeside(beside));
      services.set(beside, known);
      const imported = flowDocumentFromXml(read.text, file, { services: known });
      diagnostics.push(...imported.diagnostics);
      if (!imported.document) continue;
      const depth = folder === '' ? '' : '../'.repeat(folder.split('/').length);
      const text = yamlFromDocument(imported.document, schema === undefined ? {} : { schema: `${depth}${schema}` });
      files.push({ path: join(out, folder, `${flowNameOf(file)}.yaml`), text, source: file });
    }
    return finishConversion({ files, diagnostics }, { ...options, toStream, json }, io);
  },
});

/** The flows that the arguments mean. */
async function metadataFlows(args: readonly string[], cwd: string): Promise<readonly ConversionSource[]> {
  const found = new Map<string, ConversionSource>();
  for (const arg of args) {
    const files = (await projectFlows(arg, cwd)) ?? (await expandFiles([arg], cwd, isMetadataFlow));
    const byName = Map.groupBy(files, (file) => flowNameOf(file).toLowerCase());
    const clash = [...byName.values()].some(({ length }) => length > 1);
    for (const file of files) {
      const folder = clash ? relative(resolve(cwd, arg), dirname(resolve(cwd, file))) : '';
      found.set(file, { file, folder: folder.startsWith('..') ? '' : folder.replaceAll('\\', '/') });
    }
  }
  return [...found.values()];
}

/** The flows of a Salesforce project's package directories; undefined where the argument is no project's folder. */
async function projectFlows(arg: string, cwd: string): Promise<readonly string[] | undefined> {
  const directory = resolve(cwd, arg);
  const isProject = await stat(join(directory, PROJECT_FILE)).then(
    (there) => there.isFile(),
    () => false,
  );
  if (!isProject) return undefined;
  const { project } = await readSalesforceProject(directory);
  const files = project?.files('flow') ?? [];
  if (files.length === 0) {
    throw new UsageError(
      `${arg}: the package directories of ${PROJECT_FILE} hold no flows`,
      'name the folder that holds them',
    );
  }
  return files.map(({ file }) => {
    const path = relative(cwd, file);
    return path.startsWith('..') ? file : path.replaceAll('\\', '/');
  });
}
