import { join, resolve } from 'node:path';
import { dotenvSecrets } from './dotenv.ts';
import { encryptedFileSecrets, fileOfEnvironment } from './encrypted-file.ts';
import { encryptionKey } from './encryption-key.ts';
import { environmentSecrets } from './environment.ts';
import { type Keychain, keychainSecrets, systemKeychain } from './keychain.ts';
import { type Secret, type SecretKey, type SecretSource, sameSecret } from './secret-store.ts';

export { type Secret, type SecretKey, type SecretSource, secretVariable } from './secret-store.ts';

export interface SecretStoreOptions {
  /** The project's folder: holds `.flowrun/` and `.env`. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Keeps its secrets apart from those of the others, in files of its own; left out or null = none. */
  readonly environment?: string | null;
  /** Asked last: the connected app of an embedded target org. */
  readonly fallback?: SecretSource;
  /** Opens the keychain; the machine's own unless given. */
  readonly keychain?: () => Promise<Keychain>;
}

/** All stores behind one: the first that has a value answers. */
export interface SecretStore {
  /** Names of the stores in the order they are asked. */
  readonly names: readonly string[];
  /** Null where no store has it. Rejects with a `SECRET_STORE` FlowrunError where a store cannot be read. */
  get(key: SecretKey): Promise<Secret | null>;
  /**
   * Writes to the keychain or the encrypted file; left out = where the secret is now, else the encrypted file. The other of
   * the two forgets it.
   * @returns the name of the store that has it now.
   */
  set(key: SecretKey, value: string, where?: WritableStore): Promise<string>;
  /** Removes it from the keychain and the encrypted file; false where neither had it. */
  remove(key: SecretKey): Promise<boolean>;
  /** What the keychain and the encrypted file hold: keys only, and which of them has it. */
  list(): Promise<readonly (SecretKey & { readonly store: string })[]>;
}

/** The stores that flowrun writes. */
export type WritableStore = 'keychain' | 'encrypted file';

/**
 * Opens the stores of a project: environment variables, the keychain, `.flowrun/secrets.enc`, `.env`, then the fallback
 * (LANGUAGE 12; reference: credentials E5). Nothing is read before the first question.
 */
export function openSecretStore(options: SecretStoreOptions): SecretStore {
  const { directory, env, environment = null, fallback } = options;
  const folder = join(directory, '.flowrun');
  const keys = encryptionKey(env, join(folder, 'key'));
  const file = fileOfEnvironment('secrets', environment);
  const encrypted = encryptedFileSecrets(join(folder, file), keys, `.flowrun/${file}`);
  const suffix = environment === null ? '' : `.${environment.toLowerCase()}`;
  const keychain = keychainSecrets({
    service: `flowrun:${resolve(directory)}${suffix && `:${suffix.slice(1)}`}`,
    index: join(folder, `keychain${suffix}.json`),
    open: options.keychain ?? systemKeychain,
  });
  const writable = { keychain, 'encrypted file': encrypted } as const;
  const sources: readonly SecretSource[] = [
    environmentSecrets(env),
    keychain,
    encrypted,
    dotenvSecrets(join(directory, `.env${suffix}`), `.env${suffix}`),
    ...(fallback === undefined ? [] : [fallback]),
  ];
  return {
    names: sources.map((source) => source.name),
    async get(key) {
      for (const source of sources) {
        const value = await source.get(key);
        if (value !== null) return { value, store: source.name };
      }
      return null;
    },
    async set(key, value, where) {
      const inKeychain = async () => (await keychain.list()).some((one) => sameSecret(one, key));
      const target = writable[where ?? ((await inKeychain()) ? 'keychain' : 'encrypted file')];
      await target.set(key, value);
      // One value each: an old one in the other store would answer once this one is removed.
      await (target === keychain ? encrypted : keychain).remove(key);
      return target.name;
    },
    async remove(key) {
      const removed = [await keychain.remove(key), await encrypted.remove(key)];
      return removed.includes(true);
    },
    async list() {
      const all = [keychain, encrypted].map(async (store) =>
        (await store.list()).map((key) => ({ ...key, store: store.name })),
      );
      return (await Promise.all(all)).flat();
    },
  };
}
