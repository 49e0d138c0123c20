import { dirname, join, relative, resolve } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { flowNameOf, hasErrors, parseYaml } from '../../definition/index.ts';
import { readFlow } from '../../definition/read-flow.ts';
import { NotExportableError, UsageError } from '../../errors.ts';
import { flowXmlFromDocument } from '../../metadata/export-flow.ts';
import { keysLeftOut, type LeftOut } from '../../metadata/http-callout/left-out.ts';
import { externalServicesFromDocument } from '../../metadata/http-callout/registration.ts';
import { flowDocumentFromXml } from '../../metadata/import-flow.ts';
import { findSalesforceProject } from '../../metadata/project/find-salesforce-project.ts';
import { readSalesforceProject, type SalesforceProject } from '../../metadata/project/salesforce-project.ts';
import { withoutWriter } from '../../metadata/writer-profile-yaml.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import type { DocumentNode } from '../../model/document.ts';
import { readDefinition } from '../../project/read-definition.ts';
import { defineCommand } from '../command.ts';
import { CONVERSION_OPTIONS, finishConversion, STREAM } from '../conversion.ts';
import { isMetadataFlow, isYamlFlow } from '../definition-files.ts';
import { expandFiles } from '../expand-files.ts';
import { exportComponents, isInOrgFolder, type Placing } from '../export-components.ts';
import type { MadeFile } from '../write-files.ts';

/** Where a new Salesforce project keeps its metadata. */
const USUAL = 'force-app/main/default';
const FLOW = { folder: 'flows', suffix: 'flow' };
const SERVICE = { folder: 'externalServiceRegistrations', suffix: 'externalServiceRegistration' };

