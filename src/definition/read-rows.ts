import { CONDITIONS } from '../forms/fields/parts.ts';
import { COMPARISON_OPERATORS, type ConditionRow, type Conditions } from '../model/conditions.ts';
import type { DocumentNode, MapEntry, MapNode, Place } from '../model/document.ts';
import { ASSIGNMENT_OPERATORS, type AssignmentRow, type NamedExpression, type Outputs } from '../model/elements.ts';
import type { Expression, Reference } from '../model/expression.ts';
import { isLogicProblem, parseLogic } from '../values/logic.ts';
import { nearest } from '../values/nearest.ts';
import { entryOf, kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import { readReference } from './read-scalars.ts';
import { isBareReference } from './read-text.ts';
import type { AnyRow, Read, ReadContext } from './read-types.ts';
import { readValue, VALUE_KEYS } from './read-value.ts';

/** Rows: `- left: right`, where right is a value or `{ operator: value }` (LANGUAGE rule 4). */

interface RowParts<O extends string> {
  readonly left: Reference;
  readonly operator: O;
  readonly right: Expression;
  readonly place: Place;
  /** The right side names its operator. */
  readonly explicit: boolean;
}

/** The one entry of each item of a list of rows; anything else is reported. */
function rowEntries(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
  example: string,
): readonly (readonly [MapEntry, Place])[] {
  if (node.kind !== 'list') {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a list of rows, found ${kindOf(node)}`,
      place: pointAt(node, context.text),
      suggestion: `write rows such as ${example}`,
    });
    return [];
  }
  return node.items.flatMap((item): readonly (readonly [MapEntry, Place])[] => {
    const [entry, more] = item.kind === 'map' ? item.entries : [];
    if (entry && !more) return [[entry, item.place]];
    context.report({
      rule: 'wrong-type',
      message: more ? 'a row holds one key; this one holds several' : `expected a row, found ${kindOf(item)}`,
      place: more ? more.keyPlace : pointAt(item, context.text),
      suggestion: more ? 'begin a new row with - before it' : `write rows such as ${example}`,
    });
    return [];
  });
}

function readRow<O extends string>(
  [entry, place]: readonly [MapEntry, Place],
  context: ReadContext,
  operators: readonly O[],
  usual: O,
): RowParts<O> | undefined {
  if (!isBareReference(entry.key)) {
    const left: DocumentNode = { kind: 'text', value: entry.key, place: entry.keyPlace };
    readReference(left, context, { key: 'the left side of a row', form: 'reference', doc: '' });
  }
  const left: Reference = { kind: 'reference', path: entry.key, place: entry.keyPlace };
  const { value: node } = entry;
  const named = node.kind === 'map' ? operatorEntry(node) : undefined;
  if (node.kind !== 'map' || !named) {
    const right = readValue(node, context);
    return right && isBareReference(entry.key) ? { left, operator: usual, right, place, explicit: false } : undefined;
  }
  const operator = operatorOf(node, named, context, operators);
  const right = operator && readValue(named.value, context);
  if (!operator || !right || !isBareReference(entry.key)) return undefined;
  return { left, operator, right, place, explicit: true };
}

/** The entry that names the operator; none where the map is a value: `{ date: … }`, `{ formula: …, type: … }`. */
function operatorEntry({ entries }: MapNode): MapEntry | undefined {
  const isValue = entries.some(({ key }) => key !== 'metadata' && VALUE_KEYS.includes(key));
  return isValue ? undefined : entries.find(({ key }) => key !== 'metadata');
}

function operatorOf<O extends string>(
  map: MapNode,
  named: MapEntry,
  context: ReadContext,
  operators: readonly O[],
): O | undefined {
  for (const other of map.entries) {
    if (other === named || other.key === 'metadata') continue;
    context.report({
      rule: 'conflicting-keys',
      message: `a row has one operator; ${named.key} and ${other.key} stand here`,
      place: other.keyPlace,
      suggestion: 'write a row for each',
    });
  }
  const operator = operators.find((known) => known === named.key);
  if (operator) return operator;
  const near = nearest(named.key, [...operators, ...VALUE_KEYS]);
  context.report({
    rule: 'unknown-key',
    message: `there is no operator ${named.key} here`,
    place: named.keyPlace,
    suggestion: near ? `did you mean ${near}?` : `operators: ${operators.join(', ')}`,
  });
  return undefined;
}

/** `assign:` of an assignment. */
export function readAssignmentRows(node: DocumentNode, context: ReadContext, row: AnyRow): readonly AssignmentRow[] {
  return rowEntries(node, context, row, '- total: 5, or - total: { add: 1 }').flatMap((entry) => {
    const parts = readRow(entry, context, ASSIGNMENT_OPERATORS, 'assign');
    return parts ? [{ target: parts.left, operator: parts.operator, value: parts.right, place: parts.place }] : [];
  });
}

/** Operators whose right side says whether it should be so. */
const ASKING: readonly string[] = [
  'isNull',
  'isBlank',
  'isEmpty',
  'isChanged',
  'wasSet',
  'wasSelected',
  'wasVisited',
  'hasError',
];

/** `all:`, `any:` or `conditions:`. */
export function readConditionRows(node: DocumentNode, context: ReadContext, row: AnyRow): readonly ConditionRow[] {
  return rowEntries(node, context, row, '- Amount: { greaterThan: 5 }').flatMap((entry) => {
    const parts = readRow(entry, context, COMPARISON_OPERATORS, 'equalTo');
    if (!parts) return [];
    if (parts.right.kind === 'none' && !parts.explicit) {
      context.report({
        rule: 'null-in-condition',
        message: 'null in a condition can be read in two ways',
        place: parts.right.place.end > parts.right.place.start ? parts.right.place : parts.left.place,
        suggestion: `write ${parts.left.path}: { isNull: true }, or { equalTo: null } for no right value at all`,
      });
      return [];
    }
    if (ASKING.includes(parts.operator) && parts.right.kind === 'literal' && parts.right.type !== 'Boolean') {
      context.report({
        rule: 'type-mismatch',
        message: `${parts.operator} asks whether it is so: its value has to be true or false`,
        place: parts.right.place,
        suggestion: `write { ${parts.operator}: true }`,
      });
    }
    const { left, operator, right, place } = parts;
    return [{ left, operator, right, place }];
  });
}

/** `visible:` in its map form, `where:` as a list or map. */
export function readConditions(node: DocumentNode, context: ReadContext, row: AnyRow): Conditions | undefined {
  if (node.kind === 'list') {
    return { kind: 'rows', logic: 'and', rows: readConditionRows(node, context, row), place: node.place };
  }
  const read = readForm(CONDITIONS, node, '', context);
  return read && conditionsOf(read, node, context);
}

/** The condition in a map whose keys were read by `CONDITION_ROWS`. */
export function conditionsOf(read: Read<typeof CONDITIONS>, node: DocumentNode, context: ReadContext): Conditions {
  const { place } = node;
  const { logic } = read;
  if (read.formula) return { kind: 'formula', formula: read.formula, place };
  if (read.any) return { kind: 'rows', logic: 'or', rows: read.any, place };
  if (!read.conditions) return { kind: 'rows', logic: 'and', rows: read.all ?? [], place };
  const count = (node.kind === 'map' ? entryOf(node, 'conditions')?.value : undefined) ?? node;
  checkLogic(
    logic?.text ?? 'and',
    count.kind === 'list' ? count.items.length : read.conditions.length,
    logic?.node,
    context,
  );
  return { kind: 'rows', logic: logic?.text ?? 'and', rows: read.conditions, place };
}

function checkLogic(logic: string, rows: number, node: DocumentNode | undefined, context: ReadContext): void {
  const problem = parseLogic(logic, rows);
  if (!node || !isLogicProblem(problem)) return;
  const exact = context.text.slice(node.place.start, node.place.end) === logic;
  const start = node.place.start + problem.start;
  context.report({
    rule: 'condition-logic',
    message: problem.message,
    place: exact && problem.end > problem.start ? { start, end: node.place.start + problem.end } : node.place,
    suggestion: 'logic joins row numbers by AND, OR, NOT and parentheses: 1 AND (2 OR 3)',
  });
}

/** Entries of a map, or of a list of one-key maps where a name repeats. */
export function namedEntries(node: DocumentNode, context: ReadContext, row: AnyRow): readonly MapEntry[] {
  if (node.kind === 'map') return node.entries;
  if (node.kind === 'list') return rowEntries(node, context, row, '- name: value').map(([entry]) => entry);
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be a map of names, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
  });
  return [];
}

/** `{ value, metadata }` is how import writes a value that the metadata says more about. */
function withoutMetadata(node: DocumentNode): DocumentNode {
  const value = node.kind === 'map' && node.entries.length === 2 ? entryOf(node, 'value') : undefined;
  return value && node.kind === 'map' && entryOf(node, 'metadata') ? value.value : node;
}

/** `inputs:`, `query:`, `headers:`, `set:`. */
export function readNamedValues(node: DocumentNode, context: ReadContext, row: AnyRow): readonly NamedExpression[] {
  return namedEntries(node, context, row).flatMap(({ key, keyPlace, value }) => {
    const read = readValue(withoutMetadata(value), context);
    return read ? [{ name: key, place: keyPlace, value: read }] : [];
  });
}

/** `outputs:`: `none`, a variable, or a map from what comes out to the variable it goes into (LANGUAGE rule 7). */
export function readOutputs(node: DocumentNode, context: ReadContext, row: AnyRow): Outputs | undefined {
  if (node.kind === 'text') {
    if (node.value === 'none') return { kind: 'none' };
    const target = readReference(node, context, row);
    return target && { kind: 'variable', target };
  }
  const rows = namedEntries(node, context, row).flatMap(({ key, keyPlace, value }) => {
    const target = readReference(value, context, { ...row, key });
    return target ? [{ name: key, place: keyPlace, target }] : [];
  });
  return { kind: 'map', rows };
}
