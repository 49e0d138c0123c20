import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const ACTION_BUTTON = {
  type: 'actionButton',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:actionButton' },
  doc: 'A button that starts an action of the screen.',
  snippet: { type: 'actionButton', inputs: { label: 'Look up' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'actionButton'>;
