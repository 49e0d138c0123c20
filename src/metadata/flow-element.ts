import { FLOW } from '../forms/index.ts';
import type { MapEntry, MapNode } from '../model/document.ts';
import type { Context, MetadataForm, Scope } from './codec.ts';
import { withComments, writeRows } from './construct.ts';
import { patched } from './merge-patch.ts';
import { get, mapNode, scalarText } from './nodes.ts';
import { builderValues, withDefaults } from './profiles.ts';
import { WRITER_KEY } from './writer-profile-yaml.ts';
import { branch, leaf, type XmlElement } from './xml.ts';

const FLOW_FORM: MetadataForm = FLOW;
/** The scope of a whole flow. */
export function flowScope(context: Context): Scope {
  return { ...context, form: FLOW_FORM, name: '' };
}

/** The metadata of a whole flow, before its own `metadata:` patch; children in no order. */
export function flowElement(document: MapNode, context: Context): XmlElement {
  const scope = flowScope(context);
  context.codecs.layout.write(get(document, 'layout'), { key: 'layout', form: 'layout', doc: '' }, scope, document);
  // The rows first: they find the choices that options stand for.
  const rows = writeRows(FLOW.rows, document, scope);
  const options = context.optionChoices.values();
  const children = [...rows, ...options, ...builderValues(context.profile), ...triggerOrder(document)];
  const interviewLabel = usualInterviewLabel(scalarText(get(document, 'label')));
  if (interviewLabel !== null && get(document, 'interviewLabel') === null) {
    children.push(leaf('interviewLabel', interviewLabel));
  }
  return withDefaults('flow', branch('Flow', children), context.profile);
}

/** What a builder calls the interviews of a flow with this label. */
export function usualInterviewLabel(label: string | null): string | null {
  return label === null ? null : `${label} {!$Flow.CurrentDateTime}`;
}

/** `order:` of a start is a tag of the flow. */
function triggerOrder(document: MapNode): readonly XmlElement[] {
  const order = scalarText(get(get(document, 'start'), 'order'));
  return order === null ? [] : [leaf('triggerOrder', order)];
}

/** The flow with its patch, and the comments at the top of its file. */
export function patchedFlow(document: MapNode, element: XmlElement): XmlElement {
  const patch = get(document, 'metadata');
  if (patch?.kind !== 'map') return element;
  return patched(element, mapNode(patch.entries.filter((item) => !isOwnKey(item))));
}

/** The key of the top-level `metadata:` whose scalar names another profile than the apiVersion's. A tag of that name is a list. */
export const PROFILE_KEY = 'profile';

/** Whether an entry of the top-level `metadata:` is no patch, but says how the whole is written. */
export function isOwnKey({ key, value }: MapEntry): boolean {
  if (key === PROFILE_KEY) return scalarText(value) !== null;
  return key === WRITER_KEY && value.kind === 'map';
}

/** The flow's element with the document's comments. */
export function withDocumentComments(document: MapNode, element: XmlElement): XmlElement {
  return withComments([element], document.comments)[0] ?? element;
}
