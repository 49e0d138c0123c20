import type { OrgForm } from '../define-form.ts';

export const USER = {
  type: 'user',
  tag: 'User',
  doc: 'Somebody flows run as.',
  rows: [
    { key: 'username', form: 'text', required: true, doc: 'Unique, in the form of an e-mail address.' },
    { key: 'firstName', form: 'text', doc: 'First name.' },
    { key: 'lastName', form: 'text', doc: 'Last name.' },
    { key: 'email', form: 'text', doc: 'E-mail address.' },
    { key: 'profile', form: 'name', doc: 'Name of the profile.' },
    { key: 'role', form: 'name', doc: 'API name of the role.' },
    { key: 'timeZone', form: 'text', doc: "IANA name such as Europe/Berlin; left out = this machine's." },
    { key: 'locale', form: 'text', doc: "BCP 47 tag such as de-DE; left out = this machine's." },
    { key: 'language', form: 'text', doc: "Language of labels, such as de or en_US; left out = the org's." },
    {
      key: 'default',
      form: 'boolean',
      default: false,
      doc: 'Whether flows run as this user when nobody says otherwise.',
    },
    {
      key: 'password',
      form: 'text',
      doc: 'Of a user of an embedded org: what its login page asks for; never a real one. Left out = the username is enough.',
    },
    { key: 'permissionSets', form: 'names', doc: 'Names of the permission sets the user has.' },
    { key: 'fields', form: 'textFields', doc: 'Further fields for {!$User.…}.' },
  ],
} as const satisfies OrgForm<'user'>;
