import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { graphOf } from '../../src/definition/graph.ts';
import { flowNameOf, schemaErrors } from '../../src/definition/index.ts';
import { readFlow } from '../../src/definition/read-flow.ts';
import { parseYaml } from '../../src/definition/yaml.ts';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { metadataXml } from '../../src/metadata/xml-writer.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { Flow } from '../../src/model/flow.ts';
import { findProject } from '../../src/project/find-project.ts';
import { loadFlowFiles } from '../../src/project/flow-files.ts';
import { objectsOf } from '../../src/project/objects.ts';
import type { ObjectShape } from '../../src/values/shape.ts';
import { causeOfDifference } from './byte-differences.ts';
import { type Outcome, runToEnd } from './run-flow-file.ts';

/**
 * How well real flows fare: metadata XML → YAML form → metadata XML, by way of YAML text, checked by every rule, and run to
 * their ends with made-up answers. `npm run conformance:flows -- --corpus DIR [--json]`
 */
export interface FlowsReport {
  readonly files: number;
  /** Well-formed XML with a `<Flow>`. */
  readonly parsed: number;
  /** Written by the org's own rules, without a profile of another writer. */
  readonly canonical: number;
  /** Of all files: the same bytes after import and export, directly and through YAML. */
  readonly byteIdentical: number;
  /** The same elements and texts after import and export; order of tags, blanks and comments apart. */
  readonly sameInformation: number;
  /** The same tree and the same metadata after the YAML was written and read. */
  readonly yamlRoundTrip: number;
  /** The texts of all comments are there in the end. */
  readonly commentsKept: number;
  /** Their YAML is valid by the published JSON Schema. */
  readonly validYaml: number;
  /** Flows that this engine runs: the kinds that need an org's own runtime are listed under `cannot-run`. */
  readonly runnable: number;
  /** Of these: with answers and stubs made up by type. */
  readonly ranToEnd: number;
  /** Files with a semantic error, by rule. */
  readonly errors: Readonly<Record<string, number>>;
  /** The same of flows that are active in their org, with the files: each should be a true mistake. */
  readonly errorsOfActive: Readonly<Record<string, readonly string[]>>;
  readonly failures: Readonly<Record<string, readonly string[]>>;
  /** Files that do not come back byte for byte, by what is different. */
  readonly differences: Readonly<Record<string, readonly string[]>>;
}

type Cause =
  | 'cannot-run'
  | 'did-not-end'
  | 'yaml-invalid'
  | 'not-parsed'
  | 'information-lost'
  | 'bytes-differ'
  | 'yaml-not-read'
  | 'yaml-differs'
  | 'comments-lost';

/** Every flow below a folder, in the two spellings that projects use. */
export function flowFiles(corpus: string): readonly string[] {
  return globSync('**/*.{flow-meta.xml,flow}', { cwd: corpus }).toSorted();
}

export async function measureFlows(corpus: string): Promise<FlowsReport> {
  const failures: Record<Cause, string[]> = {
    'not-parsed': [],
    'information-lost': [],
    'bytes-differ': [],
    'yaml-not-read': [],
    'yaml-differs': [],
    'comments-lost': [],
    'yaml-invalid': [],
    'cannot-run': [],
    'did-not-end': [],
  };
  const errors: Record<string, number> = {};
  const errorsOfActive: Record<string, string[]> = {};
  const differences: Record<string, string[]> = {};
  let runnable = 0;
  const files = flowFiles(corpus);
  let canonical = 0;
  for (const file of files) {
    const causes = inspect(readFileSync(join(corpus, file), 'utf8'), file);
    if (causes.canonical) canonical += 1;
    const { difference } = causes;
    if (difference !== null) differences[difference] = [...(differences[difference] ?? []), file];
    for (const cause of causes.failed) failures[cause].push(file);
    if (causes.failed.includes('not-parsed')) continue;
    if (!(await isValidYaml(join(corpus, file)))) failures['yaml-invalid'].push(file);
    const tried = await tryFlow(file, corpus);
    for (const [rule, message] of tried.errors) {
      errors[rule] = (errors[rule] ?? 0) + 1;
      if (tried.isActive) errorsOfActive[rule] = [...(errorsOfActive[rule] ?? []), `${file}: ${message}`];
    }
    if (tried.cannotRun !== null) failures['cannot-run'].push(`${file}: ${tried.cannotRun}`);
    else {
      runnable += 1;
      if (!tried.outcome.ended) failures['did-not-end'].push(`${file}: ${tried.outcome.why}`);
    }
  }
  const parsed = files.length - failures['not-parsed'].length;
  return {
    files: files.length,
    parsed,
    canonical,
    byteIdentical: parsed - Object.values(differences).flat().length,
    sameInformation: parsed - failures['information-lost'].length,
    yamlRoundTrip: parsed - failures['yaml-not-read'].length - failures['yaml-differs'].length,
    commentsKept: parsed - failures['comments-lost'].length,
    validYaml: parsed - failures['yaml-invalid'].length,
    runnable,
    ranToEnd: runnable - failures['did-not-end'].length,
    errors,
    errorsOfActive,
    failures: Object.fromEntries(Object.entries(failures).filter(([, list]) => list.length > 0)),
    differences,
  };
}

