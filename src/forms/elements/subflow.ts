import type { Form } from '../define-form.ts';
import { DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';

export const SUBFLOW = {
  type: 'subflow',
  tag: 'subflows',
  doc: 'Runs another flow and goes on when it is over.',
  snippet: { type: 'subflow', flow: 'Other_Flow', inputs: { input: 'value' } },
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'flow', form: 'name', tag: 'flowName', required: true, doc: 'API name of the flow.' },
    {
      key: 'inputs',
      form: 'namedValues',
      tag: 'inputAssignments',
      doc: "Values for the other flow's input variables.",
    },
    {
      key: 'outputs',
      form: 'outputs',
      tag: 'outputAssignments',
      doc: 'Left out = stored under the name of this element; a map puts outputs into variables; `none` drops them.',
    },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'subflow'>;
