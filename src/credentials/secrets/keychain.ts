import { FlowrunError } from '../../errors.ts';
import { readPrivateFile, replacePrivateFile } from './private-file.ts';
import { type SecretKey, type SecretSource, sameSecret } from './secret-store.ts';

/** The keychain of the operating system: Keychain, Credential Manager, Secret Service or keyutils. */
export interface Keychain {
  /** Null where it has no such entry. */
  get(service: string, account: string): Promise<string | null>;
  set(service: string, account: string, value: string): Promise<void>;
  /** False where there was none. */
  remove(service: string, account: string): Promise<boolean>;
}

/** What the keychain store needs to know. */
export interface KeychainOptions {
  /** What the entries of this project and environment stand under. */
  readonly service: string;
  /** Lists whose values the keychain has: names alone. Without it each look-up would ask, and some keychains ask people. */
  readonly index: string;
  /** Opens the keychain of this machine; asked only for a secret that it has. */
  readonly open: () => Promise<Keychain>;
}

/**
 * Secrets in the keychain of the operating system (LANGUAGE 12; reference: credentials E5). Only what `set` put there is
 * looked up there.
 * @throws FlowrunError `SECRET_STORE` where the keychain cannot be used; what it says holds no value.
 */
export function keychainSecrets({ service, index, open }: KeychainOptions): Required<SecretSource> {
  let opened: Promise<Keychain> | undefined;
  const keychain = (): Promise<Keychain> => {
    opened ??= open();
    return opened;
  };
  const list = async (): Promise<readonly SecretKey[]> => parseIndex(await readPrivateFile(index), index);
  const keep = (keys: readonly SecretKey[]): Promise<void> => replacePrivateFile(index, `${JSON.stringify(keys)}\n`);
  return {
    name: 'keychain',
    list,
    async get(key) {
      const known = (await list()).find((one) => sameSecret(one, key));
      if (known === undefined) return null;
      return usable(async () => (await keychain()).get(service, accountOf(known)));
    },
    async set(key, value) {
      // Read first: a value that no index lists would be lost in the keychain.
      const others = (await list()).filter((one) => !sameSecret(one, key));
      await usable(async () => (await keychain()).set(service, accountOf(key), value));
      await keep([...others, named(key)]);
    },
    async remove(key) {
      const keys = await list();
      const known = keys.find((one) => sameSecret(one, key));
      if (known === undefined) return false;
      await usable(async () => (await keychain()).remove(service, accountOf(known)));
      await keep(keys.filter((one) => one !== known));
      return true;
    },
  };
}

/** The machine's own keychain, by the optional package `@napi-rs/keyring`. */
export async function systemKeychain(): Promise<Keychain> {
  const { AsyncEntry } = await import('@napi-rs/keyring').catch((cause: unknown) => {
    throw new FlowrunError('SECRET_STORE', 'the keychain needs the package @napi-rs/keyring, which is not installed', {
      help: 'run: npm install --save-dev @napi-rs/keyring',
      cause,
    });
  });
  return {
    get: (service, account) => new AsyncEntry(service, account).getPassword(),
    set: (service, account, value) => new AsyncEntry(service, account).setPassword(value),
    remove: (service, account) => new AsyncEntry(service, account).deletePassword(),
  };
}

async function usable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FlowrunError) throw error;
    const said = error instanceof Error ? error.message : 'no reason is given';
    throw new FlowrunError('SECRET_STORE', `the keychain of this machine cannot be used: ${said}`, {
      help: 'unlock it, or set the secret without --keychain: the encrypted file needs none',
    });
  }
}

function accountOf({ externalCredential, principal, parameter }: SecretKey): string {
  return `${externalCredential}/${principal}/${parameter}`;
}

/** A key without whatever else its object holds. */
function named({ externalCredential, principal, parameter }: SecretKey): SecretKey {
  return { externalCredential, principal, parameter };
}

function parseIndex(text: string | null, file: string): readonly SecretKey[] {
  if (text === null) return [];
  try {
    const keys: unknown = JSON.parse(text);
    if (Array.isArray(keys) && keys.every(isKey)) return keys;
  } catch {
    // Said below.
  }
  throw new FlowrunError('SECRET_STORE', `${file} is no list of names`, {
    help: 'delete it and set the secrets again with: flowrun credential set --keychain',
  });
}

function isKey(value: unknown): value is SecretKey {
  if (typeof value !== 'object' || value === null) return false;
  return ['externalCredential', 'principal', 'parameter'].every(
    (part) => part in value && typeof Reflect.get(value, part) === 'string',
  );
}
