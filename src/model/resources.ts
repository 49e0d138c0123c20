import type { Conditions } from './conditions.ts';
import type { Place } from './document.ts';
import type { Outputs } from './elements.ts';
import type { Expression, Formula, Template } from './expression.ts';
import type { DataType, ResourceType } from './value.ts';

export interface ResourceBase {
  readonly name: string;
  /** Where the name stands. */
  readonly place: Place;
  readonly description?: string;
}

export interface Variable extends ResourceBase {
  readonly type: ResourceType;
  /** May a caller set it (`isInput`), may a caller read it (`isOutput`). */
  readonly input: boolean;
  readonly output: boolean;
  readonly default?: Expression;
}

export interface Constant extends ResourceBase {
  readonly type: ResourceType;
  readonly value: Expression;
}

export interface FormulaResource extends ResourceBase {
  readonly type: ResourceType;
  readonly expression: Formula;
}

export interface TextTemplate extends ResourceBase {
  readonly text: Template;
  /** Holds HTML (`isViewedAsPlainText` false). */
  readonly html: boolean;
}

export interface Choice extends ResourceBase {
  readonly label: Template;
  readonly dataType: DataType;
  /** Left out = the label is the value. */
  readonly value?: Expression;
  readonly input?: { readonly label: Template; readonly required: boolean; readonly validate?: ValidationRule };
}

/** `validate: { formula, message }`: the formula must be true, else the message is shown. */
export interface ValidationRule {
  readonly formula: Formula;
  readonly message: Template;
}

/** A dynamic choice set: of a picklist field, of records, or of a collection. */
export interface ChoiceSet extends ResourceBase {
  readonly dataType: DataType;
  readonly source:
    | { readonly kind: 'picklist'; readonly object: string; readonly field: string }
    | {
        readonly kind: 'records';
        readonly object: string;
        readonly where?: Conditions;
        readonly sort?: { readonly field: string; readonly order: 'Asc' | 'Desc' };
        readonly limit?: number;
      }
    | { readonly kind: 'collection'; readonly collection: string };
  readonly label?: string;
  readonly value?: string;
  /** Fields of the chosen record and the variables they go into. */
  readonly outputs?: Outputs;
}

export interface Stage extends ResourceBase {
  readonly label: Template;
  readonly order: number;
  readonly active: boolean;
}
