import { FlowrunError } from '../../errors.ts';
import type { KeySource } from './encryption-key.ts';
import { withFileLock } from './file-lock.ts';
import { nodeCrypto } from './node-crypto.ts';
import { readPrivateFile, replacePrivateFile } from './private-file.ts';
import { type SecretKey, type SecretSource, sameSecret } from './secret-store.ts';

const ALGORITHM = 'aes-256-gcm';
/** Stands in front of the data and is authenticated with it: a file of another format cannot pass as this one. */
const HEADER = 'flowrun-secrets/1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Entry extends SecretKey {
  readonly value: string;
}

/** `secrets.enc`, and of an environment `secrets.production.enc`: what is set for one never answers for another. */
export function fileOfEnvironment(kind: 'secrets' | 'tokens', environment: string | null): string {
  return environment === null ? `${kind}.enc` : `${kind}.${environment.toLowerCase()}.enc`;
}

/**
 * Secrets in one file, encrypted with AES-256-GCM, mode 0600. Every write has a fresh nonce and replaces the file as a
 * whole.
 * @param file Absolute path, e.g. `.flowrun/secrets.enc` of the project.
 * @param name How the store is called in messages.
 */
export function encryptedFileSecrets(file: string, keys: KeySource, name: string): Required<SecretSource> {
  // Nothing is kept in memory: another process may have changed the file.
  const load = (): Promise<readonly Entry[]> => read(file, keys);
  let last: Promise<unknown> = Promise.resolve();
  /** One change after the other, in all processes: each starts from what the one before it wrote. */
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const result = last.then(() => withFileLock(`${file}.lock`, change));
    last = result.catch(() => undefined);
    return result;
  };
  const write = async (entries: readonly Entry[]): Promise<void> => {
    const key = await keys.key(true);
    if (key === null) throw new FlowrunError('SECRET_STORE', `there is no key to encrypt ${file} with`);
    await replacePrivateFile(file, seal(entries, key));
  };

  return {
    name,
    async get(key) {
      return (await load()).find((entry) => sameSecret(entry, key))?.value ?? null;
    },
    set: (key, value) =>
      inTurn(async () => {
        const others = (await load()).filter((entry) => !sameSecret(entry, key));
        await write([...others, { ...key, value }]);
      }),
    async remove(key) {
      // What is not there is not locked either: looking creates nothing.
      if (!(await load()).some((entry) => sameSecret(entry, key))) return false;
      return inTurn(async () => {
        const entries = await load();
        const others = entries.filter((entry) => !sameSecret(entry, key));
        if (others.length === entries.length) return false;
        await write(others);
        return true;
      });
    },
    async list() {
      const entries = await load();
      return entries.map(({ externalCredential, principal, parameter }) => ({
        externalCredential,
        principal,
        parameter,
      }));
    },
  };
}

async function read(file: string, keys: KeySource): Promise<readonly Entry[]> {
  const content = await readPrivateFile(file);
  if (content === null) return [];
  const key = await keys.key(false);
  if (key === null) {
    throw new FlowrunError('SECRET_STORE', `${file} is encrypted, and its key is missing`, {
      help: 'set FLOWRUN_KEY to the key it was written with, bring back .flowrun/key, or delete the file and set the secrets again',
    });
  }
  return open(content, key, file);
}

function seal(entries: readonly Entry[], key: Buffer): string {
  const iv = nodeCrypto().randomBytes(IV_BYTES);
  const cipher = nodeCrypto().createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(HEADER));
  const data = Buffer.concat([cipher.update(JSON.stringify(entries), 'utf8'), cipher.final()]);
  return `${HEADER}\n${Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64')}\n`;
}

function open(content: string, key: Buffer, file: string): readonly Entry[] {
  const [header, data = ''] = content.split('\n');
  const sealed = Buffer.from(data, 'base64');
  if (header !== HEADER || sealed.length < IV_BYTES + TAG_BYTES) {
    throw new FlowrunError('SECRET_STORE', `${file} is no file of flowrun secrets, or it was cut off`, {
      help: 'delete it and set the secrets again with: flowrun credential set',
    });
  }
  try {
    const decipher = nodeCrypto().createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(HEADER));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
    return JSON.parse(text) as readonly Entry[];
  } catch {
    // The cause is left out: it names nothing but OpenSSL's own state.
    throw new FlowrunError('SECRET_STORE', `${file} cannot be decrypted: it was changed, or written with another key`, {
      help: 'set FLOWRUN_KEY to the key it was written with, or delete the file and set the secrets again',
    });
  }
}
