import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const DATA_TABLE = {
  type: 'dataTable',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:datatable' },
  doc: 'Records in rows and columns, of which some can be selected.',
  snippet: {
    type: 'dataTable',
    inputs: {
      label: 'Records',
      tableData: '{!records}',
      columns: '[{"apiName":"Name","label":"Name","type":"text"}]',
      selectionMode: 'SINGLE_SELECT',
    },
    types: { T: 'Account' },
  },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'dataTable'>;
