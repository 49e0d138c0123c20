import { type AwsKeys, signing } from '../aws/authorization.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

/** AWS Signature Version 4 with the principal's own access key (reference: credentials A1). */
export const awsSignatureVersion4: ProtocolDefinition = {
  protocol: 'AWS Signature Version 4',
  variant: null,
  doc: 'Signs each request with an access key.',
  parameters: [
    { name: 'awsAccessKeyId', secret: false, doc: 'the id of the access key' },
    { name: 'awsSecretAccessKey', secret: true, doc: 'the secret access key' },
  ],
  renewable: false,
  async authorize(context) {
    const { awsAccessKeyId = '', awsSecretAccessKey = '' } = context.parameters;
    const keys: AwsKeys = {
      accessKeyId: awsAccessKeyId,
      secretAccessKey: awsSecretAccessKey,
      sessionToken: null,
      expiresAt: null,
    };
    return signing(context, keys);
  },
};
