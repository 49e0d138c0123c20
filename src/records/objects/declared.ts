import type { OrgField, OrgFieldType, OrgObject, OrgSummary } from '../../model/org.ts';
import { randomUuid } from '../../values/uuid.ts';
import { defineObject, type FieldDefinition, type FieldType, type ObjectDefinition } from './define-object.ts';
import { idField, OWNER, READ_ONLY, SYSTEM_FIELDS, text } from './fields.ts';
import { compileFormulaFields, compileValidationRules } from './formula-fields.ts';
import { type ObjectCatalog, objectCatalog, STANDARD_OBJECTS } from './index.ts';

/** Objects that an org declares, as records know them. */

/** API names of platform events end so. */
export const isPlatformEvent = (name: string): boolean => /__e$/i.test(name);

const FIELD_TYPES: { readonly [T in OrgFieldType]: FieldType } = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Html: 'textarea',
  EncryptedText: 'string',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Checkbox: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  Time: 'time',
  Picklist: 'picklist',
  MultiselectPicklist: 'multipicklist',
  Lookup: 'reference',
  MasterDetail: 'reference',
  Hierarchy: 'reference',
  AutoNumber: 'string',
  Summary: 'double',
};

const LENGTHS: Readonly<Partial<Record<OrgFieldType, number>>> = {
  LongTextArea: 32_768,
  Html: 32_768,
  Email: 80,
  Phone: 40,
  EncryptedText: 175,
  MultiselectPicklist: 4099,
};

/**
 * The standard objects and those that an org declares. What is declared under the name of a standard object adds fields
 * to it; a field that it has already keeps its own definition but for what the file says about picklists.
 */
export function catalogOf(declared: readonly OrgObject[]): ObjectCatalog {
  const summarized = summarizedIn(declared);
  const standard = STANDARD_OBJECTS.map((object) => {
    const added = declared.find(({ name }) => name.toLowerCase() === object.name.toLowerCase());
    return added === undefined ? object : extended(object, added, summarized);
  });
  const names = new Set(STANDARD_OBJECTS.map(({ name }) => name.toLowerCase()));
  const own = declared.filter(({ name }) => !names.has(name.toLowerCase()));
  const prefixes = keyPrefixes(own.map(({ name }) => name));
  return objectCatalog([
    ...standard,
    ...own.map((object) => custom(object, prefixes.get(object.name) ?? 'a00', summarized)),
  ]);
}

function extended(
  object: ObjectDefinition,
  { fields, validationRules = [] }: OrgObject,
  summarized: Summarized,
): ObjectDefinition {
  const added = fields
    .filter(({ name }) => object.field(name) === undefined)
    .map((field) => fieldOf(field, summarized));
  const changed = object.fields.map((field) => {
    const told = fields.find(
      ({ name, values }) => name.toLowerCase() === field.name.toLowerCase() && values.length > 0,
    );
    return told === undefined
      ? field
      : { ...field, ...valuesOf(told), restricted: told.restricted, defaultValue: told.default ?? field.defaultValue };
  });
  const all = [...changed, ...added];
  const computed = compileFormulaFields(fields, all);
  return defineObject({
    ...object,
    writable: object.createable,
    fields: all,
    derive: (values, changes, moment) => computed(object.derive(values, changes, moment), moment),
    broken: compileValidationRules(validationRules, all),
  });
}

function custom(object: OrgObject, keyPrefix: string, summarized: Summarized): ObjectDefinition {
  if (isPlatformEvent(object.name)) return platformEvent(object, keyPrefix);
  const { name, label, pluralLabel, nameField, fields, validationRules = [] } = object;
  const counted = nameField.type === 'AutoNumber';
  const named = text(
    'Name',
    nameField.label,
    80,
    counted ? { ...READ_ONLY, autoNumber: 8, ...formatOf(nameField) } : {},
  );
  const own = fields
    .filter((field) => !KEPT_BY_ORG.has(field.name.toLowerCase()))
    .map((field) => fieldOf(field, summarized));
  const isDetail = fields.some(({ type }) => type === 'MasterDetail');
  const all = [idField('Record ID'), ...(isDetail ? [] : [OWNER]), named, ...own, ...SYSTEM_FIELDS];
  const computed = compileFormulaFields(fields, all);
  return defineObject({
    name,
    label,
    labelPlural: pluralLabel,
    keyPrefix,
    nameField: 'Name',
    fields: all,
    derive: (values, _changes, moment) => computed(values, moment),
    broken: compileValidationRules(validationRules, all),
  });
}

/**
 * What a flow publishes by Create Records: its own fields, and those that an event bus fills in. Nobody names its publish
 * behaviour = immediately (metadata: CustomObject, publishBehavior).
 */
function platformEvent(object: OrgObject, keyPrefix: string): ObjectDefinition {
  const { name, label, pluralLabel, fields, validationRules = [], publishBehavior = 'PublishImmediately' } = object;
  const own = fields
    .filter((field) => !KEPT_BY_ORG.has(field.name.toLowerCase()))
    .map((field) => fieldOf(field, NO_SUMMARIES));
  const bus = [
    text('ReplayId', 'Replay ID', 1000, { ...READ_ONLY, autoNumber: 1 }),
    text('EventUuid', 'Event UUID', 36, { ...READ_ONLY }),
    ...SYSTEM_FIELDS.filter((field) => /^Created(?:Date|ById)$/.test(field.name)),
  ];
  const all = [idField('Event ID'), ...own, ...bus];
  const computed = compileFormulaFields(fields, all);
  return defineObject({
    name,
    label,
    labelPlural: pluralLabel,
    keyPrefix,
    nameField: 'EventUuid',
    event: { publishBehavior },
    fields: all,
    derive: (values, _changes, moment) => computed({ ...values, EventUuid: randomUuid() }, moment),
    broken: compileValidationRules(validationRules, all),
  });
}

