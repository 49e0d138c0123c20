import { FlowrunError } from '../../errors.ts';
import type { Expression, Reference, Template } from '../../model/expression.ts';
import type { ComponentField, EntryField, NumberField, ScreenField } from '../../model/screens.ts';
import type { StandIn } from '../../model/stand-in.ts';
import type { DataType, ResourceType, Value, Values } from '../../model/value.ts';
import { parseJson } from '../../values/json.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { attributesOf, inputOf, plainText } from '../attributes.ts';
import type { CompiledField, FieldContext, FieldDefinition } from '../define-field.ts';

/**
 * A component that is not Salesforce's own. Fields of our kinds stand in for it: those that `org/components` declares,
 * else a line of text for each attribute that the flow takes from it, so that no flow is stopped by a component. All that
 * goes in comes out again (reference: flow-semantics 2).
 */
export const component: FieldDefinition<'component'> = {
  type: 'component',
  valueType: () => ({ dataType: 'Apex' }),
  compile: <S extends EvaluationContext>(field: ComponentField, context: FieldContext<S>): CompiledField<S> => {
    const attributes = attributesOf(field, context);
    const standIn = context.standIn(field.component ?? '');
    const fields = standIn ? fieldsFor(standIn, field) : usedAttributes(field, context);
    const texts = standIn ? structuredTypes(standIn) : outputTypes(field, context);
    const shown = fields.filter(({ type }) => type === 'displayText').map(({ name }) => name);
    const label = attributes.has('label') ? attributes.text('label') : () => standIn?.label ?? field.component ?? '';
    return {
      parse: () => ({ value: null, problem: null }),
      face: () => ({ control: 'group' }),
      label,
      parts: {
        columns: [{ width: 12, fields }],
        gather: (values, state) => ({ ...attributes.all(state), ...mapped(without(values, shown), texts) }),
      },
    };
  },
};

/** The fields of a stand-in; where it says none, what goes in is shown, and each output asked for by a field of its type. */
function fieldsFor(standIn: StandIn, field: ComponentField): readonly ScreenField[] {
  if (standIn.fields.length > 0) return standIn.fields.map((each) => filledIn(each, field));
  const { place, onRevisit } = field;
  const shown = field.inputs.flatMap(({ name, value }): readonly ScreenField[] => {
    if (name === 'label' || standIn.outputs[name]) return [];
    const types = standIn.inputs[name];
    const text = value.kind === 'reference' || value.kind === 'template' || value.kind === 'literal';
    if (!text || (types && isStructured(types))) return [];
    const { parts } = replacedText(
      { kind: 'template', place, parts: [`${name}: `, { kind: 'reference', path: name, place }] },
      field,
    );
    return [
      { type: 'displayText', name: `${name}_shown`, place, html: false, text: { kind: 'template', place, parts } },
    ];
  });
  const asked = Object.entries(standIn.outputs).map(([name, type]): ScreenField => {
    const given = inputOf(field.inputs, name);
    const label = plainText(isStructured(type) ? `${name} (JSON)` : name, place);
    const common = { name, place, label, required: false, onRevisit };
    const filled = given ? { ...common, default: given } : common;
    const entry = isStructured(type) ? 'longText' : ENTRIES[type.dataType];
    if (entry === 'number' || entry === 'currency')
      return { ...filled, type: entry, scale: type.scale ?? MOST_DECIMALS };
    return { ...filled, type: entry };
  });
  return [...shown, ...asked];
}

/** As many as a number of an org has. */
const MOST_DECIMALS = 17;

/** The field that a scalar is typed into. */
const ENTRIES: Readonly<Record<DataType, EntryField['type'] | NumberField['type']>> = {
  Text: 'text',
  Number: 'number',
  Currency: 'currency',
  Boolean: 'checkbox',
  Date: 'date',
  DateTime: 'dateTime',
  Time: 'time',
  Picklist: 'text',
  Multipicklist: 'text',
  Record: 'longText',
  Apex: 'longText',
  JSON: 'longText',
};

function isStructured({ dataType, collection }: ResourceType): boolean {
  return collection === true || dataType === 'Record' || dataType === 'Apex' || dataType === 'JSON';
}

/** Attributes that are typed as JSON. */
function structuredTypes({ inputs, outputs }: StandIn): ReadonlyMap<string, ResourceType> {
  return new Map(Object.entries({ ...inputs, ...outputs }).filter(([, type]) => isStructured(type)));
}

/** What the variables take that attributes go into, where that is no text: by attribute. */
function outputTypes<S extends EvaluationContext>(
  { outputs }: ComponentField,
  context: FieldContext<S>,
): ReadonlyMap<string, ResourceType> {
  const rows = outputs.kind === 'map' ? outputs.rows : [];
  return new Map(
    rows.flatMap(({ name, target }): readonly [string, ResourceType][] => {
      const type = context.typeOf(target);
      return type && (type.collection === true || type.dataType !== 'Text') ? [[name, type]] : [];
    }),
  );
}

/** The values that are attributes. */
function without(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** Typed text as what its variable takes: nothing is null, records and lists are typed as JSON. */
function mapped(values: Values, types: ReadonlyMap<string, ResourceType>): Values {
  if (types.size === 0) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, types.has(name) ? structured(value) : value]),
  );
}

function structured(value: Value): Value {
  if (value === '') return null;
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch (error) {
    if (!(error instanceof FlowrunError)) throw error;
    return value;
  }
}

/** A line of text for each attribute that goes into a variable or is read by its name. */
function usedAttributes<S extends EvaluationContext>(
  field: ComponentField,
  context: FieldContext<S>,
): readonly ScreenField[] {
  const mapped = field.outputs.kind === 'map' ? field.outputs.rows.map(({ name }) => name) : [];
  return [...new Set([...mapped, ...context.membersOf(field.name)])].map((name): ScreenField => {
    const given = inputOf(field.inputs, name);
    return {
      type: 'text',
      name,
      place: field.place,
      label: plainText(name, field.place),
      required: false,
      onRevisit: field.onRevisit,
      ...(given ? { default: given } : {}),
    };
  });
}

/** A field of a stand-in for this very component: its attribute's input is what it holds at first, its texts name inputs. */
function filledIn(standIn: ScreenField, field: ComponentField): ScreenField {
  const given = inputOf(field.inputs, standIn.name);
  const filled = replaced(standIn, field) as ScreenField;
  return { ...filled, place: field.place, ...(given ? { default: given } : {}) } as ScreenField;
}

/** Everything in `node`, with the inputs in place of the references to them. */
function replaced(node: unknown, field: ComponentField): unknown {
  if (Array.isArray(node)) return node.map((item) => replaced(item, field));
  if (typeof node !== 'object' || node === null) return node;
  if ('kind' in node && node.kind === 'reference') return inputFor((node as Reference).path, field);
  if ('kind' in node && node.kind === 'template') return replacedText(node as Template, field);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, replaced(value, field)]));
}

function inputFor(path: string, field: ComponentField): Expression {
  return inputOf(field.inputs, path) ?? { kind: 'none', place: field.place };
}

/** A text in a text is one text; what has no text, such as a formula, is left out. */
function replacedText(template: Template, field: ComponentField): Template {
  const parts = template.parts.flatMap((part): Template['parts'] => {
    if (typeof part === 'string') return [part];
    const input = inputFor(part.path, field);
    if (input.kind === 'template') return input.parts;
    if (input.kind === 'reference') return [input];
    return input.kind === 'literal' ? [String(input.value ?? '')] : [];
  });
  return { ...template, parts };
}