async function isValidYaml(path: string): Promise<boolean> {
  const { document } = flowDocumentFromXml(readFileSync(path, 'utf8'), path);
  const yaml = document && parseYaml(yamlFromDocument(document), path).document;
  return yaml != null && (await schemaErrors(yaml)).length === 0;
}

interface Tried {
  /** Semantic errors: rule and message. */
  readonly errors: readonly (readonly [string, string])[];
  readonly isActive: boolean;
  /** Why this engine does not run such flows; null where it does. */
  readonly cannotRun: string | null;
  readonly outcome: Outcome;
}

/** Kinds of flows that run without an org's own runtime. */
const RUNNABLE = ['Screen Flow', 'Autolaunched Flow'];

async function tryFlow(file: string, corpus: string): Promise<Tried> {
  const { org, diagnostics: _problems } = await findProject(dirname(join(corpus, file)), corpus);
  const {
    flow: checked,
    flows,
    diagnostics,
  } = await loadFlowFiles(file, {
    cwd: corpus,
    org,
    readMetadata: flowDocumentFromXml,
  });
  const errors = diagnostics.filter(({ severity, file: at }) => severity === 'error' && at === file);
  const { document } = flowDocumentFromXml(readFileSync(join(corpus, file), 'utf8'), file);
  // What has errors can mostly run all the same: its faults show where it gets there.
  const flow = checked ?? (document && readFlow(document, { file, text: '' }, flowNameOf(file)).flow);
  const told = {
    errors: errors.map(({ rule, message }) => [rule, message] as const),
    isActive: flow?.status === 'Active',
  };
  const nothing: Outcome = { ended: false, why: 'it was not run' };
  if (!flow) return { ...told, cannotRun: errors[0]?.message ?? 'no flow', outcome: nothing };
  const foreign = flow.unsupported.filter(
    ({ kind, connectors = [] }) => kind === 'start' || (kind !== 'broken' && connectors.length > 0),
  );
  const [first] = foreign;
  if (!RUNNABLE.includes(flow.type)) return { ...told, cannotRun: `of the type ${flow.type}`, outcome: nothing };
  // What cannot be loaded cannot be run; a flow that is called from elsewhere may be there in the org.
  const [error] = errors;
  if (error) return { ...told, cannotRun: `${error.rule}: ${error.message}`, outcome: nothing };
  if (first) {
    const why =
      first.kind === 'start' ? 'has a trigger of another kind, or none' : `has ${first.name} of the kind ${first.kind}`;
    return { ...told, cannotRun: why, outcome: nothing };
  }
  if (!hasEnd(flow)) return { ...told, cannotRun: 'has no end: every path of it leads back', outcome: nothing };
  const objects = objectsOf(org);
  const outcome = runToEnd(flow, {
    flow: (name) => flows.get(name) ?? standInFlow(name, flow, flows),
    object: (name) => objects(name) ?? anyObject(name),
    global: ([family, ...path]) => (family === '$Label' || family === '$User' ? (path.at(-1) ?? null) : null),
  });
  return { ...told, cannotRun: null, outcome };
}

/** Some flows are left by closing them: a screen that comes back whatever is pressed. */
function hasEnd(flow: Flow): boolean {
  const graph = graphOf(flow);
  const reached = graph.reach(graph.start);
  return reached.size === 0 || graph.knots.some(({ key, ends }) => ends && reached.has(key));
}

/** An object that the project does not declare: whatever is asked of it is there. */
function anyObject(name: string): ObjectShape {
  return {
    name,
    fieldNames: [],
    field: () => ({ dataType: 'JSON' }),
    picklistValues: () => [{ label: 'Text', value: 'Text' }],
  };
}

