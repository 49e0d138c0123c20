import { INLINE_TRANSFORM, INNER_JOIN, TRANSFORM_RESULT } from '../forms/elements/transform.ts';
import type { DocumentNode } from '../model/document.ts';
import type { InnerJoin, JoinKey, Transformation, TransformRow, TransformValue } from '../model/elements.ts';
import type { ResourceType } from '../model/value.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import { namedEntries } from './read-rows.ts';
import type { AnyRow, Read, ReadContext } from './read-types.ts';
import { readValue } from './read-value.ts';

/** `result:` of a transform: a type as variables have it. */
export function readTransformResult(node: DocumentNode, context: ReadContext): ResourceType | undefined {
  const read = readForm(TRANSFORM_RESULT, node, '', context);
  return read && resourceTypeOf(read);
}

/** The type that the keys of a construct with `type:` say. */
export function resourceTypeOf({
  type,
  object,
  class: apexClass,
  collection,
  scale,
}: Read<typeof TRANSFORM_RESULT>): ResourceType {
  const of = type === 'Record' ? object : type === 'Apex' ? apexClass : undefined;
  return {
    dataType: type,
    ...(collection ? { collection } : {}),
    ...(of === undefined ? {} : { of }),
    ...(scale === undefined ? {} : { scale }),
  };
}

/** `set:` of a transform: values by field, a list of one-key maps where a field repeats. */
export function readTransformRows(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): readonly TransformRow[] | undefined {
  return namedEntries(node, context, row).flatMap(({ key: field, keyPlace: place, value: held }) => {
    const value = readTransformValue(held, context);
    return value ? [{ field, place, value }] : [];
  });
}

const AGGREGATES = ['sum', 'count'] as const;

/** A value (map), or a map of the one key `sum`, `count` or `transform`. */
export function readTransformValue(node: DocumentNode, context: ReadContext): TransformValue | undefined {
  const [first, more] = node.kind === 'map' ? node.entries : [];
  const kind = AGGREGATES.find((one) => one === first?.key);
  if (!first || (kind === undefined && first.key !== 'transform')) {
    const value = readValue(node, context);
    return value && { kind: 'map', value };
  }
  if (more) {
    context.report({
      rule: 'conflicting-keys',
      message: `a value of a transform has one key; ${first.key} and ${more.key} stand here`,
      place: more.keyPlace,
    });
    return undefined;
  }
  if (kind !== undefined) {
    const value = readValue(first.value, context);
    return value && { kind, value };
  }
  const read = readForm(INLINE_TRANSFORM, first.value, '', context);
  return read && { kind: 'transform', transform: transformationOf(read) };
}

/** What a transform and a value inside of it have in common. */
export function transformationOf(read: {
  readonly result: ResourceType;
  readonly set?: readonly TransformRow[];
  readonly value?: TransformValue;
}): Transformation {
  const { result, set = [], value } = read;
  return { result, set, ...(value ? { value } : {}) };
}

/** `innerJoin:` of a transform. */
export function readInnerJoin(node: DocumentNode, context: ReadContext): InnerJoin | undefined {
  const read = readForm(INNER_JOIN, node, '', context);
  if (read && read.left.path.toLowerCase() === read.right.path.toLowerCase()) {
    context.report({
      rule: 'conflicting-keys',
      message: 'a join takes two collections, and left and right are the same',
      place: read.right.place,
      suggestion: 'assign the collection to a second variable, so that the items have two names',
    });
    return undefined;
  }
  return read;
}

/** `keys:` of a join: `{ Id: AccountId }`. */
export function readJoinKeys(node: DocumentNode, context: ReadContext, row: AnyRow): readonly JoinKey[] | undefined {
  const keys: JoinKey[] = [];
  for (const { key, keyPlace, value } of node.kind === 'map' ? node.entries : []) {
    if (value.kind === 'text' && value.value !== '') keys.push({ left: key, right: value.value, place: keyPlace });
    else report(value, `the field that ${key} has to be equal to, as text`);
  }
  if (node.kind !== 'map' || node.entries.length === 0) report(node, 'a map of fields such as { Id: AccountId }');
  return keys.length > 0 ? keys : undefined;

  function report(wrong: DocumentNode, expected: string): void {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be ${expected}, found ${kindOf(wrong)}`,
      place: pointAt(wrong, context.text),
    });
  }
}
