import { attributesOf } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';

/** Action Button (flowruntime:actionButton): starts the action of the screen that names it (`on:`). */
export const actionButton: FieldDefinition<'actionButton'> = {
  type: 'actionButton',
  valueType: () => null,
  compile: (field, context) => {
    const attributes = attributesOf(field, context);
    const label = attributes.has('label') ? attributes.text('label') : () => field.name.replaceAll('_', ' ');
    const action = context.actionOn(field.name);
    return {
      parse: () => ({ value: null, problem: null }),
      face: () => ({ control: 'button', ...(action === undefined ? {} : { press: { action } }) }),
      label,
      locked: attributes.flag('disabled'),
    };
  },
};
