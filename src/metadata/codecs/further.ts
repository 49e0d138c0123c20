import { WAIT_EVENT } from '../../forms/index.ts';
import type { MetadataCodec } from '../codec.ts';
import { entry, get, listNode, mapNode, scalarText, textNode } from '../nodes.ts';
import { childrenOf, leaf, textOf } from '../xml.ts';
import { where } from './conditions.ts';
import { namedConstructs, textEntry } from './parts.ts';
import { plainLeaf } from './scalars.ts';

/** Codecs of the keys that only the further element kinds have (LANGUAGE 6). */

/** `events` of a wait. */
export const waitEvents = namedConstructs(WAIT_EVENT);

/** `fields: [Id, Name]`. */
export const queriedFields: MetadataCodec = {
  read: (source) => {
    const found = childrenOf(source, 'queriedFields');
    const [first] = found;
    return first
      ? listNode(
          found.map(({ text, place }) => textNode(text, place)),
          first.place,
        )
      : null;
  },
  write: (node) =>
    node?.kind === 'list' ? node.items.map((item) => leaf('queriedFields', scalarText(item) ?? '')) : [],
};

/** `records: all`; the first is what an automatic output gives unless said otherwise. */
export const recordCount: MetadataCodec = {
  read: (source) => {
    const found = plainLeaf(source, 'getFirstRecordOnly');
    const automatic = textOf(source, 'storeOutputAutomatically') === 'true';
    if (!found || (automatic && found.text === 'true')) return null;
    return textNode(found.text === 'true' ? 'first' : 'all', found.place);
  },
  write: (node, _row, _scope, map) => {
    if (node) return [leaf('getFirstRecordOnly', String(scalarText(node) === 'first'))];
    return get(map, 'outputs') ? [] : [leaf('getFirstRecordOnly', 'true')];
  },
};

const MATCHES: Readonly<Record<string, string>> = {
  none: 'operationZeroMatchingRecords',
  one: 'operationOneMatchingRecord',
  many: 'operationMultMatchingRecords',
};

/** `upsert: { where, none, one, many }`. */
export const upsert: MetadataCodec = {
  read: (source, row, scope) => {
    const does = plainLeaf(source, 'doesUpsert');
    if (does?.text !== 'true') return null;
    const filters = where.read(source, row, scope);
    const entries = Object.entries(MATCHES).flatMap(([key, tag]) => {
      const found = plainLeaf(source, tag);
      return found ? [textEntry(key, found)] : [];
    });
    return mapNode([...(filters ? [entry('where', filters)] : []), ...entries], does.place);
  },
  write: (node, row, scope, map) => {
    if (!node) return [];
    const told = Object.entries(MATCHES).flatMap(([key, tag]) => {
      const text = scalarText(get(node, key));
      return text === null ? [] : [leaf(tag, text)];
    });
    return [leaf('doesUpsert', 'true'), ...told, ...where.write(get(node, 'where'), row, scope, map)];
  },
};
