import type { FieldDefinition } from '../define-field.ts';

/** Checkbox (InputField : Boolean): on a screen that was shown it is true or false, never null. */
export const checkbox: FieldDefinition<'checkbox'> = {
  type: 'checkbox',
  valueType: () => ({ dataType: 'Boolean' }),
  compile: (field, context) => {
    const read = field.default ? context.read(field.default) : () => false;
    return {
      initial: (state) => read(state) === true,
      parse: (raw) => ({ value: raw === true || raw === 'true', problem: null }),
      face: () => ({ control: 'toggle' }),
    };
  },
};
