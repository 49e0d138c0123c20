export { CLIENT_CREDENTIALS_FLOW, CONNECTED_APP } from './connected-app.ts';
export { CUSTOM_HEADER, EXTERNAL_CREDENTIAL, PRINCIPAL } from './external-credential.ts';
export { NAMED_CREDENTIAL } from './named-credential.ts';
export { PERMISSION_SET } from './permission-set.ts';
export { USER } from './user.ts';

import type { OrgForm } from '../define-form.ts';
import { CONNECTED_APP } from './connected-app.ts';
import { EXTERNAL_CREDENTIAL } from './external-credential.ts';
import { NAMED_CREDENTIAL } from './named-credential.ts';
import { PERMISSION_SET } from './permission-set.ts';
import { USER } from './user.ts';

/** The kinds of files in an org folder, by the names of their schemas. */
export const ORG_FORMS = {
  'external-credential': EXTERNAL_CREDENTIAL,
  'named-credential': NAMED_CREDENTIAL,
  'permission-set': PERMISSION_SET,
  user: USER,
  'connected-app': CONNECTED_APP,
} as const satisfies Readonly<Record<string, OrgForm>>;
