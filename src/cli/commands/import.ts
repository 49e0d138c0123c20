import { dirname, join, resolve } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { flowNameOf } from '../../definition/index.ts';
import { UsageError } from '../../errors.ts';
import type { FlowTestMetadata } from '../../metadata/flow-tests.ts';
import { flowDocumentFromXml } from '../../metadata/import-flow.ts';
import { externalServicesBeside } from '../../metadata/project/external-services.ts';
import { yamlFromDocument } from '../../metadata/yaml-writer.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import { readDefinition } from '../../project/read-definition.ts';
import { defineCommand } from '../command.ts';
import { CONVERSION_OPTIONS, finishConversion, STREAM } from '../conversion.ts';
import { isFlowTest } from '../definition-files.ts';
import { importComponents, isOrgComponent } from '../import-components.ts';
import { flowTestNameOf, importFlowTests } from '../import-flow-tests.ts';
import { importOpenApi } from '../import-openapi.ts';
import { metadataFlows } from '../import-sources.ts';
import { schemaBeside } from '../schema-beside.ts';
import type { MadeFile } from '../write-files.ts';

export const command = defineCommand({
  usage: [
    'import FILE... [--out DIR]',
    'import FILE --out -',
    'import - < FILE',
    'import openapi FILE [--name NAME] [--named-credential NAME]',
  ],
  description: [
    'Makes readable YAML of Salesforce flows (*.flow-meta.xml, and *.flow of the Metadata API). FILE may be a folder, a',
    'glob, or the folder of an sfdx-project.json (or of a package.xml), which is then searched. Nothing is lost: what the',
    'YAML has no word for stands in it as metadata, and `flowrun export` gives the same XML back. A callout made with the',
    'HTTP Callout builder becomes an httpCallout again where the registration of its external service is found.',
    '',
    'FlowTests (*.flowtest-meta.xml) become the tests of their flow, DIR/<flow>.test.yaml; assertions that flowrun has no',
    'words for are named. Named credentials, external credentials (with their identity providers), certificates and permission',
    'sets become files of DIR/org, without what only an org needs of them: with --org, or where you name their files. Connected apps and',
    'external client apps become apps of an embedded org, DIR/org/target-orgs/target, with a secret of its own. A project',
    'can do without: flows in it see its components as they are.',
    '',
    'import openapi makes an external service of an OpenAPI 3 or Swagger 2 document, DIR/org/external-services: flows call its',
    'operations as actions of the kind externalService, Petstore.getPetById. Where the org has no named credential for it, one',
    'without authentication is made, and a permission set that gives it to a user.',
    '',
    'Each flow becomes DIR/<name>.yaml; of flows of one name in several folders the folders are kept.',
  ].join('\n'),
  options: {
    ...CONVERSION_OPTIONS,
    out: { ...CONVERSION_OPTIONS.out, summary: 'folder to write to (flows); - prints the one result instead' },
    name: {
      type: 'string',
      value: 'NAME',
      summary: 'openapi: the name of the service; made of its title unless given',
    },
    'named-credential': {
      type: 'string',
      value: 'NAME',
      summary: 'openapi: what its calls go through; one of the name of the service unless given',
    },
    org: { type: 'boolean', summary: 'of folders and projects, credentials, permission sets and connected apps too' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun import force-app/main/default/flows/My_Flow.flow-meta.xml', does: 'makes flows/My_Flow.yaml' },
    { line: 'flowrun import . --out flows', does: 'all flows of the Salesforce project in this folder' },
    { line: 'flowrun import My_Flow.flow-meta.xml --out -', does: 'prints the YAML' },
    { line: 'flowrun import openapi petstore.yaml', does: 'makes an external service with all its operations' },
    { line: 'flowrun import . --check', does: 'for CI: fails where the YAML is not what import would write' },
  ],
  async run({ positionals, options, json }, io) {
    const out = options.out ?? 'flows';
    const [first, file, ...others] = positionals;
    if (first === 'openapi') {
      if (file === undefined || others.length > 0)
        throw new UsageError('import openapi takes one document', 'flowrun import openapi petstore.yaml');
      if (out === STREAM) throw new UsageError('an external service is several files', 'give a folder with --out');
      const { name = null, 'named-credential': namedCredential = null } = options;
      const made = await importOpenApi({ file, name, namedCredential, out, cwd: io.cwd });
      return finishConversion(made, { ...options, toStream: false, json }, io);
    }
    const fromStream = positionals.includes(STREAM);
    if (fromStream && positionals.length > 1) throw new UsageError('- is standard input, and stands alone');
    const found = fromStream ? [{ file: STREAM, folder: '' }] : await metadataFlows(positionals, io.cwd, options.org);
    const sources = found.filter(({ file }) => !isOrgComponent(file));
    const toStream = options.out === STREAM || (fromStream && options.out === undefined);
    if (fromStream && !toStream) throw new UsageError('what comes from standard input has no name', 'leave --out out');
    const schema = toStream ? undefined : await schemaBeside(resolve(io.cwd, out));
    const services = new Map<string, ReadonlyMap<string, string>>();
    const ownServices = await externalServicesBeside(io.cwd);
    const files: MadeFile[] = [];
    const diagnostics: Diagnostic[] = [];
    const tests: FlowTestMetadata[] = [];
    for (const { file, folder } of sources) {
      const read: Awaited<ReturnType<typeof readDefinition>> =
        file === STREAM ? { text: await readStream(io.stdin) } : await readDefinition(file, io.cwd);
      if ('refused' in read) {
        diagnostics.push(read.refused);
        continue;
      }
      if (isFlowTest(file)) {
        tests.push({ name: flowTestNameOf(file), file, text: read.text });
        continue;
      }
      const beside = dirname(resolve(io.cwd, file));
      // A copy somewhere else, such as git's, belongs to the project that the command is run in.
      const known = services.get(beside) ?? new Map([...ownServices, ...(await externalServicesBeside(beside))]);
      services.set(beside, known);
      const { text: xml, byteOrderMark = false } = read;
      const imported = flowDocumentFromXml(xml, file, { services: known, byteOrderMark });
      diagnostics.push(...imported.diagnostics);
      if (!imported.document) continue;
      const depth = folder === '' ? '' : '../'.repeat(folder.split('/').length);
      const text = yamlFromDocument(imported.document, schema === undefined ? {} : { schema: `${depth}${schema}` });
      files.push({ path: join(out, folder, `${flowNameOf(file)}.yaml`), text, source: file });
    }
    const components = found.map(({ file }) => file).filter(isOrgComponent);
    for (const more of [await importFlowTests(tests, out, io.cwd), await importComponents(components, out, io.cwd)]) {
      files.push(...more.files);
      diagnostics.push(...more.diagnostics);
    }
    return finishConversion({ files, diagnostics }, { ...options, toStream, json }, io);
  },
});
