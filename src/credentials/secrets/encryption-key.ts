import { FlowrunError } from '../../errors.ts';
import { nodeCrypto } from './node-crypto.ts';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

const KEY_BYTES = 32;

/** Where the key of the encrypted file comes from; `make` tells whether a missing one is created. */
export interface KeySource {
  /** Null where there is no key and none is made. */
  key(make: boolean): Promise<Buffer | null>;
}

/**
 * The key of the encrypted file: `FLOWRUN_KEY` (CI), else a key file that is made at the first `set`.
 * @throws FlowrunError `SECRET_STORE` for a key that is not 32 bytes, or a key file that others may read.
 */
export function encryptionKey(env: Readonly<Record<string, string | undefined>>, file: string): KeySource {
  return {
    async key(make) {
      const given = env.FLOWRUN_KEY;
      if (given !== undefined && given !== '') return decodeKey(given, 'FLOWRUN_KEY');
      const stored = await readPrivateFile(file);
      if (stored !== null) return decodeKey(stored.trim(), file);
      if (!make) return null;
      const made = nodeCrypto().randomBytes(KEY_BYTES);
      if (await createPrivateFile(file, `${made.toString('base64')}\n`)) return made;
      // Another process was faster: its key counts.
      return decodeKey((await readPrivateFile(file))?.trim() ?? '', file);
    },
  };
}

function decodeKey(text: string, from: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  const plausible = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text);
  if (plausible && key.length === KEY_BYTES) return key;
  throw new FlowrunError(
    'SECRET_STORE',
    `${from} holds no key: expected 32 bytes, as 64 hexadecimal digits or as Base64`,
    {
      help: 'make one with: openssl rand -base64 32',
    },
  );
}
