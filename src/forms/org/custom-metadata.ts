import type { OrgForm } from '../define-form.ts';

/** `org/custom-metadata/<Type>.<Record>.yaml`. */
export const CUSTOM_METADATA = {
  type: 'customMetadata',
  tag: 'CustomMetadata',
  doc: 'A record of a custom metadata type: {!$CustomMetadata.Type__mdt.Record.Field__c}.',
  rows: [
    { key: 'label', form: 'text', fromName: true, doc: 'Label.' },
    {
      key: 'values',
      form: 'typedFields',
      tag: 'values',
      doc: 'Values by API name of the field: { Base_URL__c: https://example.com, Since__c: { date: 2026-01-31 } }.',
    },
  ],
} as const satisfies OrgForm<'customMetadata'>;
