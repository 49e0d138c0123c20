import type { Conditions } from '../model/conditions.ts';
import type { Expression, Reference, Template } from '../model/expression.ts';
import type { FieldView } from '../model/interview.ts';
import type { FieldType, ScreenField } from '../model/screens.ts';
import type { ResourceType, Value } from '../model/value.ts';
import type { EvaluationContext } from '../values/scope.ts';

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
}

/** What compiling a field may ask for. */
export interface FieldContext<S extends EvaluationContext> {
  read(expression: Expression): (state: S) => Value;
  typeOf(expression: Expression): ResourceType | undefined;
  text(template: Template): (state: S) => string;
  test(conditions: Conditions): (state: S) => boolean;
  choices(reference: Reference): (state: S) => readonly CompiledChoice<S>[];
  /** Where the state holds the field's value. */
  slotOf(name: string): number;
}

/** An entry read by its kind: its value, or what is wrong with it. */
export type Parsed = { readonly value: Value; readonly problem: string | null };

/** What a kind adds to the view of a field. */
export type FieldFace = Pick<FieldView, 'control'> &
  Partial<Pick<FieldView, 'choices' | 'expanded' | 'text' | 'html' | 'scale'>>;

export interface CompiledField<S extends EvaluationContext> {
  /** What stands in the field at the first visit: raw, as a person would type it. */
  initial(state: S): Value;
  /**
   * Reads an entry. An empty one is the kind's empty value (text: '', else null) and no problem: whether it is required
   * is the screen's question.
   */
  parse(raw: Value, state: S): Parsed;
  face(state: S): FieldFace;
}

/** One kind of field. A file of `fields/` exports one, `index.ts` lists them all. */
export interface FieldDefinition<T extends FieldType, F = FieldFor<T>> {
  readonly type: T;
  /** The value the flow sees; null for fields without one. */
  valueType(field: F): ResourceType | null;
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
