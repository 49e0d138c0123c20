import type { OrgForm } from '../define-form.ts';

/** `org/custom-permissions/<Name>.yaml`. */
export const CUSTOM_PERMISSION = {
  type: 'customPermission',
  tag: 'CustomPermission',
  doc: 'A permission that flows ask for as {!$Permission.Name}; permission sets and profiles give it to users.',
  rows: [
    { key: 'label', form: 'text', fromName: true, doc: 'Label.' },
    { key: 'description', form: 'text', doc: 'What it lets users do.' },
  ],
} as const satisfies OrgForm<'customPermission'>;
