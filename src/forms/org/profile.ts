import type { OrgForm } from '../define-form.ts';

/** `org/profiles/<Name>.yaml`; the name of the file is the name of the profile, blanks and all. */
export const PROFILE = {
  type: 'profile',
  tag: 'Profile',
  doc: 'The profile of users: {!$Profile.Name}, and what it lets them do.',
  rows: [
    { key: 'description', form: 'text', doc: 'What it is for.' },
    { key: 'userLicense', form: 'text', tag: 'userLicense', doc: 'Name of the user license.' },
    {
      key: 'customPermissions',
      form: 'names',
      doc: 'Custom permissions its users have: {!$Permission.Name} is true.',
    },
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
} as const satisfies OrgForm<'profile'>;
