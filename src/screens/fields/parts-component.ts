import type { Expression, Template } from '../../model/expression.ts';
import type { ComponentField, EntryField, ScreenField } from '../../model/screens.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { asTemplate, attributesOf, inputOf } from '../attributes.ts';
import type { CompiledField, FieldContext, Parts } from '../define-field.ts';

/** Components that are drawn as several fields: each holds the attribute it is named after. */

/** A component's label, its parts and their values as its attributes. */
export function partsComponent<S extends EvaluationContext>(
  field: ComponentField,
  context: FieldContext<S>,
  label: string,
  columns: Parts<S>['columns'],
  more: (values: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>> = () => ({}),
): CompiledField<S> {
  const attributes = attributesOf(field, context);
  return {
    parse: () => ({ value: null, problem: null }),
    face: () => ({ control: 'group' }),
    label: attributes.text(label),
    parts: { columns, gather: (values, state) => ({ ...attributes.all(state), ...values, ...more(values) }) },
  };
}

/** What the parts of a component share with it. */
export function partBase(field: ComponentField, name: string, label: string) {
  const readOnly = inputOf(field.inputs, 'readonly');
  const disabled = inputOf(field.inputs, 'disabled');
  const given = inputOf(field.inputs, name);
  return {
    name,
    place: field.place,
    label: labelFrom(field, `${name}Label`, label),
    onRevisit: field.onRevisit,
    ...(readOnly ? { readOnly } : {}),
    ...(disabled ? { disabled } : {}),
    ...(given ? { default: given } : {}),
  } as const;
}

/** A line of text that holds an attribute. */
export function textPart(
  field: ComponentField,
  name: string,
  label: string,
  required: boolean | Expression = false,
  type: EntryField['type'] = 'text',
): ScreenField {
  return { type, ...partBase(field, name, label), required };
}

/** An attribute for the label, else the words that stand in an org. */
export function labelFrom(field: ComponentField, attribute: string, words: string): Template {
  return asTemplate(inputOf(field.inputs, attribute), words, field.place);
}
