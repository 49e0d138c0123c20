import { defineObject } from './define-object.ts';
import {
  checkbox,
  email,
  idField,
  OWNER,
  picklist,
  READ_ONLY,
  reference,
  SYSTEM_FIELDS,
  text,
  textArea,
} from './fields.ts';

const CLOSED = 'Closed';

export const caseObject = defineObject({
  name: 'Case',
  label: 'Case',
  labelPlural: 'Cases',
  keyPrefix: '500',
  nameField: 'CaseNumber',
  fields: [
    idField('Case ID'),
    text('CaseNumber', 'Case Number', 30, { nillable: false, ...READ_ONLY, autoNumber: 8 }),
    reference('ContactId', 'Contact ID', ['Contact']),
    reference('AccountId', 'Account ID', ['Account']),
    reference('ParentId', 'Parent Case ID', ['Case']),
    text('SuppliedName', 'Name', 80),
    email('SuppliedEmail', 'Email Address'),
    text('SuppliedPhone', 'Phone', 40),
    text('SuppliedCompany', 'Company', 80),
    picklist('Type', 'Case Type', ['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other']),
    picklist('Status', 'Status', ['New', 'Working', 'Escalated', CLOSED], { defaultValue: 'New' }),
    picklist('Reason', 'Case Reason', [
      'Installation',
      'Equipment Complexity',
      'Performance',
      'Breakdown',
      'Equipment Design',
      'Feedback',
      'Other',
    ]),
    picklist('Origin', 'Case Origin', ['Phone', 'Email', 'Web']),
    text('Subject', 'Subject', 255),
    picklist('Priority', 'Priority', ['High', 'Medium', 'Low'], { defaultValue: 'Medium' }),
    textArea('Description', 'Description', 32_000),
    checkbox('IsClosed', 'Closed', READ_ONLY),
    checkbox('IsEscalated', 'Escalated'),
    OWNER,
    ...SYSTEM_FIELDS,
  ],
  derive: (values) => ({ ...values, IsClosed: values.Status === CLOSED }),
});
