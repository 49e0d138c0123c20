import type { MapEntry } from '../../model/document.ts';
import type { Context, MetadataCodec } from '../codec.ts';
import { entry, listNode, mapNode, numberNode, scalarText } from '../nodes.ts';
import { leaf, type XmlElement } from '../xml.ts';
import { plainLeaf } from './scalars.ts';

/** Coordinates stand in one block at the end (LANGUAGE 2). A node without one stands at 0, 0: the builder lays it out. */

/** Where a node stands; null where the file does not say it in whole numbers. */
export function locationOf(element: XmlElement): readonly [string, string] | null {
  const x = plainLeaf(element, 'locationX');
  const y = plainLeaf(element, 'locationY');
  return x && y && [x, y].every(({ text }) => /^-?\d+$/.test(text)) ? [x.text, y.text] : null;
}

/** The two tags of a node. */
export function locationElements(name: string, context: Context): readonly XmlElement[] {
  const [x, y] = context.locations.get(name) ?? ['0', '0'];
  return [leaf('locationX', x), leaf('locationY', y)];
}

/** `layout`: all but what stands at 0, 0. Writing notes them for the nodes; it has to come first. */
export const layout: MetadataCodec = {
  read: (source, _row, scope) => {
    const entries: MapEntry[] = [];
    for (const [name, [x, y]] of scope.locations) {
      if (x !== '0' || y !== '0') entries.push(entry(name, listNode([numberNode(x), numberNode(y)], source.place)));
    }
    return entries.length > 0 ? mapNode(entries, source.place) : null;
  },
  write: (node, _row, scope) => {
    for (const { key, value } of node?.kind === 'map' ? node.entries : []) {
      const [x, y] = value.kind === 'list' ? value.items.map(scalarText) : [];
      if (typeof x === 'string' && typeof y === 'string') scope.locations.set(key, [x, y]);
    }
    return [];
  },
};
