import type { DocumentNode, MapEntry } from '../../model/document.ts';
import type { MetadataCodec } from '../codec.ts';
import { patchBetween, patched } from '../merge-patch.ts';
import { entry, entryOf, get, listNode, mapNode, nullNode, scalarText, textNode } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, type XmlElement } from '../xml.ts';
import { plainLeaf } from './scalars.ts';
import { valueElement, valueNode } from './value.ts';

/** Entries as a map in file order; a list of maps of one key where a name repeats. */
export function mapOrList(entries: readonly MapEntry[], place: XmlElement['place']): DocumentNode {
  const names = new Set(entries.map(({ key }) => key));
  if (names.size === entries.length) return mapNode(entries, place);
  return listNode(
    entries.map((item) => mapNode([item], item.value.place)),
    place,
  );
}

/** The entries of a map, or of a list of maps of one key. */
export function entriesOf(node: DocumentNode | null): readonly MapEntry[] {
  if (node?.kind === 'map') return node.entries;
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => (item.kind === 'map' ? item.entries : []));
}

/** Values by name (`inputParameters`, `inputAssignments`); `nameTag` holds the name. */
export function namedValuesCodec(nameTag: string): MetadataCodec {
  return {
    read: (source, row) => {
      const found = childrenOf(source, row.tag ?? '');
      const [first] = found;
      if (!first) return null;
      const entries: MapEntry[] = [];
      for (const element of found) {
        const name = plainLeaf(element, nameTag);
        if (!name) return null;
        entries.push(entry(name.text, namedValue(element, nameTag), name.place));
      }
      return mapOrList(entries, first.place);
    },
    write: (node, row) => entriesOf(node).map((item) => writeNamedValue(item, row.tag ?? '', nameTag)),
  };
}

/** The value, or `{ value, metadata }` where more stands beside it. */
function namedValue(element: XmlElement, nameTag: string): DocumentNode {
  const held = childOf(element, 'value');
  const value = held ? valueNode(held) : nullNode(element.place);
  const written = writeNamedValue(entry(plainLeaf(element, nameTag)?.text ?? '', value), element.name, nameTag);
  const patch = patchBetween(written, element);
  return patch ? mapNode([entry('value', value), entry('metadata', patch)], element.place) : value;
}

function writeNamedValue(item: MapEntry, tag: string, nameTag: string): XmlElement {
  const wrapped = entryOf(item.value, 'value');
  const value = valueElement('value', wrapped?.value ?? item.value);
  const written = branch(tag, [leaf(nameTag, item.key), ...(value ? [value] : [])]);
  const patch = wrapped ? get(item.value, 'metadata') : null;
  return patch?.kind === 'map' ? patched(written, patch) : written;
}

/** `inputs`, `query`, `headers`: values by parameter. */
export const namedValues = namedValuesCodec('name');
/** `set`: values by field of a record. */
export const fieldValues = namedValuesCodec('field');

/** Data types of generic Apex inputs: `types: { T__in: Account }`. */
export const typeMappings: MetadataCodec = {
  read: (source) => namesAndTargets(source, 'dataTypeMappings', 'typeName', 'typeValue'),
  write: (node) => writeNamesAndTargets(node, 'dataTypeMappings', 'typeName', 'typeValue'),
};

/** Pairs of two texts as a map; null where there are none, or one is more than its two. */
export function namesAndTargets(
  source: XmlElement,
  tag: string,
  nameTag: string,
  targetTag: string,
): DocumentNode | null {
  const found = childrenOf(source, tag);
  const [first] = found;
  if (!first) return null;
  const entries: MapEntry[] = [];
  for (const element of found) {
    const name = plainLeaf(element, nameTag);
    const target = plainLeaf(element, targetTag);
    if (!name || !target || element.children.length !== 2) return null;
    entries.push(entry(name.text, textNode(target.text, target.place), name.place));
  }
  return mapOrList(entries, first.place);
}

/** The elements of such pairs. */
export function writeNamesAndTargets(
  node: DocumentNode | null,
  tag: string,
  nameTag: string,
  targetTag: string,
): readonly XmlElement[] {
  return entriesOf(node).map(({ key, value }) =>
    branch(tag, [leaf(nameTag, key), leaf(targetTag, scalarText(value) ?? '')]),
  );
}
