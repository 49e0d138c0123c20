import { Buffer } from 'node:buffer';
import type { ProtocolDefinition } from './define-protocol.ts';

/** `Authorization: Basic` with the user name and password of the principal, as UTF-8 (RFC 7617). */
export const basic: ProtocolDefinition = {
  protocol: 'Basic',
  variant: null,
  doc: 'Authenticates with a user name and a password.',
  parameters: [
    { name: 'Username', secret: false, doc: 'the user name' },
    { name: 'Password', secret: true, doc: 'the password' },
  ],
  renewable: false,
  async authorize({ parameters }) {
    const { Username = '', Password = '' } = parameters;
    const header = `Basic ${Buffer.from(`${Username}:${Password}`, 'utf8').toString('base64')}`;
    return {
      header,
      parameters,
      standard: { Username, Password, AuthorizationMethod: 'Basic', AuthorizationHeaderValue: header },
      identity: null,
    };
  },
};
