import { createHash, createHmac, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileHeaderValue } from '../../src/callouts/header-value.ts';
import { FaultError } from '../../src/errors.ts';
import { externalCredential } from '../credentials/fixtures.ts';

const parameters = { Username: 'jürgen', Password: 'pa}ss"w\'ord', apiKey: 'k-123', 'X-Key': 'odd' };
const standard = { OAuthToken: 'token', AuthorizationMethod: 'Bearer' };
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const SMALL = generateKeyPairSync('rsa', { modulusLength: 512 });
const KEYS: Readonly<Record<string, KeyObject>> = { Ec: EC.privateKey, Small: SMALL.privateKey };
const keyOf = (certificate: string): KeyObject => KEYS[certificate] ?? RSA.privateKey;
const FILE = 'org/external-credentials/Target_Org.yaml';

function header(text: string, body: string | null = '{"a":1}', values: Record<string, string> = parameters): string {
  const authorization = { header: null, parameters: values, standard, identity: null };
  return compileHeaderValue(text, { external: externalCredential(), file: FILE, keyOf })({
    authorization,
    body,
    at: 0,
  });
}
function faultOf(text: string) {
  try {
    header(text);
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new TypeError('expected a fault');
}
/** Whether the header is a signature of this text, in Base64. */
function isSigned(digest: string, text: string, publicKey: KeyObject, signature: string): boolean {
  return verify(digest, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('merge fields', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['{!$Credential.Target_Org.apiKey}', 'k-123'],
    ['ApiKey {! $credential.target_org.APIKEY } v=1', 'ApiKey k-123 v=1'],
    ['{!$Credential.Target_Org.X-Key}', 'odd'],
    ['{!$Credential.Target_Org.apiKey}{!$Credential.Target_Org.Username}', 'k-123jürgen'],
    ['{!$Credential.AuthorizationMethod} {!$Credential.OAuthToken}', 'Bearer token'],
    ['{ "json": {} }', '{ "json": {} }'],
  ])('%s', (text, expected) => {
    expect(header(text)).toBe(expected);
  });

  test('whatever a parameter holds, it stands in the header as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (apiKey) => {
        expect(header('a {!$Credential.Target_Org.apiKey} b', null, { apiKey })).toBe(`a ${apiKey} b`);
      }),
    );
  });
});

describe('formulas', () => {
  test.each([
    [
      "{!'Basic ' & BASE64ENCODE(BLOB($Credential.Target_Org.Username & ':' & $Credential.Target_Org.Password))}",
      `Basic ${base64(`jürgen:${parameters.Password}`)}`,
    ],
    ["{!'a}b' & '{!'}", 'a}b{!'],
    ["{!IF(LEN($Credential.Target_Org.apiKey) > 3, 'long', 'short')}", 'long'],
    ["{!HEX(HASH('SHA-256', $Credential.Target_Org.apiKey))}", createHash('sha256').update('k-123').digest('hex')],
    ["{!HEX(HASH('SHA-256', BLOB('k-123')))}", createHash('sha256').update('k-123').digest('hex')],
    [
      "{!BASE64ENCODE(HMAC('SHA-256', $Credential.Target_Org.Body, $Credential.Target_Org.apiKey))}",
      createHmac('sha256', 'k-123').update('{"a":1}').digest('base64'),
    ],
    [`{!HEX(BASE64DECODE('${base64('abc')}'))}`, '616263'],
    ["{!BASE64ENCODE(BLOB(''))}", ''],
    ['{!1 + 1}', '2'],
  ])('%s', (text, expected) => {
    expect(header(text)).toBe(expected);
  });

  test('Base64 and back is the same, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (apiKey) => {
        const text = '{!HEX(BASE64DECODE(BASE64ENCODE(BLOB($Credential.Target_Org.apiKey))))}';
        expect(header(text, null, { apiKey })).toBe(Buffer.from(apiKey).toString('hex'));
      }),
    );
  });

  test.each([
    ['RSA', 'sha1', RSA],
    ['RSA-SHA1', 'sha1', RSA],
    ['rsa-sha256', 'sha256', RSA],
    ['RSA-SHA384', 'sha384', RSA],
    ['RSA-SHA512', 'sha512', RSA],
    ['ECDSA-SHA256', 'sha256', EC],
    ['ECDSA-SHA384', 'sha384', EC],
    ['ECDSA-SHA512', 'sha512', EC],
  ])('SIGN by %s, the key as bytes or as PEM', (algorithm, digest, { privateKey, publicKey }) => {
    const der = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const sign = (key: string) => `{!BASE64ENCODE(SIGN('${algorithm}', $Credential.Target_Org.Body, ${key}))}`;
    for (const [text, apiKey] of [
      [sign('BASE64DECODE($Credential.Target_Org.apiKey)'), der],
      [sign('$Credential.Target_Org.apiKey'), pem],
      [sign('$Credential.Target_Org.apiKey'), pem.replaceAll('\n', '\\n')],
      [sign('BLOB($Credential.Target_Org.apiKey)'), pem],
    ] as const) {
      const signature = header(text, 'ä body', { apiKey });
      expect(isSigned(digest, 'ä body', publicKey, signature)).toBe(true);
      expect(isSigned(digest, 'another', publicKey, signature)).toBe(false);
    }
  });

  test('SIGN_WITH_CERTIFICATE', () => {
    const text = "{!BASE64ENCODE(SIGN_WITH_CERTIFICATE('ECDSA-SHA256', 'a' & 'b', 'Ec'))}";
    expect(isSigned('sha256', 'ab', EC.publicKey, header(text))).toBe(true);
  });

  test('a result longer than 1,300 characters is not cut', () => {
    const apiKey = 'x'.repeat(5_000);
    expect(header("{!'Bearer ' & $Credential.Target_Org.apiKey}", null, { apiKey })).toHaveLength(5_007);
  });
});

