import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, MASK } from '../../src/http/redact.ts';

const SECRET = 'p1anted+Secret/with=odd&chars "x"<ü>';

function knowing(...secrets: readonly string[]) {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

describe('a known secret', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  test.each([
    ['raw', SECRET],
    ['in JSON', JSON.stringify({ a: `x${SECRET}` })],
    ['in a query', `https://x/?a=${encodeURIComponent(SECRET)}&b=1`],
    ['lower-case escapes', encodeURIComponent(SECRET).replace(/%../g, (hex) => hex.toLowerCase())],
    ['in a form', new URLSearchParams({ a: SECRET }).toString()],
    ['as Base64', base64(SECRET)],
    ['as Base64url', Buffer.from(SECRET).toString('base64url')],
    ['id:secret, as Basic sends it', base64(`id:${SECRET}`)],
    ['another id', base64(`some.longer-id@example.com:${SECRET}`)],
    ['form-encoded inside Base64', base64(`a:${encodeURIComponent(SECRET)}`)],
    ['in XML', SECRET.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')],
  ])('is masked: %s', (_, text) => {
    const masked = knowing(SECRET).text(`before ${text} after`);
    expect(masked).toContain(MASK);
    expect(masked).toMatch(/^before .* after$/);
    expect(masked).not.toContain('Secret');
    expect(masked).not.toContain(base64('Secret/with').slice(4, 12));
  });

  test('is masked in every position of a value, keys and numbers included', () => {
    const redactor = knowing(SECRET, '12345678');
    expect(
      redactor.value({
        a: [SECRET, { [SECRET]: 1 }],
        n: 12345678,
        m: 1,
        t: true,
        z: null,
        s: { $units: 5, $scale: 1 },
      }),
    ).toEqual({ a: [MASK, { [MASK]: 1 }], n: MASK, m: 1, t: true, z: null, s: { $units: 5, $scale: 1 } });
  });

  test('of two, the longer that holds the shorter is masked whole', () => {
    expect(knowing('secret', 'secret-and-more').text('secret-and-more secret')).toBe(`${MASK} ${MASK}`);
  });

  test('a key in PEM is masked line by line, and without its lines', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    for (const given of [pem, pem.replaceAll('\n', '\\n')]) {
      const redactor = createRedactor();
      redactor.add(given);
      const shown = redactor.text([pem, lines.join(''), lines.map((line) => `> ${line}`).join('\r\n')].join('\n'));
      for (const line of lines) expect(shown).not.toContain(line);
    }
  });

  test('very short values and null are not searched for', () => {
    const redactor = knowing('abc', '');
    redactor.add(null);
    expect(redactor.text('abcdef abc')).toBe('abcdef abc');
  });

  test('whatever the secret and what stands around it, none of its forms is left', () => {
    const secrets = fc.string({ unit: 'binary', minLength: 8, maxLength: 40 }).filter((s) => s.isWellFormed());
    const around = fc.string({ unit: 'grapheme-ascii', maxLength: 12 });
    fc.assert(
      fc.property(secrets, around, around, (secret, before, after) => {
        const redactor = knowing(secret);
        const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
        for (const form of forms) {
          // The mask itself, or a neighbour, may spell a secret made of such characters.
          const bare = redactor.text(form);
          expect(bare === MASK || !bare.includes(form) || MASK.includes(form)).toBe(true);
        }
        const bytes = Buffer.from(`${before}:${secret}`);
        const whole = Buffer.concat([bytes, Buffer.from(after)]).toString('base64');
        const masked = redactor.text(`x ${whole}`);
        // At most the characters that the secret shares with its neighbours stay.
        const decided = Math.floor((Buffer.byteLength(secret) * 8) / 6) - 2;
        expect(masked.length).toBeLessThanOrEqual(2 + whole.length - decided + MASK.length);
      }),
    );
  });
});

describe('what looks like a secret', () => {
  const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl-_x';
  test.each([
    ['session 00D5g00000AbCdE!AQ.AQEw_token.x ends', `session ${MASK} ends`],
    ['?sid=00D5g00000AbCdEEAV%21AQ.AQEw', `?sid=${MASK}`],
    [`token ${jwt}.`, `token ${MASK}.`],
    ['Authorization: Bearer abc123', `Authorization: Bearer ${MASK}`],
    ['authorization: Basic dXNlcjpwYXNz', `authorization: Basic ${MASK}`],
    ['{"authorization":"Bearer abc123"}', `{"authorization":"Bearer ${MASK}"}`],
    ['sent Basic dXNlcjpwYXNzMTIz now', `sent Basic ${MASK} now`],
    ['sent Bearer aaaaaaaaaabbbbbbbbbbcccc', `sent Bearer ${MASK}`],
    ['client_id=a&client_secret=b%20c&x=1', `client_id=a&client_secret=${MASK}&x=1`],
    ['{"access_token":"a\\"b","scope":"api"}', `{"access_token":"${MASK}","scope":"api"}`],
    ['"{\\"access_token\\":\\"ab\\",\\"scope\\":1}"', `"{\\"access_token\\":\\"${MASK}\\",\\"scope\\":1}"`],
    ['https://x/cb?code=abcd&state=1', `https://x/cb?code=${MASK}&state=1`],
    ['X-Amz-Signature=abcdef', `X-Amz-Signature=${MASK}`],
  ])('%s', (text, expected) => {
    expect(createRedactor().text(text)).toBe(expected);
  });

  test.each([
    'Basic information about the bearer of this letter',
    'Enter your password',
    'error code=12 on line 3',
    '00D000000000001AAA is an org id',
    'Authorization is needed',
    'Basic authentication, Bearer authentication',
    'Basic JavaScript and Basic TypeScripts',
  ])('%s stays', (text) => {
    expect(createRedactor().text(text)).toBe(text);
  });

  test('names of headers and members', () => {
    const redactor = createRedactor();
    expect(redactor.headers({ Authorization: 'x', 'Set-Cookie': 'y', 'X-API-Key': 'z', Accept: 'a' })).toEqual({
      Authorization: MASK,
      'Set-Cookie': MASK,
      'X-API-Key': MASK,
      Accept: 'a',
    });
    expect(redactor.value({ accessToken: 'x', client_secret: 'y', password: null, code: 'kept', Id: '001' })).toEqual({
      accessToken: MASK,
      client_secret: MASK,
      password: null,
      code: 'kept',
      Id: '001',
    });
  });

  test('masking twice changes nothing', () => {
    const redactor = knowing(SECRET);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(SECRET, jwt, 'Bearer ', 'authorization: ', 'password=', '"', 'a b', '&')),
        (parts) => {
          const once = redactor.text(parts.join(''));
          expect(redactor.text(once)).toBe(once);
        },
      ),
    );
  });

  test('a long text does not make it slow', () => {
    const text = 'eyJ'.repeat(100_000) + 'authorization:'.repeat(10_000) + '"access_token":"'.repeat(10_000);
    const before = performance.now();
    knowing(SECRET).text(text);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
