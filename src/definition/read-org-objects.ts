import { NAME_FIELD, OBJECT_FIELD, SUMMARY } from '../forms/org/object.ts';
import type { DocumentNode, MapEntry } from '../model/document.ts';
import {
  FIELD_RIGHTS,
  type FieldRightWord,
  OBJECT_RIGHTS,
  type ObjectRightWord,
  type OrgField,
  type OrgObject,
  type OrgSummary,
  SUMMARY_FILTER_OPERATORS,
  type SummaryFilter,
} from '../model/org.ts';
import { nearest } from '../values/nearest.ts';
import { checkName } from './names.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import type { AnyRow, Codec, ReadContext } from './read-types.ts';

/** Codecs of the keys that objects and rights on records have (LANGUAGE 12). */

function wrong(what: string, node: DocumentNode, context: ReadContext, row: AnyRow, suggestion?: string): undefined {
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be ${what}, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion,
  });
  return undefined;
}

/** A map of lists of words: `{ Account: [read, create] }`. */
function rightsCodec<W extends string>(
  words: readonly W[],
  example: string,
): Codec<Readonly<Record<string, readonly W[]>>> {
  return (node, context, row) => {
    if (node.kind !== 'map')
      return wrong('a map of rights by name', node, context, row, `write ${row.key}: ${example}`);
    const entries = node.entries.map(({ key, value }): [string, readonly W[]] => {
      if (value.kind !== 'list') {
        wrong(`a list of ${words.join(', ')}`, value, context, { ...row, key });
        return [key, []];
      }
      return [key, value.items.flatMap((item) => rightOf(item, words, context, key))];
    });
    return Object.fromEntries(entries);
  };
}

function rightOf<W extends string>(
  item: DocumentNode,
  words: readonly W[],
  context: ReadContext,
  key: string,
): readonly W[] {
  const known = words.find((word) => item.kind === 'text' && word === item.value);
  if (known !== undefined) return [known];
  const near = item.kind === 'text' ? nearest(item.value, words) : undefined;
  context.report({
    rule: 'wrong-type',
    message: `${key} has rights of ${words.join(', ')}, found ${item.kind === 'text' ? item.value : kindOf(item)}`,
    place: pointAt(item, context.text),
    suggestion: near === undefined ? undefined : `did you mean ${near}?`,
  });
  return [];
}

export const readObjectRights: Codec<Readonly<Record<string, readonly ObjectRightWord[]>>> = rightsCodec(
  OBJECT_RIGHTS,
  '{ Account: [read, create] }',
);
export const readFieldRights: Codec<Readonly<Record<string, readonly FieldRightWord[]>>> = rightsCodec(
  FIELD_RIGHTS,
  '{ Account.Rating: [read] }',
);

/** A text, a number or true and false. */
export const readScalarValue: Codec<string | number | boolean> = (node, context, row) => {
  if (node.kind === 'text' || node.kind === 'boolean') return node.value;
  return node.kind === 'number' ? Number(node.digits) : wrong('a text, a number, true or false', node, context, row);
};

/** `references: Account`, or a list of objects. */
export const readReferences: Codec<readonly string[]> = (node, context, row) => {
  const items = node.kind === 'list' ? node.items : [node];
  const names = items.flatMap((item) => (item.kind === 'text' && item.value !== '' ? [item.value] : []));
  return names.length === items.length ? names : wrong('the name of an object, or a list of them', node, context, row);
};

export const readNameField: Codec<Partial<OrgObject['nameField']>> = (node, context) =>
  readForm(NAME_FIELD, node, '', context);

export const readObjectFields: Codec<readonly OrgField[]> = (node, context, row) => {
  if (node.kind !== 'map')
    return wrong('a map of fields by name', node, context, row, 'write Amount__c: { type: Currency }');
  return node.entries.flatMap((entry) => readObjectField(entry, context));
};

function readObjectField({ key: name, keyPlace, value }: MapEntry, context: ReadContext): readonly OrgField[] {
  checkName(name, keyPlace, 'field', context);
  const label = name.replace(/__c$/i, '');
  const read = readForm(OBJECT_FIELD, value, label, context);
  if (!read) return [];
  const { length = null, precision = null, scale = null, childRelationship = null, formula = null } = read;
  const { values = [], references = [], default: given = null, controllingField, valuesFor = {} } = read;
  return [
    {
      name,
      label: read.label,
      type: read.type,
      length,
      precision,
      scale,
      required: read.required,
      unique: read.unique,
      default: given,
      values: values.map((one) => ({ label: one, value: one })),
      restricted: read.restricted,
      controlled: controllingField === undefined ? null : { by: controllingField, allowed: valuesFor },
      references,
      childRelationship,
      formula,
      summary: read.summary ?? null,
    },
  ];
}

export const readSummary: Codec<OrgSummary> = (node, context) => {
  const read = readForm(SUMMARY, node, '', context);
  if (!read) return undefined;
  const { operation, foreignKey, field, where = [] } = read;
  if (field && field.object.toLowerCase() !== foreignKey.object.toLowerCase()) {
    context.report({
      rule: 'wrong-type',
      message: `field has to be one of ${foreignKey.object}, whose foreignKey leads here, found ${field.object}.${field.field}`,
      place: pointAt(entryOf(node, 'field') ?? node, context.text),
      suggestion: `write field: ${foreignKey.object}.${field.field}`,
    });
  }
  return { operation, object: foreignKey.object, by: foreignKey.field, field: field?.field ?? null, where };
};

function entryOf(node: DocumentNode, key: string): DocumentNode | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** `{ Status__c: [Open, Billed], Amount__c: { greaterThan: 0 } }`. */
export const readSummaryFilters: Codec<readonly SummaryFilter[]> = (node, context, row) => {
  if (node.kind !== 'map')
    return wrong('a map of conditions by field', node, context, row, `write ${row.key}: { Status__c: Open }`);
  return node.entries.flatMap(({ key: field, value }): readonly SummaryFilter[] => {
    if (value.kind !== 'map') return filterOf(field, 'equalTo', value, context);
    return value.entries.flatMap(({ key, keyPlace, value: operand }) => {
      const operator = SUMMARY_FILTER_OPERATORS.find((one) => one === key);
      if (operator) return filterOf(field, operator, operand, context);
      const near = nearest(key, SUMMARY_FILTER_OPERATORS);
      context.report({
        rule: 'unknown-key',
        message: `there is no operator ${key} for the children of a summary`,
        place: keyPlace,
        suggestion: near ? `did you mean ${near}?` : `operators: ${SUMMARY_FILTER_OPERATORS.join(', ')}`,
      });
      return [];
    });
  });
};

function filterOf(
  field: string,
  operator: SummaryFilter['operator'],
  node: DocumentNode,
  context: ReadContext,
): readonly SummaryFilter[] {
  const values = (node.kind === 'list' ? node.items : [node]).map((item) => textOf(item));
  const known = values.filter((value) => value !== undefined);
  if (known.length === values.length) return [{ field, operator, values: known }];
  wrong('a value, or a list of them', node, context, { key: field, form: 'summaryFilters', doc: '' });
  return [];
}

function textOf(node: DocumentNode): string | undefined {
  if (node.kind === 'text') return node.value;
  if (node.kind === 'number') return node.digits;
  return node.kind === 'boolean' ? String(node.value) : node.kind === 'null' ? '' : undefined;
}
