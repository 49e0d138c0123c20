import type { MapEntry, MapNode } from '../../model/document.ts';
import type { MetadataCodec } from '../codec.ts';
import { booleanNode, entry, get, listNode, mapNode, scalarText } from '../nodes.ts';
import { branch, childrenOf, leaf, type XmlElement } from '../xml.ts';
import { textEntry } from './parts.ts';
import { plainLeaf } from './scalars.ts';

/** `sort: [ { field: Name, order: Desc, emptyFirst: true } ]`. */
export const sortOptions: MetadataCodec = {
  read: (source) => {
    const found = childrenOf(source, 'sortOptions');
    const [first] = found;
    return first ? listNode(found.map(sortOptionNode), first.place) : null;
  },
  write: (node) => {
    if (node?.kind !== 'list') return [];
    return node.items.map((item) => {
      const field = scalarText(get(item, 'field'));
      return branch('sortOptions', [
        leaf('doesPutEmptyStringAndNullFirst', scalarText(get(item, 'emptyFirst')) ?? 'false'),
        ...(field === null ? [] : [leaf('sortField', field)]),
        leaf('sortOrder', scalarText(get(item, 'order')) ?? 'Asc'),
      ]);
    });
  },
};

function sortOptionNode(option: XmlElement): MapNode {
  const field = plainLeaf(option, 'sortField');
  const order = plainLeaf(option, 'sortOrder');
  const empty = plainLeaf(option, 'doesPutEmptyStringAndNullFirst');
  const entries: MapEntry[] = [];
  if (field) entries.push(textEntry('field', field));
  if (order && order.text !== 'Asc') entries.push(textEntry('order', order));
  if (empty?.text === 'true') entries.push(entry('emptyFirst', booleanNode(true, empty.place)));
  return mapNode(entries, option.place);
}
