import type { OrgField, OrgFieldType, OrgObject } from '../../src/model/org.ts';

/** A field of an org's object, with nothing said but what `more` says. */
export function orgField(name: string, type: OrgFieldType = 'Text', more: Partial<OrgField> = {}): OrgField {
  return {
    name,
    label: name,
    type,
    length: null,
    precision: null,
    scale: null,
    required: false,
    unique: false,
    default: null,
    values: [],
    restricted: false,
    references: [],
    childRelationship: null,
    formula: null,
    ...more,
  };
}

/** An object of an org. */
export function orgObject(name: string, fields: readonly OrgField[], more: Partial<OrgObject> = {}): OrgObject {
  return {
    name,
    label: name,
    pluralLabel: `${name}s`,
    nameField: { label: 'Name', type: 'Text' },
    fields,
    file: `${name}.yaml`,
    ...more,
  };
}
