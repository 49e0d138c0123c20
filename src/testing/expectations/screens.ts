import type { DocumentNode } from '../../model/document.ts';
import type { Value, Values } from '../../model/value.ts';
import type { ShownScreen } from '../flow-run.ts';
import { type Mismatch, match, showNode } from '../match.ts';
import { plainText } from '../plain-text.ts';
import type { Expectation } from './define-expectation.ts';

/**
 * `screens: { Screen: { Field: value } }`: what the fields showed when the button was pressed. A map means the last
 * visit, a list all visits. Rich text may be written as HTML or as plain text.
 */
export const screens: Expectation = ({ node }, run) => {
  if (node.kind !== 'map') return match(node, null, 'screens');
  return node.entries.flatMap(({ key, value, keyPlace }) => {
    const visits = run.screens.filter(({ screen }) => screen === key);
    const path = `screens.${key}`;
    if (value.kind === 'list') return matchVisits(value, visits, path);
    const last = visits.at(-1);
    if (value.kind === 'null' && last === undefined) return [];
    if (last === undefined) return [{ path, place: keyPlace, expected: 'the screen', received: 'it was not shown' }];
    return matchFields(value, last.fields, path);
  });
};

function matchVisits(
  list: Extract<DocumentNode, { kind: 'list' }>,
  visits: readonly ShownScreen[],
  path: string,
): readonly Mismatch[] {
  if (list.items.length !== visits.length) {
    return [{ path, place: list.place, expected: `${list.items.length} visits`, received: `${visits.length} visits` }];
  }
  return list.items.flatMap((item, index) => matchFields(item, visits[index]?.fields ?? {}, `${path}[${index}]`));
}

function matchFields(node: DocumentNode, fields: Values, path: string): readonly Mismatch[] {
  if (node.kind !== 'map') return match(node, fields, path);
  return node.entries.flatMap(({ key, value, keyPlace }) => {
    const received = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (received !== undefined) return matchShown(value, received, `${path}.${key}`);
    return [
      { path: `${path}.${key}`, place: keyPlace, expected: showNode(value), received: 'the screen has no such field' },
    ];
  });
}

function matchShown(node: DocumentNode, received: Value, path: string): readonly Mismatch[] {
  const exact = match(node, received, path);
  if (exact.length === 0 || typeof received !== 'string') return exact;
  return match(node, plainText(received), path);
}
