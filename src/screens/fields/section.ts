import type { FieldDefinition } from '../define-field.ts';

/** Section (RegionContainer): columns of fields under a heading; the screen walks into the columns. */
export const section: FieldDefinition<'section'> = {
  type: 'section',
  valueType: () => null,
  compile: () => ({
    parse: () => ({ value: null, problem: null }),
    face: () => ({ control: 'group' }),
  }),
};
