import type { KeyObject } from 'node:crypto';
import { nodeCrypto } from './secrets/node-crypto.ts';

/**
 * A private key in PEM; its line breaks may be written `\n`, as environments and `.env` files need it.
 * @returns null where the text is none, or needs a passphrase; what is wrong with it would quote it.
 */
export function readPrivateKey(text: string): KeyObject | null {
  try {
    return nodeCrypto().createPrivateKey(text.replaceAll('\\n', '\n'));
  } catch {
    return null;
  }
}