/** Fields that every object has already. */
const KEPT_BY_ORG = new Set(['name', 'id', 'ownerid', ...SYSTEM_FIELDS.map(({ name }) => name.toLowerCase())]);

function valuesOf({
  values,
  controlled,
}: OrgField): Pick<FieldDefinition, 'picklistValues' | 'picklistLabels' | 'controlled'> {
  const labelled = values.filter(({ label, value }) => label !== value);
  return {
    picklistValues: values.map(({ value }) => value),
    ...(controlled ? { controlled } : {}),
    ...(labelled.length > 0
      ? { picklistLabels: Object.fromEntries(labelled.map(({ label, value }) => [value, label])) }
      : {}),
  };
}

function formatOf({ displayFormat }: { readonly displayFormat?: string | null }): { readonly displayFormat?: string } {
  return displayFormat === undefined || displayFormat === null ? {} : { displayFormat };
}

/** A detail goes with its master; a lookup says itself what happens, and most say nothing. */
function constraintOf({ type, deleteConstraint }: OrgField): Pick<FieldDefinition, 'deleteConstraint'> {
  if (type === 'MasterDetail') return { deleteConstraint: 'Cascade' };
  return deleteConstraint === 'Cascade' || deleteConstraint === 'Restrict' ? { deleteConstraint } : {};
}

/** What a roll-up summary is like: its type is that of the field it is made of. */
type Summarized = (summary: OrgSummary) => Pick<FieldDefinition, 'type' | 'precision' | 'scale'>;

/** An event has no children. */
const NO_SUMMARIES: Summarized = () => ({ type: 'double', precision: 18, scale: 0 });

function summarizedIn(declared: readonly OrgObject[]): Summarized {
  const NUMBER = { type: 'double', precision: 18, scale: 0 } as const;
  return ({ operation, object, field }) => {
    if (operation === 'count' || field === null) return NUMBER;
    const same = ({ name }: { readonly name: string }, wanted: string): boolean =>
      name.toLowerCase() === wanted.toLowerCase();
    const told = declared.find((one) => same(one, object))?.fields.find((one) => same(one, field));
    const known = STANDARD_OBJECTS.find((one) => same(one, object))?.field(field);
    if (told === undefined) return known ?? NUMBER;
    return { type: FIELD_TYPES[told.type], precision: 18, scale: told.scale ?? 0 };
  };
}

function fieldOf(field: OrgField, summarized: Summarized): FieldDefinition {
  const { name, label, type, required, references, restricted, unique, formula } = field;
  const readOnly = formula !== null || type === 'AutoNumber' || type === 'Summary';
  const isNumber = ['Number', 'Currency', 'Percent', 'Summary'].includes(type);
  const isText = ['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'multipicklist'].includes(
    FIELD_TYPES[type],
  );
  const summary = type === 'Summary' ? (field.summary ?? undefined) : undefined;
  return {
    name,
    label,
    type: FIELD_TYPES[type],
    length: isText ? (field.length ?? LENGTHS[type] ?? 255) : references.length > 0 ? 18 : 0,
    precision: isNumber ? (field.precision ?? 18) : 0,
    scale: isNumber ? (field.scale ?? 0) : 0,
    nillable: !(required || type === 'Checkbox' || type === 'MasterDetail'),
    createable: !readOnly,
    updateable: !readOnly,
    ...valuesOf(field),
    restricted,
    referenceTo: type === 'Hierarchy' ? ['User'] : references,
    relationshipName: relationshipOf(name, FIELD_TYPES[type]),
    defaultValue: type === 'Checkbox' ? field.default === true : (field.default ?? null),
    autoNumber: type === 'AutoNumber' ? 8 : null,
    ...formatOf(field),
    ...constraintOf(field),
    ...(unique ? { unique } : {}),
    ...(summary ? summaryOf(summary, summarized) : {}),
  };
}

/** Without children there are none, whose sum is 0, and which have no least and no greatest. */
function summaryOf(summary: OrgSummary, summarized: Summarized): Partial<FieldDefinition> {
  const { type, precision, scale } = summarized(summary);
  const isZero = summary.operation === 'count' || summary.operation === 'sum';
  return { summary, type, precision, scale, defaultValue: isZero ? 0 : null };
}

/** `Account__c` leads to `Account__r`, `OwnerId` to `Owner`. */
function relationshipOf(name: string, type: FieldType): string | null {
  if (type !== 'reference') return null;
  return /__c$/i.test(name) ? name.replace(/c$/i, 'r') : name.replace(/Id$/, '');
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `a00` to `azz`: from the name, so that ids stay when other objects are declared; the next free one where two meet. */
function keyPrefixes(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<number>();
  const prefixes = new Map<string, string>();
  for (const name of names.toSorted()) {
    let number = 0;
    for (const char of name.toLowerCase()) number = (number * 31 + (char.codePointAt(0) ?? 0)) % (62 * 62);
    while (taken.has(number)) number = (number + 1) % (62 * 62);
    taken.add(number);
    prefixes.set(
      name,
      `${isPlatformEvent(name) ? 'e' : 'a'}${DIGITS[Math.floor(number / 62)] ?? '0'}${DIGITS[number % 62] ?? '0'}`,
    );
  }
  return prefixes;
}
