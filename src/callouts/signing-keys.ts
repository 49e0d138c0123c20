import type { KeyObject } from 'node:crypto';
import { type Identities, unknownCertificate } from '../credentials/certificates.ts';
import type { CustomHeader } from '../model/credentials.ts';
import type { OrgDefinition } from '../model/org.ts';
import { signsWithCertificate } from './header-value.ts';

/** The private keys that the formulas of headers sign with. */
export interface SigningKeys {
  /**
   * Reads the keys of all certificates, where a formula signs with one: formulas are evaluated in one go, and cannot wait. A key
   * that cannot be read is nobody's business until a formula asks for it.
   * @returns null where no formula signs: there is nothing to wait for.
   */
  read(): Promise<void> | null;
  /** The key of a certificate by its API name, as it was read. Throws FaultError where it cannot be used. */
  keyOf(certificate: string): KeyObject;
}

/** The keys for these headers, from the certificates of an org. */
export function signingKeys(
  headers: readonly CustomHeader[],
  org: Pick<OrgDefinition, 'certificates'>,
  identities: Identities,
): SigningKeys {
  const { certificates = [] } = org;
  const wanted = headers.some(({ value }) => signsWithCertificate(value)) ? certificates : [];
  const keys = new Map<string, () => KeyObject>();
  const readAll = async (): Promise<void> => {
    for (const { name } of wanted) {
      const take = await identities(name).then(
        ({ key }) =>
          () =>
            key,
        (error: unknown) => () => {
          throw error;
        },
      );
      keys.set(name.toLowerCase(), take);
    }
  };
  return {
    read: () => (wanted.length > 0 ? readAll() : null),
    keyOf(certificate) {
      const take = keys.get(certificate.toLowerCase());
      if (take === undefined) throw unknownCertificate(certificate, certificates);
      return take();
    },
  };
}
