import { ERROR_MESSAGE } from '../forms/elements/custom-error.ts';
import { SORT_OPTION } from '../forms/elements/sort-collection.ts';
import type { DocumentNode } from '../model/document.ts';
import type { CustomErrorMessage, SortOption } from '../model/elements.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import type { AnyForm, AnyRow, Read, ReadContext } from './read-types.ts';

/** `sort:` of a collection: a list of options, the most important first. */
export function readSortOptions(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): readonly SortOption[] | undefined {
  return readList(SORT_OPTION, node, context, row, 'sort options', 'write - { field: Name, order: Desc }');
}

/** `errors:` of a custom error. */
export function readErrorMessages(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): readonly CustomErrorMessage[] | undefined {
  return readList(ERROR_MESSAGE, node, context, row, 'messages', 'write - { message: Not allowed. }');
}

function readList<F extends AnyForm>(
  form: F,
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
  what: string,
  suggestion: string,
): readonly Read<F>[] | undefined {
  if (node.kind === 'list') {
    return node.items.map((item) => readForm(form, item, '', context)).filter((read) => read !== undefined);
  }
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be a list of ${what}, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion,
  });
  return undefined;
}
