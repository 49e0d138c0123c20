import { parseYaml } from '../definition/index.ts';
import { InternalError, UsageError } from '../errors.ts';
import { yamlFromDocument } from '../metadata/yaml-writer.ts';
import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';
import type { Value } from '../model/value.ts';
import { documentValue } from '../project/index.ts';
import { stringifyJson } from '../values/json.ts';
import { typeOfSample } from '../values/shape.ts';

/** How a reply is learned. */
export interface Learned {
  /** The reply: `2XX`, `404`. */
  readonly key: string;
  readonly sample: Value;
  /** Beside the samples that are there, instead of in their place. */
  readonly add: boolean;
}

/**
 * The text of a flow with a sample for one reply of a callout; everything else, comments too, stays as it is written.
 * @throws UsageError where a sample is added to a schema. InternalError where the text would then say something else: nothing
 *   is written.
 */
export function withSample(text: string, file: string, element: string, { key, sample, add }: Learned): string {
  const callout = mapAt(mapAt(documentOf(text, file), 'elements'), element);
  if (callout === null) throw new InternalError(`${element} is not in ${file}`);
  const shown = add ? added(shownIn(callout, key), sample, element) : { sample };
  // Through YAML both: a number may be written in several ways.
  const wanted = stringifyJson(documentValue(documentOf(stringifyJson(shown), '')));
  if (said(callout, key) === wanted) return text;
  const learned = edited(text, callout, key, shown);
  // Written by places: it is read again before anybody gets it.
  if (said(mapAt(mapAt(documentOf(learned, file), 'elements'), element), key) !== wanted) {
    throw new InternalError(`the sample of ${element} cannot be written into ${file}`);
  }
  return learned;
}

/** What shows a reply: one of the keys, and its value. */
type Shown = { readonly sample: Value } | { readonly samples: readonly Value[] };

/** Another sample tells something only where it has another shape. */
function added(before: MapEntry | undefined, sample: Value, element: string): Shown {
  if (!before) return { sample };
  if (before.key === 'schema')
    throw new UsageError(
      `${element} has a schema, to which no sample can be added`,
      'leave out --add to write a sample in its place',
    );
  const value = documentValue(before.value);
  const samples = before.key === 'samples' && Array.isArray(value) ? (value as readonly Value[]) : [value];
  const shape = (one: Value): string => JSON.stringify(typeOfSample(one));
  const isKnown = samples.some((one) => shape(one) === shape(sample));
  const all = isKnown ? samples : [...samples, sample];
  const [only = null] = all;
  return all.length === 1 && before.key === 'sample' ? { sample: only } : { samples: all };
}

const SHOWN: readonly string[] = ['sample', 'samples', 'schema'];

function shownIn(callout: MapNode | null, key: string): MapEntry | undefined {
  return mapAt(mapAt(callout, 'responses'), key)?.entries.find((entry) => SHOWN.includes(entry.key));
}

/** What shows the reply, as JSON; null where nothing does. */
function said(callout: MapNode | null, key: string): string | null {
  const shown = shownIn(callout, key);
  return shown ? stringifyJson({ [shown.key]: documentValue(shown.value) }) : null;
}

function edited(text: string, callout: MapNode, key: string, shown: Shown): string {
  const responses = entryOf(callout, 'responses');
  const map = responses?.value.kind === 'map' ? responses.value : null;
  const reply = map && entryOf(map, key);
  const old = shownIn(callout, key);
  if (old) {
    const flowStyle = reply?.value.kind === 'map' && text[reply.value.place.start] === '{';
    const written = flowStyle
      ? stringifyJson(shown)
          .slice(1, -1)
          .replace(/^"(\w+)":/, '$1: ')
      : indented(yamlOf(shown), columnOf(text, old.keyPlace.start));
    return splice(text, old.keyPlace.start, endOf(text, old.value), written);
  }
  if (map && map.entries.length > 0 && text[map.place.start] !== '{') {
    const [first] = map.entries;
    const last = map.entries.at(-1);
    if (first && last) {
      const written = indented(yamlOf({ [key]: shown }), columnOf(text, first.keyPlace.start));
      return insertLine(text, endOf(text, last.value), columnOf(text, first.keyPlace.start), written);
    }
  }
  if (map) {
    const close = text.lastIndexOf('}', map.place.end);
    const comma = map.entries.length > 0 ? ', ' : ' ';
    return splice(text, close, close, `${comma}${key}: ${stringifyJson(shown)} `);
  }
  const after = entryOf(callout, 'path') ?? callout.entries.at(-1);
  if (!after) throw new InternalError('the callout is empty');
  const column = columnOf(text, after.keyPlace.start);
  const written = indented(yamlOf({ responses: { [key]: shown } }), column);
  return insertLine(text, endOf(text, after.value), column, written);
}

/** Behind the line that `at` stands in. */
function insertLine(text: string, at: number, column: number, written: string): string {
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  return `${text.slice(0, end)}\n${' '.repeat(column)}${written}${text.slice(end)}`;
}

function splice(text: string, start: number, end: number, written: string): string {
  return text.slice(0, start) + written + text.slice(end);
}

/** Where a value ends, without the line break and the blanks behind it. */
function endOf(text: string, { place }: DocumentNode): number {
  let { end } = place;
  while (end > place.start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function indented(yaml: string, column: number): string {
  return yaml.trimEnd().replaceAll(/\n(?!\n|$)/g, `\n${' '.repeat(column)}`);
}

function yamlOf(value: Value): string {
  return yamlFromDocument(documentOf(stringifyJson(value), ''));
}

function documentOf(text: string, file: string): DocumentNode {
  const { document } = parseYaml(text, file);
  if (document === null) throw new InternalError(`${file} cannot be read`);
  return document;
}

function mapAt(node: DocumentNode | null, key: string): MapNode | null {
  const found = node?.kind === 'map' ? entryOf(node, key)?.value : undefined;
  return found?.kind === 'map' ? found : null;
}

function entryOf(map: MapNode | null, key: string): MapEntry | undefined {
  return map?.entries.find((entry) => entry.key === key);
}
