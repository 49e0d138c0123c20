import { signing } from '../aws/authorization.ts';
import { createSession } from '../aws/create-session.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

/** AWS Signature Version 4 with the keys of a session that a certificate gets, from IAM Roles Anywhere (reference: credentials A1). */
export const awsRolesAnywhere: ProtocolDefinition = {
  protocol: 'AWS Signature Version 4',
  variant: 'Roles Anywhere',
  doc: 'Gets the keys of a session with a certificate, without an access key, and signs each request with them; `aws:` names the certificate, the trust anchor and the profile.',
  parameters: [{ name: 'awsRoleArn', secret: false, doc: 'the ARN of the role' }],
  renewable: true,
  authorize: async (context) => signing(context, await createSession(context)),
};
