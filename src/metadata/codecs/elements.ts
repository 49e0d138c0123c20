import { ELEMENT_FORMS } from '../../forms/index.ts';
import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import type { Context, MetadataCodec, MetadataForm } from '../codec.ts';
import { constructEntry, readConstruct, withComments, writeConstruct } from '../construct.ts';
import { calloutElements } from '../http-callout/write.ts';
import { entry, get, mapNode, scalarText, textNode } from '../nodes.ts';
import { inRunOrder } from '../run-order.ts';
import { childOf, textOf, type XmlElement } from '../xml.ts';
import { locationElements, locationOf } from './layout.ts';
import { plainLeaf } from './scalars.ts';

/** The elements of a flow, by name in run order (LANGUAGE 2). */

const { httpCallout: _notOneElement, ...RUN } = ELEMENT_FORMS;
const FORMS: readonly MetadataForm[] = Object.values(RUN);
const FORMS_BY_TYPE: ReadonlyMap<string, MetadataForm> = new Map(FORMS.map((form) => [form.type, form]));

/** Which form an element of the metadata has; null for a tag or kind that has none. */
export function formOfElement(element: XmlElement): MetadataForm | null {
  const matches = (form: MetadataForm) =>
    Object.entries(form.fixed ?? {}).every(([tag, text]) => textOf(element, tag) === text);
  return FORMS.find((form) => form.tag === element.name && matches(form)) ?? null;
}

/** `elements`: every element that has a form and a name of its own. */
export const elements: MetadataCodec = {
  read: (source, _row, scope) => {
    const entries: MapEntry[] = [];
    const names = new Set<string>();
    for (const element of inRunOrder(source)) {
      if (scope.hidden.has(element)) continue;
      const form = formOfElement(element);
      const name = plainLeaf(element, 'name')?.text;
      if (!form || name === undefined || names.has(name)) continue;
      const map = readElement(form, element, name, scope);
      // What lacks a key that it must have is none of the language: it stands in the file's metadata as it came.
      if (!scope.callouts.has(name) && !isComplete(form, map)) continue;
      names.add(name);
      entries.push(constructEntry(name, map, element, scope));
    }
    return entries.length > 0 ? mapNode(entries, source.place) : null;
  },
  write: (node, _row, scope) => {
    if (node?.kind !== 'map') return [];
    return node.entries.flatMap(({ key, value, comments }) => withComments(writeElement(key, value, scope), comments));
  },
};

function isComplete(form: MetadataForm, map: MapNode): boolean {
  const has = (key: string): boolean => get(map, key) !== null;
  return form.rows.every(({ key, required }) => !required || has(key)) && (form.oneOf?.some(has) ?? true);
}

function readElement(form: MetadataForm, element: XmlElement, name: string, context: Context): MapNode {
  const callout = element.name === 'actionCalls' ? context.callouts.get(name) : undefined;
  if (callout)
    return { ...callout, entries: [entry('type', textNode('httpCallout', element.place)), ...callout.entries] };
  const map = readConstruct(form, element, name, context, locationElements(name, context));
  return { ...map, entries: [entry('type', textNode(form.type, element.place)), ...map.entries] };
}

function writeElement(name: string, value: DocumentNode, context: Context): readonly XmlElement[] {
  const map = value.kind === 'map' ? value : mapNode([]);
  const type = scalarText(get(map, 'type')) ?? '';
  if (type === ELEMENT_FORMS.httpCallout.type) return calloutElements(name, map, context);
  const form = FORMS_BY_TYPE.get(type);
  if (!form) return [];
  return [writeConstruct(form, map, name, context, locationElements(name, context))];
}

/** Notes where the flow's nodes stand. */
export function readLocations(root: XmlElement, locations: Map<string, readonly [string, string]>): void {
  const start = childOf(root, 'start');
  const startsAt = start && locationOf(start);
  if (startsAt) locations.set('start', startsAt);
  for (const element of inRunOrder(root)) {
    const name = plainLeaf(element, 'name')?.text;
    const location = locationOf(element);
    if (name !== undefined && location && formOfElement(element)) locations.set(name, location);
  }
}
