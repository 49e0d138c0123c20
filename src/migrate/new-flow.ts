import type { DocumentNode, MapEntry } from '../model/document.ts';

/** What a builder would write besides is nothing that a new flow has to keep. */
const BUILDERS = new Set(['processMetadataValues', 'areMetricsLoggedToDataCloud', 'environments', 'profile']);

/** A flow that was made and not drawn: without places on the canvas, and without a builder's own tags. */
export function asNewFlow(document: DocumentNode): DocumentNode {
  if (document.kind !== 'map') return document;
  return {
    ...document,
    entries: document.entries.flatMap((item): readonly MapEntry[] => {
      if (item.key === 'layout') return [];
      if (item.key !== 'metadata' || item.value.kind !== 'map') return [item];
      const entries = item.value.entries.filter(({ key }) => !BUILDERS.has(key));
      return entries.length === 0 ? [] : [{ ...item, value: { ...item.value, entries } }];
    }),
  };
}
