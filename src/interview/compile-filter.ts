import type { Read } from '../elements/define-element.ts';
import { FlowrunError } from '../errors.ts';
import type { ConditionRow, Conditions } from '../model/conditions.ts';
import type { Expression } from '../model/expression.ts';
import type { RecordFilter } from '../model/interview.ts';
import { isLogicProblem, type Logic, parseLogic } from '../values/logic.ts';

/**
 * A condition on records as data: the left sides are names of fields, the right sides are read when the filter is. A
 * formula needs a record in hand, which a query has not.
 */
export function compileFilter(
  conditions: Conditions,
  read: (expression: Expression) => Read,
): Read<RecordFilter | null> {
  if (conditions.kind === 'formula')
    throw new FlowrunError('INVALID_DEFINITION', 'a formula cannot say which records are read');
  const { rows } = conditions;
  if (rows.length === 0) return () => null;
  const logic = parseLogic(conditions.logic, rows.length);
  if (isLogicProblem(logic)) throw new FlowrunError('INVALID_DEFINITION', `filter logic: ${logic.message}`);
  return compileLogic(
    logic,
    rows.map((row) => compileRow(row, read)),
  );
}

function compileRow(
  { left, operator, right }: ConditionRow,
  read: (expression: Expression) => Read,
): Read<RecordFilter> {
  const value = read(right);
  return (turn) => ({ kind: 'row', field: left.path, operator, value: value(turn) });
}

function compileLogic(logic: Logic, rows: readonly Read<RecordFilter>[]): Read<RecordFilter> {
  if (logic.kind === 'row') return rows[logic.row - 1] as Read<RecordFilter>;
  if (logic.kind === 'not') {
    const inner = compileLogic(logic.of, rows);
    return (turn) => ({ kind: 'not', of: inner(turn) });
  }
  const { kind } = logic;
  const parts = partsOf(logic, kind).map((part) => compileLogic(part, rows));
  return (turn) => ({ kind, of: parts.map((part) => part(turn)) });
}

/** `1 AND 2 AND 3` is one list, not a tree of pairs. */
function partsOf(logic: Logic, kind: 'and' | 'or'): readonly Logic[] {
  return logic.kind === kind ? [...partsOf(logic.left, kind), ...partsOf(logic.right, kind)] : [logic];
}
