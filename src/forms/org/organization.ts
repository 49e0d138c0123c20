import type { OrgForm } from '../define-form.ts';

/** `org/organization.yaml`. */
export const ORGANIZATION = {
  type: 'organization',
  tag: 'Organization',
  doc: 'The org itself: what {!$Organization.…} and {!$Api.…} read.',
  rows: [
    { key: 'name', form: 'text', doc: 'Name of the company.' },
    { key: 'id', form: 'text', doc: 'Id of the org, 00D…, 15 or 18 characters; left out = one made for this org.' },
    { key: 'url', form: 'text', doc: 'My Domain URL: {!$Api.Enterprise_Server_URL_660} begins with it.' },
    { key: 'language', form: 'text', doc: 'Language of users who name none, such as en_US.' },
    { key: 'locale', form: 'text', doc: 'Default locale, such as en_US.' },
    { key: 'timeZone', form: 'text', doc: 'Default time zone, an IANA name.' },
    { key: 'currency', form: 'text', doc: 'ISO code of the corporate currency.' },
    {
      key: 'fields',
      form: 'typedFields',
      doc: 'Further fields for {!$Organization.…}: { City: Berlin, IsSandbox: true }.',
    },
  ],
} as const satisfies OrgForm<'organization'>;
