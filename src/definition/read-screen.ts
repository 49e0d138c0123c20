import { BUTTONS, SCREEN_ACTION } from '../forms/elements/screen.ts';
import { FIELD_FORMS, isComponentName } from '../forms/fields/index.ts';
import { OPTION, VALIDATION_RULE } from '../forms/fields/parts.ts';
import { COLUMN } from '../forms/fields/section.ts';
import { USER_INPUT } from '../forms/resources.ts';
import type { DocumentNode, MapEntry, Place } from '../model/document.ts';
import type { ScreenAction } from '../model/elements.ts';
import type { Reference } from '../model/expression.ts';
import type { FieldOf, FieldType, Option, ScreenField, SectionColumn } from '../model/screens.ts';
import { checkName } from './names.ts';
import { kindOf, pointAt, scalarText } from './nodes.ts';
import { readForm } from './read-form.ts';
import { type KindOf, kindWordOf } from './read-kind.ts';
import { namedEntries } from './read-rows.ts';
import { readReference } from './read-scalars.ts';
import { isBareReference } from './read-text.ts';
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
  time: same,
  dateTime: same,
  checkbox: (read) => ({ ...read, required: false }),
  picklist: same,
  radioButtons: same,
  checkboxGroup: same,
  multiSelectPicklist: same,
  choiceLookup: same,
  visualPicker: same,
  choiceComponent: same,
  email: same,
  phone: same,
  url: same,
  name: same,
  address: same,
  toggle: same,
  slider: same,
  lookup: same,
  dependentPicklists: same,
  dataTable: same,
  fileUpload: same,
  image: same,
  actionButton: same,
  component: same,
  recordField: same,
  repeater: same,
  displayText: ({ text, html, ...rest }) => ({
    ...rest,
    text: html ?? text ?? { kind: 'template', parts: [], place: { start: 0, end: 0 } },
    html: html !== undefined,
  }),
  section: same,
};

const FIELD_TYPES = Object.keys(FIELD_FORMS) as readonly FieldType[];
/** Kinds by their words: components that are not Salesforce's own have their names instead. */
const FIELD_WORDS = FIELD_TYPES.filter((type) => type !== 'component');

/** `fields:` of a screen, a column or a repeater. */
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
  const word = kindWordOf(entry, FIELD_KIND, context);
  const type = word !== undefined && isComponentName(word) ? 'component' : FIELD_WORDS.find((one) => one === word);
  if (type === undefined) {
    context.setAside({ name, kind: 'broken', place });
    return undefined;
  }
  if (type === 'recordField') checkRecordField(name, place, context);
  else checkName(name, place, 'field', context);
  const read = readForm(FIELD_FORMS[type], node, name, context, ['type']);
  if (read === undefined) {
    context.setAside({ name, kind: 'broken', place });
    return undefined;
  }
  // FINISH[type] takes what FIELD_FORMS[type] reads: the compiler checks each pair above, not the pairing here.
  const finish = FINISH[type] as (read: unknown) => object;
  const component = type === 'component' ? { component: word } : {};
  return { type, name, place, ...component, ...finish(read) } as ScreenField;
}

const FIELD_KIND: KindOf = {
  what: 'field',
  kinds: FIELD_WORDS,
  known: FIELD_WORDS,
  accepts: isComponentName,
  hint: (name) => `write ${name}: { type: text, label: … }`,
};

/** The key of a record's field is the reference to it. */
function checkRecordField(name: string, place: Place, context: ReadContext): void {
  if (isBareReference(name) && name.includes('.')) return;
  context.report({
    rule: 'invalid-name',
    message: `the key of a record field is the reference to it, found ${name === '' ? 'an empty key' : name}`,
    place,
    suggestion: 'write the record variable and its field: contact.LastName: { type: recordField }',
  });
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

/** `actions:` of a screen, by name. */
export function readScreenActions(node: DocumentNode, context: ReadContext, row: AnyRow): readonly ScreenAction[] {
  return namedEntries(node, context, row).flatMap(({ key: name, keyPlace: place, value }) => {
    checkName(name, place, 'screen action', context);
    const read = readForm(SCREEN_ACTION, value, name, context);
    if (read) return [{ name, place, ...read }];
    context.setAside({ name, kind: 'broken', place });
    return [];
  });
}
