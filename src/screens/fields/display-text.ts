import type { FieldDefinition } from '../define-field.ts';

/** Display Text: merged text, or Salesforce's rich text as it stands; it has no value. */
export const displayText: FieldDefinition<'displayText'> = {
  type: 'displayText',
  valueType: () => null,
  compile: (field, context) => {
    const text = context.text(field.text);
    return {
      parse: () => ({ value: null, problem: null }),
      face: (state) => ({ control: 'static', text: text(state), html: field.html }),
    };
  },
};
