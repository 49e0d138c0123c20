import type { RecordQuery } from '../model/interview.ts';
import type { Value, Values } from '../model/value.ts';
import type { RecordAccess } from './access.ts';
import { toFlowCondition } from './flow-filter.ts';
import { toFlowValue } from './flow-values.ts';
import type { ObjectDefinition } from './objects/define-object.ts';
import type { ObjectCatalog } from './objects/index.ts';
import { insufficientAccess, unknownField, unknownObject } from './problems.ts';
import { RecordError } from './record-error.ts';
import { toValue } from './run-query.ts';
import { type PathResolver, pathResolver, type ResolvedPath } from './soql/resolve-path.ts';
import type { RecordStore } from './stores/record-store.ts';

/**
 * Answers a flow's query: filtered, sorted, then cut. A record holds its id and the fields that were asked for under their
 * proper names, null where they have no value; parents stand in it under their relationship's name.
 * @throws RecordError for objects and fields that do not exist, or that the user may not read.
 */
export function runFlowQuery(
  store: RecordStore,
  objects: ObjectCatalog,
  query: RecordQuery,
  access: RecordAccess,
): readonly Values[] {
  const root = objects.byName(query.object);
  if (root === undefined) throw new RecordError(unknownObject(query.object, objects));
  if (!access.object(root.name, 'read')) throw new RecordError(insufficientAccess(root.name, 'read'));
  const paths = pathResolver(root, undefined, objects, (_code, _clause, name) => {
    throw new RecordError(unknownField(name, root));
  });
  const visible = (found: ResolvedPath): boolean =>
    found.column.field.type === 'id' || access.field(found.object, found.column.field.name, 'read');
  const column = (path: string) => {
    const found = paths.resolve('WHERE', path);
    if (!visible(found)) throw new RecordError(unknownField(path, root));
    return found.column;
  };
  const selected = selectedPaths(query, root).map((path) => paths.resolve('SELECT', path));
  const shown = withParentIds(paths, selected).filter(visible);
  const where = query.where === null ? null : toFlowCondition(query.where, column);
  const orderBy = query.sort.map(({ field, order }) => ({
    column: column(field),
    descending: order === 'Desc',
    nullsLast: false,
  }));
  const rows = store.select({
    object: root.name,
    parents: paths.parents.map(({ alias, from, field }) => ({ alias, from, field })),
    columns: shown.map((one) => one.column),
    where,
    orderBy,
    limit: query.limit,
    offset: 0,
  });
  return rows.map((row) => recordOf(shown, row));
}

function selectedPaths({ fields, paths = [] }: RecordQuery, root: ObjectDefinition): readonly string[] {
  const own = fields ?? root.fields.map(({ name }) => name);
  const names = own.some((name) => name.toLowerCase() === 'id') ? own : ['Id', ...own];
  return [...new Map([...names, ...paths].map((path) => [path.toLowerCase(), path])).values()];
}

/** A parent that is reached brings its id along: it tells whether there is one. */
function withParentIds(paths: PathResolver, selected: readonly ResolvedPath[]): readonly ResolvedPath[] {
  const ids = paths.parents.flatMap(({ alias, path, object }) => {
    const field = object.field('Id');
    const known = selected.some((one) => one.column.alias === alias && one.column.field.type === 'id');
    return field && !known ? [{ column: { alias, field }, path: [...path, 'Id'], object: object.name }] : [];
  });
  return [...ids, ...selected];
}

function recordOf(shown: readonly ResolvedPath[], row: readonly unknown[]): Values {
  const record: Record<string, Value> = {};
  shown.forEach(({ path, column }, index) => {
    const value = toFlowValue(toValue(column.field, row[index]));
    place(record, path, value);
  });
  return record;
}

/** Puts a value at its path; a parent that is not there is null. */
function place(record: Record<string, Value>, path: readonly string[], value: Value): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    record[name] = value;
    return;
  }
  if (record[name] === undefined) record[name] = rest[0] === 'Id' && rest.length === 1 && value === null ? null : {};
  const parent = record[name];
  if (typeof parent === 'object' && parent !== null) place(parent as Record<string, Value>, rest, value);
}
