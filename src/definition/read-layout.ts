import type { Place } from '../model/document.ts';
import type { Flow } from '../model/flow.ts';
import { kindOf, pointAt } from './nodes.ts';
import type { Codec, ReadContext } from './read-types.ts';

/** Names in `layout:` with their places; the coordinates themselves are for export only. */
export type LayoutNames = ReadonlyMap<string, Place>;

/** `layout:`: a map from each node to its coordinates on the canvas. */
export const readLayout: Codec<LayoutNames> = (node, context, row) => {
  if (node.kind !== 'map') {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a map of coordinates by name, found ${kindOf(node)}`,
      place: pointAt(node, context.text),
      suggestion: 'it may be left out',
    });
    return undefined;
  }
  for (const { value } of node.entries) {
    if (value.kind === 'list' && value.items.length === 2 && value.items.every((item) => item.kind === 'number'))
      continue;
    context.report({
      rule: 'wrong-type',
      message: `expected coordinates such as [176, 158], found ${value.kind === 'list' ? 'another list' : kindOf(value)}`,
      place: pointAt(value, context.text),
    });
  }
  return new Map(node.entries.map(({ key, keyPlace }) => [key, keyPlace]));
};

/** Warns of coordinates of elements that are gone. */
export function checkLayout(layout: LayoutNames, flow: Flow, context: ReadContext): void {
  const names = [...flow.elements, ...flow.unsupported].map(({ name }) => name.toLowerCase());
  // A callout's body is filled by an assignment of its own in an org.
  const bodies = flow.elements.flatMap(({ type, name }) =>
    type === 'httpCallout' ? [`set_${name.toLowerCase()}_body`] : [],
  );
  const known = new Set(['start', ...names, ...bodies]);
  for (const [name, place] of layout) {
    if (known.has(name.toLowerCase())) continue;
    context.report({
      rule: 'stale-layout',
      severity: 'warning',
      message: `the layout places ${name}, and no element has this name`,
      place,
      suggestion: 'remove the line: export lays out what has no coordinates',
    });
  }
}
