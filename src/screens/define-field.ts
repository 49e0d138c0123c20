import type { Conditions } from '../model/conditions.ts';
import type { Expression, Reference, Template } from '../model/expression.ts';
import type { FieldView, RecordQuery } from '../model/interview.ts';
import type { Choice } from '../model/resources.ts';
import type { FieldType, ScreenField } from '../model/screens.ts';
import type { StandIn } from '../model/stand-in.ts';
import type { ResourceType, Value, Values } from '../model/value.ts';
import type { EvaluationContext } from '../values/scope.ts';
import type { ObjectShape } from '../values/shape.ts';

/**
 * The port between a screen and its field kinds. A kind says how a raw entry becomes a value, what is wrong with it and
 * which of the hosts' controls draws it; the screen does visibility, validation rules and reactivity for all of them.
 */

/** A choice as a screen offers it. */
export interface CompiledChoice<S> {
  /** What a host sends back: the choice's name, for a choice set the value as text. */
  readonly key: string;
  readonly label: (state: S) => string;
  readonly value: (state: S) => Value;
  /** Its value without what was typed under it: what it is known by. Left out = `value`. */
  readonly own?: (state: S) => Value;
  /** What else happens when a screen is left with it chosen: fields of a record go into variables. */
  readonly chosen?: (state: S) => void;
}

/** The text box of a choice; the field it is has the choice's name. */
export type ChoiceInput = NonNullable<Choice['input']> & Pick<Choice, 'name' | 'place'>;

/** The choices behind a reference. Some need records, which are read before the screen is shown. */
export interface ChoiceList<S> {
  read(state: S): readonly CompiledChoice<S>[];
  readonly query?: ScreenQuery<S>;
  /** Text boxes that open under some of them. */
  readonly inputs?: readonly ChoiceInput[];
}

/** Records that a screen needs before it can be shown; null = none after all. */
export interface ScreenQuery<S> {
  /** Under which the rows are kept: a choice set's name, or a field's. */
  readonly name: string;
  make(state: S): RecordQuery | null;
}

/** What compiling a field asks of the flow. */
export interface FieldSurroundings<S extends EvaluationContext> {
  read(expression: Expression): (state: S) => Value;
  typeOf(expression: Expression): ResourceType | undefined;
  text(template: Template): (state: S) => string;
  test(conditions: Conditions): (state: S) => boolean;
  choices(reference: Reference): ChoiceList<S>;
  /** What is known of an object; undefined where nobody declares it. */
  object(name: string): ObjectShape | undefined;
  /** What stands in for a component; undefined where nobody declares it. */
  standIn(component: string): StandIn | undefined;
  /** Rows that came back for a screen's query of this name; null before they did. */
  rows(name: string): (state: S) => readonly Value[] | null;
  /** Attributes that the flow reads of a field or a resource: `{!Name.attribute}`. */
  membersOf(name: string): readonly string[];
  /** The screen's action that a button of this name starts. */
  actionOn(button: string): string | undefined;
  /** Where the state holds the field's value. */
  slotOf(name: string): number;
}

/** What compiling a field may ask for. */
export interface FieldContext<S extends EvaluationContext> extends FieldSurroundings<S> {
  /** Compiles a field of another kind that stands in for this one. */
  compile(field: ScreenField): CompiledField<S>;
}

/** Name of the stored resource that holds what was typed under a choice; no flow can declare it. */
export function inputSlotName(choice: string): string {
  return `input of ${choice}`;
}

/** An entry read by its kind: its value, or what is wrong with it. */
export type Parsed = { readonly value: Value; readonly problem: string | null };

/** What a kind adds to the view of a field. */
export type FieldFace = Pick<FieldView, 'control'> &
  Partial<
    Pick<
      FieldView,
      'choices' | 'expanded' | 'text' | 'html' | 'scale' | 'slider' | 'placeholder' | 'note' | 'table' | 'press'
    >
  >;

/** Fields that a component is made of, side by side in columns; each is named after the attribute it holds. */
export interface Parts<S> {
  readonly columns: readonly { readonly width: number; readonly fields: readonly ScreenField[] }[];
  /** The field's value from those of its parts. */
  gather(values: Values, state: S): Value;
  /** What is wrong with a part's value that is not null, by itself or beside those of others; left out = nothing ever is. */
  problem?(part: string, value: Value, other: (part: string) => Value): string | null;
}

export interface CompiledField<S extends EvaluationContext> {
  /** What stands in the field at the first visit: raw, as a person would type it. Left out = it takes no entry. */
  initial?(state: S): Value;
  /**
   * Reads an entry. An empty one is the kind's empty value (text: '', else null) and no problem: whether it is required
   * is the screen's question.
   */
  parse(raw: Value, state: S): Parsed;
  /** `raw`: what stands in it now. */
  face(state: S, raw: Value): FieldFace;
  /** Components say these by their attributes instead of keys of the field. */
  label?(state: S): string;
  help?(state: S): string | null;
  required?(state: S): boolean;
  locked?(state: S): boolean;
  readonly parts?: Parts<S>;
  /** Fields that stand under it while their choice is chosen. */
  readonly below?: readonly { readonly field: ScreenField; shows(raw: Value, state: S): boolean }[];
  /** Of what record, by its slot and the path in it, the field is a field. */
  readonly record?: { readonly variable: string; readonly slot: number; readonly path: readonly string[] };
  readonly queries?: readonly ScreenQuery<S>[];
  /** When the screen is left by Next or Finish. */
  leave?(raw: Value, state: S): void;
}

/** The types of the values that fields inside of a field give, by name. */
export type TypesWithin = (fields: readonly ScreenField[]) => Readonly<Record<string, ResourceType>>;

/** One kind of field. A file of `fields/` exports one, `index.ts` lists them all. */
export interface FieldDefinition<T extends FieldType, F = FieldFor<T>> {
  readonly type: T;
  /** The value the flow sees under the field's name; null for fields without one. */
  valueType(field: F, within: TypesWithin): ResourceType | null;
  /** Whether a person fills it in; left out = it does if it has a value. */
  readonly entry?: boolean;
  compile<S extends EvaluationContext>(field: F, context: FieldContext<S>): CompiledField<S>;
}
export type FieldFor<T extends FieldType> = ScreenField extends infer F
  ? F extends ScreenField
    ? T extends F['type']
      ? F
      : never
    : never
  : never;

/** Whether an entry counts as empty: nothing, blank text, an empty list. A checkbox is never empty. */
export function isEmptyEntry(raw: Value): boolean {
  return raw === null || (typeof raw === 'string' && raw.trim() === '') || (Array.isArray(raw) && raw.length === 0);
}
