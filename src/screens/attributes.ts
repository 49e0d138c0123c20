import type { NamedExpression } from '../model/elements.ts';
import type { Expression, Template } from '../model/expression.ts';
import type { ComponentField } from '../model/screens.ts';
import type { ResourceType, Value, Values } from '../model/value.ts';
import { isNumber, numberToText } from '../values/number.ts';
import type { EvaluationContext } from '../values/scope.ts';
import { toText } from '../values/text.ts';
import type { FieldContext } from './define-field.ts';

/**
 * The attributes of a Lightning component, by Salesforce's names. Each is read when it is asked for, so that a screen
 * follows its entries; below API version 59 it shows what held before them (reference: flow-semantics 2).
 */
export interface Attributes<S> {
  has(name: string): boolean;
  /** The expression that was given for it. */
  given(name: string): Expression | undefined;
  /** Null where it was not given. */
  read(name: string): (state: S) => Value;
  /** Empty where it was not given. */
  text(name: string): (state: S) => string;
  flag(name: string): (state: S) => boolean;
  /** Null where it was not given or is no number. */
  number(name: string): (state: S) => number | null;
  /** All that were given: every input of a component is an output too. */
  all(state: S): Values;
}

export function attributesOf<S extends EvaluationContext>(
  field: Pick<ComponentField, 'inputs'>,
  context: FieldContext<S>,
): Attributes<S> {
  const readers = new Map(field.inputs.map(({ name, value }) => [name, settled(context.read(value))]));
  const given = (name: string): Expression | undefined => field.inputs.find((input) => input.name === name)?.value;
  const read = (name: string) => readers.get(name) ?? (() => null);
  return {
    has: (name) => readers.has(name),
    given,
    read,
    text: (name) => {
      const value = read(name);
      const expression = given(name);
      const type = expression && context.typeOf(expression);
      return (state) => toText(value(state), type, state);
    },
    flag: (name) => {
      const value = read(name);
      return (state) => isTrue(value(state));
    },
    number: (name) => {
      const value = read(name);
      return (state) => numberOf(value(state));
    },
    all: (state) => Object.fromEntries([...readers].map(([name, value]) => [name, value(state)])),
  };
}

/** Reads in the state before the entries where the screen does not follow them. */
function settled<S extends EvaluationContext>(read: (state: S) => Value): (state: S) => Value {
  return (state) => read((state as S & { readonly settled?: S }).settled ?? state);
}

/** Metadata may hold a flag as text. */
function isTrue(value: Value): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}

function numberOf(value: Value): number | null {
  if (value === null || value === '') return null;
  const number = Number(isNumber(value) ? numberToText(value) : value);
  return Number.isFinite(number) ? number : null;
}

/** The type of a component's value: an object with these attributes, and with what was given besides. */
export function typeOfAttributes(
  field: Pick<ComponentField, 'inputs'>,
  known: Readonly<Record<string, ResourceType>>,
): ResourceType {
  const given = field.inputs
    .filter(({ name }) => !Object.hasOwn(known, name))
    .map(({ name }): readonly [string, ResourceType] => [name, { dataType: 'JSON' }]);
  return { dataType: 'Apex', fields: { ...known, ...Object.fromEntries(given) } };
}

/** A text as a label. */
export function plainText(text: string, place: Template['place']): Template {
  return { kind: 'template', parts: [text], place };
}

/** An expression where only text can stand: a reference is merged into it. */
export function asTemplate(expression: Expression | undefined, otherwise: string, place: Template['place']): Template {
  if (expression?.kind === 'template') return expression;
  if (expression?.kind === 'reference') return { kind: 'template', parts: [expression], place };
  if (expression?.kind === 'literal' && typeof expression.value === 'string') return plainText(expression.value, place);
  return plainText(otherwise, place);
}

/** The expression of one input, by name. */
export function inputOf(inputs: readonly NamedExpression[], name: string): Expression | undefined {
  return inputs.find((input) => input.name === name)?.value;
}

/** A text that is written in the file; undefined where it is only known when the flow runs. */
export function literalText(inputs: readonly NamedExpression[], name: string): string | undefined {
  const expression = inputOf(inputs, name);
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}
