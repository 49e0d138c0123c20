import { describe, expect, it } from 'vitest';
import { type Identities, identitiesOf } from '../../src/credentials/certificates.ts';
import { learnSecrets } from '../../src/credentials/learn-secrets.ts';
import { FaultError } from '../../src/errors.ts';
import { createRedactor } from '../../src/http/redact.ts';
import { authority, type Issued, selfSigned } from '../http/self-signed.ts';
import { certificate, orgDefinition, secretsOf } from './fixtures.ts';

const ROOT = authority('Root');
const MIDDLE = ROOT.below('Middle');
const CLIENT = MIDDLE.issue({ name: 'Client' });

function rig(key: string | null, text = CLIENT.cert + MIDDLE.cert) {
  const redactor = createRedactor();
  const org = orgDefinition({ certificates: [certificate({ certificate: text })] });
  let asked = 0;
  const secrets = {
    get: async (slot: object) => {
      asked += 1;
      expect(slot).toEqual({ externalCredential: 'Client_2026', principal: 'Certificate', parameter: 'privateKey' });
      return key === null ? null : { value: key, store: 'test' };
    },
  };
  return { redactor, org, secrets, identities: identitiesOf({ org, secrets, redactor }), asked: () => asked };
}
async function faultOf(identities: Identities, name = 'Client_2026') {
  const error = await identities(name).catch((thrown: unknown) => thrown);
  if (error instanceof FaultError) return error.fault;
  throw new TypeError('expected a fault');
}

describe('identitiesOf', () => {
  it('gives the certificate with its chain and its key, whatever the case of the name, and reads it once', async () => {
    const { identities, asked, redactor } = rig(CLIENT.key);
    const { certificate: own, chain, key, name } = await identities('client_2026');
    expect([own.subject, chain.map(({ subject }) => subject), name]).toEqual([
      'CN=Client',
      ['CN=Client', 'CN=Middle'],
      'Client_2026',
    ]);
    expect(own.checkPrivateKey(key)).toBe(true);
    expect(await identities('Client_2026')).toBe(await identities('CLIENT_2026'));
    expect(asked()).toBe(1);
    const line = CLIENT.key.split('\n')[1] ?? '';
    expect(redactor.text(`leaked ${line}`)).toBe('leaked ***');
  });

  it('takes a key whose line breaks are written out, as environments need it', async () => {
    const { identities } = rig(CLIENT.key.replaceAll('\n', '\\n'));
    expect((await identities('Client_2026')).key.asymmetricKeyType).toBe('ec');
  });

  const other: Issued = selfSigned();
  it.each([
    [
      'no key',
      null,
      'run "flowrun credential set Client_2026 < key.pem" or set FLOWRUN_SECRET_CLIENT_2026_CERTIFICATE_',
    ],
    ['no PEM', 'p1anted', 'is none in PEM, or has a passphrase'],
    ["another one's key", other.key, "is another one's than the certificate's in org/certificates/Client_2026.yaml"],
  ])('%s', async (_, key, help) => {
    const fault = await faultOf(rig(key).identities);
    expect(fault).toMatchObject({
      code: 'CREDENTIAL_NOT_CONFIGURED',
      message: 'The certificate "Client_2026" isn\'t fully configured.',
      help: expect.stringContaining(help),
    });
    if (key !== null) for (const line of key.split('\n').slice(1, 3)) expect(JSON.stringify(fault)).not.toContain(line);
  });

  it('names the certificates that there are', async () => {
    expect(await faultOf(rig(CLIENT.key).identities, 'Clent')).toMatchObject({
      code: 'CREDENTIAL_NOT_CONFIGURED',
      help: 'there is no certificate "Clent": create org/certificates/Clent.yaml (there are: Client_2026)',
    });
  });

  it('says where a certificate cannot be read', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    expect(await faultOf(rig(CLIENT.key, broken).identities)).toMatchObject({ code: 'CREDENTIAL_INVALID' });
  });

  it('tries again where the key was missing', async () => {
    let key: string | undefined;
    const secrets = { get: async () => (key === undefined ? null : { value: key, store: 'test' }) };
    const { org, redactor } = rig(null);
    const identities = identitiesOf({ org, secrets, redactor });
    await faultOf(identities);
    key = CLIENT.key;
    expect((await identities('Client_2026')).name).toBe('Client_2026');
  });

  it('names the environment in the command', async () => {
    const { org, redactor } = rig(null);
    const identities = identitiesOf({ org: { ...org, environment: 'production' }, secrets: secretsOf({}), redactor });
    expect((await faultOf(identities)).help).toContain('flowrun credential set Client_2026 --env production < key.pem');
  });
});

it('learnSecrets knows the private keys of certificates', async () => {
  const { org, redactor } = rig(null);
  await learnSecrets({ ...org, externalCredentials: [] }, secretsOf({ privateKey: CLIENT.key }), redactor);
  expect(redactor.text(CLIENT.key)).toBe('***');
});
