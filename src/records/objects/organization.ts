import { defineObject } from './define-object.ts';
import { checkbox, dateTime, idField, phone, picklist, READ_ONLY, SYSTEM_FIELDS, text } from './fields.ts';

/** The one record that describes the org; the Salesforce CLI asks for it at login. */
export const organization = defineObject({
  name: 'Organization',
  label: 'Organization',
  labelPlural: 'Organizations',
  keyPrefix: '00D',
  nameField: 'Name',
  writable: false,
  fields: [
    idField('Organization ID'),
    text('Name', 'Name', 80),
    text('Division', 'Division', 80),
    phone('Phone', 'Phone'),
    text('InstanceName', 'Instance Name', 5, READ_ONLY),
    checkbox('IsSandbox', 'Is Sandbox', READ_ONLY),
    picklist('OrganizationType', 'Edition', ['Developer Edition', 'Enterprise Edition'], { length: 40, ...READ_ONLY }),
    text('NamespacePrefix', 'Namespace Prefix', 15, READ_ONLY),
    dateTime('TrialExpirationDate', 'Trial Expiration Date', READ_ONLY),
    picklist('TimeZoneSidKey', 'Time Zone', [], { length: 40 }),
    picklist('LanguageLocaleKey', 'Language', [], { length: 40 }),
    ...SYSTEM_FIELDS.filter((field) => field.name !== 'IsDeleted'),
  ],
});
