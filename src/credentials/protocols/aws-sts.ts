import { assumeRole } from '../aws/assume-role.ts';
import { signing } from '../aws/authorization.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

/** AWS Signature Version 4 with the keys of a role's session, from the Security Token Service (reference: credentials A1). */
export const awsSts: ProtocolDefinition = {
  protocol: 'AWS Signature Version 4',
  variant: 'STS',
  doc: 'Assumes a role, and signs each request with the keys of its session.',
  parameters: [
    { name: 'awsAccessKeyId', secret: false, doc: 'the id of the access key that may assume the role' },
    { name: 'awsSecretAccessKey', secret: true, doc: 'its secret access key' },
    { name: 'awsRoleArn', secret: false, doc: 'the ARN of the role' },
  ],
  renewable: true,
  authorize: async (context) => signing(context, await assumeRole(context)),
};
