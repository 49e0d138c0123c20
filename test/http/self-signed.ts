import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** One DER value (X.690): its tag, the length of its content, the content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const sequence = (...content: readonly Uint8Array[]): Buffer => der(0x30, ...content);

/** A key and its certificate, both PEM. */
export interface Issued {
  readonly key: string;
  readonly cert: string;
}

/** An authority that tests make for themselves. */
export interface Authority {
  readonly cert: string;
  /** A certificate for a host (`localhost` unless given) and 127.0.0.1 that the authority has signed. */
  issue(options?: {
    readonly name?: string;
    readonly host?: string;
    readonly keys?: KeyPair;
    readonly until?: string;
  }): Issued;
  /** An authority below this one. */
  below(name: string): Authority;
}

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}
interface Content {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly serial: string;
  readonly extensions: readonly Buffer[];
  /** YYMMDD of its last day. */
  readonly until?: string | undefined;
}

const ECDSA_WITH_SHA256 = sequence(der(0x06, bytes('2a8648ce3d040302')));
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(der(0x06, bytes('550403')), der(0x0c, Buffer.from(text)))));
const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** Basic constraints (RFC 5280 4.2.1.9): who has them may sign others. */
const IS_AUTHORITY = sequence(
  der(0x06, bytes('551d13')),
  der(0x01, bytes('ff')),
  der(0x04, sequence(der(0x01, bytes('ff')))),
);
/** Subject alternative names (RFC 5280 4.2.1.6): a host name, and 127.0.0.1. */
const namesOf = (host: string): Buffer =>
  sequence(der(0x06, bytes('551d11')), der(0x04, sequence(der(0x82, Buffer.from(host)), der(0x87, bytes('7f000001')))));

function certificate({ subject, issuer, publicKey, signer, serial, extensions, until = '491231' }: Content): string {
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from(`${until}235959Z`)));
  const content = sequence(
    der(0xa0, der(0x02, bytes('02'))),
    der(0x02, bytes(serial)),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    validity,
    nameOf(subject),
    spki(publicKey),
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
  const signature = der(0x03, bytes('00'), sign('sha256', content, signer));
  const base64 = sequence(content, ECDSA_WITH_SHA256, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}

/** A pair of keys on the curve P-256. */
export function ecKeys(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

/** A private key in PEM. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A key and a certificate for `localhost` that no authority has signed (RFC 5280). */
export function selfSigned(): Issued {
  const { privateKey, publicKey } = ecKeys();
  const names = { subject: 'localhost', issuer: 'localhost' };
  const cert = certificate({ ...names, publicKey, signer: privateKey, serial: '01', extensions: [] });
  return { key: pemOf(privateKey), cert };
}

/** An authority that nobody trusts unless he is given its certificate. */
export function authority(
  name = 'Test authority',
  above?: { readonly name: string; readonly key: KeyObject },
): Authority {
  const { privateKey, publicKey } = ecKeys();
  const root = above ?? { name, key: privateKey };
  let issued = 0x0b1234567890abcdefn;
  const own = { subject: name, issuer: root.name, publicKey, signer: root.key, serial: '02' };
  return {
    cert: certificate({ ...own, extensions: [IS_AUTHORITY] }),
    issue({ name: subject = 'localhost', host = 'localhost', keys = ecKeys(), until } = {}) {
      issued += 1n;
      const serial = issued.toString(16).padStart(18, '0');
      const at = { subject, issuer: name, publicKey: keys.publicKey, signer: privateKey, serial, until };
      return { key: pemOf(keys.privateKey), cert: certificate({ ...at, extensions: [namesOf(host)] }) };
    },
    below: (lower) => authority(lower, { name, key: privateKey }),
  };
}
