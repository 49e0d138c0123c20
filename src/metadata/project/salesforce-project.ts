import { readdir, readFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import type { Diagnostic } from '../../model/diagnostics.ts';
import type { Place } from '../../model/document.ts';
import { parseMetadataXml, textOf } from '../xml.ts';
import { isFile, MANIFEST, PROJECT_FILE } from './find-salesforce-project.ts';
import { isFolderMissing } from './missing.ts';

/** A file of a Salesforce project that holds metadata. */
export interface MetadataFile {
  /** API name: the file's name without its endings, as Salesforce reads it (`Custom%3A Sales` is `Custom: Sales`). */
  readonly name: string;
  /** Path as it shall stand in messages. */
  readonly file: string;
}

/** What `sfdx-project.json` says, and the metadata files in its package directories. */
export interface SalesforceProject {
  /** Folder of `sfdx-project.json`, in the notation it was asked for. */
  readonly directory: string;
  /** Namespace of the project's own components; null = none. */
  readonly namespace: string | null;
  readonly sourceApiVersion: string | null;
  /** How its files stand: `X.flow-meta.xml` in package directories, or `X.flow` in the folder of a `package.xml`. */
  readonly format: 'source' | 'metadata';
  /** The default one first, then as listed. */
  readonly packageDirectories: readonly string[];
  /**
   * Metadata files of a kind by its ending: `files('labels')` has `X.labels-meta.xml` and the Metadata API's `X.labels`.
   * By package directory, then by path.
   */
  files(suffix: string): readonly MetadataFile[];
}

/** A project, and what is wrong with its own file. */
export interface FoundProject {
  readonly project: SalesforceProject | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of the project file by its path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

const ENDING = /^(.+)\.([A-Za-z]+)$/;
/** Bundles of code and files: nothing in them describes an org, and they hold most of a project's files. */
const CODE_FOLDERS = new Set(['node_modules', 'aura', 'lwc', 'staticresources', 'classes', 'pages', 'triggers']);

/**
 * Reads a Salesforce project's own file and lists the metadata files of its package directories. Never throws for what
 * stands in the file: it is in the diagnostics then.
 * @param directory folder of `sfdx-project.json`, as it shall stand in messages.
 */
export async function readSalesforceProject(directory: string): Promise<FoundProject> {
  const file = join(directory, PROJECT_FILE);
  if (!(await isFile(file))) return metadataPackage(directory);
  const text = await readFile(file, 'utf8');
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, suggestion: string, place: Place = { start: 0, end: 0 }): void => {
    diagnostics.push({ rule: 'salesforce-project', severity: 'warning', message, file, place, suggestion });
  };
  const texts = new Map([[file, text]]);
  const json = parseProject(text, report);
  if (json === null) return { project: null, diagnostics, texts };

  const packageDirectories: string[] = [];
  for (const path of packagePaths(json)) {
    const escapes = isAbsolute(path) || relative(directory, join(directory, path)).startsWith('..');
    if (escapes)
      report(`the package directory ${path} lies outside of the project`, 'it is not read', placeOf(path, text));
    else packageDirectories.push(join(directory, path));
  }
  if (packageDirectories.length === 0) {
    report(
      'there are no package directories',
      'write "packageDirectories": [{ "path": "force-app", "default": true }]',
    );
  }
  const bySuffix = await indexFolders(packageDirectories);
  const { namespace, sourceApiVersion } = json;
  const project: SalesforceProject = {
    directory,
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : null,
    sourceApiVersion: typeof sourceApiVersion === 'string' ? sourceApiVersion : null,
    format: 'source',
    packageDirectories,
    files: (suffix) => bySuffix.get(suffix.toLowerCase()) ?? [],
  };
  return { project, diagnostics, texts };
}

/** A folder in the Metadata API's format: all of it is the one package directory. */
async function metadataPackage(directory: string): Promise<FoundProject> {
  const file = join(directory, MANIFEST);
  const text = await readFile(file, 'utf8');
  const texts = new Map([[file, text]]);
  const { root } = parseMetadataXml(text, file);
  // Other tools have files of this name too.
  if (root?.name !== 'Package') return { project: null, diagnostics: [], texts };
  const bySuffix = await indexFolders([directory]);
  const project: SalesforceProject = {
    directory,
    namespace: null,
    sourceApiVersion: textOf(root, 'version'),
    format: 'metadata',
    packageDirectories: [directory],
    files: (suffix) => bySuffix.get(suffix.toLowerCase()) ?? [],
  };
  return { project, diagnostics: [], texts };
}

type Json = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseProject(text: string, report: (message: string, suggestion: string, place?: Place) => void): Json | null {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isMap(json)) return json;
    report('a project file is a JSON object', 'write {"packageDirectories": [{"path": "force-app"}]}');
  } catch (error) {
    const at = positionOf(error, text);
    const place = { start: at, end: Math.min(at + 1, text.length) };
    report('this is no JSON, so the project is not read', 'mend the file; comments are not allowed in it', place);
  }
  return null;
}

/** Where the engine's message says that it stopped: by number, or by the text around it (ten characters before). */
function positionOf(error: unknown, text: string): number {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Math.min(Number(position), text.length);
  const [, token = '', cut, around = ''] =
    /^Unexpected token '([\s\S]+?)', (\.\.\.)?"([\s\S]*?)"(?:\.\.\.)? is not valid JSON$/.exec(message) ?? [];
  const start = Math.max(0, text.indexOf(around));
  return Math.max(0, text.indexOf(token, cut === undefined ? start : start + 10));
}

/** Paths as written, the default first; what has no path is left out. */
function packagePaths({ packageDirectories }: Json): readonly string[] {
  const entries = Array.isArray(packageDirectories) ? packageDirectories.filter(isMap) : [];
  const paths = (wanted: boolean): string[] =>
    entries.flatMap(({ path, default: first }) =>
      typeof path === 'string' && (first === true) === wanted ? [path] : [],
    );
  return [...new Set([...paths(true), ...paths(false)])];
}

function placeOf(path: string, text: string): Place {
  const start = Math.max(0, text.indexOf(JSON.stringify(path)));
  return { start, end: start + path.length + 2 };
}

/** Metadata files below folders by their endings, in lower case. */
export async function indexFolders(folders: readonly string[]): Promise<ReadonlyMap<string, readonly MetadataFile[]>> {
  const bySuffix = new Map<string, MetadataFile[]>();
  for (const found of await Promise.all(folders.map(listFiles))) {
    for (const path of found) indexFile(path, bySuffix);
  }
  return bySuffix;
}

/** All files below a folder, by path; a folder that is not there has none. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isFolderMissing(error)) return [];
    throw error;
  });
  const kept = entries
    .filter(({ name }) => !name.startsWith('.') && !CODE_FOLDERS.has(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const found = await Promise.all(
    kept.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return listFiles(path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

function indexFile(path: string, bySuffix: Map<string, MetadataFile[]>): void {
  const [, encoded, suffix = ''] = ENDING.exec(basename(path).replace(/-meta\.xml$/i, '')) ?? [];
  if (encoded === undefined) return;
  const files = bySuffix.get(suffix.toLowerCase()) ?? [];
  files.push({ name: decoded(encoded), file: path });
  bySuffix.set(suffix.toLowerCase(), files);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
