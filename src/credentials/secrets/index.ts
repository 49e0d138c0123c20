import { join } from 'node:path';
import { dotenvSecrets } from './dotenv.ts';
import { encryptedFileSecrets, fileOfEnvironment } from './encrypted-file.ts';
import { encryptionKey } from './encryption-key.ts';
import { environmentSecrets } from './environment.ts';
import type { Secret, SecretKey, SecretSource } from './secret-store.ts';

export { type Secret, type SecretKey, type SecretSource, secretVariable } from './secret-store.ts';

export interface SecretStoreOptions {
  /** The project's folder: holds `.flowrun/` and `.env`. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Keeps its secrets apart from those of the others, in files of its own; left out or null = none. */
  readonly environment?: string | null;
  /** Asked last: the connected app of an embedded target org. */
  readonly fallback?: SecretSource;
}

/** All stores behind one: the first that has a value answers. */
export interface SecretStore {
  /** Name of the store that `set` writes to. */
  readonly writable: string;
  /** Names of the stores in the order they are asked. */
  readonly names: readonly string[];
  /** Null where no store has it. Rejects with a `SECRET_STORE` FlowrunError where a store cannot be read. */
  get(key: SecretKey): Promise<Secret | null>;
  /** Writes to the encrypted file. */
  set(key: SecretKey, value: string): Promise<void>;
  /** Removes from the encrypted file; false where it had no such secret. */
  remove(key: SecretKey): Promise<boolean>;
  /** What the encrypted file holds: keys only. */
  list(): Promise<readonly SecretKey[]>;
}

/**
 * Opens the stores of a project: environment variables, then `.flowrun/secrets.enc`, then `.env`, then the fallback
 * (LANGUAGE 12; reference: credentials E5). Nothing is read before the first question.
 */
export function openSecretStore(options: SecretStoreOptions): SecretStore {
  const { directory, env, environment = null, fallback } = options;
  const folder = join(directory, '.flowrun');
  const keys = encryptionKey(env, join(folder, 'key'));
  const file = fileOfEnvironment('secrets', environment);
  const encrypted = encryptedFileSecrets(join(folder, file), keys, `.flowrun/${file}`);
  const dotenv = environment === null ? '.env' : `.env.${environment.toLowerCase()}`;
  const sources: readonly SecretSource[] = [
    environmentSecrets(env),
    encrypted,
    dotenvSecrets(join(directory, dotenv), dotenv),
    ...(fallback === undefined ? [] : [fallback]),
  ];
  return {
    writable: encrypted.name,
    names: sources.map((source) => source.name),
    async get(key) {
      for (const source of sources) {
        const value = await source.get(key);
        if (value !== null) return { value, store: source.name };
      }
      return null;
    },
    set: encrypted.set,
    remove: encrypted.remove,
    list: encrypted.list,
  };
}
