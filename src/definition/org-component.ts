import { basename } from 'node:path';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode, MapNode, Place } from '../model/document.ts';
import { CODECS } from './codecs.ts';
import { diagnosticOf, type Finding } from './diagnostics.ts';
import { checkName } from './names.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import { withoutSecrets } from './read-org-values.ts';
import type { AnyForm, Read, ReadContext } from './read-types.ts';
import { decodeText, type FileBytes } from './text.ts';
import { parseYaml } from './yaml.ts';

/** A file of an org folder. */
export interface OrgFile {
  readonly file: string;
  readonly bytes: FileBytes;
}

/** One component as its file says, with what is needed to point into that file. */
export interface Component<R> {
  /** API name: the file's name without its endings. */
  readonly name: string;
  readonly read: R;
  readonly file: string;
  /** Where the file begins to say something: for what is wrong with the whole of it. */
  readonly place: Place;
  report(finding: Finding): void;
}

/** Collects what is wrong with an org folder, and the texts for code frames. */
export interface OrgReading {
  readonly diagnostics: Diagnostic[];
  readonly texts: Map<string, string>;
}

const ENDING =
  /(?:\.(?:user|externalCredential|namedCredential|permissionset|connectedApp|profile|role|customPermission|md))?\.ya?ml$/i;

/** `flow.user.yaml` is `flow`. */
function componentNameOf(file: string): string {
  return basename(file.replaceAll('\\', '/')).replace(ENDING, '');
}

/** A parsed file. */
interface OpenedFile {
  readonly document: DocumentNode;
  readonly context: ReadContext;
}

/** @returns undefined where it is no YAML; the reading's diagnostics say why. */
function openFile({ file, bytes }: OrgFile, reading: OrgReading): OpenedFile | undefined {
  const report = (finding: Finding): void => {
    reading.diagnostics.push(diagnosticOf(finding, file));
  };
  const decoded = decodeText(bytes);
  if ('finding' in decoded) {
    report(decoded.finding);
    return undefined;
  }
  const { text } = decoded;
  reading.texts.set(file, text);
  const { document, diagnostics } = parseYaml(text, file);
  reading.diagnostics.push(...diagnostics);
  if (document === null) return undefined;
  return { document, context: { file, text, codecs: CODECS, report, setAside: () => {} } };
}

/**
 * Reads one file by the table of its kind.
 * @param open keys of this kind may hold secrets (a connected app of the embedded org).
 * @returns undefined where it cannot be read; the reading's diagnostics say why.
 */
export function readComponent<F extends AnyForm>(
  form: F,
  orgFile: OrgFile,
  reading: OrgReading,
  open = false,
): Component<Read<F>> | undefined {
  const opened = openFile(orgFile, reading);
  if (opened === undefined) return undefined;
  const { document, context } = opened;
  const { file, report } = context;
  const name = componentNameOf(file);
  checkFileName(form, name, context);
  const known = new Set(form.rows.map((row) => row.key));
  const read = readForm(form, open ? document : hideSecrets(document, known, context), name, context);
  return read && { name, read, file, place: firstKey(document), report };
}

/**
 * Reads a file that is a map of components by name: `labels.yaml`.
 * @returns those that can be read.
 */
export function readComponents<F extends AnyForm>(
  form: F,
  orgFile: OrgFile,
  reading: OrgReading,
): readonly Component<Read<F>>[] {
  const opened = openFile(orgFile, reading);
  if (opened === undefined || opened.document.kind === 'null') return [];
  const { document, context } = opened;
  const { file, report } = context;
  if (document.kind !== 'map') {
    report({
      rule: 'wrong-type',
      message: `expected a map of names, found ${kindOf(document)}`,
      place: pointAt(document, context.text),
    });
    return [];
  }
  return document.entries.flatMap(({ key: name, keyPlace: place, value }) => {
    checkName(name, place, form.type, context);
    const read = readForm(form, value, name, context);
    return read ? [{ name, read, file, place, report }] : [];
  });
}

/** Users and profiles have names with blanks and dots; some kinds have their type or namespace in front. */
function checkFileName(form: AnyForm, name: string, context: ReadContext): void {
  const place = { start: 0, end: 0 };
  if (form.type === 'user' || form.type === 'profile') return;
  const parts = TWO_PARTS[form.type] === undefined ? [name] : name.split('.');
  for (const part of parts) checkName(part, place, 'file', context);
  const wanted = TWO_PARTS[form.type];
  if (wanted === undefined || parts.length === 2) return;
  const { what, suggestion } = wanted;
  context.report({ rule: 'invalid-name', message: `${name} is not the name of a ${what}`, place, suggestion });
}

/** Files whose names have two parts. */
const TWO_PARTS: Readonly<Record<string, { readonly what: string; readonly suggestion: string }>> = {
  customMetadata: {
    what: 'custom metadata record',
    suggestion: 'name the file <Type>.<Record>.yaml, such as Site_URLs.Default.yaml',
  },
  componentStandIn: {
    what: 'component',
    suggestion: 'name the file <namespace>.<component>.yaml: c.signature.yaml for c:signature',
  },
};

/** Keys that the table knows stay; of the others those that look like secrets are reported as such. */
function hideSecrets(document: DocumentNode, known: ReadonlySet<string>, context: ReadContext): DocumentNode {
  if (document.kind !== 'map') return document;
  const strange: MapNode = { ...document, entries: document.entries.filter(({ key }) => !known.has(key)) };
  const kept = withoutSecrets(strange, context);
  const keys = new Set(kept.kind === 'map' ? kept.entries.map(({ key }) => key) : []);
  return { ...document, entries: document.entries.filter(({ key }) => known.has(key) || keys.has(key)) };
}

function firstKey(document: DocumentNode): Place {
  const [first] = document.kind === 'map' ? document.entries : [];
  return first?.keyPlace ?? { start: 0, end: 0 };
}
