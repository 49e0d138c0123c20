import type { FieldType, OrderByClause, Query } from '@jetstreamapp/soql-parser-js';
import type { FieldDefinition, ObjectDefinition } from '../objects/define-object.ts';
import type { ObjectCatalog } from '../objects/index.ts';
import { problem, RecordError } from '../record-error.ts';
import { toCondition } from './conditions.ts';
import { offsetOf, soqlError, tokensOf } from './place.ts';
import type { Column, Condition, Order, QueryPlan } from './query-plan.ts';
import { type ErrorAt, type PathResolver, pathResolver, type ResolvedPath, WSDL } from './resolve-path.ts';

/** A value of a result: where it belongs in the record. */
export interface ResultColumn {
  /** `['Name']`, `['Owner', 'Name']`. */
  readonly path: readonly string[];
  readonly field: FieldDefinition;
  /** Not asked for: the id of the record or of a parent, which tells whether that exists. */
  readonly hidden: boolean;
  /** API name of the object the field belongs to. */
  readonly object: string;
}

export interface PlannedQuery {
  readonly kind: 'records' | 'count';
  readonly plan: QueryPlan;
  /** One for each of `plan.columns`; none for a count. The first is the record's id. */
  readonly columns: readonly ResultColumn[];
}

const MAX_OFFSET = 2000;
/** FIELDS() without a bound would return whole tables. */
const MAX_ALL_FIELDS = 200;

/**
 * Finds the names of a query and reads its literals.
 * @param soql the query's text, for the places in errors
 * @param now what TODAY and its like count from
 * @throws RecordError with Salesforce's code and text: INVALID_TYPE, INVALID_FIELD, MALFORMED_QUERY, …
 */
export function planQuery(query: Query, soql: string, catalog: ObjectCatalog, now: Date): PlannedQuery {
  const error: ErrorAt = (code, clause, name, message) => soqlError(code, soql, offsetOf(soql, clause, name), message);
  const root = catalog.byName(query.sObject ?? '');
  if (root === undefined) throw error('INVALID_TYPE', 'FROM', query.sObject ?? '', unknownType(query.sObject ?? ''));
  refuseUnsupported(query);

  const paths = pathResolver(root, query.sObjectAlias, catalog, error);
  const isCount = isCountQuery(query);
  const selected = isCount ? [] : (query.fields ?? []).flatMap((field) => selectedPaths(field, root, query));
  const results = selected.map((path) => paths.resolve('SELECT', path));
  // Before the conditions reach further parents: only those of SELECT are shown.
  const ids = isCount ? [] : idColumns(root, results, paths);
  const where = conditionOf(query, soql, paths, error, now);
  const orderBy = [query.orderBy ?? []]
    .flat()
    .map((order) => toOrder(order, (path) => paths.resolve('ORDER', path).column));
  const shown = [...ids, ...results.map((result) => ({ ...result, hidden: false }))];
  return {
    kind: isCount ? 'count' : 'records',
    columns: shown.map(({ path, column, hidden, object }) => ({ path, field: column.field, hidden, object })),
    plan: {
      object: root.name,
      parents: paths.parents.map(({ alias, from, field }) => ({ alias, from, field })),
      columns: shown.map(({ column }) => column),
      where,
      orderBy,
      limit: query.limit ?? null,
      offset: checkOffset(query.offset ?? 0),
    },
  };
}

function unknownType(name: string): string {
  const hint = "If you are attempting to use a custom object, be sure to append the '__c' after the entity name.";
  return `sObject type '${name}' is not supported. ${hint} ${WSDL}`;
}

function conditionOf(query: Query, soql: string, paths: PathResolver, error: ErrorAt, now: Date): Condition | null {
  if (query.where === undefined) return null;
  return toCondition(query.where, countNots(soql), {
    now,
    column: (path) => paths.resolve('WHERE', path).column,
    error: (code, path, message) => error(code, 'WHERE', path, message),
    unsupported,
  });
}

function countNots(soql: string): number {
  const words = tokensOf(soql).map(({ text }) => text.toUpperCase());
  return words.filter((word, i) => word === 'NOT' && words[i + 1] !== 'IN').length;
}

/** The ids of the record and of the parents reached so far. */
function idColumns(root: ObjectDefinition, results: readonly ResolvedPath[], { parents }: PathResolver) {
  if (results.length === 0) return [];
  const owners = [{ alias: 0, path: [] as readonly string[], object: root }, ...parents];
  return owners.flatMap(({ alias, path, object }) => {
    const field = object.field('Id');
    return field === undefined
      ? []
      : [{ column: { alias, field }, path: [...path, 'Id'], object: object.name, hidden: true }];
  });
}

function isCountQuery({ fields = [] }: Query): boolean {
  const [first] = fields;
  if (fields.length !== 1 || first?.type !== 'FieldFunctionExpression') return false;
  return first.functionName.toUpperCase() === 'COUNT' && first.parameters.length === 0;
}

/** The paths that one entry of the SELECT list stands for, as they are written. */
function selectedPaths(field: FieldType, root: ObjectDefinition, query: Query): readonly string[] {
  if (field.type === 'FieldSubquery') throw unsupported('a subquery in SELECT');
  if (field.type === 'FieldTypeof') throw unsupported('TYPEOF');
  if (field.type === 'FieldFunctionExpression') {
    if (field.functionName.toUpperCase() === 'FIELDS') return allFields(root, query);
    throw unsupported(`the function ${field.functionName}`);
  }
  const isPrefixed = 'objectPrefix' in field;
  if (!isPrefixed && 'alias' in field && field.alias !== undefined) {
    throw new RecordError(problem('MALFORMED_QUERY', 'only aggregate expressions use field aliasing'));
  }
  const written = 'rawValue' in field ? field.rawValue : undefined;
  return [written ?? field.field];
}

function allFields(root: ObjectDefinition, query: Query): readonly string[] {
  if (query.limit === undefined || query.limit > MAX_ALL_FIELDS) {
    const message = `The SOQL FIELDS function must have a LIMIT of at most ${MAX_ALL_FIELDS}`;
    throw new RecordError(problem('MALFORMED_QUERY', message));
  }
  return root.fields.map((field) => field.name);
}

function toOrder(order: OrderByClause, column: (path: string) => Column): Order {
  if (!('field' in order)) throw unsupported('a function in ORDER BY');
  return { column: column(order.field), descending: order.order === 'DESC', nullsLast: order.nulls === 'LAST' };
}

function checkOffset(offset: number): number {
  if (offset <= MAX_OFFSET) return offset;
  throw new RecordError(problem('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`));
}

/** Clauses that exist in Salesforce and would change the answer, but not here. */
function refuseUnsupported(query: Query): void {
  if (query.groupBy !== undefined) throw unsupported('GROUP BY');
  if (query.having !== undefined) throw unsupported('HAVING');
  if (query.withDataCategory !== undefined) throw unsupported('WITH DATA CATEGORY');
  if (query.usingScope !== undefined && query.usingScope.toLowerCase() !== 'everything')
    throw unsupported('USING SCOPE');
}

function unsupported(what: string): RecordError {
  return new RecordError(problem('FUNCTIONALITY_NOT_ENABLED', `the embedded org does not know ${what}`));
}
