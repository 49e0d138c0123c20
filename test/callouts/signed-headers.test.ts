import { generateKeyPairSync, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { compactVerify, importSPKI } from 'jose';
import { expect, test } from 'vitest';
import { createRedactor } from '../../src/http/redact.ts';
import { certificate, secretsOf } from '../credentials/fixtures.ts';
import { authority, ecKeys } from '../http/self-signed.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { orgAt, rig } from './fixtures.ts';

/** Headers that sign what is sent, as a server checks them: over the bytes that arrived. */
const api = () => serve((_request, response) => json(response, 200, {}));
const header = (name: string, value: string) => ({ name, value, sequence: 1 });
const custom = (value: string, parameters: readonly string[] = []) => ({
  protocol: 'Custom',
  variant: null,
  headers: [header('X-Signature', value)],
  principals: [{ name: 'Integration', type: 'Named Principal', sequence: 1, parameters }],
});
function isSigned(request: Seen | undefined, key: KeyObject, digest = 'sha256'): boolean {
  const signature = Buffer.from(String(request?.headers['x-signature']), 'base64');
  return verify(digest, Buffer.from(request?.body ?? ''), key, signature);
}

test('SIGN signs the body with a key that the principal holds', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const server = await api();
  const redactor = createRedactor();
  const value =
    "{!BASE64ENCODE(SIGN('RSA-SHA512', $Credential.Target_Org.Body, BASE64DECODE($Credential.Target_Org.signingKey)))}";
  const org = orgAt(server.url, { external: custom(value, ['signingKey']) });
  const event = await rig({ org, redactor, secrets: secretsOf({ signingKey: key }) }).call({ body: { Name: 'Äcme' } });
  expect(event).toMatchObject({ kind: 'responded', status: 200 });
  expect(isSigned(server.seen[0], publicKey, 'sha512')).toBe(true);
  expect(isSigned(server.seen[0], ecKeys().publicKey, 'sha512')).toBe(false);
  expect(JSON.stringify([server.seen, event])).not.toContain(key.slice(0, 40));
  expect(redactor.text(key)).toBe('***');
});

test('SIGN_WITH_CERTIFICATE signs the body with the key of a certificate of the org', async () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issued = authority().issue({ keys });
  const server = await api();
  const value = "{!BASE64ENCODE(SIGN_WITH_CERTIFICATE('RSA-SHA256', $Credential.Target_Org.Body, 'client_2026'))}";
  const org = {
    ...orgAt(server.url, { external: custom(value) }),
    certificates: [certificate({ certificate: issued.cert }), certificate({ name: 'Unused' })],
  };
  await rig({ org, secrets: secretsOf({ privateKey: issued.key }) }).call();
  expect(isSigned(server.seen[0], new X509Certificate(issued.cert).publicKey)).toBe(true);
});

test('a JSON Web Token made by formulas is one that jose accepts', async () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issued = authority().issue({ keys });
  const server = await api();
  const url = (formula: string) =>
    `SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(BASE64ENCODE(${formula}), '+', '-'), '/', '_'), '=', '')`;
  const head = url(`BLOB('{"alg":"RS256"}')`);
  const claims = url(`BLOB('{"iss":"' & $Credential.Target_Org.clientId & '"}')`);
  const value = `{!${head} & '.' & ${claims} & '.' & ${url(`SIGN_WITH_CERTIFICATE('RSA-SHA256', ${head} & '.' & ${claims}, 'Client_2026')`)}}`;
  const org = {
    ...orgAt(server.url, { external: custom(value, ['clientId']) }),
    certificates: [certificate({ certificate: issued.cert })],
  };
  await rig({ org, secrets: secretsOf({ privateKey: issued.key, clientId: 'me' }) }).call();
  const spki = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const token = String(server.seen[0]?.headers['x-signature']);
  const { payload } = await compactVerify(token, await importSPKI(spki, 'RS256'));
  expect(new TextDecoder().decode(payload)).toBe('{"iss":"me"}');
});

test.each([
  ['a certificate that the org does not have', 'Other', {}, 'there is no certificate "Other"'],
  ['a certificate without its key', 'Client_2026', {}, 'flowrun credential set Client_2026 < key.pem'],
  ['a key that is none', 'Client_2026', { privateKey: 'p1anted' }, 'is none in PEM'],
])('%s fails the callout, which is not sent', async (_, name, secrets, help) => {
  const server = await api();
  const value = `{!BASE64ENCODE(SIGN_WITH_CERTIFICATE('RSA-SHA256', 'x', '${name}'))}`;
  const org = {
    ...orgAt(server.url, { external: custom(value) }),
    certificates: [certificate({ certificate: authority().issue().cert })],
  };
  expect(await rig({ org, secrets: secretsOf(secrets) }).call()).toMatchObject({
    kind: 'failed',
    fault: { code: 'CREDENTIAL_NOT_CONFIGURED', help: expect.stringContaining(help) },
  });
  expect(server.seen).toEqual([]);
});
