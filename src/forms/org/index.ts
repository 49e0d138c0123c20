export { CERTIFICATE } from './certificate.ts';
export { ATTRIBUTE, COMPONENT_STAND_IN } from './component.ts';
export { CLIENT_CREDENTIALS_FLOW, CONNECTED_APP, JWT_BEARER_FLOW } from './connected-app.ts';
export { CUSTOM_METADATA } from './custom-metadata.ts';
export { CUSTOM_PERMISSION } from './custom-permission.ts';
export { CUSTOM_SETTING } from './custom-setting.ts';
export { ENVIRONMENT, EXTERNAL_CREDENTIAL_OVERLAY, NAMED_CREDENTIAL_OVERLAY } from './environment.ts';
export {
  AWS,
  CUSTOM_HEADER,
  EXTERNAL_CREDENTIAL,
  JWT,
  LEGACY_AUTHENTICATION,
  PRINCIPAL,
  PROVIDER_REQUESTS,
  TOKEN_REQUEST_PARTS,
} from './external-credential.ts';
export { EXTERNAL_SERVICE } from './external-service.ts';
export { LABEL } from './label.ts';
export { NAMED_CREDENTIAL } from './named-credential.ts';
export { NAME_FIELD, OBJECT, OBJECT_FIELD, SUMMARY } from './object.ts';
export { ORGANIZATION } from './organization.ts';
export { PERMISSION_SET } from './permission-set.ts';
export { PROFILE } from './profile.ts';
export { ROLE } from './role.ts';
export { USER } from './user.ts';

import type { OrgForm } from '../define-form.ts';
import { CERTIFICATE } from './certificate.ts';
import { COMPONENT_STAND_IN } from './component.ts';
import { CONNECTED_APP } from './connected-app.ts';
import { CUSTOM_METADATA } from './custom-metadata.ts';
import { CUSTOM_PERMISSION } from './custom-permission.ts';
import { CUSTOM_SETTING } from './custom-setting.ts';
import { ENVIRONMENT } from './environment.ts';
import { EXTERNAL_CREDENTIAL } from './external-credential.ts';
import { EXTERNAL_SERVICE } from './external-service.ts';
import { LABEL } from './label.ts';
import { NAMED_CREDENTIAL } from './named-credential.ts';
import { OBJECT } from './object.ts';
import { ORGANIZATION } from './organization.ts';
import { PERMISSION_SET } from './permission-set.ts';
import { PROFILE } from './profile.ts';
import { ROLE } from './role.ts';
import { USER } from './user.ts';

/** The kinds of files in an org folder that hold one component, by the names of their schemas. */
export const ORG_FORMS = {
  'external-credential': EXTERNAL_CREDENTIAL,
  'named-credential': NAMED_CREDENTIAL,
  certificate: CERTIFICATE,
  'external-service': EXTERNAL_SERVICE,
  'permission-set': PERMISSION_SET,
  environment: ENVIRONMENT,
  user: USER,
  component: COMPONENT_STAND_IN,
  'connected-app': CONNECTED_APP,
  organization: ORGANIZATION,
  object: OBJECT,
  profile: PROFILE,
  role: ROLE,
  'custom-permission': CUSTOM_PERMISSION,
  'custom-metadata': CUSTOM_METADATA,
  'custom-setting': CUSTOM_SETTING,
} as const satisfies Readonly<Record<string, OrgForm>>;

/** Files that hold a map of components by name. */
export const ORG_MAP_FORMS = { labels: LABEL } as const satisfies Readonly<Record<string, OrgForm>>;
