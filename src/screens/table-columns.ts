import type { ResourceType, Value } from '../model/value.ts';
import { isFields } from '../values/fields.ts';
import { parseJson } from '../values/json.ts';

/** One column of a data table. */
export interface Column {
  readonly label: string;
  readonly path: readonly string[];
  readonly align: 'left' | 'right';
  /** What its kind says of the cells; undefined = nothing. */
  readonly type: ResourceType | undefined;
}

const TYPES: Readonly<Record<string, ResourceType>> = {
  date: { dataType: 'Date' },
  'date-local': { dataType: 'Date' },
  boolean: { dataType: 'Boolean' },
};
const RIGHT = new Set(['number', 'currency', 'percent']);

/**
 * The attribute `columns` of a data table: a JSON text, a list of `{ apiName, label, type, customHeaderLabel }` and more.
 * @returns none where it is no such list: a table without columns is shown as one.
 */
export function columnsOf(text: string): readonly Column[] {
  const list = parsed(text);
  return (Array.isArray(list) ? list : []).flatMap((item: Value): readonly Column[] => {
    if (!isFields(item)) return [];
    const name = textOf(item.apiName) || textOf(item.fieldName);
    if (name === '') return [];
    const kind = textOf(item.type);
    return [
      {
        label: textOf(item.customHeaderLabel) || textOf(item.label) || name,
        path: name.split('.'),
        align: RIGHT.has(kind) ? 'right' : 'left',
        type: TYPES[kind],
      },
    ];
  });
}

function parsed(text: string): Value {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
