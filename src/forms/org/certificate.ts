import type { OrgForm } from '../define-form.ts';

/** `org/certificates/<Name>.yaml`. */
export const CERTIFICATE = {
  type: 'certificate',
  tag: 'Certificate',
  doc: 'A certificate that callouts sign with or show to servers. Its private key never stands here: `flowrun credential set` stores it.',
  rows: [
    { key: 'label', form: 'text', tag: 'masterLabel', fromName: true, doc: 'Label.' },
    {
      key: 'certificate',
      form: 'pem',
      required: true,
      doc: 'The certificate in PEM; behind it, in their order, those of the authorities between it and the root.',
    },
  ],
} as const satisfies OrgForm<'certificate'>;