describe('what is refused', () => {
  test.each([
    ['{!$Credential.Target_Org.nope}', 'Field Target_Org.nope does not exist', 'add "nope" to the parameters'],
    ["{!'a' & $Credential.Target_Org.nope}", 'Field Target_Org.nope does not exist', 'add "nope" to the parameters'],
    ['{!$Credential.Other.apiKey}', 'Field Other.apiKey does not exist', '{!$Credential.Target_Org.apiKey}'],
    ['{!$Credential.Nope}', 'Field Nope does not exist', 'parameters'],
  ])('%s', (text, message, help) => {
    expect(faultOf(text)).toMatchObject({ code: 'CREDENTIAL_FIELD', message, help: expect.stringContaining(help) });
  });

  test.each([
    ['{!$Credential.Target_Org.apiKey', 'has no end'],
    ["{!'a' & }", 'formula'],
    ['{!$User.Email}', '$User.Email'],
    ['{!NOPE(1)}', 'NOPE'],
    ["{!BASE64ENCODE('text')}", 'write BASE64ENCODE(BLOB(…))'],
    ["{!HEX(HASH('SHA-3', 'x'))}", '"SHA-3" is no algorithm'],
    ["{!BLOB('x')}", 'must give text'],
    ["{!HEX(SIGN('RSA-SHA256', 'x', $Credential.Target_Org.apiKey))}", 'no private key: give its bytes in PKCS #8'],
    ["{!HEX(SIGN('RSA-SHA256', 'x', BASE64DECODE('aaaa')))}", 'no private key'],
    ["{!HEX(SIGN_WITH_CERTIFICATE('PSS', 'x', 'Rsa'))}", '"PSS" is no signing algorithm: expected RSA, RSA-SHA1,'],
    ["{!HEX(SIGN_WITH_CERTIFICATE('ECDSA-SHA256', 'x', 'Rsa'))}", 'needs a key for EC, and this one is for RSA'],
    ["{!HEX(SIGN_WITH_CERTIFICATE('RSA-SHA512', 'x', 'Small'))}", 'the key is too small for RSA-SHA512'],
    ["{!SIGN_WITH_CERTIFICATE('RSA-SHA256', 'x')}", 'SIGN_WITH_CERTIFICATE'],
    [`{!'${'x'.repeat(3_900)}'}`, '3900 characters'],
  ])('%s', (text, help) => {
    const fault = faultOf(text);
    expect(fault).toMatchObject({
      code: 'CREDENTIAL_INVALID',
      message: 'A custom header of the credential cannot be read.',
    });
    expect(fault.help).toContain(FILE);
    expect(fault.help).toContain(help);
  });
});
