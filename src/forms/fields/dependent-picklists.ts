import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const DEPENDENT_PICKLISTS = {
  type: 'dependentPicklists',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:dependentPicklists' },
  doc: 'Up to three picklist fields of an object.',
  snippet: {
    type: 'dependentPicklists',
    inputs: { dependencyWrapperApiName: 'Account', topPicklistApiName: 'Industry' },
  },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'dependentPicklists'>;
