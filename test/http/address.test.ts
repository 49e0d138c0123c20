import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whyAddressIsRefused } from '../../src/http/address.ts';

test.each([
  'https://x.example.com/a?b=c',
  'http://localhost:3000',
  'http://LOCALHOST',
  'http://app.localhost',
  'http://127.0.0.1:80',
  'http://127.1',
  'http://127.255.0.3',
  'http://[::1]:8080/x',
])('%s is fine', (url) => {
  expect(whyAddressIsRefused(url)).toBeNull();
});

test.each([
  ['http://x.example.com', 'https://'],
  ['http://127.0.0.1.example.com', 'https://'],
  ['http://localhost.example.com', 'https://'],
  ['http://notlocalhost', 'https://'],
  ['http://0.0.0.0', 'https://'],
  ['http://[::2]', 'https://'],
  ['http://1270.0.0.1', 'no absolute URL'],
  ['ftp://localhost', 'ftp://'],
  ['file:///etc/passwd', 'file://'],
  ['org://target', 'org://'],
  ['https://user:pass@x.example.com', 'password'],
  ['http://localhost@x.example.com', 'password'],
  ['/path', 'no absolute URL'],
  ['', 'no absolute URL'],
])('%s is refused', (url, why) => {
  expect(whyAddressIsRefused(url)).toContain(why);
});

test('no plain http leaves this machine, whatever the host', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.ipV4()), (host) => {
      const local = host.startsWith('127.') || host.endsWith('.localhost');
      expect(whyAddressIsRefused(`http://${host}/`) === null).toBe(local);
    }),
  );
});
