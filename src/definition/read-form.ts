import type { AnyFormName } from '../forms/define-form.ts';
import type { DocumentNode, MapNode } from '../model/document.ts';
import { nearest } from '../values/nearest.ts';
import { entryOf, kindOf, pointAt } from './nodes.ts';
import { plainTemplate } from './read-text.ts';
import type { AbsentValues, AnyForm, AnyRow, Read, ReadContext } from './read-types.ts';

/** What holds where a key of this form is left out. */
const ABSENT: AbsentValues & Readonly<Partial<Record<AnyFormName, unknown>>> = {
  namedValues: [],
  outputs: { kind: 'automatic' },
  outcomes: [],
  defaultOutcome: { label: 'Default Outcome' },
  buttons: {},
  fields: [],
  responses: [],
  fieldValues: [],
  recordOutputs: { kind: 'automatic' },
  idOutput: { kind: 'automatic' },
  sortOptions: [],
  scheduledPaths: [],
  screenActions: [],
  names: [],
  words: [],
  customHeaders: [],
  statusCodes: [],
  clientCredentialsFlow: { enabled: false },
  textFields: {},
  objectFields: [],
  typedFields: {},
  settingLevels: {},
};

/**
 * Reads a map by the table of its construct: each key by the codec of its form. Reports unknown keys, values of the wrong
 * type, missing and conflicting keys, all of them; keys with a wrong value are read as if they were left out.
 * @param name the construct's name: labels left out are made from it.
 * @param also keys that may stand besides the rows (`type`).
 * @returns undefined where something that the construct cannot do without is missing or wrong.
 */
export function readForm<F extends AnyForm>(
  form: F,
  node: DocumentNode,
  name: string,
  context: ReadContext,
  also: readonly string[] = [],
): Read<F> | undefined {
  const map = asMap(form, node, context);
  if (map === undefined) return undefined;
  reportUnknownKeys(form, map, context, also);
  reportConflicts(form, map, context);
  reportNeeds(form, map, context);
  const values: Record<string, unknown> = {};
  let complete = true;
  for (const row of form.rows as readonly AnyRow[]) {
    const entry = entryOf(map, row.key);
    const value = entry === undefined ? undefined : context.codecs[row.form](entry.value, context, row, name);
    const found = value ?? (row.required === true ? undefined : absentValue(row, name, map));
    if (found !== undefined && found !== null) values[row.key] = found;
    else if (row.required === true) complete = false;
    if (entry === undefined && row.required === true) {
      context.report({
        rule: 'missing-key',
        message: `${article(form)} needs the key ${row.key}`,
        place: pointAt(node, context.text),
        suggestion: lowerFirst(row.doc),
      });
    }
  }
  // The one place where the table's rows become properties: each value was made by the codec of its row's form.
  return complete ? (values as Read<F>) : undefined;
}

function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

function absentValue(row: AnyRow, name: string, map: MapNode): unknown {
  if (row.default !== undefined) return row.default;
  if (row.fromName === true) {
    const label = name.replaceAll('_', ' ');
    return row.form === 'template' ? plainTemplate(label, map.place) : label;
  }
  return ABSENT[row.form];
}

/** The map itself, or what a scalar is short for. */
function asMap(form: AnyForm, node: DocumentNode, context: ReadContext): MapNode | undefined {
  if (node.kind === 'map') return node;
  if (form.short !== undefined && node.kind !== 'list') {
    return { kind: 'map', place: node.place, entries: [{ key: form.short, keyPlace: node.place, value: node }] };
  }
  context.report({
    rule: 'wrong-type',
    message: `expected ${article(form)} as a map of its keys, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion: `keys: ${form.rows.map((row) => row.key).join(', ')}`,
  });
  return undefined;
}

function reportUnknownKeys(form: AnyForm, map: MapNode, context: ReadContext, also: readonly string[]): void {
  const known = [...also, ...form.rows.map((row) => row.key)];
  for (const { key, keyPlace } of map.entries) {
    if (!known.includes(key)) reportUnknownKey(article(form), key, known, keyPlace, context);
  }
}

/** `unknown-key`, with the nearest known key, or all of them. */
export function reportUnknownKey(
  where: string,
  key: string,
  known: readonly string[],
  place: { readonly start: number; readonly end: number },
  context: ReadContext,
): void {
  const near = nearest(key, known);
  context.report({
    rule: 'unknown-key',
    message: `${where} has no key ${key}`,
    place,
    suggestion: near === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${near}?`,
  });
}

function reportConflicts(form: AnyForm, map: MapNode, context: ReadContext): void {
  for (const group of [...(form.exclusive ?? []), ...(form.oneOf ? [form.oneOf] : [])]) {
    const [first, second] = map.entries.filter((entry) => group.includes(entry.key));
    if (first && second) {
      context.report({
        rule: 'conflicting-keys',
        message: `${first.key} and ${second.key} exclude each other`,
        place: second.keyPlace,
        suggestion: `keep one of ${group.join(', ')}`,
      });
    }
    if (!first && group === form.oneOf) {
      context.report({
        rule: 'missing-key',
        message: `${article(form)} needs one of the keys ${group.join(', ')}`,
        place: pointAt(map, context.text),
      });
    }
  }
}

function reportNeeds(form: AnyForm, map: MapNode, context: ReadContext): void {
  for (const { key, is, needs } of form.needs ?? []) {
    const entry = entryOf(map, key);
    const applies = entry && (is === undefined || (entry.value.kind === 'text' && entry.value.value === is));
    if (!applies || entryOf(map, needs)) continue;
    const row = form.rows.find((one) => one.key === needs);
    context.report({
      rule: 'missing-key',
      message:
        is === undefined
          ? `${key} needs the key ${needs} beside it`
          : `${article(form)} of the ${key} ${is} needs the key ${needs}`,
      place: entry.keyPlace,
      suggestion: row && lowerFirst(row.doc),
    });
  }
}

/** "a screen", "an outcome": the construct in a message. */
export function article(form: AnyForm): string {
  const word = NOUNS[form.type] ?? form.type;
  return `${/^(?:[aeio]|HTTP)/i.test(word) ? 'an' : 'a'} ${word}`;
}

/** Words for constructs whose type is no singular noun. */
const NOUNS: Readonly<Record<string, string>> = {
  variables: 'variable',
  constants: 'constant',
  formulas: 'formula',
  textTemplates: 'text template',
  choices: 'choice',
  choiceSets: 'choice set',
  stages: 'stage',
  httpCallout: 'HTTP callout',
  validate: 'validation rule',
  scheduledPath: 'scheduled path',
  waitEvent: 'wait event',
  screenAction: 'screen action',
  userInput: 'user input',
  defaultOutcome: 'default outcome',
  displayText: 'display text',
  longText: 'long text',
  dateTime: 'date and time',
  radioButtons: 'radio buttons field',
  checkboxGroup: 'checkbox group',
  multiSelectPicklist: 'multi-select picklist',
  conditions: 'condition',
  buttons: 'map of buttons',
  externalCredential: 'external credential',
  namedCredential: 'named credential',
  permissionSet: 'permission set',
  connectedApp: 'connected app',
  customPermission: 'custom permission',
  customMetadata: 'custom metadata record',
  customSetting: 'custom setting',
  customHeader: 'custom header',
  clientCredentialsFlow: 'client credentials flow',
};
