import type { OrgForm } from '../define-form.ts';

export const NAMED_CREDENTIAL = {
  type: 'namedCredential',
  tag: 'NamedCredential',
  doc: 'Where a callout goes, and the external credential that authenticates it.',
  oneOf: ['externalCredential', 'authentication'],
  rows: [
    { key: 'label', form: 'text', doc: 'Label.' },
    {
      key: 'url',
      form: 'endpoint',
      required: true,
      doc: 'https, http on this machine, or org://<name> for an embedded org. May hold a path, no query.',
    },
    { key: 'externalCredential', form: 'name', doc: 'Name of the external credential.' },
    {
      key: 'authentication',
      form: 'legacyAuthentication',
      doc: 'Of the old kind: how it authenticates by itself, for everybody. Orgs still have such ones.',
    },
    {
      key: 'generateAuthorizationHeader',
      form: 'boolean',
      default: true,
      doc: 'Off when a custom header does the work.',
    },
    {
      key: 'clientCertificate',
      form: 'name',
      doc: 'Mutual TLS: name of the certificate of org/certificates that is shown to the server, over https only.',
    },
    { key: 'calloutsEnabled', form: 'boolean', default: true, doc: 'Whether callouts may use it.' },
    { key: 'headers', form: 'customHeaders', doc: 'Headers of every callout by name: text, or a formula in {!…}.' },
  ],
} as const satisfies OrgForm<'namedCredential'>;
