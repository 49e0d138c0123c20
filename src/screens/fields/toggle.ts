import { attributesOf, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';

/** Toggle (flowruntime:toggle): its value is true or false, never null, on a screen that was shown. */
export const toggle: FieldDefinition<'toggle'> = {
  type: 'toggle',
  valueType: (field) =>
    typeOfAttributes(field, {
      value: { dataType: 'Boolean' },
      label: { dataType: 'Text' },
      messageToggleActive: { dataType: 'Text' },
      messageToggleInactive: { dataType: 'Text' },
      disabled: { dataType: 'Boolean' },
    }),
  compile: (field, context) => {
    const attributes = attributesOf(field, context);
    const value = attributes.flag('value');
    const active = attributes.has('messageToggleActive') ? attributes.text('messageToggleActive') : () => 'Active';
    const inactive = attributes.has('messageToggleInactive')
      ? attributes.text('messageToggleInactive')
      : () => 'Inactive';
    const isOn = (raw: unknown): boolean => raw === true || raw === 'true';
    return {
      initial: value,
      parse: (raw, state) => ({ value: { ...attributes.all(state), value: isOn(raw) }, problem: null }),
      face: (state, raw) => ({ control: 'toggle', note: (isOn(raw) ? active : inactive)(state) }),
      label: attributes.text('label'),
      locked: attributes.flag('disabled'),
    };
  },
};
