import type { Form } from '../define-form.ts';
import { CHOICE_FIELD_ROWS } from '../rows.ts';

export const CHOICE_COMPONENT = {
  type: 'choiceComponent',
  tag: 'fields',
  fixed: { fieldType: 'ComponentChoice' },
  doc: 'Choices drawn by a component.',
  snippet: { type: 'choiceComponent', component: 'survey:runtimeRadioButton', label: 'Label', options: ['First'] },
  exclusive: [['choices', 'options']],
  rows: [{ key: 'component', form: 'text', tag: 'extensionName', doc: 'Name of the component.' }, ...CHOICE_FIELD_ROWS],
} as const satisfies Form<'choiceComponent'>;
