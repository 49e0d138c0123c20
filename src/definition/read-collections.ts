import { SORT_OPTION } from '../forms/elements/sort-collection.ts';
import type { DocumentNode } from '../model/document.ts';
import type { SortOption } from '../model/elements.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import type { AnyRow, ReadContext } from './read-types.ts';

/** `sort:` of a collection: a list of options, the most important first. */
export function readSortOptions(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): readonly SortOption[] | undefined {
  if (node.kind !== 'list') {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a list of sort options, found ${kindOf(node)}`,
      place: pointAt(node, context.text),
      suggestion: 'write - { field: Name, order: Desc }',
    });
    return undefined;
  }
  return node.items.map((item) => readForm(SORT_OPTION, item, '', context)).filter((option) => option !== undefined);
}
