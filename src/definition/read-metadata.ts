import type { DocumentNode, MapNode, Place } from '../model/document.ts';
import type { Connector } from '../model/elements.ts';
import { entryOf } from './nodes.ts';
import type { ReadContext } from './read-types.ts';

/** Families that stand under the file's `metadata:` as they came: the language has no words for them (LANGUAGE 10). */

/** Tags under which an element of such a family holds elements of its own. */
const INNER: readonly string[] = ['stageSteps', 'actions', 'scheduledPaths', 'waitEvents'];

/** Sets aside each construct with a name, so that what refers or leads to it is not taken for a mistake. */
export function readForeignFamilies(document: DocumentNode, context: ReadContext): void {
  const metadata = document.kind === 'map' ? entryOf(document, 'metadata')?.value : undefined;
  for (const { key, value } of metadata?.kind === 'map' ? metadata.entries : []) {
    for (const map of mapsIn(value)) setAside(map, key, context);
  }
}

/** `startElementReference` of files saved before Winter '20 (reference: flow-semantics 1). */
export function startElementReferenceOf(document: DocumentNode): Connector | undefined {
  const metadata = document.kind === 'map' ? entryOf(document, 'metadata')?.value : undefined;
  const node = metadata?.kind === 'map' ? entryOf(metadata, 'startElementReference')?.value : undefined;
  return node?.kind === 'text' ? { to: node.value, goTo: false, place: node.place } : undefined;
}

function setAside(map: MapNode, kind: string, context: ReadContext): void {
  const name = entryOf(map, 'name')?.value;
  if (name?.kind !== 'text') return;
  const { place } = name;
  context.setAside({ name: name.value, kind, place, connectors: targetsIn(map) });
  const item = entryOf(map, 'assignNextValueToReference')?.value;
  if (item?.kind === 'text') context.setAside({ name: item.value, kind: 'part', place: item.place });
  for (const { name: inner, at } of innerNames(map)) context.setAside({ name: inner, kind: 'part', place: at });
  context.report({
    rule: 'unsupported-element',
    severity: 'warning',
    message: `${kind} are read but cannot run yet`,
    place,
    suggestion: `the flow fails when it reaches ${name.value}`,
  });
}

function mapsIn(node: DocumentNode): readonly MapNode[] {
  if (node.kind === 'map') return [node];
  return node.kind === 'list' ? node.items.filter((item) => item.kind === 'map') : [];
}

function innerNames(map: MapNode): readonly { readonly name: string; readonly at: Place }[] {
  return map.entries.flatMap(({ key, value }) =>
    INNER.includes(key)
      ? mapsIn(value).flatMap((inner) => {
          const name = entryOf(inner, 'name')?.value;
          return [...(name?.kind === 'text' ? [{ name: name.value, at: name.place }] : []), ...innerNames(inner)];
        })
      : [],
  );
}

/** Every `targetReference` in it. */
function targetsIn(node: DocumentNode): readonly Connector[] {
  if (node.kind === 'list') return node.items.flatMap(targetsIn);
  if (node.kind !== 'map') return [];
  return node.entries.flatMap(({ key, value }) =>
    key === 'targetReference' && value.kind === 'text'
      ? [{ to: value.value, goTo: false, place: value.place }]
      : targetsIn(value),
  );
}
