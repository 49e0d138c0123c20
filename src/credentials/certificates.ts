import type { KeyObject, X509Certificate } from 'node:crypto';
import type { FaultError } from '../errors.ts';
import type { TlsIdentity } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import { CERTIFICATE_KEY, type Certificate } from '../model/credentials.ts';
import type { OrgDefinition } from '../model/org.ts';
import { certificatesIn } from '../values/pem.ts';
import { setCertificateCommand } from './command-lines.ts';
import { credentialFault } from './faults.ts';
import { sameName } from './principals.ts';
import { readPrivateKey } from './private-key.ts';
import { type SecretKey, type SecretStore, secretVariable } from './secrets/index.ts';
import { nodeCrypto } from './secrets/node-crypto.ts';

/** A certificate of the org with its private key: who we are to those that trust it. */
export interface Identity {
  readonly name: string;
  readonly certificate: X509Certificate;
  /** The certificate, then the authorities between it and the root. */
  readonly chain: readonly X509Certificate[];
  readonly key: KeyObject;
}

/**
 * Finds a certificate by its API name, with the private key that the secret store has for it.
 * @throws FaultError `CREDENTIAL_NOT_CONFIGURED` where the org has none of the name, or the key is missing or another one's;
 *   `CREDENTIAL_INVALID` where the certificate cannot be read.
 */
export type Identities = (name: string) => Promise<Identity>;

export interface IdentitiesOptions {
  readonly org: Pick<OrgDefinition, 'certificates' | 'environment'>;
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly redactor: Redactor;
}

/** Shows an identity to the server of a URL, and to no other. */
export function identityAt(url: string, { chain, key }: Identity): TlsIdentity {
  return {
    origin: new URL(url).origin,
    cert: chain.map((one) => one.toString()).join(''),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Where the private key of a certificate is stored. */
export function certificateKeyOf({ name }: Pick<Certificate, 'name'>): SecretKey {
  return { externalCredential: name, ...CERTIFICATE_KEY };
}

/** The identities of an org; each is read once. */
export function identitiesOf(options: IdentitiesOptions): Identities {
  const read = new Map<string, Promise<Identity>>();
  return (name) => {
    const known = read.get(name.toLowerCase()) ?? readIdentity(name, options);
    read.set(name.toLowerCase(), known);
    // A key that is missing now may be set before the next callout.
    known.catch(() => read.delete(name.toLowerCase()));
    return known;
  };
}

async function readIdentity(name: string, { org, secrets, redactor }: IdentitiesOptions): Promise<Identity> {
  const { certificates = [], environment } = org;
  const found = certificates.find((one) => sameName(one.name, name));
  if (found === undefined) throw unknownCertificate(name, certificates);
  const [certificate, ...others] = chainOf(found);
  if (certificate === undefined) {
    const why = `${found.file} holds no certificate in PEM that can be read`;
    throw credentialFault('CREDENTIAL_INVALID', `The certificate "${found.name}" cannot be read.`, why);
  }
  const slot = certificateKeyOf(found);
  const set = setCertificateCommand(found, environment);
  const secret = await secrets.get(slot);
  if (secret === null) {
    const why = `the certificate "${found.name}" has no private key: run "${set} < key.pem" or set ${secretVariable(slot)}`;
    throw unusable(found.name, why);
  }
  redactor.add(secret.value);
  const key = readPrivateKey(secret.value);
  if (key === null) {
    const why = `the private key of the certificate "${found.name}" is none in PEM, or has a passphrase: set it again with "${set} < key.pem"`;
    throw unusable(found.name, why);
  }
  if (!certificate.checkPrivateKey(key)) {
    const why = `the private key is another one's than the certificate's in ${found.file}: set it again with "${set} < key.pem"`;
    throw unusable(found.name, why);
  }
  return { name: found.name, certificate, chain: [certificate, ...others], key };
}

/** The certificates of a chain; none where one of them cannot be read. */
function chainOf({ certificate }: Certificate): readonly X509Certificate[] {
  const { X509Certificate } = nodeCrypto();
  try {
    return certificatesIn(certificate).map((pem) => new X509Certificate(pem));
  } catch {
    return [];
  }
}

/** The fault of asking for a certificate that the org does not have. */
export function unknownCertificate(name: string, certificates: readonly Certificate[]): FaultError {
  const names = certificates.map((one) => one.name);
  const known = names.length === 0 ? '' : ` (there are: ${names.slice(0, 10).join(', ')})`;
  return unusable(name, `there is no certificate "${name}": create org/certificates/${name}.yaml${known}`);
}

function unusable(name: string, help: string): FaultError {
  return credentialFault('CREDENTIAL_NOT_CONFIGURED', `The certificate "${name}" isn't fully configured.`, help, {
    certificate: name,
  });
}
