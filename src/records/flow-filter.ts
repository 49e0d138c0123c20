import type { ComparisonOperator } from '../model/conditions.ts';
import type { RecordFilter } from '../model/interview.ts';
import type { Value } from '../model/value.ts';
import { toComparable } from './flow-values.ts';
import { problem, RecordError } from './record-error.ts';
import type { Column, Condition } from './soql/query-plan.ts';

type RowFilter = Extract<RecordFilter, { kind: 'row' }>;
type Operation = (column: Column, value: Value, row: RowFilter) => Condition;

/**
 * A flow's condition on records as a store executes it: SOQL's meaning, text without regard to case, null a value like any
 * other for equality (reference: flow-semantics 4).
 * @param column finds the column of a field's path.
 * @throws RecordError for a value that cannot be the field's, or an operator that records do not have.
 */
export function toFlowCondition(filter: RecordFilter, column: (path: string) => Column): Condition {
  if (filter.kind === 'row') return OPERATIONS[filter.operator](column(filter.field), filter.value, filter);
  if (filter.kind === 'not') return { kind: 'not', part: toFlowCondition(filter.of, column) };
  return { kind: filter.kind, parts: filter.of.map((part) => toFlowCondition(part, column)) };
}

const not = (part: Condition): Condition => ({ kind: 'not', part });

const equal: Operation = (column, value) => ({ kind: 'equal', column, value: toComparable(value, column.field) });

const ordered =
  (operator: '<' | '<=' | '>' | '>='): Operation =>
  (column, value) => ({ kind: 'compare', column, operator, value: toComparable(value, column.field) });

const like =
  (before: string, after: string): Operation =>
  (column, value) => {
    const text = value === null ? '' : String(value).replace(/[\\%_]/g, (char) => `\\${char}`);
    return { kind: 'like', column, pattern: `${before}${text}${after}` };
  };

const isEmpty: Operation = (column, value) => {
  const empty: Condition = { kind: 'equal', column, value: null };
  return value === false ? not(empty) : empty;
};

const oneOf: Operation = (column, value) => ({
  kind: 'in',
  column,
  values: (Array.isArray(value) ? value : [value]).map((item: Value) => toComparable(item, column.field)),
});

const refused: Operation = (_column, _value, { operator, field }) => {
  throw new RecordError(problem('INVALID_QUERY_FILTER_OPERATOR', `records cannot be found by ${operator} of ${field}`));
};

const OPERATIONS: { readonly [O in ComparisonOperator]: Operation } = {
  equalTo: equal,
  notEqualTo: (...given) => not(equal(...given)),
  greaterThan: ordered('>'),
  greaterThanOrEqualTo: ordered('>='),
  lessThan: ordered('<'),
  lessThanOrEqualTo: ordered('<='),
  contains: like('%', '%'),
  startsWith: like('', '%'),
  endsWith: like('%', ''),
  isNull: isEmpty,
  isBlank: isEmpty,
  isEmpty,
  in: oneOf,
  notIn: (...given) => not(oneOf(...given)),
  isChanged: refused,
  wasSet: refused,
  wasSelected: refused,
  wasVisited: refused,
  hasError: refused,
};
