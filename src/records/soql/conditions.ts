import type { WhereClause } from '@jetstreamapp/soql-parser-js';
import { FIELD_TYPES } from '../field-types.ts';
import type { RecordError } from '../record-error.ts';
import { type DayRange, daysOfLiteral } from './date-literals.ts';
import { type Complain, type Literal, readLiteral, unquote } from './literals.ts';
import type { Column, Condition } from './query-plan.ts';

/** What conditions need to know of the query around them. */
export interface ConditionContext {
  readonly now: Date;
  /** The column of a field path; throws when there is none. */
  column(path: string): Column;
  /** An error that points at a field of the WHERE clause. */
  error(errorCode: string, path: string, message: string): RecordError;
  /** An error for something that SOQL has and this org has not. */
  unsupported(what: string): RecordError;
}

interface Comparison {
  readonly field: string;
  readonly operator: string;
  readonly literals: readonly Literal[];
}

type Item = '(' | ')' | 'AND' | 'OR' | 'NOT' | Comparison;

/**
 * The parser gives a chain of comparisons with counts of parentheses; this makes the tree that they mean.
 * @param nots how many words NOT the query's text has in its conditions, without those of NOT IN
 */
export function toCondition(where: WhereClause, nots: number, context: ConditionContext): Condition {
  const items = flatten(where, context);
  // The parser (6.3.1) loses words of `(NOT (NOT (NOT`: better no answer than a wrong one.
  if (items.filter((item) => item === 'NOT').length !== nots) throw context.unsupported('three NOT within each other');
  let next = 0;

  const list = (): Condition => {
    const parts = [unary()];
    const word = items[next];
    if (word !== 'AND' && word !== 'OR') return parts[0] as Condition;
    while (items[next] === word) {
      next++;
      parts.push(unary());
    }
    const other = items[next];
    // a AND b OR c: Salesforce asks for parentheses.
    if (other === 'AND' || other === 'OR') {
      throw context.error('MALFORMED_QUERY', other, `unexpected token: '${other}'`);
    }
    return { kind: word === 'AND' ? 'and' : 'or', parts };
  };
  const unary = (): Condition => {
    const item = items[next++];
    if (item === 'NOT') return { kind: 'not', part: unary() };
    if (item === '(') {
      const inner = list();
      next++;
      return inner;
    }
    if (item === undefined || typeof item === 'string') {
      throw context.error('MALFORMED_QUERY', item ?? '', `unexpected token: '${item ?? '<EOF>'}'`);
    }
    return compare(item, context);
  };
  return list();
}

function flatten(where: WhereClause, context: ConditionContext): readonly Item[] {
  const items: Item[] = [];
  for (let clause: WhereClause | undefined = where; clause !== undefined; ) {
    const { left } = clause;
    if (left !== null) {
      items.push(...Array<Item>(left.openParen ?? 0).fill('('));
      if ('fn' in left) throw context.unsupported(`the function ${left.fn.functionName ?? ''} in WHERE`);
      if ('valueQuery' in left) throw context.unsupported('a subquery in WHERE');
      if ('field' in left) {
        const { field, operator, value, literalType } = left;
        const texts: readonly string[] = Array.isArray(value) ? value : [value];
        const kinds: readonly (string | undefined)[] = Array.isArray(literalType)
          ? literalType
          : texts.map(() => literalType);
        items.push({ field, operator, literals: texts.map((text, i) => ({ text, kind: kinds[i] ?? 'STRING' })) });
        items.push(...Array<Item>(left.closeParen ?? 0).fill(')'));
      }
    }
    if (!('operator' in clause)) break;
    items.push(clause.operator);
    clause = clause.right;
  }
  return items;
}

type Operation = (column: Column, literals: readonly Literal[], complain: Complain, now: Date) => Condition;

const not = (part: Condition): Condition => ({ kind: 'not', part });

const equal: Operation = (column, [literal], complain, now) => {
  const days = literal && daysOf(literal, now);
  if (days) return within(column, days);
  return { kind: 'equal', column, value: literal ? readLiteral(literal, column.field, complain) : null };
};

const ordered =
  (operator: '<' | '<=' | '>' | '>='): Operation =>
  (column, [literal], complain, now) => {
    const { comparison } = FIELD_TYPES[column.field.type];
    if (comparison === 'boolean') throw complain('INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on boolean field');
    if (literal === undefined) return { kind: 'compare', column, operator, value: null };
    const days = daysOf(literal, now);
    if (days === null)
      return { kind: 'compare', column, operator, value: readLiteral(literal, column.field, complain) };
    // A literal is a range: before it, up to its end, after it, from its beginning.
    const day = operator === '<' || operator === '>=' ? days.from : days.until;
    return {
      kind: 'compare',
      column,
      operator: operator === '<' || operator === '<=' ? '<' : '>=',
      value: moment(column, day),
    };
  };

const oneOf: Operation = (column, literals, complain, now) => {
  const ranges = literals.flatMap((literal) => daysOf(literal, now) ?? []);
  const values = literals
    .filter((literal) => daysOf(literal, now) === null)
    .map((literal) => readLiteral(literal, column.field, complain));
  const listed: Condition = { kind: 'in', column, values };
  return ranges.length === 0 ? listed : { kind: 'or', parts: [listed, ...ranges.map((days) => within(column, days))] };
};

const like: Operation = (column, [literal], complain) => {
  const { comparison } = FIELD_TYPES[column.field.type];
  if (comparison !== 'text') throw complain('INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${comparison} field`);
  if (literal?.kind !== 'STRING') readLiteral(literal ?? { text: '', kind: 'DECIMAL' }, column.field, complain);
  return { kind: 'like', column, pattern: unquote(literal?.text ?? "''", true) };
};

const OPERATIONS: Readonly<Record<string, Operation>> = {
  '=': equal,
  '!=': (...given) => not(equal(...given)),
  '<>': (...given) => not(equal(...given)),
  '<': ordered('<'),
  '<=': ordered('<='),
  '>': ordered('>'),
  '>=': ordered('>='),
  IN: oneOf,
  'NOT IN': (...given) => not(oneOf(...given)),
  LIKE: like,
};

function compare({ field, operator, literals }: Comparison, context: ConditionContext): Condition {
  const column = context.column(field);
  const complain: Complain = (errorCode, message) => context.error(errorCode, field, message);
  if (column.field.type === 'textarea' && column.field.length > 255) {
    throw complain('INVALID_FIELD', `field '${column.field.name}' can not be filtered in a query call`);
  }
  const operation = OPERATIONS[operator.toUpperCase()];
  if (operation === undefined)
    throw complain('INVALID_QUERY_FILTER_OPERATOR', `invalid operator on field '${column.field.name}'`);
  return operation(column, literals, complain, context.now);
}

function daysOf(literal: Literal, now: Date): DayRange | null {
  return literal.kind === 'DATE_LITERAL' || literal.kind === 'DATE_N_LITERAL' ? daysOfLiteral(literal.text, now) : null;
}

function within(column: Column, days: DayRange): Condition {
  return {
    kind: 'and',
    parts: [
      { kind: 'compare', column, operator: '>=', value: moment(column, days.from) },
      { kind: 'compare', column, operator: '<', value: moment(column, days.until) },
    ],
  };
}

/** A day as the column's type is stored. */
function moment(column: Column, day: string): string {
  return column.field.type === 'datetime' ? `${day}T00:00:00.000Z` : day;
}
