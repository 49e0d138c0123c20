import type { Conditions } from './conditions.ts';
import type { Place } from './document.ts';
import type { NamedExpression, Outputs } from './elements.ts';
import type { Expression, Reference, Template } from './expression.ts';
import type { ValidationRule } from './resources.ts';
import type { DataType } from './value.ts';

/** What every screen field has. A hidden field is not required and its value is null. */
export interface FieldBase {
  readonly name: string;
  readonly place: Place;
  readonly visible?: Conditions;
  readonly description?: string;
}

/** A field that a person fills in. */
export interface InputBase extends FieldBase {
  readonly label: Template;
  readonly help?: Template;
  /** An expression only in what a component is made of. */
  readonly required: boolean | Expression;
  readonly readOnly?: Expression;
  readonly disabled?: Expression;
  /** `reset` = evaluate the inputs anew on every visit (`inputsOnNextNavToAssocScrn: ResetValues`). */
  readonly onRevisit: 'keep' | 'reset';
}

/** Typed by hand: text, numbers, dates. */
export interface EntryField extends InputBase {
  readonly type: 'text' | 'longText' | 'password' | 'date' | 'time' | 'dateTime' | 'checkbox';
  readonly default?: Expression;
  readonly validate?: ValidationRule;
}

export interface NumberField extends InputBase {
  readonly type: 'number' | 'currency';
  readonly default?: Expression;
  readonly validate?: ValidationRule;
  /** Decimals that may be entered; 0 where the file says nothing. */
  readonly scale: number;
}

/** A choice written in place; in the metadata a choice resource named `<Field>_<Label>`. */
export interface Option {
  readonly label: string;
  readonly value: Expression;
  readonly place: Place;
}

export interface ChoiceField extends InputBase {
  readonly type:
    | 'picklist'
    | 'radioButtons'
    | 'checkboxGroup'
    | 'multiSelectPicklist'
    | 'choiceLookup'
    | 'visualPicker'
    | 'choiceComponent';
  /** `choiceComponent`: name of the component that draws the choices in an org. */
  readonly component?: string;
  readonly valueType: DataType;
  /** Names of choices and choice sets; excludes `options`. */
  readonly choices?: readonly Reference[];
  readonly options?: readonly Option[];
  readonly selected?: Reference;
  readonly default?: Expression;
}

/** Text with `{!…}`; `html` says that it is Salesforce's rich text as it stands. */
export interface DisplayTextField extends FieldBase {
  readonly type: 'displayText';
  readonly text: Template;
  readonly html: boolean;
}

export interface SectionColumn {
  /** Twelfths of the width. */
  readonly width: number;
  readonly fields: readonly ScreenField[];
}
export interface SectionField extends FieldBase {
  readonly type: 'section';
  readonly heading?: Template;
  readonly columns: readonly SectionColumn[];
}

/** Salesforce's own components, and every other one under its own name. */
export const COMPONENT_TYPES = [
  'email',
  'phone',
  'url',
  'name',
  'address',
  'toggle',
  'slider',
  'lookup',
  'dependentPicklists',
  'dataTable',
  'fileUpload',
  'image',
  'actionButton',
  'component',
] as const;
export type ComponentType = (typeof COMPONENT_TYPES)[number];

/** A Lightning component: everything about it is an attribute, its label and whether it is required as well. */
export interface ComponentField extends FieldBase {
  readonly type: ComponentType;
  /** `c:datatable`: the name of one that is not Salesforce's own. */
  readonly component?: string;
  readonly inputs: readonly NamedExpression[];
  /** Objects for its generic types: `{ T: 'Account' }`. */
  readonly types?: Readonly<Record<string, string>>;
  readonly outputs: Outputs;
  readonly choices?: readonly Reference[];
  readonly onRevisit: 'keep' | 'reset';
}

/** A field of a record variable; its name is the reference to it: `contact.LastName`. */
export interface RecordField extends FieldBase {
  readonly type: 'recordField';
  readonly required: boolean;
  readonly onRevisit: 'keep' | 'reset';
}

/** Fields that can be filled in many times. */
export interface RepeaterField extends FieldBase {
  readonly type: 'repeater';
  readonly fields: readonly ScreenField[];
}

export type ScreenField =
  | EntryField
  | NumberField
  | ChoiceField
  | DisplayTextField
  | SectionField
  | ComponentField
  | RecordField
  | RepeaterField;
export type FieldType = ScreenField['type'];
/** The model of one kind; several kinds may share one. */
export type FieldOf<T extends FieldType, F = ScreenField> = F extends { readonly type: infer U }
  ? T extends U
    ? F
    : never
  : never;
