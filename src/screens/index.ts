import type { FieldType, ScreenField } from '../model/screens.ts';
import type { ResourceType } from '../model/value.ts';
import type { FieldDefinition } from './define-field.ts';
import { actionButton } from './fields/action-button.ts';
import { address } from './fields/address.ts';
import { checkbox } from './fields/checkbox.ts';
import { checkboxGroup } from './fields/checkbox-group.ts';
import { choiceComponent } from './fields/choice-component.ts';
import { choiceLookup } from './fields/choice-lookup.ts';
import { component } from './fields/component.ts';
import { currency } from './fields/currency.ts';
import { dataTable } from './fields/data-table.ts';
import { date } from './fields/date.ts';
import { dateTime } from './fields/date-time.ts';
import { dependentPicklists } from './fields/dependent-picklists.ts';
import { displayText } from './fields/display-text.ts';
import { email } from './fields/email.ts';
import { fileUpload } from './fields/file-upload.ts';
import { image } from './fields/image.ts';
import { longText } from './fields/long-text.ts';
import { lookup } from './fields/lookup.ts';
import { multiSelectPicklist } from './fields/multi-select-picklist.ts';
import { name } from './fields/name.ts';
import { number } from './fields/number.ts';
import { password } from './fields/password.ts';
import { phone } from './fields/phone.ts';
import { picklist } from './fields/picklist.ts';
import { radioButtons } from './fields/radio-buttons.ts';
import { recordField } from './fields/record-field.ts';
import { repeater } from './fields/repeater.ts';
import { section } from './fields/section.ts';
import { slider } from './fields/slider.ts';
import { text } from './fields/text.ts';
import { time } from './fields/time.ts';
import { toggle } from './fields/toggle.ts';
import { url } from './fields/url.ts';
import { visualPicker } from './fields/visual-picker.ts';

/** Every kind of screen field; a forgotten one does not compile. */
export const FIELDS: { readonly [T in FieldType]: FieldDefinition<T> } = {
  text,
  longText,
  password,
  number,
  currency,
  date,
  time,
  dateTime,
  checkbox,
  picklist,
  radioButtons,
  checkboxGroup,
  multiSelectPicklist,
  choiceLookup,
  visualPicker,
  choiceComponent,
  email,
  phone,
  url,
  name,
  address,
  toggle,
  slider,
  lookup,
  dependentPicklists,
  dataTable,
  fileUpload,
  image,
  actionButton,
  component,
  recordField,
  repeater,
  displayText,
  section,
};

/** The definition of a field's kind, seen as one that takes any field of that kind. */
export function fieldDefinition(type: FieldType): FieldDefinition<FieldType, ScreenField> {
  // Each entry takes the fields of its own type only, and is only ever given those.
  return FIELDS[type] as unknown as FieldDefinition<FieldType, ScreenField>;
}

/** All fields of a screen that have names of their own, in the order a person meets them: in columns and repeaters too. */
export function allFields(fields: readonly ScreenField[]): readonly ScreenField[] {
  return fields.flatMap((field) => [field, ...fieldsWithin(field).flatMap((inner) => allFields(inner))]);
}

function fieldsWithin(field: ScreenField): readonly (readonly ScreenField[])[] {
  if (field.type === 'section') return field.columns.map((column) => column.fields);
  return field.type === 'repeater' ? [field.fields] : [];
}

/** The type of the value a field gives to the flow; null where it gives none. */
export function fieldValueType(field: ScreenField): ResourceType | null {
  return fieldDefinition(field.type).valueType(field, typesWithin);
}

function typesWithin(fields: readonly ScreenField[]): Readonly<Record<string, ResourceType>> {
  const types: Record<string, ResourceType> = {};
  for (const field of allFields(fields)) {
    const type = fieldValueType(field);
    if (type !== null) types[field.name] = type;
  }
  return types;
}

/** Whether a person fills the field in. */
export function isEntryField(field: ScreenField): boolean {
  return fieldDefinition(field.type).entry ?? fieldValueType(field) !== null;
}
