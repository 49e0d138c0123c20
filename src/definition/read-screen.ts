import { BUTTONS } from '../forms/elements/screen.ts';
import { FIELD_FORMS, isUnsupportedFieldType, UNSUPPORTED_FIELD_TYPES } from '../forms/fields/index.ts';
import { OPTION, VALIDATION_RULE } from '../forms/fields/parts.ts';
import { COLUMN } from '../forms/fields/section.ts';
import { USER_INPUT } from '../forms/resources.ts';
import type { DocumentNode, MapEntry } from '../model/document.ts';
import type { Reference } from '../model/expression.ts';
import type { FieldOf, FieldType, Option, ScreenField, SectionColumn } from '../model/screens.ts';
import { checkName } from './names.ts';
import { entryOf, kindOf, pointAt, scalarText } from './nodes.ts';
import { readForm } from './read-form.ts';
import { type KindOf, kindWordOf } from './read-kind.ts';
import { readReference } from './read-scalars.ts';
import type { AnyRow, FormValues, Read, ReadContext } from './read-types.ts';
import { readScalar } from './read-value.ts';

type Finish = {
  readonly [K in FieldType]: (read: Read<(typeof FIELD_FORMS)[K]>) => Omit<FieldOf<K>, 'type' | 'name' | 'place'>;
};

const same = <T>(read: T): T => read;

/** What of a field's model is not its rows as they were read. */
const FINISH: Finish = {
  text: same,
  longText: same,
  password: same,
  number: same,
  currency: same,
  date: same,
  dateTime: same,
  checkbox: (read) => ({ ...read, required: false }),
  picklist: same,
  radioButtons: same,
  checkboxGroup: same,
  multiSelectPicklist: same,
  displayText: ({ text, html, ...rest }) => ({
    ...rest,
    text: html ?? text ?? { kind: 'template', parts: [], place: { start: 0, end: 0 } },
    html: html !== undefined,
  }),
  section: same,
};

const FIELD_TYPES = Object.keys(FIELD_FORMS) as readonly FieldType[];

/** `fields:` of a screen or a column. Fields that this version cannot show are set aside. */
export function readFields(node: DocumentNode, context: ReadContext, row: AnyRow): readonly ScreenField[] {
  if (node.kind !== 'map') {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a map of fields by name, found ${kindOf(node)}`,
      place: pointAt(node, context.text),
    });
    return [];
  }
  return node.entries.map((entry) => readField(entry, context)).filter((field) => field !== undefined);
}

function readField(entry: MapEntry, context: ReadContext): ScreenField | undefined {
  const { key: name, keyPlace: place, value: node } = entry;
  const type = kindWordOf(entry, FIELD_KIND, context);
  if (type === undefined) {
    context.setAside({ name, kind: 'broken', place });
    return undefined;
  }
  const known = FIELD_TYPES.find((one) => one === type);
  if (known === undefined) {
    setFieldAside(entry, type, context);
    return undefined;
  }
  checkName(name, place, 'field', context);
  const read = readForm(FIELD_FORMS[known], node, name, context, ['type']);
  if (read === undefined) {
    context.setAside({ name, kind: 'broken', place });
    return undefined;
  }
  // FINISH[known] takes what FIELD_FORMS[known] reads: the compiler checks each pair above, not the pairing here.
  const finish = FINISH[known] as (read: unknown) => object;
  return { type: known, name, place, ...finish(read) } as ScreenField;
}

const FIELD_KIND: KindOf = {
  what: 'field',
  kinds: FIELD_TYPES,
  known: [...FIELD_TYPES, ...UNSUPPORTED_FIELD_TYPES],
  accepts: isUnsupportedFieldType,
  hint: (name) => `write ${name}: { type: text, label: … }`,
};

function setFieldAside({ key: name, keyPlace: place, value }: MapEntry, kind: string, context: ReadContext): void {
  context.report({
    rule: 'unsupported-field',
    severity: 'warning',
    message: `fields of the kind ${kind} are read but not shown yet`,
    place,
    suggestion: `${name} is left out of the screen; its value is null`,
  });
  context.setAside({ name, kind, place });
  // A repeater holds fields of its own; their names belong to the flow.
  const inner = value.kind === 'map' ? entryOf(value, 'fields')?.value : undefined;
  for (const entry of inner?.kind === 'map' ? inner.entries : []) {
    context.setAside({ name: entry.key, kind: 'field', place: entry.keyPlace });
  }
}

/** `columns:` of a section. */
export function readColumns(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
  name: string,
): readonly SectionColumn[] {
  if (node.kind !== 'list') {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a list of columns, found ${kindOf(node)}`,
      place: pointAt(node, context.text),
      suggestion: 'write - width: 6 and fields: under it, for each column',
    });
    return [];
  }
  return node.items.flatMap((item, index) => {
    const read = readForm(COLUMN, item, `${name}_Column${index + 1}`, context);
    return read ? [{ width: read.width, fields: read.fields }] : [];
  });
}

export function readValidationRule(node: DocumentNode, context: ReadContext): FormValues['validate'] | undefined {
  return readForm(VALIDATION_RULE, node, '', context);
}

export function readButtons(node: DocumentNode, context: ReadContext): FormValues['buttons'] | undefined {
  return readForm(BUTTONS, node, '', context);
}

export function readUserInput(node: DocumentNode, context: ReadContext): FormValues['userInput'] | undefined {
  return readForm(USER_INPUT, node, '', context);
}

/** `choices:`: names of choices and choice sets. */
export function readChoices(node: DocumentNode, context: ReadContext, row: AnyRow): readonly Reference[] | undefined {
  if (node.kind !== 'list') return notAList(node, context, row);
  return node.items.map((item) => readReference(item, context, row)).filter((item) => item !== undefined);
}

/** `options:`: choices written in place. */
export function readOptions(node: DocumentNode, context: ReadContext, row: AnyRow): readonly Option[] | undefined {
  if (node.kind !== 'list') return notAList(node, context, row);
  return node.items.map((item) => readOption(item, context)).filter((item) => item !== undefined);
}

/** A scalar is label and value in one: `5` is labelled 5 and has the number as its value. */
function readOption(node: DocumentNode, context: ReadContext): Option | undefined {
  const label = scalarText(node);
  if (label !== undefined && node.kind !== 'map' && node.kind !== 'list') {
    const value = readScalar(node, context);
    return value && { label, value, place: node.place };
  }
  const read = readForm(OPTION, node, '', context);
  if (!read) return undefined;
  const { value = { kind: 'literal', type: 'Text', value: read.label, place: node.place } } = read;
  return { label: read.label, value, place: node.place };
}

function notAList(node: DocumentNode, context: ReadContext, row: AnyRow): undefined {
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be a list, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion: `write ${row.key}: [First, Second]`,
  });
  return undefined;
}
