/**
 * The form of a construct: one table says how it is written in YAML and how in metadata XML. `definition` reads YAML by
 * these tables and builds the JSON Schemas from them; `metadata` translates XML by the same tables. Data only.
 */

/** How the value of a key is written; `definition` and `metadata` each hold one codec a name, checked by the compiler. */
export const FORM_NAMES = [
  'text',
  'template',
  'boolean',
  'integer',
  'number',
  'word',
  'reference',
  'value',
  'json',
  'connector',
  'assignmentRows',
  'conditions',
  'visible',
  'where',
  'namedValues',
  'outputs',
  'outcomes',
  'defaultOutcome',
  'validate',
  'buttons',
  'choices',
  'options',
  'displayText',
  'columns',
  'fields',
  'responses',
] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** One key of a construct. */
export interface FormRow {
  /** The YAML key. */
  readonly key: string;
  readonly form: FormName;
  /** One sentence for editors and docs. */
  readonly doc: string;
  readonly required?: boolean;
  /** What holds when the key is left out. */
  readonly default?: string | number | boolean;
  /** `word`: the words it may be. */
  readonly words?: readonly string[];
  /** The metadata's tag; composite forms know theirs. */
  readonly tag?: string;
}

export interface Form<Type extends string = string> {
  readonly type: Type;
  /** The metadata's tag of the whole construct: `assignments`, `screens`, `fields`. */
  readonly tag: string;
  readonly doc: string;
  readonly rows: readonly FormRow[];
}
