import { FIELD_TYPES, type FieldDefinition, type ObjectDefinition } from '../records/index.ts';

/** The entry of an object in a global describe (reference/credentials-and-callouts.md D2). */
export function describeBriefly(definition: ObjectDefinition, version: string) {
  const { name, label, labelPlural, keyPrefix, createable, updateable, deletable } = definition;
  const base = `/services/data/${version}/sobjects/${name}`;
  return {
    activateable: false,
    createable,
    custom: false,
    customSetting: false,
    deletable,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix,
    label,
    labelPlural,
    layoutable: false,
    mergeable: false,
    mruEnabled: false,
    name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: false,
    triggerable: false,
    undeletable: false,
    updateable,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

/** The describe result of an object with its fields. */
export function describeObject(definition: ObjectDefinition, version: string) {
  return {
    ...describeBriefly(definition, version),
    actionOverrides: [],
    childRelationships: [],
    compactLayoutable: false,
    fields: definition.fields.map((field) => describeField(field, definition)),
    namedLayoutInfos: [],
    recordTypeInfos: [],
    supportedScopes: [{ label: 'Everything', name: 'everything' }],
  };
}

function describeField(field: FieldDefinition, definition: ObjectDefinition) {
  const { comparison, soapType } = FIELD_TYPES[field.type];
  const isLong = field.type === 'textarea' && field.length > 255;
  return {
    aggregatable: !isLong,
    autoNumber: field.autoNumber !== null,
    byteLength: field.type === 'id' || field.type === 'reference' ? field.length : field.length * 3,
    calculated: false,
    cascadeDelete: false,
    caseSensitive: false,
    createable: field.createable && definition.createable,
    custom: false,
    defaultValue: field.defaultValue,
    defaultedOnCreate: field.defaultValue !== null || field.name === 'OwnerId' || !field.createable,
    dependentPicklist: false,
    digits: field.type === 'int' ? field.precision : 0,
    encrypted: false,
    externalId: false,
    filterable: !isLong,
    groupable: !isLong && comparison !== 'number',
    idLookup: field.type === 'id' || field.type === 'email',
    label: field.label,
    length: field.length,
    name: field.name,
    nameField: field.name === definition.nameField,
    nillable: field.nillable,
    picklistValues: field.picklistValues.map((value) => ({
      active: true,
      defaultValue: value === field.defaultValue,
      label: value,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: false,
    precision: field.type === 'int' ? 0 : field.precision,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    restrictedPicklist: field.restricted,
    scale: field.scale,
    soapType,
    sortable: !isLong,
    type: field.type,
    unique: false,
    updateable: field.updateable && definition.updateable,
  };
}
