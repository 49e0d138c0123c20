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
 * else one for each attribute that the flow takes from it, by the type of the variable that takes it, so that no flow is
 * stopped by a component. All that
 * goes in comes out again (reference: flow-semantics 2).
 */
export const component: FieldDefinition<'component'> = {
  type: 'component',
  valueType: () => ({ dataType: 'Apex' }),
  compile: <S extends EvaluationContext>(field: ComponentField, context: FieldContext<S>): CompiledField<S> => {
    const attributes = attributesOf(field, context);
    const standIn = context.standIn(field.component ?? '');
    const taken = standIn ? new Map<string, ResourceType>() : outputTypes(field, context);
    const fields = standIn ? fieldsFor(standIn, field) : usedAttributes(field, context, taken);
    const texts = standIn ? structuredTypes(standIn) : taken;
    const shown = fields.filter(({ type }) => type === 'displayText').map(({ name }) => name);
    const label = attributes.has('label') ? attributes.text('label') : () => standIn?.label ?? field.component ?? '';
    return {
      parse: () => ({ value: null, problem: null }),
      face: () => ({ control: 'group' }),
      label,
      parts: {
        columns: [{ width: 12, fields }],
        problem: (part, value) => problemOf(value, texts.get(part)),
        gather: (values, state) => ({ ...attributes.all(state), ...mapped(without(values, shown), texts) }),
      },
    };
  },
};

/** The fields of a stand-in; where it says none, what goes in is shown, and each output asked for by a field of its type. */
function fieldsFor(standIn: StandIn, field: ComponentField): readonly ScreenField[] {
  if (standIn.fields.length > 0) return standIn.fields.map((each) => filledIn(each, field));
  const { place } = field;
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
  const asked = Object.entries(standIn.outputs).map(([name, type]) => askFor(name, type, field));
  return [...shown, ...asked];
}

/** A field of the type, under the attribute's name; filled in with what goes in. */
function askFor(name: string, type: ResourceType, { inputs, place, onRevisit }: ComponentField): ScreenField {
  const given = inputOf(inputs, name);
  const form = isLines(type) ? ' (one a line)' : isStructured(type) ? ' (JSON)' : '';
  const common = { name, place, label: plainText(`${name}${form}`, place), required: false, onRevisit };
  const filled = given ? { ...common, default: given } : common;
  const entry = isStructured(type) ? 'longText' : ENTRIES[type.dataType];
  if (entry === 'number' || entry === 'currency') return { ...filled, type: entry, scale: type.scale ?? MOST_DECIMALS };
  return { ...filled, type: entry };
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

/** Lists of texts can be typed line by line. */
function isLines({ dataType, collection }: ResourceType): boolean {
  return collection === true && (dataType === 'Text' || dataType === 'Picklist' || dataType === 'Multipicklist');
}

/** Attributes that are typed as JSON, or line by line. */
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

/** Typed text as what its variable takes: nothing is null, records and lists are typed as JSON, lists of texts line by line. */
function mapped(values: Values, types: ReadonlyMap<string, ResourceType>): Values {
  if (types.size === 0) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const type = types.get(name);
      return [name, type ? structured(value, type) : value];
    }),
  );
}

function structured(value: Value, type: ResourceType): Value {
  if (value === '') return null;
  if (typeof value !== 'string') return value;
  const json = JSON_START.test(value) ? jsonIn(value) : undefined;
  if (json !== undefined) return json;
  return isLines(type) ? linesOf(value) : value;
}

const JSON_START = /^\s*[[{]/;

/** undefined where it is no JSON. */
function jsonIn(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof FlowrunError)) throw error;
    return undefined;
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What is wrong with text that is to be a record or a list. */
function problemOf(value: Value, type: ResourceType | undefined): string | null {
  if (type === undefined || !isStructured(type) || typeof value !== 'string' || value.trim() === '') return null;
  const json = jsonIn(value);
  if (type.collection) {
    if (Array.isArray(json) || (isLines(type) && !JSON_START.test(value))) return null;
    return isLines(type) ? 'Enter one value a line.' : 'Enter a list in JSON, such as [1, 2].';
  }
  return json === undefined ? 'Enter JSON, such as {"Name": "Acme"}.' : null;
}

/** A field for each attribute that goes into a variable or is read by its name; text where no type is known. */
function usedAttributes<S extends EvaluationContext>(
  field: ComponentField,
  context: FieldContext<S>,
  types: ReadonlyMap<string, ResourceType>,
): readonly ScreenField[] {
  const rows = field.outputs.kind === 'map' ? field.outputs.rows.map(({ name }) => name) : [];
  return [...new Set([...rows, ...context.membersOf(field.name)])].map((name) =>
    askFor(name, types.get(name) ?? { dataType: 'Text' }, field),
  );
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
