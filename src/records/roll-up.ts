import type { SummaryFilter, SummaryFilterOperator } from '../model/org.ts';
import { add, type ExactNumber, fromDouble, toDouble } from '../values/number.ts';
import { type ChangeContext, momentOf } from './insert-record.ts';
import type { FieldDefinition, FieldValue, ObjectDefinition, RecordValues } from './objects/define-object.ts';
import type { ObjectCatalog, Summary } from './objects/index.ts';
import { brokenRule } from './problems.ts';
import { RecordError } from './record-error.ts';
import type { RecordStore, StoredRecord } from './stores/record-store.ts';

/** A record that was saved: as it was and as it is; null where it was not there, or is not any more. */
export interface SavedChange {
  readonly before: StoredRecord | null;
  readonly after: StoredRecord | null;
}

/** Masters of masters: an org has three levels at most, and files may say that two objects are each other's master. */
const MAX_DEPTH = 10;

/**
 * Computes the roll-up summaries of the parents of records that were saved, and of their parents in turn (Salesforce
 * Help: Roll-Up Summary Field). Of no children the count and the sum are 0, the least and the greatest null; children
 * without a value do not count for any of the last three. A parent has to keep its validation rules with its new values.
 * An org does this after the flows of the child; here they see the parent with its new values already, and no flow of
 * the parent is started.
 * @throws RecordError FIELD_CUSTOM_VALIDATION_EXCEPTION of the parent
 */
export function rollUp(
  store: RecordStore,
  objects: ObjectCatalog,
  changes: readonly SavedChange[],
  context: ChangeContext,
  depth = 0,
): void {
  const byParent = new Map<string, Summary[]>();
  for (const { before, after } of changes) {
    const child = (after ?? before)?.object ?? '';
    for (const summary of objects.summariesOf(child)) {
      for (const id of parentsOf(summary, objects.byName(child), before, after)) {
        const list = byParent.get(id);
        if (list === undefined) byParent.set(id, [summary]);
        else if (!list.includes(summary)) list.push(summary);
      }
    }
  }
  const parents = [...byParent].flatMap(([id, summaries]) => computeParent(store, objects, id, summaries, context));
  if (parents.length > 0 && depth < MAX_DEPTH) rollUp(store, objects, parents, context, depth + 1);
}

