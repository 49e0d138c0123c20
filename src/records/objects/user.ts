import { defineObject } from './define-object.ts';
import { checkbox, email, idField, phone, picklist, READ_ONLY, REQUIRED, SYSTEM_FIELDS, text } from './fields.ts';
import { withWholeName } from './person-name.ts';

/** Users come from the org's definition; clients read them. */
export const user = defineObject({
  name: 'User',
  label: 'User',
  labelPlural: 'Users',
  keyPrefix: '005',
  nameField: 'Name',
  writable: false,
  fields: [
    idField('User ID'),
    text('Username', 'Username', 80, REQUIRED),
    text('LastName', 'Last Name', 80, REQUIRED),
    text('FirstName', 'First Name', 40),
    text('Name', 'Full Name', 121, { nillable: false, ...READ_ONLY }),
    text('CompanyName', 'Company Name', 80),
    text('Division', 'Division', 80),
    text('Department', 'Department', 80),
    text('Title', 'Title', 80),
    email('Email', 'Email', { length: 128 }),
    text('Alias', 'Alias', 8),
    phone('Phone', 'Phone'),
    phone('MobilePhone', 'Cell'),
    text('EmployeeNumber', 'Employee Number', 20),
    checkbox('IsActive', 'Active', { defaultValue: true }),
    picklist('TimeZoneSidKey', 'Time Zone', [], { length: 40 }),
    picklist('LocaleSidKey', 'Locale', [], { length: 40 }),
    picklist('LanguageLocaleKey', 'Language', [], { length: 40 }),
    picklist('UserType', 'User Type', ['Standard'], { length: 40, defaultValue: 'Standard', ...READ_ONLY }),
    ...SYSTEM_FIELDS.filter((field) => field.name !== 'IsDeleted'),
  ],
  derive: withWholeName,
});
