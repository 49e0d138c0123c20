import type { ComponentField, ComponentType } from '../../model/screens.ts';
import type { ResourceType } from '../../model/value.ts';
import { toText } from '../../values/text.ts';
import { attributesOf, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const BOOLEAN: ResourceType = { dataType: 'Boolean' };

/** Attributes of every component that is one line of text. */
const TEXT_ATTRIBUTES: Readonly<Record<string, ResourceType>> = {
  value: TEXT,
  label: TEXT,
  placeholder: TEXT,
  pattern: TEXT,
  required: BOOLEAN,
  readonly: BOOLEAN,
  disabled: BOOLEAN,
};

/**
 * A component for one line of text: its entry is its attribute `value`. An empty one is empty text, as in a text field.
 * @param problemOf what is wrong with a text that is not empty; `pattern` is the attribute of this name.
 */
export function defineTextComponent<T extends ComponentType>(
  type: T,
  problemOf: (text: string, pattern: string) => string | null,
): FieldDefinition<T, ComponentField> {
  return {
    type,
    valueType: (field) => typeOfAttributes(field, TEXT_ATTRIBUTES),
    compile: (field, context) => {
      const attributes = attributesOf(field, context);
      const [value, pattern, placeholder] = ['value', 'pattern', 'placeholder'].map((name) => attributes.text(name));
      const [readOnly, disabled] = ['readonly', 'disabled'].map((name) => attributes.flag(name));
      return {
        initial: (state) => value?.(state) ?? '',
        parse: (raw, state) => {
          const text = toText(raw, undefined, state);
          const problem = text.trim() === '' ? null : problemOf(text, pattern?.(state) ?? '');
          return { value: { ...attributes.all(state), value: text }, problem };
        },
        face: (state) => ({ control: 'text', placeholder: placeholder?.(state) ?? '' }),
        label: attributes.text('label'),
        required: attributes.flag('required'),
        locked: (state) => readOnly?.(state) === true || disabled?.(state) === true,
      };
    },
  };
}

/** The org's own words for an entry that is no such thing, and what would be one. */
export function invalidFormat(example: string): string {
  return `You have entered an invalid format. Enter one such as ${example}.`;
}
