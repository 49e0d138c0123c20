import type { FieldDefinition } from '../define-field.ts';

/**
 * Repeater: its fields once for each item, one item at first. The screen reads the items; the value is `AllItems`, a
 * collection of objects with the fields' values.
 */
export const repeater: FieldDefinition<'repeater'> = {
  type: 'repeater',
  valueType: (field, within) => ({
    dataType: 'Apex',
    fields: { AllItems: { dataType: 'Apex', collection: true, fields: within(field.fields) } },
  }),
  compile: () => ({
    initial: () => ['1'],
    parse: () => ({ value: null, problem: null }),
    face: () => ({ control: 'group' }),
  }),
};
