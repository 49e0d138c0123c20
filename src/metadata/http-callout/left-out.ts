import type { DocumentNode, Place } from '../../model/document.ts';
import { get, scalarText } from '../nodes.ts';

/** A key of an httpCallout that an org has no place for. */
export interface LeftOut {
  readonly element: string;
  readonly key: string;
  readonly place: Place;
  /** What an org does instead. */
  readonly instead: string;
}

/** What an org does where a key says something else; a value that is the org's own is no loss (reference: credentials C3, C4). */
const INSTEAD: Readonly<Record<string, { readonly same?: string; readonly instead: string }>> = {
  retry: { instead: 'an org sends a request once' },
  paginate: { instead: 'an org reads one page: the flow has to ask for the others' },
  timeout: { same: '10000', instead: 'an org waits 10 seconds' },
  bodyType: { same: 'json', instead: 'an org sends JSON' },
  compressed: { same: 'false', instead: 'an org sends the body as it is' },
  onHttpError: { same: 'fault', instead: 'an org takes the fault path for a status of 300 or more' },
};

/** The keys of a flow's httpCallouts that export leaves out, in the order of the file. */
export function keysLeftOut(document: DocumentNode): readonly LeftOut[] {
  const elements = get(document, 'elements');
  if (elements?.kind !== 'map') return [];
  return elements.entries.flatMap(({ key: element, value }) => {
    if (value.kind !== 'map' || scalarText(get(value, 'type')) !== 'httpCallout') return [];
    return value.entries.flatMap(({ key, keyPlace, value: said }): readonly LeftOut[] => {
      const row = Object.hasOwn(INSTEAD, key) ? INSTEAD[key] : undefined;
      if (row === undefined || scalarText(said) === row.same) return [];
      return [{ element, key, place: keyPlace, instead: row.instead }];
    });
  });
}
