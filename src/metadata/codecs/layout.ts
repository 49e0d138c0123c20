import type { Context, MetadataCodec } from '../codec.ts';
import { entry, listNode, mapNode, numberNode, scalarText } from '../nodes.ts';
import { leaf, type XmlElement } from '../xml.ts';
import { plainLeaf } from './scalars.ts';

/**
 * Coordinates stand in one block at the end (LANGUAGE 2); without the block export lays the nodes out. An empty block says
 * that all stand at 0, 0, as in flows that a builder lays out whenever it opens them.
 */

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

/** `layout`: where the nodes stand. Writing notes it for the nodes; it has to come first. */
export const layout: MetadataCodec = {
  read: (source, _row, scope) => {
    const locations = [...scope.locations];
    const placed = locations.some(([, [x, y]]) => x !== '0' || y !== '0') ? locations : [];
    return mapNode(
      placed.map(([name, [x, y]]) => entry(name, listNode([numberNode(x), numberNode(y)], source.place))),
      source.place,
    );
  },
  write: (node, _row, scope) => {
    for (const { key, value } of node?.kind === 'map' ? node.entries : []) {
      const [x, y] = value.kind === 'list' ? value.items.map(scalarText) : [];
      if (typeof x === 'string' && typeof y === 'string') scope.locations.set(key, [x, y]);
    }
    return [];
  },
};
