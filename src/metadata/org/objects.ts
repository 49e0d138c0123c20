import { basename, dirname } from 'node:path';
import type { OrgField, OrgFieldType, OrgObject, OrgRecordType, OrgValidationRule } from '../../model/org.ts';
import { ORG_FIELD_TYPES, PUBLISH_BEHAVIORS } from '../../model/org.ts';
import type { MetadataFile, SalesforceProject } from '../project/salesforce-project.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { readValueSets, type ValueSets, valuesIn } from './picklists.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';
import { readSummary } from './summaries.ts';

/** What a file says of an object: everything but its own labels may stand in files of its own. */
interface ObjectPart {
  readonly object: string;
  readonly file: string;
  readonly root: XmlElement | null;
  readonly fields: readonly OrgField[];
  readonly validationRules: readonly OrgValidationRule[];
  readonly recordTypes: readonly OrgRecordType[];
}

/**
 * Custom objects and what a project adds to standard ones: `objects/Name/Name.object-meta.xml` with `fields/`,
 * `validationRules/` and `recordTypes/` beside it, the Metadata API's `objects/Name.object` that holds all of that, and the picklist values of
 * `globalValueSets/` and `standardValueSets/`. What two package directories say of one object is put together; a field
 * that both have is that of the first.
 */
export async function readObjects(reading: ProjectReading): Promise<readonly OrgObject[]> {
  const sets = await readValueSets(reading);
  const { project } = reading;
  const [whole, fields, rules, kinds] = await Promise.all([
    readAll('object', 'CustomObject', reading, (root, file): ObjectPart => {
      const object = ownName(file.name, project);
      return {
        object,
        file: file.file,
        root,
        fields: childrenOf(root, 'fields').flatMap((field) => fieldsOf(field, object, sets, project)),
        validationRules: childrenOf(root, 'validationRules').flatMap((rule) => ruleOf(rule)),
        recordTypes: childrenOf(root, 'recordTypes').flatMap((kind) => recordTypeOf(kind)),
      };
    }),
    readAll('field', 'CustomField', reading, (root, file): ObjectPart => {
      const object = folderObject(file, project);
      return { ...emptyPart(object, file), fields: fieldsOf(root, object, sets, project) };
    }),
    readAll(
      'validationRule',
      'ValidationRule',
      reading,
      (root, file): ObjectPart => ({
        ...emptyPart(folderObject(file, project), file),
        validationRules: ruleOf(root),
      }),
    ),
    readAll('recordType', 'RecordType', reading, (root, file): ObjectPart => {
      return { ...emptyPart(folderObject(file, project), file), recordTypes: recordTypeOf(root) };
    }),
  ]);
  const standard = sets.standard.map(
    ({ object, field, file }): ObjectPart => ({ ...emptyPart(object, { file }), fields: [field] }),
  );
  const parts = Map.groupBy([...whole, ...fields, ...rules, ...kinds, ...standard], ({ object }) =>
    object.toLowerCase(),
  );
  return [...parts.values()].map(joined).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function emptyPart(object: string, { file }: Pick<MetadataFile, 'file'>): ObjectPart {
  return { object, file, root: null, fields: [], validationRules: [], recordTypes: [] };
}

/** `objects/Invoice__c/fields/Amount__c.field-meta.xml` belongs to Invoice__c. */
function folderObject({ file }: MetadataFile, project: SalesforceProject): string {
  return ownName(basename(dirname(dirname(file))), project);
}

function joined(parts: readonly ObjectPart[]): OrgObject {
  const [{ object: name, file } = { object: '', file: '' }] = parts;
  const texts = (tag: string): string | null =>
    parts.map(({ root }) => root && optional(root, tag)).find((text) => text !== null) ?? null;
  const label = texts('label') ?? name.replace(/__\w$/, '').replaceAll('_', ' ');
  const publishBehavior = PUBLISH_BEHAVIORS.find((one) => one === texts('publishBehavior'));
  const nameField = parts.map(({ root }) => root && childOf(root, 'nameField')).find((element) => element !== null);
  return {
    name,
    label,
    pluralLabel: texts('pluralLabel') ?? `${label}s`,
    nameField: {
      label: (nameField && optional(nameField, 'label')) ?? `${label} Name`,
      type: nameField && optional(nameField, 'type') === 'AutoNumber' ? 'AutoNumber' : 'Text',
      displayFormat: (nameField && optional(nameField, 'displayFormat')) ?? null,
    },
    ...(publishBehavior === undefined ? {} : { publishBehavior }),
    fields: firstOfEach(parts.flatMap(({ fields }) => fields)),
    validationRules: firstOfEach(parts.flatMap(({ validationRules }) => validationRules)),
    recordTypes: firstOfEach(parts.flatMap(({ recordTypes }) => recordTypes)),
    file,
  };
}

function firstOfEach<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return list.filter(({ name }) => {
    const key = name.toLowerCase();
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}

/** Types of the metadata that records keep as another: an external lookup holds an id or a key, as a text. */
const OTHER_TYPES: Readonly<Record<string, OrgFieldType>> = {
  MetadataRelationship: 'Text',
  ExternalLookup: 'Text',
  IndirectLookup: 'Text',
  File: 'Text',
  ArrayField: 'LongTextArea',
};

function fieldsOf(
  element: XmlElement,
  object: string,
  sets: ValueSets,
  project: SalesforceProject,
): readonly OrgField[] {
  const fullName = optional(element, 'fullName');
  if (fullName === null) return [];
  const name = ownName(fullName, project);
  const said = optional(element, 'type');
  const label = optional(element, 'label') ?? name.replace(/__c$/i, '').replaceAll('_', ' ');
  const field: OrgField = {
    name,
    label,
    type: 'Text',
    length: numberOf(element, 'length'),
    precision: numberOf(element, 'precision'),
    scale: numberOf(element, 'scale'),
    required: isTrue(element, 'required'),
    unique: isTrue(element, 'unique'),
    externalId: isTrue(element, 'externalId'),
    default: null,
    values: [],
    restricted: false,
    references: [],
    childRelationship: optional(element, 'relationshipName'),
    formula: optional(element, 'formula'),
    displayFormat: optional(element, 'displayFormat'),
    deleteConstraint: constraintOf(optional(element, 'deleteConstraint')),
  };
  // A place is kept in two numbers, as queries name them.
  if (said === 'Location') {
    const part = (end: string): OrgField => ({
      ...field,
      name: name.replace(/c$/i, `${end}__s`),
      label: `${label} (${end})`,
      type: 'Number',
      precision: 18,
      scale: 15,
      required: false,
    });
    return [part('Latitude'), part('Longitude')];
  }
  const picklist = valuesIn(element, sets);
  const type = ORG_FIELD_TYPES.find((one) => one === said) ?? OTHER_TYPES[said ?? ''];
  // Standard fields are often retrieved without their type: what is known of them stays.
  if (type === undefined && picklist === null) return [];
  const isLookup = type === 'Lookup' || type === 'MasterDetail';
  return [
    {
      ...field,
      type: type ?? 'Picklist',
      default: picklist?.default ?? defaultOf(type ?? 'Picklist', optional(element, 'defaultValue')),
      values: picklist?.values ?? [],
      restricted: picklist?.restricted ?? false,
      controlled: picklist?.controlled ?? null,
      summary: type === 'Summary' ? readSummary(element, project) : null,
      references: isLookup ? referencesOf(element, name, object, project) : [],
    },
  ];
}

function isTrue(element: XmlElement, name: string): boolean {
  return optional(element, name) === 'true';
}

function numberOf(element: XmlElement, name: string): number | null {
  const text = optional(element, name);
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function constraintOf(word: string | null): 'Cascade' | 'Restrict' | 'SetNull' | null {
  return word === 'Cascade' || word === 'Restrict' || word === 'SetNull' ? word : null;
}

/** A standard lookup is retrieved without the object that it leads to, which its name tells. */
function referencesOf(
  element: XmlElement,
  name: string,
  object: string,
  project: SalesforceProject,
): readonly string[] {
  const said = childrenOf(element, 'referenceTo').map(({ text }) => ownName(text.trim(), project));
  if (said.length > 0) return said;
  if (/^(?:owner|createdby|lastmodifiedby)id$/i.test(name)) return ['User'];
  return [/^parentid$/i.test(name) ? object : name.replace(/Id$/, '')];
}

/** A default is a formula; the plain values among them are known, whatever has to be computed is left out. */
function defaultOf(type: OrgFieldType, text: string | null): OrgField['default'] {
  if (text === null) return null;
  if (type === 'Checkbox') return text.toLowerCase() === 'true';
  if (/^-?\d+(?:\.\d+)?$/.test(text) && ['Number', 'Currency', 'Percent'].includes(type)) return Number(text);
  return /^(["'])((?:(?!\1)[^\\])*)\1$/.exec(text)?.[2] ?? null;
}

function ruleOf(element: XmlElement): readonly OrgValidationRule[] {
  const name = optional(element, 'fullName');
  const formula = optional(element, 'errorConditionFormula');
  if (name === null || formula === null || !isTrue(element, 'active')) return [];
  const message = optional(element, 'errorMessage') ?? name;
  return [{ name, formula, message, field: optional(element, 'errorDisplayField') }];
}

function recordTypeOf(element: XmlElement): readonly OrgRecordType[] {
  const name = optional(element, 'fullName');
  if (name === null) return [];
  const [label, description] = [optional(element, 'label') ?? name, optional(element, 'description')];
  return [{ name, label, active: isTrue(element, 'active'), description }];
}
