import { dirname, resolve } from 'node:path';
import { compareFlows, type FlowChange } from '../../compare/compare-flows.ts';
import { flowNameOf, hasErrors, isMetadataFile, parseYaml } from '../../definition/index.ts';
import { InvalidDefinitionError, UsageError } from '../../errors.ts';
import { flowXmlFromDocument } from '../../metadata/export-flow.ts';
import { externalServicesFromDocument } from '../../metadata/http-callout/registration.ts';
import { flowDocumentFromXml } from '../../metadata/import-flow.ts';
import { externalServicesBeside } from '../../metadata/project/external-services.ts';
import type { DocumentNode, MapNode } from '../../model/document.ts';
import { defineCommand } from '../command.ts';
import { type CliIo, painter, printJson, printLine } from '../io.ts';
import { type NamedText, readNamed } from '../read-revision.ts';

/** What git calls an external diff with: path old-file old-hex old-mode new-file new-hex new-mode. */
const GIT_ARGUMENTS = 7;
/** The file that git names where there is none. */
const NO_FILE = '/dev/null';

export const command = defineCommand({
  usage: ['diff A B', 'diff FILE'],
  description: [
    'Says how flow B differs from flow A: elements added, removed or renamed, conditions changed, connectors moved. A and B',
    'are YAML or *.flow-meta.xml, one of each if you like, or files of a git revision (HEAD~1:flows/x.yaml). One FILE is',
    'compared with what git has of it in HEAD. Where elements stand on the canvas does not count. Exits with 0 where nothing',
    'differs, 1 where something does, more where a flow could not be read.',
    '',
    'As the way git shows flows: git config diff.flow.command "npx flowrun diff", and in .gitattributes',
    '*.flow-meta.xml diff=flow. Or for git difftool: git difftool --extcmd "npx flowrun diff" -y HEAD~1',
    'To have git compare the YAML of metadata line by line: git config diff.flow.textconv "npx flowrun import --out -"',
  ].join('\n'),
  options: {},
  positionals: { min: 1, max: 9 },
  examples: [
    { line: 'flowrun diff flows/refund.yaml', does: 'what I changed since the last commit' },
    { line: 'flowrun diff main:flows/refund.yaml flows/refund.yaml', does: 'what this branch changes' },
    {
      line: 'flowrun diff flows/Refund.yaml force-app/main/default/flows/Refund.flow-meta.xml',
      does: 'YAML and an org',
    },
  ],
  async run({ positionals, json }, io) {
    const byGit = positionals.length >= GIT_ARGUMENTS;
    const [a, b] = sidesOf(positionals);
    // Git gives copies in a folder of their own: what stands beside the real file counts for both.
    const services = await servicesBeside(byGit ? [...positionals.slice(0, 1), a, b] : [a, b], io.cwd);
    const [before, after] = [await readFlowSide(a, io, services), await readFlowSide(b, io, services)];
    const changes = compareFlows(before, after);
    if (json) printJson(io, { from: a, to: b, same: changes.length === 0, changes });
    else printChanges(byGit ? { a: positionals[0] ?? a, b } : { a, b }, changes, io, byGit);
    // Git takes any other code of an external diff for a crash.
    return changes.length === 0 || byGit ? 0 : 1;
  },
});

function sidesOf(positionals: readonly string[]): readonly [string, string] {
  if (positionals.length >= GIT_ARGUMENTS) return [positionals[1] ?? NO_FILE, positionals[4] ?? NO_FILE];
  const [a = '', b, superfluous] = positionals;
  if (superfluous !== undefined) throw new UsageError(`unexpected argument "${superfluous}"`, 'name two flows');
  if (b !== undefined) return [a, b];
  return [`HEAD:${a.startsWith('/') ? a : `./${a}`}`, a];
}

/** One side in the form that import gives, so that what means the same is the same. */
async function readFlowSide(name: string, io: CliIo, services: ReadonlyMap<string, string>): Promise<DocumentNode> {
  if (name === NO_FILE) return EMPTY;
  return normalised(documentOf(await readNamed(name, io.cwd), services));
}

/** Registrations of external services beside the files, those that revisions are of included, and around this folder. */
async function servicesBeside(names: readonly string[], cwd: string): Promise<ReadonlyMap<string, string>> {
  const paths = names.filter((name) => name !== NO_FILE).map((name) => name.slice(name.indexOf(':') + 1));
  const folders = [cwd, ...new Set(paths.map((path) => dirname(resolve(cwd, path))))];
  const found = await Promise.all(folders.map(externalServicesBeside));
  return new Map(found.flatMap((services) => [...services]));
}

const EMPTY: MapNode = { kind: 'map', entries: [], place: { start: 0, end: 0 } };

function documentOf({ name, text }: NamedText, services: ReadonlyMap<string, string>): DocumentNode {
  const isXml = isMetadataFile(name) || /^\uFEFF?\s*</.test(text);
  const { document, diagnostics } = isXml ? flowDocumentFromXml(text, name, { services }) : parseYaml(text, name);
  if (!document || hasErrors(diagnostics)) throw new InvalidDefinitionError(diagnostics);
  return withLabel(document, name);
}

/** A label that is left out is the name: a copy under another name has the same. */
function withLabel(document: DocumentNode, name: string): DocumentNode {
  if (document.kind !== 'map' || document.entries.some(({ key }) => key === 'label')) return document;
  const place = { start: 0, end: 0 };
  const label = flowNameOf(name).replaceAll('_', ' ');
  return {
    ...document,
    entries: [{ key: 'label', keyPlace: place, value: { kind: 'text', value: label, place } }, ...document.entries],
  };
}

/** By way of the metadata; a flow that no org could have stays as it is written. */
function normalised(document: DocumentNode): DocumentNode {
  try {
    const services = new Map(externalServicesFromDocument(document).map(({ name, xml }) => [name, xml]));
    return flowDocumentFromXml(flowXmlFromDocument(document), '', { services }).document ?? document;
  } catch (error) {
    if (error instanceof UsageError) return document;
    throw error;
  }
}

const SIGNS = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  renamed: ['~', 'cyan'],
  changed: ['~', 'yellow'],
} as const;

function printChanges(
  { a, b }: { readonly a: string; readonly b: string },
  changes: readonly FlowChange[],
  io: CliIo,
  byGit: boolean,
): void {
  const paint = painter(io.color);
  if (changes.length > 0) printLine(io, paint('bold', byGit ? a : `${a} → ${b}`));
  for (const { change, text, details } of changes) {
    const [sign, color] = SIGNS[change];
    printLine(io, paint(color, `${sign} ${text}`));
    for (const detail of details) printLine(io, `    ${detail.text}`);
  }
}
