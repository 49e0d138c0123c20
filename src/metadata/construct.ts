import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';
import type { Context, MetadataForm, MetadataRow, Scope } from './codec.ts';
import { patchBetween, patched } from './merge-patch.ts';
import { commented, commentLines, entry, entryOf, get, mapNode } from './nodes.ts';
import { withDefaults } from './profiles.ts';
import { branch, childrenOf, leaf, type XmlElement } from './xml.ts';

/**
 * The engine of the translation: a construct (element, outcome, field, resource) is read row by row into the words of its
 * form, written back, and what then differs is put into `metadata:`. Lossless by construction (LANGUAGE rules 9, 10).
 */

/**
 * One construct as a YAML map, without `type`. `name` is null for constructs that have none; `lead` are tags that stand
 * elsewhere in the YAML (coordinates).
 */
export function readConstruct(
  form: MetadataForm,
  source: XmlElement,
  name: string | null,
  context: Context,
  lead: readonly XmlElement[] = [],
): MapNode {
  const scope: Scope = { ...context, form, name: name ?? '' };
  const map = mapNode(readRows(form.rows, source, scope), source.place);
  if (!form.rows.some((row) => row.form === 'metadata')) return map;
  const discarded = { ...context, optionChoices: new Map<string, XmlElement>() };
  const patch = patchBetween(writeConstruct(form, map, name, discarded, lead), source);
  return patch ? { ...map, entries: [...map.entries, entry('metadata', patch)] } : map;
}

/** The keys of a construct, in the order of its form. */
export function readRows(rows: readonly MetadataRow[], source: XmlElement, scope: Scope): MapEntry[] {
  const entries: MapEntry[] = [];
  const groups = [...(scope.form.oneOf ? [scope.form.oneOf] : []), ...(scope.form.exclusive ?? [])];
  for (const row of rows) {
    if (row.form === 'metadata') continue;
    const rivals = groups.filter((group) => group.includes(row.key)).flat();
    if (entries.some(({ key }) => rivals.includes(key))) continue;
    const value = scope.codecs[row.form].read(source, row, scope);
    if (value === null) continue;
    entries.push(commented(entry(row.key, value), ownComments(source, row, scope)));
  }
  return entries;
}

/** Comments above the one element that a key stands for, and in it those that no key of its own carries. */
function ownComments(source: XmlElement, row: MetadataRow, scope: Scope): readonly string[] {
  if (row.tag === undefined) return [];
  const [only, second] = childrenOf(source, row.tag);
  return only && !second ? commentLines(unclaimedComments(only, scope)) : [];
}

/** The entry of a construct in its parent's map, with the comments in and above it that found no place of their own. */
export function constructEntry(key: string, value: DocumentNode, source: XmlElement, context: Context): MapEntry {
  const named = source.children.find((child) => child.name === 'name');
  return commented(entry(key, value, named?.place ?? source.place), commentLines(unclaimedComments(source, context)));
}

/** Comments in an element and below that no node carries yet; they are claimed by this. */
export function unclaimedComments(source: XmlElement, context: Context): readonly string[] {
  if (context.claimed.has(source)) return [];
  context.claimed.add(source);
  return [...(source.comments ?? []), ...source.children.flatMap((child) => unclaimedComments(child, context))];
}

/** The XML of one construct: its name, its form's fixed tags, its rows, what the profile adds, and its patch. */
export function writeConstruct(
  form: MetadataForm,
  map: MapNode,
  name: string | null,
  context: Context,
  lead: readonly XmlElement[] = [],
): XmlElement {
  const scope: Scope = { ...context, form, name: name ?? '' };
  const fixed = Object.entries(form.fixed ?? {}).map(([tag, text]) => leaf(tag, text));
  const named = name === null ? [] : [leaf('name', name)];
  const children = [...named, ...lead, ...fixed, ...writeRows(form.rows, map, scope)];
  const written = withDefaults(form.type, branch(form.tag, children), context.profile);
  const patch = get(map, 'metadata');
  return patch?.kind === 'map' ? patched(written, patch) : written;
}

/** The tags that a map's keys stand for, and those of the keys it leaves out. */
export function writeRows(rows: readonly MetadataRow[], map: MapNode, scope: Scope): readonly XmlElement[] {
  return rows.flatMap((row) => {
    if (row.form === 'metadata') return [];
    const found = entryOf(map, row.key);
    return withComments(scope.codecs[row.form].write(found?.value ?? null, row, scope, map), found?.comments);
  });
}

/** The first of the elements carries a node's comments. */
export function withComments(
  elements: readonly XmlElement[],
  comments: readonly string[] | undefined,
): readonly XmlElement[] {
  const [first, ...others] = elements;
  const told = xmlComments(comments ?? []);
  return first && told.length > 0
    ? [{ ...first, comments: [...told, ...(first.comments ?? [])] }, ...others]
    : elements;
}

/** The line that tells an editor the schema is of no use to an org. */
const MODELINE = /^\s*yaml-language-server:/;

/** Comment lines as the text of one XML comment. */
export function xmlComments(lines: readonly string[]): readonly string[] {
  const kept = lines.filter((line) => !MODELINE.test(line)).map((line) => line.replaceAll('--', '- -'));
  if (kept.length === 0) return [];
  const [first = ''] = kept;
  return [kept.length === 1 ? first : `\n${kept.map((line) => (line === '' ? '' : ` ${line}`)).join('\n')}\n`];
}

/** A label that says no more than the name (LANGUAGE rule 6). */
export function labelFromName(name: string): string {
  return name.replaceAll('_', ' ');
}