export const command = defineCommand({
  usage: ['export FILE... [--out DIR]', 'export FILE --out -', 'export - < FILE'],
  description: [
    'Makes Salesforce metadata of YAML flows, in the form in which an org gives it back, so that a diff against what was',
    'retrieved shows what changed and nothing else. Elements without coordinates are laid out as Flow Builder does. An',
    'httpCallout becomes the action of an external service, and the registration of that service is written beside it.',
    '',
    'Flows go to DIR/flows, registrations to DIR/externalServiceRegistrations. Without --out: to the file that the',
    `Salesforce project around the flow has for it, else to its default package directory, else to ${USUAL}.`,
    'Named credentials, external credentials, permission sets and the connected apps of embedded orgs become metadata too,',
    'without their secrets; what such a file holds already and flowrun has no words for stays in it.',
    '',
    'What was imported from a file in another form (indents, order, entities as a formatter or a person wrote them) goes back',
    'into that form, which its `metadata: { writer: … }` describes; --canonical writes the form of an org all the same.',
    '',
    'FILE may be a folder or a glob; a *.flow-meta.xml is rewritten in canonical form.',
  ].join('\n'),
  options: {
    ...CONVERSION_OPTIONS,
    canonical: { type: 'boolean', summary: 'in the form of an org, whatever form the metadata once had' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun export flows/My_Flow.yaml', does: 'makes My_Flow.flow-meta.xml, ready to deploy' },
    { line: 'flowrun export flows --force', does: 'all flows of a folder, over what is there' },
    { line: 'flowrun export flows/org', does: 'credentials and permission sets of an org folder' },
    { line: 'flowrun export flows/My_Flow.yaml --out -', does: 'prints the XML' },
    { line: 'flowrun export flows --check', does: 'for CI: fails where the metadata is behind the YAML' },
  ],
  async run({ positionals, options, json }, io) {
    const fromStream = positionals.includes(STREAM);
    if (fromStream && positionals.length > 1) throw new UsageError('- is standard input, and stands alone');
    const toStream = options.out === STREAM || (fromStream && options.out === undefined);
    if (fromStream && !toStream) throw new UsageError('what comes from standard input has no name', 'leave --out out');
    const inOrg = positionals.filter((path) => path !== STREAM && isInOrgFolder(resolve(io.cwd, path)));
    const flowArguments = positionals.filter((path) => !inOrg.includes(path));
    const sources =
      fromStream || flowArguments.length === 0 ? flowArguments : await expandFiles(flowArguments, io.cwd, isYamlFlow);
    const flows: Exported[] = [];
    const diagnostics: Diagnostic[] = [];
    const projects = new Map<string, SalesforceProject | null>();
    for (const file of sources) {
      const read = file === STREAM ? { text: await readStream(io.stdin) } : await readDefinition(file, io.cwd);
      if ('refused' in read) {
        diagnostics.push(read.refused);
        continue;
      }
      const beside = dirname(resolve(io.cwd, file));
      const project = projects.get(beside) ?? (await projectAround(beside));
      projects.set(beside, project);
      const found = exported(read.text, file, placing(options.out, project, io.cwd), options.canonical);
      if ('document' in found) {
        flows.push(found);
        diagnostics.push(...keysLeftOut(found.document).map((one) => leftOut(one, file)));
      } else diagnostics.push(...found);
    }
    const components = await exportComponents(inOrg, io.cwd, async (folder) =>
      placing(options.out, await projectAround(folder), io.cwd),
    );
    diagnostics.push(...components.diagnostics);
    const files = [...flows.map(({ made }) => made), ...registrations(flows), ...components.files];
    return finishConversion({ files, diagnostics }, { ...options, toStream, json }, io);
  },
});

async function projectAround(folder: string): Promise<SalesforceProject | null> {
  const directory = await findSalesforceProject(folder);
  return directory === null ? null : (await readSalesforceProject(directory)).project;
}

function placing(out: string | undefined, project: SalesforceProject | null, cwd: string): Placing {
  const shown = (path: string): string => {
    const local = relative(cwd, path);
    return (local.startsWith('..') ? path : local).replaceAll('\\', '/');
  };
  const fallback = project?.packageDirectories[0];
  const packaged = out === undefined && project?.format === 'metadata';
  const inPackage = fallback === undefined ? USUAL : shown(packaged ? fallback : join(fallback, 'main', 'default'));
  const folder = out ?? inPackage;
  const ending = packaged ? '' : '-meta.xml';
  return (kind, name) => {
    const there = out === undefined ? project?.files(kind.suffix).find((file) => file.name === name) : undefined;
    return there ? shown(there.file) : join(folder, kind.folder, `${encodeName(name)}.${kind.suffix}${ending}`);
  };
}

/** Salesforce's own way of writing what a file name cannot hold. */
function encodeName(name: string): string {
  return name.replace(/[%<>:"/\\|?*]/g, (character) => encodeURIComponent(character));
}

interface Exported {
  readonly document: DocumentNode;
  readonly made: MadeFile;
  readonly place: Placing;
}

/** The metadata of one flow, or why there is none: errors of notation or shape, or what metadata has no words for. */
function exported(text: string, file: string, place: Placing, canonical: boolean): Exported | readonly Diagnostic[] {
  const isXml = isMetadataFlow(file) || (file === STREAM && /^\uFEFF?\s*</.test(text));
  const { document: read, diagnostics } = isXml ? flowDocumentFromXml(text, file) : checkedYaml(text, file);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!read || errors.length > 0) return errors;
  const document = isXml || canonical ? withoutWriter(read) : read;
  const name = flowNameOf(file);
  try {
    externalServicesFromDocument(document);
    const xml = flowXmlFromDocument(document, file === STREAM ? {} : { name });
    return { document, place, made: { path: place(FLOW, name), text: xml, source: file } };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [notExportable(error, file)];
  }
}

/** One registration for each service, whichever flows call it. */
function registrations(flows: readonly Exported[]): readonly MadeFile[] {
  const byPlace = new Map<string, MadeFile>();
  const services = externalServicesFromDocument(...flows.map(({ document }) => document));
  for (const { place, document, made } of flows) {
    for (const { name } of externalServicesFromDocument(document)) {
      const xml = services.find((service) => service.name === name)?.xml;
      const path = place(SERVICE, name);
      if (xml !== undefined && !byPlace.has(path)) byPlace.set(path, { path, text: xml, source: made.source });
    }
  }
  return [...byPlace.values()];
}

function checkedYaml(
  text: string,
  file: string,
): { readonly document: DocumentNode | null; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = parseYaml(text, file);
  if (!parsed.document || hasErrors(parsed.diagnostics)) return parsed;
  const { diagnostics } = readFlow(parsed.document, { file, text }, flowNameOf(file));
  return { document: parsed.document, diagnostics };
}

function leftOut({ element, key, place, instead }: LeftOut, file: string): Diagnostic {
  const message = `${key} of ${element} is left out: ${instead}`;
  const suggestion = 'the YAML keeps it; keep the YAML as the source of the flow';
  return { rule: 'export-left-out', severity: 'warning', message, file, place, suggestion };
}

function notExportable(error: UsageError, file: string): Diagnostic {
  const place = error instanceof NotExportableError ? error.place : { start: 0, end: 0 };
  const diagnostic: Diagnostic = { rule: 'not-exportable', severity: 'error', message: error.message, file, place };
  return error.help === undefined ? diagnostic : { ...diagnostic, suggestion: error.help };
}
