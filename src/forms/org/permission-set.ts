import type { OrgForm } from '../define-form.ts';

export const PERMISSION_SET = {
  type: 'permissionSet',
  tag: 'PermissionSet',
  doc: 'What its users may do.',
  rows: [
    { key: 'label', form: 'text', doc: 'Label.' },
    {
      key: 'principals',
      form: 'names',
      doc: 'Principals its users may make callouts as: [Target_Org-Integration], the external credential, -, the principal.',
    },
    { key: 'customPermissions', form: 'names', doc: 'Custom permissions its users have: {!$Permission.Name} is true.' },
    {
      key: 'objects',
      form: 'objectRights',
      doc: 'What its users may do with records, by object: { Account: [read, create, edit, delete, viewAll, modifyAll] }.',
    },
    {
      key: 'fields',
      form: 'fieldRights',
      doc: 'Fields that need a right of their own: { Account.Rating: [read, edit] }; others follow their object.',
    },
  ],
} as const satisfies OrgForm<'permissionSet'>;
