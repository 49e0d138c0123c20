import type { Control } from '../../model/interview.ts';
import type { EntryField } from '../../model/screens.ts';
import type { ResourceType, Value } from '../../model/value.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { toText } from '../../values/text.ts';
import type { CompiledField, FieldContext, FieldDefinition, Parsed } from '../define-field.ts';

/**
 * A field that holds text as it was typed. An empty one is empty text, never null: "Is Null" on it is always false
 * (reference: flow-semantics 2).
 */
export function defineTextField<T extends 'text' | 'longText' | 'password'>(
  type: T,
  control: Control,
): FieldDefinition<T, EntryField> {
  return {
    type,
    valueType: () => ({ dataType: 'Text' }),
    compile: (field, context) => ({
      initial: initialText(field, context),
      parse: (raw) => ({ value: typeof raw === 'string' ? raw : raw === null ? '' : String(raw), problem: null }),
      face: () => ({ control }),
    }),
  };
}

/** The default as text; nothing where there is none. */
export function initialText<S extends EvaluationContext>(
  field: EntryField,
  context: FieldContext<S>,
): (state: S) => Value {
  const { default: expression } = field;
  if (!expression) return () => '';
  const read = context.read(expression);
  const type = context.typeOf(expression);
  return (state) => toText(read(state), type, state);
}

/** A field whose typed text is read by `parse`; `show` writes a value the way it would be typed. */
export function parsedEntry<S extends EvaluationContext>(
  field: { readonly default?: EntryField['default'] },
  context: FieldContext<S>,
  kind: {
    readonly face: CompiledField<S>['face'];
    readonly type: ResourceType;
    show(value: Value, state: S): string;
    parse(text: string, state: S): Parsed;
  },
): CompiledField<S> {
  const read = field.default ? context.read(field.default) : () => null;
  return {
    initial: (state) => {
      const value = read(state);
      return value === null ? '' : kind.show(value, state);
    },
    parse: (raw, state) => {
      const text = typeof raw === 'string' ? raw : raw === null ? '' : kind.show(raw, state);
      return text.trim() === '' ? { value: null, problem: null } : kind.parse(text, state);
    },
    face: kind.face,
  };
}
