import type { FieldType, ScreenField } from '../model/screens.ts';
import type { ResourceType } from '../model/value.ts';
import type { FieldDefinition } from './define-field.ts';
import { checkbox } from './fields/checkbox.ts';
import { checkboxGroup } from './fields/checkbox-group.ts';
import { currency } from './fields/currency.ts';
import { date } from './fields/date.ts';
import { dateTime } from './fields/date-time.ts';
import { displayText } from './fields/display-text.ts';
import { longText } from './fields/long-text.ts';
import { multiSelectPicklist } from './fields/multi-select-picklist.ts';
import { number } from './fields/number.ts';
import { password } from './fields/password.ts';
import { picklist } from './fields/picklist.ts';
import { radioButtons } from './fields/radio-buttons.ts';
import { section } from './fields/section.ts';
import { text } from './fields/text.ts';

/** Every kind of screen field; a forgotten one does not compile. */
export const FIELDS: { readonly [T in FieldType]: FieldDefinition<T> } = {
  text,
  longText,
  password,
  number,
  currency,
  date,
  dateTime,
  checkbox,
  picklist,
  radioButtons,
  checkboxGroup,
  multiSelectPicklist,
  displayText,
  section,
};

/** The definition of a field's kind, seen as one that takes any field of that kind. */
export function fieldDefinition(type: FieldType): FieldDefinition<FieldType, ScreenField> {
  // Each entry takes the fields of its own type only, and is only ever given those.
  return FIELDS[type] as unknown as FieldDefinition<FieldType, ScreenField>;
}

/** All fields of a screen, sections' columns included, in the order a person meets them. */
export function allFields(fields: readonly ScreenField[]): readonly ScreenField[] {
  return fields.flatMap((field) =>
    field.type === 'section' ? [field, ...field.columns.flatMap((column) => allFields(column.fields))] : [field],
  );
}

/** The type of the value a field gives to the flow; null where it gives none. */
export function fieldValueType(field: ScreenField): ResourceType | null {
  return fieldDefinition(field.type).valueType(field);
}
