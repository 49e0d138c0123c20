import type { SQLInputValue } from 'node:sqlite';
import { FIELD_TYPES } from '../field-types.ts';
import type { Column, Condition, Order, QueryPlan, Scalar } from '../soql/query-plan.ts';

interface Sql {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * SQL of a plan; its results are named `c0`, `c1`, … in the order of the plan's columns. SOQL knows two truth values, so every comparison gives 0 or 1, never null. Names come from object
 * definitions only; literals are always parameters.
 */
export function toSql(plan: QueryPlan): Sql {
  const values: SQLInputValue[] = [];
  const joins = plan.parents.map(({ alias, from, field }) => {
    const id = from === 0 && field === 'Id' ? 'r0.id' : `r${from}.data ->> '$.${field}'`;
    return ` LEFT JOIN record r${alias} ON r${alias}.id = ${id}`;
  });
  const columns =
    plan.columns.length === 0 ? '1' : plan.columns.map((column, i) => `${resultSql(column)} AS c${i}`).join(', ');
  const where = plan.where === null ? '' : ` AND ${conditionSql(plan.where, values)}`;
  const order = [...plan.orderBy.flatMap(orderSql), 'r0.id'].join(', ');
  // The object's name is a key of a definition: letters, digits, underscores.
  const sql =
    `SELECT ${columns} FROM record r0${joins.join('')} WHERE r0.object = '${plan.object}' AND r0.deleted = 0${where}` +
    ` ORDER BY ${order} LIMIT ${plan.limit ?? -1} OFFSET ${plan.offset}`;
  return { sql, values };
}

function columnSql({ alias, field }: Column): string {
  return field.type === 'id' ? `r${alias}.id` : `r${alias}.data ->> '$.${field.name}'`;
}

/** Whole numbers above 2^53 come out as doubles too, like they went in. */
function resultSql(column: Column): string {
  const isNumber = FIELD_TYPES[column.field.type].comparison === 'number';
  return isNumber ? `CAST(${columnSql(column)} AS REAL)` : columnSql(column);
}

function isText(column: Column): boolean {
  return FIELD_TYPES[column.field.type].comparison === 'text';
}

function orderSql({ column, descending, nullsLast }: Order): string[] {
  const value = isText(column) ? `fold(${columnSql(column)})` : columnSql(column);
  return [`${value} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsLast ? 'LAST' : 'FIRST'}`];
}

type ConditionSql = {
  readonly [K in Condition['kind']]: (condition: Extract<Condition, { kind: K }>, values: SQLInputValue[]) => string;
};

const list = (word: 'AND' | 'OR') => (condition: { readonly parts: readonly Condition[] }, values: SQLInputValue[]) =>
  `(${condition.parts.map((part) => conditionSql(part, values)).join(` ${word} `)})`;

const CONDITIONS: ConditionSql = {
  and: list('AND'),
  or: list('OR'),
  not: ({ part }, values) => `NOT ${conditionSql(part, values)}`,
  equal: ({ column, value }, values) => `(${operand(column)} IS ${parameter(column, value, values)})`,
  compare: ({ column, operator, value }, values) =>
    `coalesce(${operand(column)} ${operator} ${parameter(column, value, values)}, 0)`,
  in: ({ column, values: options }, values) => {
    const given = options.filter((value) => value !== null).map((value) => toParameter(column, value));
    values.push(JSON.stringify(given));
    const listed = `coalesce(${operand(column)} IN (SELECT value FROM json_each(?)), 0)`;
    return given.length === options.length ? listed : `(${listed} OR ${operand(column)} IS NULL)`;
  },
  like: ({ column, pattern }, values) => {
    values.push(fold(pattern));
    return `coalesce(fold(${columnSql(column)}) LIKE ? ESCAPE '\\', 0)`;
  },
};

function conditionSql<K extends Condition['kind']>(
  condition: Extract<Condition, { kind: K }>,
  values: SQLInputValue[],
): string {
  const sql: ConditionSql[K] = CONDITIONS[condition.kind as K];
  return sql(condition, values);
}

function operand(column: Column): string {
  return isText(column) ? `fold(${columnSql(column)})` : columnSql(column);
}

function parameter(column: Column, value: Scalar, values: SQLInputValue[]): string {
  values.push(toParameter(column, value));
  return '?';
}

function toParameter(column: Column, value: Scalar): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' && isText(column) ? fold(value) : value;
}

/** Text as SOQL compares it: without regard to case, in any script. */
export function fold(text: unknown): string | null {
  return typeof text === 'string' ? text.normalize('NFC').toLowerCase() : null;
}
