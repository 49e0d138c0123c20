import type { Place } from './document.ts';
import type { Expression, Formula, Reference } from './expression.ts';

/** The metadata's comparison operators (FlowComparisonOperator), under their YAML names. */
export const COMPARISON_OPERATORS = [
  'equalTo',
  'notEqualTo',
  'greaterThan',
  'greaterThanOrEqualTo',
  'lessThan',
  'lessThanOrEqualTo',
  'contains',
  'startsWith',
  'endsWith',
  'isNull',
  'isBlank',
  'isEmpty',
  'isChanged',
  'wasSet',
  'wasSelected',
  'wasVisited',
  'in',
  'notIn',
  'hasError',
] as const;
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

export interface ConditionRow {
  /** A resource; in filters the name of a field of the filtered object. */
  readonly left: Reference;
  readonly operator: ComparisonOperator;
  readonly right: Expression;
  readonly place: Place;
}

/**
 * The condition of an outcome, a filter or a visibility rule. `logic` is `and`, `or`, or rows by number: `1 AND (2 OR NOT 3)`.
 * No rows at all = always true.
 */
export type Conditions =
  | { readonly kind: 'rows'; readonly logic: string; readonly rows: readonly ConditionRow[]; readonly place: Place }
  | { readonly kind: 'formula'; readonly formula: Formula; readonly place: Place };
