import { NotExportableError, UsageError } from '../errors.ts';
import type { DocumentNode, MapNode } from '../model/document.ts';
import { autoLayout } from './auto-layout.ts';
import { newContext } from './codec.ts';
import { CODECS } from './codecs/index.ts';
import { labelFromName } from './construct.ts';
import { flowElement, PROFILE_KEY, patchedFlow, withDocumentComments } from './flow-element.ts';
import { bodiesOf, operationsIn } from './http-callout/operation.ts';
import { entry, get, scalarText, textNode } from './nodes.ts';
import { profileOfVersion } from './profiles.ts';
import { writerProfileOf } from './writer-profile-yaml.ts';
import { metadataXml } from './xml-writer.ts';

/** What export may know besides the tree. */
export interface ExportOptions {
  /** API name of the flow: a label that is left out is made from it. */
  readonly name?: string;
}

/**
 * A flow's definition tree (of YAML or of metadata) as metadata XML: in the org's canonical form, or in that which its
 * `writer:` describes. The tree has passed the definition's checks: what they refuse is left out here. Coordinates come
 * from `layout`; a node without is laid out as Flow Builder would.
 *
 * @throws UsageError if the tree is no map.
 * @throws NotExportableError if it holds what metadata has no words for: a variable of the type JSON, a body with a list,
 *   a control character, a `writer:` that nobody can be.
 */
export function flowXmlFromDocument(document: DocumentNode, options: ExportOptions = {}): string {
  if (document.kind !== 'map') throw new UsageError('a flow is a map of keys and values');
  refuseJsonVariables(document);
  refuseUnwritableTexts(document);
  return writtenFlow(options.name === undefined ? document : withLabel(document, options.name));
}

/** A label left out is made from the flow's name, which an org wants to be told. */
function withLabel(document: MapNode, name: string): MapNode {
  if (get(document, 'label')) return document;
  return { ...document, entries: [entry('label', textNode(labelFromName(name))), ...document.entries] };
}

function writtenFlow(document: MapNode): string {
  const writer = writerProfileOf(document);
  const version = scalarText(get(get(document, 'metadata'), PROFILE_KEY)) ?? scalarText(get(document, 'apiVersion'));
  const bodies = bodiesOf(operationsIn(document));
  const profile = profileOfVersion(version);
  const context = newContext(profile, CODECS, { bodies });
  const element = flowElement(document, context);
  const missing = isEmptyLayout(document) ? new Map() : autoLayout(element, context.locations);
  const placed =
    missing.size === 0
      ? element
      : flowElement(document, newContext(profile, CODECS, { bodies, locations: new Map([...missing]) }));
  return metadataXml(withDocumentComments(document, patchedFlow(document, placed)), writer);
}

/** `layout: {}`: every node stands at 0, 0. */
function isEmptyLayout(document: MapNode): boolean {
  const layout = get(document, 'layout');
  return layout?.kind === 'map' && layout.entries.length === 0;
}

/** Untyped objects are flowrun's own (LANGUAGE 3). */
function refuseJsonVariables(document: MapNode): void {
  const variables = get(document, 'variables');
  for (const { key, keyPlace, value } of variables?.kind === 'map' ? variables.entries : []) {
    if (scalarText(get(value, 'type') ?? value) !== 'JSON') continue;
    const help = 'give it the type Apex and the class that the org has for it';
    throw new NotExportableError(`the variable ${key} has the type JSON, which an org does not know`, keyPlace, help);
  }
}

/** What no XML can hold, not even as an entity (XML 1.0, 2.2). */
const UNWRITABLE = /[^\t\n\r\u007f-\u009f\P{Cc}]|[\p{Cs}\ufffe\uffff]/u;

function refuseUnwritableTexts(node: DocumentNode): void {
  if (node.kind === 'map') for (const { value } of node.entries) refuseUnwritableTexts(value);
  else if (node.kind === 'list') for (const item of node.items) refuseUnwritableTexts(item);
  else if (node.kind === 'text' && UNWRITABLE.test(node.value)) {
    throw new NotExportableError('the text holds a control character, which no XML can hold', node.place, 'remove it');
  }
}
