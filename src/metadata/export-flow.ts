import { UsageError } from '../errors.ts';
import type { DocumentNode } from '../model/document.ts';
import { newContext } from './codec.ts';
import { CODECS } from './codecs/index.ts';
import { flowElement, PROFILE_KEY, patchedFlow, withDocumentComments } from './flow-element.ts';
import { bodiesOf, operationsIn } from './http-callout/operation.ts';
import { get, scalarText } from './nodes.ts';
import { profileOfVersion } from './profiles.ts';
import { metadataXml } from './xml-writer.ts';

/**
 * A flow's definition tree (of YAML or of metadata) as metadata XML in the org's canonical form. The tree has passed the
 * definition's checks: what they refuse is left out here. Coordinates come from `layout`; a node without stands at 0, 0,
 * and the builder's automatic layout places it.
 *
 * @throws UsageError if the tree is no map.
 */
export function flowXmlFromDocument(document: DocumentNode): string {
  if (document.kind !== 'map') throw new UsageError('a flow is a map of keys and values');
  const version = scalarText(get(get(document, 'metadata'), PROFILE_KEY)) ?? scalarText(get(document, 'apiVersion'));
  const bodies = bodiesOf(operationsIn(document));
  const element = flowElement(document, newContext(profileOfVersion(version), CODECS, { bodies }));
  return metadataXml(withDocumentComments(document, patchedFlow(document, element)));
}
