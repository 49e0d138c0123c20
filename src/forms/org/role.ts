import type { OrgForm } from '../define-form.ts';

/** `org/roles/<Name>.yaml`. */
export const ROLE = {
  type: 'role',
  tag: 'Role',
  doc: 'A role of users: {!$UserRole.DeveloperName}.',
  rows: [
    { key: 'label', form: 'text', fromName: true, doc: 'Its name as people see it: {!$UserRole.Name}.' },
    { key: 'parent', form: 'name', tag: 'parentRole', doc: 'API name of the role above it.' },
    { key: 'description', form: 'text', doc: 'How it is called in reports: {!$UserRole.RollupDescription}.' },
  ],
} as const satisfies OrgForm<'role'>;
