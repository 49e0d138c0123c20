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
  ],
} as const satisfies OrgForm<'profile'>;
