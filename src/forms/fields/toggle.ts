import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const TOGGLE = {
  type: 'toggle',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:toggle' },
  doc: 'A switch that is on or off.',
  snippet: { type: 'toggle', inputs: { label: 'Label', messageToggleActive: 'On', messageToggleInactive: 'Off' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'toggle'>;