/** A flow of another package, as its callers see it: it takes and gives what they name. */
function standInFlow(name: string, caller: Flow, flows: ReadonlyMap<string, Flow>): Flow | undefined {
  const calls = [caller, ...flows.values()].flatMap(({ elements }) =>
    elements.filter((element) => element.type === 'subflow' && element.flow.name === name),
  );
  if (calls.length === 0) return undefined;
  const variable = (variableName: string, side: 'input' | 'output') => ({
    name: variableName,
    place: NOWHERE,
    type: { dataType: 'JSON' as const },
    input: side === 'input',
    output: side === 'output',
  });
  const variables = calls.flatMap((call) => {
    if (call.type !== 'subflow') return [];
    const given = call.outputs.kind === 'map' ? call.outputs.rows : [];
    return [
      ...call.inputs.map((row) => variable(row.name, 'input')),
      ...given.map((row) => variable(row.name, 'output')),
    ];
  });
  const { flow } = readFlow(EMPTY_DOCUMENT, { file: name, text: '' }, name);
  return flow ? { ...flow, type: 'Autolaunched Flow', variables } : undefined;
}

const NOWHERE = { start: 0, end: 0 };
const EMPTY_DOCUMENT = { kind: 'map', place: NOWHERE, entries: [] } as const;

interface Inspected {
  readonly canonical: boolean;
  readonly failed: readonly Cause[];
  /** Why it does not come back byte for byte; null where it does. */
  readonly difference: string | null;
}

function inspect(text: string, file: string): Inspected {
  const { root } = parseMetadataXml(text, file);
  const { document } = flowDocumentFromXml(text, file);
  if (!root || !document) return { canonical: false, failed: ['not-parsed'], difference: null };
  const failed: Cause[] = [];
  const written = flowXmlFromDocument(document);
  if (bare(written) !== metadataXml(withoutComments(root))) failed.push('information-lost');
  const canonical = metadataXml(root) === text;
  const yaml = parseYaml(yamlFromDocument(document), file);
  if (!yaml.document || yaml.diagnostics.length > 0) failed.push('yaml-not-read');
  else {
    const again = flowXmlFromDocument(yaml.document);
    if (bare(again) !== bare(written)) failed.push('yaml-differs');
    if (commentWords(again) !== commentWords(text)) failed.push('comments-lost');
    if (again === text && written === text) return { canonical, failed, difference: null };
    if (canonical) failed.push('bytes-differ');
    return { canonical, failed, difference: causeOfDifference(text, again) };
  }
  return { canonical, failed, difference: 'its YAML cannot be read' };
}

/** Metadata without its comments. */
function bare(xml: string): string {
  const { root } = parseMetadataXml(xml, 'written');
  return root ? metadataXml(withoutComments(root)) : '';
}

function withoutComments({ comments: _left, ...element }: XmlElement): XmlElement {
  return { ...element, children: element.children.map(withoutComments) };
}

/** The words of all comments, whatever their place and their blanks. */
function commentWords(xml: string): string {
  const comments = xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').match(/(?<=<!--)[\s\S]*?(?=-->)/g) ?? [];
  return comments
    .flatMap((comment) => comment.match(/[\p{L}\p{N}]+/gu) ?? [])
    .toSorted()
    .join(' ');
}

function print(report: FlowsReport): void {
  const { failures, differences, errors, errorsOfActive, ...figures } = report;
  for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(16)} ${figure}`);
  console.log('\nfiles with semantic errors, by rule');
  for (const [rule, count] of Object.entries(errors)) console.log(`  ${rule.padEnd(28)} ${count}`);
  for (const [rule, files] of Object.entries(errorsOfActive)) {
    console.log(`\n${rule} in active flows (${files.length})`);
    for (const file of files) console.log(`  ${file}`);
  }
  console.log('\nnot byte for byte the same, by what is different');
  const byCount = Object.entries(differences).toSorted(([, a], [, b]) => b.length - a.length);
  for (const [cause, files] of byCount) console.log(`  ${String(files.length).padStart(4)}  ${cause}`);
  for (const [cause, files] of [...byCount, ...Object.entries(failures)]) {
    console.log(`\n${cause} (${files.length})`);
    for (const file of files) console.log(`  ${file}`);
  }
}

/** What must never be: everything else is a measure. */
const LOSSES: readonly Cause[] = ['information-lost', 'bytes-differ', 'yaml-not-read', 'yaml-differs', 'comments-lost'];

if (import.meta.main) {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.corpus === undefined) {
    console.error('usage: npm run conformance:flows -- --corpus DIR [--json]');
    process.exitCode = 2;
  } else {
    const report = await measureFlows(resolve(values.corpus));
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    const lost = LOSSES.filter((cause) => report.failures[cause] !== undefined);
    if (lost.length > 0) process.exitCode = 1;
  }
}