/** The parents for which a change makes a difference: none where nothing changed that the summary looks at. */
function parentsOf(
  { field: { summary } }: Summary,
  child: ObjectDefinition | undefined,
  before: StoredRecord | null,
  after: StoredRecord | null,
): readonly string[] {
  if (summary === undefined || child === undefined) return [];
  const names = [summary.by, summary.field ?? summary.by, ...summary.where.map(({ field }) => field)];
  const fields = names.map((name) => child.field(name)?.name ?? name);
  if (before && after && fields.every((name) => before.values[name] === after.values[name])) return [];
  const link = fields[0] ?? '';
  const ids = [before, after].map((record) => record?.values[link]);
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

function computeParent(
  store: RecordStore,
  objects: ObjectCatalog,
  id: string,
  summaries: readonly Summary[],
  context: ChangeContext,
): readonly SavedChange[] {
  const before = store.find(id);
  const computed = summaries.filter(({ parent }) => parent.name === before?.object);
  const definition = computed[0]?.parent;
  if (before === undefined || before.deleted || definition === undefined) return [];
  const values = Object.fromEntries(computed.map(({ field }) => [field.name, summaryOf(store, objects, id, field)]));
  if (Object.entries(values).every(([name, value]) => before.values[name] === value)) return [];
  const after = { ...before, values: definition.derive({ ...before.values, ...values }, values, momentOf(context)) };
  checkParent(definition, after.values, before.values, context);
  store.replace(after);
  return [{ before, after }];
}

function checkParent(
  definition: ObjectDefinition,
  values: RecordValues,
  prior: RecordValues,
  context: ChangeContext,
): void {
  const [first, ...others] = definition.broken(values, prior, momentOf(context)).map(brokenRule);
  if (first !== undefined) throw new RecordError(first, ...others);
}

function summaryOf(store: RecordStore, objects: ObjectCatalog, id: string, own: FieldDefinition): FieldValue {
  const { summary, defaultValue } = own;
  const child = objects.byName(summary?.object ?? '');
  const link = child?.field(summary?.by ?? '');
  if (summary === undefined || child === undefined || link === undefined) return defaultValue;
  const filters = summary.where.flatMap((filter) => {
    const field = child.field(filter.field);
    return field === undefined ? [] : [{ filter, field }];
  });
  // Of conditions on fields that the object does not have nothing is known.
  if (filters.length < summary.where.length) return defaultValue;
  const summarized = summary.field === null ? link : child.field(summary.field);
  if (summarized === undefined) return defaultValue;
  const rows = store.select({
    object: child.name,
    parents: [],
    columns: [summarized, ...filters.map(({ field }) => field)].map((field) => ({ alias: 0, field })),
    where: { kind: 'equal', column: { alias: 0, field: link }, value: id },
    orderBy: [],
    limit: null,
    offset: 0,
  });
  const counted = rows.filter(([, ...values]) =>
    filters.every(({ filter, field }, index) => isMet(filter, field, values[index])),
  );
  if (summary.operation === 'count') return counted.length;
  const values = counted
    .map(([value]) => value)
    .filter((value) => typeof value === 'number' || typeof value === 'string');
  if (summary.operation === 'sum') return sumOf(values);
  // Numbers, or dates and times in ISO, which sort by time.
  const isFirst = (a: number | string, b: number | string): boolean => (summary.operation === 'min' ? a < b : a > b);
  const [first = null, ...others] = values;
  return others.reduce<number | string | null>(
    (best, one) => (best === null || isFirst(one, best) ? one : best),
    first,
  );
}

const ZERO: ExactNumber = 0;

/** Exact: 0.1 and 0.2 are 0.3. */
function sumOf(values: readonly (number | string)[]): number {
  return toDouble(values.reduce<ExactNumber>((sum, value) => add(sum, fromDouble(Number(value)) ?? ZERO), ZERO));
}

type Test = (value: string | number, wanted: string | number) => boolean;

/** Operators that ask one value; the others are made of them. */
const TESTS: { readonly [O in SummaryFilterOperator]?: Test } = {
  equalTo: (value, wanted) => value === wanted,
  greaterThan: (value, wanted) => value > wanted,
  greaterThanOrEqualTo: (value, wanted) => value >= wanted,
  lessThan: (value, wanted) => value < wanted,
  lessThanOrEqualTo: (value, wanted) => value <= wanted,
  contains: (value, wanted) => String(value).includes(String(wanted)),
  startsWith: (value, wanted) => String(value).startsWith(String(wanted)),
  includes: (value, wanted) => String(value).split(';').includes(String(wanted)),
};
const NEGATED: { readonly [O in SummaryFilterOperator]?: SummaryFilterOperator } = {
  notEqualTo: 'equalTo',
  notContains: 'contains',
  excludes: 'includes',
};

/** Whether a child's value meets a condition: as in all filters of an org, case does not count. */
function isMet({ operator, values }: SummaryFilter, field: FieldDefinition, raw: unknown): boolean {
  const positive = NEGATED[operator];
  if (positive !== undefined) return !isMet({ field: field.name, operator: positive, values }, field, raw);
  const value = comparable(raw, field);
  const wanted = values.length === 0 ? [''] : values;
  return wanted.some((text) => {
    const one = comparable(text, field);
    // No value is only ever equal to none.
    if (value === null || one === null) return operator === 'equalTo' && value === one;
    return TESTS[operator]?.(value, one) ?? false;
  });
}

const NUMBERS: readonly string[] = ['int', 'double', 'currency', 'percent'];

function comparable(value: unknown, { type }: FieldDefinition): string | number | null {
  if (value === null || value === undefined || value === '') return null;
  // Stores keep true and false in their own ways.
  if (type === 'boolean')
    return value === true || value === 1 || /^(?:true|1)$/i.test(String(value)) ? 'true' : 'false';
  return NUMBERS.includes(type) ? Number(value) : String(value).toLowerCase();
}
