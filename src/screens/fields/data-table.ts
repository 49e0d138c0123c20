import type { TableView } from '../../model/interview.ts';
import type { ComponentField } from '../../model/screens.ts';
import type { ResourceType, Value } from '../../model/value.ts';
import { isFields, readPath } from '../../values/fields.ts';
import { isNumber, numberToText } from '../../values/number.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { typeAt } from '../../values/shape.ts';
import { toText } from '../../values/text.ts';
import { attributesOf, typeOfAttributes } from '../attributes.ts';
import type { FieldContext, FieldDefinition } from '../define-field.ts';
import { isEmptyEntry } from '../define-field.ts';
import { type Column, columnsOf } from '../table-columns.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const NUMBER: ResourceType = { dataType: 'Number' };
const BOOLEAN: ResourceType = { dataType: 'Boolean' };

const SELECTIONS: Readonly<Record<string, TableView['select']>> = {
  NO_SELECTION: 'none',
  SINGLE_SELECT: 'one',
  MULTI_SELECT: 'many',
};

/** The object that the table's rows are records of. */
function rowType(field: ComponentField): ResourceType {
  const { T: object } = field.types ?? {};
  return object === undefined ? { dataType: 'Record' } : { dataType: 'Record', of: object };
}

/**
 * Data Table (flowruntime:datatable): the records of `tableData` under the columns that `columns` lists as JSON. An entry
 * is a list of the ids of the selected rows (their numbers, from 1 on, where rows have no id); answers from data may give
 * numbers for rows with ids too. Cells cannot be edited.
 */
export const dataTable: FieldDefinition<'dataTable'> = {
  type: 'dataTable',
  valueType: (field) => {
    const rows: ResourceType = { ...rowType(field), collection: true };
    return typeOfAttributes(field, {
      selectedRows: rows,
      firstSelectedRow: rowType(field),
      preSelectedRows: rows,
      tableData: rows,
      columns: TEXT,
      label: TEXT,
      selectionMode: TEXT,
      minRowSelection: NUMBER,
      maxRowSelection: NUMBER,
      shouldDisplayLabel: BOOLEAN,
      isShowSearchBar: BOOLEAN,
    });
  },
  compile: (field, context) => {
    const attributes = attributesOf(field, context);
    const [data, chosen] = [attributes.read('tableData'), attributes.read('preSelectedRows')];
    const [columns, mode] = [attributes.text('columns'), attributes.text('selectionMode')];
    const [least, most] = [attributes.number('minRowSelection'), attributes.number('maxRowSelection')];
    type State = Parameters<typeof data>[0];
    const typeOf = cellTypes(field, context);
    const rowsOf = (state: State): readonly Row[] => keyed(data(state));
    const select = (state: State): TableView['select'] => {
      const given = SELECTIONS[mode(state)] ?? 'many';
      return given === 'many' && most(state) === 1 ? 'one' : given;
    };
    return {
      initial: (state) => keyed(chosen(state)).map(({ key }) => key),
      parse: (raw, state) => {
        const rows = rowsOf(state);
        const found = entriesOf(raw).map((entry) => findRow(rows, entry));
        const selected = found.filter((row) => row !== undefined).map(({ record }) => record);
        const limit = select(state) === 'one' ? 1 : most(state);
        return {
          value: { ...attributes.all(state), selectedRows: selected, firstSelectedRow: selected[0] ?? null },
          problem: problemOf(found.length, selected.length, select(state) === 'none' ? 0 : least(state), limit),
        };
      },
      face: (state) => {
        const shown = columnsOf(columns(state));
        const rows = rowsOf(state).map(({ key, record }) => ({
          key,
          cells: shown.map((column) => toText(cellOf(record, column), typeOf(column), state)),
        }));
        const heads = shown.map(({ label, align }) => ({ label, align }));
        return { control: 'table', table: { columns: heads, rows, select: select(state) } };
      },
      label: attributes.text('label'),
      locked: (state) => select(state) === 'none',
    };
  },
};

interface Row {
  readonly key: string;
  readonly record: Value;
}

/** Rows by their ids; by their numbers where one has none. */
function keyed(data: Value): readonly Row[] {
  const records: readonly Value[] = Array.isArray(data) ? data : [];
  const ids = records.map((record) => readPath(record, ['Id']));
  const unique = new Set(ids).size === ids.length && ids.every((id) => typeof id === 'string' && id !== '');
  return records.map((record, index) => ({ key: unique ? String(ids[index]) : String(index + 1), record }));
}

function entriesOf(raw: Value): readonly Value[] {
  if (isEmptyEntry(raw)) return [];
  return Array.isArray(raw) ? raw : [raw];
}

/** By key, by number from 1 on, or by the id of a record that is given whole. */
function findRow(rows: readonly Row[], entry: Value): Row | undefined {
  const wanted = isFields(entry) && !isNumber(entry) ? readPath(entry, ['Id']) : entry;
  const text = isNumber(wanted) ? numberToText(wanted) : String(wanted);
  return rows.find(({ key }) => key === text) ?? (/^\d+$/.test(text) ? rows[Number(text) - 1] : undefined);
}

function problemOf(entered: number, selected: number, least: number | null, most: number | null): string | null {
  if (selected < entered) return 'Select rows of the table.';
  const rows = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;
  if (least !== null && selected < least) return `Select at least ${rows(least)}.`;
  return most !== null && selected > most ? `Select no more than ${rows(most)}.` : null;
}

function cellOf(record: Value, { path }: Column): Value {
  return readPath(record, path);
}

/** The object says what a cell holds; where it is not known the value itself does. */
function cellTypes<S extends EvaluationContext>(field: ComponentField, context: FieldContext<S>) {
  const type = rowType(field);
  const known = type.of !== undefined && context.object(type.of) !== undefined;
  return ({ path, type: otherwise }: Column): ResourceType | undefined =>
    known ? typeAt(type, path, (name) => context.object(name)) : otherwise;
}
