import type { FieldDefinition } from '../define-field.ts';
import { parseLocaleDate } from '../locale.ts';
import { parsedEntry } from './entry.ts';

/** Date (InputField : Date): a day without a time zone. */
export const date: FieldDefinition<'date'> = {
  type: 'date',
  valueType: () => ({ dataType: 'Date' }),
  compile: (field, context) =>
    parsedEntry(field, context, {
      type: { dataType: 'Date' },
      face: () => ({ control: 'date' }),
      show: (value) => String(value).slice(0, 10),
      parse: (typed, state) => {
        const value = parseLocaleDate(typed, state.locale);
        return { value, problem: value === null ? 'Enter a date, such as 2026-01-31.' : null };
      },
    }),
};
