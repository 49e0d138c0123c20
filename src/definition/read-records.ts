import { UPSERT } from '../forms/elements/create-records.ts';
import type { DocumentNode } from '../model/document.ts';
import type { NameAt, Outputs, UpsertRule } from '../model/elements.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import { readOutputs } from './read-rows.ts';
import { readWord } from './read-scalars.ts';
import type { AnyRow, ReadContext } from './read-types.ts';

/** Codecs of the keys that only the record elements have (LANGUAGE 6). */

/** `fields: [Id, Name]`. */
export function readQueriedFields(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): readonly NameAt[] | undefined {
  const wrong = (what: DocumentNode): undefined => {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a list of fields, found ${kindOf(what)}`,
      place: pointAt(what, context.text),
      suggestion: 'write fields: [Id, Name]',
    });
    return undefined;
  };
  if (node.kind !== 'list') return wrong(node);
  return node.items.flatMap((item) => {
    if (item.kind === 'text' && item.value !== '') return [{ name: item.value, place: item.place }];
    wrong(item);
    return [];
  });
}

/** `records: first` or `all`. */
export function readRecordCount(node: DocumentNode, context: ReadContext, row: AnyRow): 'first' | 'all' | undefined {
  const word = readWord(node, context, row);
  return word === 'first' || word === 'all' ? word : undefined;
}

/** `outputs:` of Create Records: one variable takes the id, a map means nothing here. */
export function readIdOutput(node: DocumentNode, context: ReadContext, row: AnyRow): Outputs | undefined {
  if (node.kind !== 'map' && node.kind !== 'list') return readOutputs(node, context, row);
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be the bare name of the variable that takes the new id, or none, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
  });
  return undefined;
}

/** `upsert: { where, none, one, many }`. */
export function readUpsert(node: DocumentNode, context: ReadContext): UpsertRule | undefined {
  return readForm(UPSERT, node, '', context);
}
