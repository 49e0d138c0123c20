import type { FieldType } from '../../model/screens.ts';
import type { Form } from '../define-form.ts';
import { ACTION_BUTTON } from './action-button.ts';
import { ADDRESS } from './address.ts';
import { CHECKBOX } from './checkbox.ts';
import { CHECKBOX_GROUP } from './checkbox-group.ts';
import { CHOICE_COMPONENT } from './choice-component.ts';
import { CHOICE_LOOKUP } from './choice-lookup.ts';
import { COMPONENT } from './component.ts';
import { CURRENCY } from './currency.ts';
import { DATA_TABLE } from './data-table.ts';
import { DATE } from './date.ts';
import { DATE_TIME } from './date-time.ts';
import { DEPENDENT_PICKLISTS } from './dependent-picklists.ts';
import { DISPLAY_TEXT } from './display-text.ts';
import { EMAIL } from './email.ts';
import { FILE_UPLOAD } from './file-upload.ts';
import { IMAGE } from './image.ts';
import { LONG_TEXT } from './long-text.ts';
import { LOOKUP } from './lookup.ts';
import { MULTI_SELECT_PICKLIST } from './multi-select-picklist.ts';
import { NAME } from './name.ts';
import { NUMBER } from './number.ts';
import { PASSWORD } from './password.ts';
import { PHONE } from './phone.ts';
import { PICKLIST } from './picklist.ts';
import { RADIO_BUTTONS } from './radio-buttons.ts';
import { RECORD_FIELD } from './record-field.ts';
import { REPEATER } from './repeater.ts';
import { SECTION } from './section.ts';
import { SLIDER } from './slider.ts';
import { TEXT } from './text.ts';
import { TIME } from './time.ts';
import { TOGGLE } from './toggle.ts';
import { URL_FIELD } from './url.ts';
import { VISUAL_PICKER } from './visual-picker.ts';

/** The form of every kind of screen field. A kind whose marks another's include stands before it. */
export const FIELD_FORMS = {
  text: TEXT,
  longText: LONG_TEXT,
  password: PASSWORD,
  number: NUMBER,
  currency: CURRENCY,
  date: DATE,
  time: TIME,
  dateTime: DATE_TIME,
  checkbox: CHECKBOX,
  picklist: PICKLIST,
  radioButtons: RADIO_BUTTONS,
  checkboxGroup: CHECKBOX_GROUP,
  multiSelectPicklist: MULTI_SELECT_PICKLIST,
  choiceLookup: CHOICE_LOOKUP,
  visualPicker: VISUAL_PICKER,
  choiceComponent: CHOICE_COMPONENT,
  email: EMAIL,
  phone: PHONE,
  url: URL_FIELD,
  name: NAME,
  address: ADDRESS,
  toggle: TOGGLE,
  slider: SLIDER,
  lookup: LOOKUP,
  dependentPicklists: DEPENDENT_PICKLISTS,
  dataTable: DATA_TABLE,
  fileUpload: FILE_UPLOAD,
  image: IMAGE,
  actionButton: ACTION_BUTTON,
  component: COMPONENT,
  recordField: RECORD_FIELD,
  repeater: REPEATER,
  displayText: DISPLAY_TEXT,
  section: SECTION,
} as const satisfies { readonly [K in FieldType]: Form<K> };

/** Whether the `type:` of a field is the name of a component rather than a word of the language. */
export function isComponentName(type: string): boolean {
  return type.includes(':');
}
