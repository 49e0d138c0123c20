import { FLOW, RESOURCE_FORMS } from '../forms/index.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode, MapEntry } from '../model/document.ts';
import { isAutoLayout } from './auto-layout.ts';
import { type Context, newContext } from './codec.ts';
import { optionCandidates } from './codecs/choices.ts';
import { formOfElement, readLocations } from './codecs/elements.ts';
import { kindOfField } from './codecs/fields.ts';
import { CODECS } from './codecs/index.ts';
import { readRows, unclaimedComments } from './construct.ts';
import { detectWriter } from './detect-writer.ts';
import { flowElement, flowScope, isOwnKey, PROFILE_KEY, usualInterviewLabel } from './flow-element.ts';
import { raisedCallouts } from './http-callout/read.ts';
import { patchBetween } from './merge-patch.ts';
import { commented, commentLines, entry, listNode, mapNode, scalarText, textNode } from './nodes.ts';
import { bestProfile, profileOfVersion } from './profiles.ts';
import { inCanonicalOrder } from './tag-order.ts';
import type { WriterProfile } from './writer-profile.ts';
import { WRITER_KEY, writerNode } from './writer-profile-yaml.ts';
import { childOf, parseMetadataXml, textOf, type XmlElement } from './xml.ts';

/** What a metadata file gave. */
export interface ImportedFlow {
  /** The flow in its YAML form, with places in the XML; null where the text is no flow's metadata. */
  readonly document: DocumentNode | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What import may know besides the file. */
export interface ImportOptions {
  /** Registrations of external services by API name, as metadata XML: actions that call them become `httpCallout`s. */
  readonly services?: ReadonlyMap<string, string>;
  /** Whether the file began with a byte order mark that is not in the text. */
  readonly byteOrderMark?: boolean;
}

/**
 * Reads a flow's metadata XML as the tree that its YAML form would give, so that rules, reader and writer work on it
 * unchanged. Nothing is lost: what the language has no words for stands in `metadata:` (LANGUAGE rules 9, 10), and
 * `flowXmlFromDocument` gives the same information back, byte for byte where the file was in the org's canonical form or
 * differed from it by what `writer:` can say.
 * Never throws for bad input.
 */
export function flowDocumentFromXml(text: string, file: string, options: ImportOptions = {}): ImportedFlow {
  const { root, diagnostics } = parseMetadataXml(text, file);
  if (!root) return { document: null, diagnostics };
  if (root.name !== 'Flow') return { document: null, diagnostics: [...diagnostics, notAFlow(root, file)] };
  const written = detectWriter(options.byteOrderMark ? `\uFEFF${text}` : text, root);
  const document = flowDocument(root, options.services ?? new Map(), written);
  return { document, diagnostics };
}

function notAFlow(root: XmlElement, file: string): Diagnostic {
  return {
    rule: 'xml-not-a-flow',
    severity: 'error',
    message: `the root element is <${root.name}>, not <Flow>`,
    file,
    place: root.place,
    suggestion: 'name a *.flow-meta.xml file',
  };
}

function flowDocument(
  parsed: XmlElement,
  services: ReadonlyMap<string, string>,
  written: WriterProfile | null,
): DocumentNode {
  const root: XmlElement = { ...parsed, children: inCanonicalOrder(parsed, true) };
  const own = profileOfVersion(textOf(root, 'apiVersion'));
  const profile = childOf(root, PROFILE_KEY) ? own : bestProfile(own, constructsOf(root));
  const raised = raisedCallouts(root, services, newContext(profile, CODECS));
  const context = newContext(profile, CODECS, { choices: optionCandidates(root), ...raised });
  readLocations(root, context.locations);
  const entries = readFlowRows(root, context);
  const base = flowElement(mapNode(entries), {
    ...context,
    locations: new Map(context.locations),
    optionChoices: new Map(),
  });
  const patch = patchBetween({ ...base, children: inCanonicalOrder(base, true) }, root);
  const writer = written && writerNode(written);
  const metadata = [
    ...(profile === own ? [] : [entry(PROFILE_KEY, textNode(String(profile)))]),
    ...(patch?.entries ?? []).map(unlikeOwnKeys),
    ...(writer ? [entry(WRITER_KEY, writer)] : []),
  ];
  const comments = commentLines(unclaimedComments(root, context));
  // Coordinates that export would find by itself are not said.
  const usual = context.locations.size === 0 || isAutoLayout(base, context.locations);
  const layout = usual ? [] : entries.filter(({ key }) => key === 'layout');
  const others = entries.filter(({ key }) => key !== 'layout');
  const patchEntry = metadata.length > 0 ? [entry('metadata', mapNode(metadata, root.place))] : [];
  return commented(mapNode([...others, ...patchEntry, ...layout], root.place), comments);
}

/** Should metadata ever have a tag `profile` or `writer`, it is not taken for the key. */
function unlikeOwnKeys(item: MapEntry): MapEntry {
  return isOwnKey(item) ? { ...item, value: listNode([item.value], item.value.place) } : item;
}

/** Fields before choices: an option takes its choice with it. The order of the keys is that of the form. */
function readFlowRows(root: XmlElement, context: Context): readonly MapEntry[] {
  const scope = flowScope(context);
  const elements = FLOW.rows.filter(({ key }) => key === 'elements');
  const others = FLOW.rows.filter(({ key }) => key !== 'elements');
  const found = [...readRows(elements, root, scope), ...readRows(others, root, scope)];
  const places = FLOW.rows.map(({ key }): string => key);
  const label = textOf(root, 'label');
  const usual = (item: MapEntry) =>
    item.key === 'interviewLabel' && scalarText(item.value) === usualInterviewLabel(label);
  return found.filter((item) => !usual(item)).toSorted((a, b) => places.indexOf(a.key) - places.indexOf(b.key));
}

/** Every construct whose kind a profile may know. */
function constructsOf(root: XmlElement): readonly { readonly kind: string; readonly element: XmlElement }[] {
  const resources = new Map(Object.values(RESOURCE_FORMS).map(({ tag, type }): [string, string] => [tag, type]));
  const found = [{ kind: 'flow', element: root }];
  for (const element of root.children) {
    const kind =
      formOfElement(element)?.type ?? resources.get(element.name) ?? (element.name === 'start' ? 'start' : null);
    if (kind !== null) found.push({ kind, element });
    collectFields(element, found);
  }
  return found;
}

function collectFields(element: XmlElement, found: { kind: string; element: XmlElement }[]): void {
  for (const field of element.children) {
    if (field.name !== 'fields') continue;
    const kind = textOf(field, 'fieldType') === 'Region' ? 'column' : kindOfField(field)?.form.type;
    if (kind !== undefined) found.push({ kind, element: field });
    collectFields(field, found);
  }
}
