const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** The certificates of a text in PEM (RFC 7468), each by itself, in their order; none where it holds none. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(BLOCK) ?? [];
}
