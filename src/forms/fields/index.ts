import type { FieldType } from '../../model/screens.ts';
import type { Form } from '../define-form.ts';
import { CHECKBOX } from './checkbox.ts';
import { CHECKBOX_GROUP } from './checkbox-group.ts';
import { CURRENCY } from './currency.ts';
import { DATE } from './date.ts';
import { DATE_TIME } from './date-time.ts';
import { DISPLAY_TEXT } from './display-text.ts';
import { LONG_TEXT } from './long-text.ts';
import { MULTI_SELECT_PICKLIST } from './multi-select-picklist.ts';
import { NUMBER } from './number.ts';
import { PASSWORD } from './password.ts';
import { PICKLIST } from './picklist.ts';
import { RADIO_BUTTONS } from './radio-buttons.ts';
import { SECTION } from './section.ts';
import { TEXT } from './text.ts';

/** The form of every kind of screen field that this version shows. */
export const FIELD_FORMS = {
  text: TEXT,
  longText: LONG_TEXT,
  password: PASSWORD,
  number: NUMBER,
  currency: CURRENCY,
  date: DATE,
  dateTime: DATE_TIME,
  checkbox: CHECKBOX,
  picklist: PICKLIST,
  radioButtons: RADIO_BUTTONS,
  checkboxGroup: CHECKBOX_GROUP,
  multiSelectPicklist: MULTI_SELECT_PICKLIST,
  displayText: DISPLAY_TEXT,
  section: SECTION,
} as const satisfies { readonly [K in FieldType]: Form<K> };

/**
 * Kinds of fields the language has words for and this version does not show yet (LANGUAGE 7). A type with `:` in it is a
 * component of that name. All travel, and stand in `Flow.unsupported`.
 */
export const UNSUPPORTED_FIELD_TYPES = [
  'email',
  'phone',
  'url',
  'name',
  'address',
  'toggle',
  'slider',
  'lookup',
  'choiceLookup',
  'choiceComponent',
  'dataTable',
  'image',
  'fileUpload',
  'dependentPicklists',
  'recordField',
  'repeater',
] as const;

/** Whether a field's type is one that this version reads but does not show. */
export function isUnsupportedFieldType(type: string): boolean {
  return type.includes(':') || UNSUPPORTED_FIELD_TYPES.some((known) => known === type);
}
