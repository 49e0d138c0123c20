import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

/** A component that is not Salesforce's own; its `type:` is its name, which has a colon in it (`c:datatable`). */
export const COMPONENT = {
  type: 'component',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance' },
  doc: 'A Lightning component by its name; org/components may declare what stands in for it.',
  snippet: { type: 'c:component', inputs: {} },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'component'>;
