import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSecretStore, type SecretKey } from '../../../src/credentials/secrets/index.ts';
import { type Keychain, systemKeychain } from '../../../src/credentials/secrets/keychain.ts';

const SECRET = 'planted-keychain-Secret';
const KEY: SecretKey = { externalCredential: 'Target_Org', principal: 'Integration', parameter: 'clientSecret' };

/** A keychain that counts how often it is asked. */
function memoryKeychain(): Keychain & { readonly entries: Map<string, string>; asked: number } {
  const entries = new Map<string, string>();
  const keychain = {
    entries,
    asked: 0,
    get: async (service: string, account: string) => {
      keychain.asked += 1;
      return entries.get(`${service} ${account}`) ?? null;
    },
    set: async (service: string, account: string, value: string) => {
      entries.set(`${service} ${account}`, value);
    },
    remove: async (service: string, account: string) => entries.delete(`${service} ${account}`),
  };
  return keychain;
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'flowrun-keychain-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

describe('the keychain', () => {
  test('has what was set there, in one entry a value, and its index holds names alone', async () => {
    const directory = await folder();
    const keychain = memoryKeychain();
    const open = (environment: string | null = null) =>
      openSecretStore({ directory, env: {}, environment, keychain: async () => keychain });
    expect(await open().set(KEY, SECRET, 'keychain')).toBe('keychain');
    expect(await open('production').set(KEY, 'other', 'keychain')).toBe('keychain');
    expect([...keychain.entries]).toEqual([
      [`flowrun:${directory} Target_Org/Integration/clientSecret`, SECRET],
      [`flowrun:${directory}:production Target_Org/Integration/clientSecret`, 'other'],
    ]);
    expect(await open().get({ ...KEY, externalCredential: 'TARGET_ORG' })).toEqual({
      value: SECRET,
      store: 'keychain',
    });
    const index = join(directory, '.flowrun', 'keychain.json');
    expect(await readFile(index, 'utf8')).not.toContain(SECRET);
    if (process.platform !== 'win32') expect((await stat(index)).mode & 0o077).toBe(0);
    expect(await open().list()).toEqual([{ ...KEY, store: 'keychain' }]);
  });

  test('is not asked for what it does not have', async () => {
    const keychain = memoryKeychain();
    const store = openSecretStore({ directory: await folder(), env: {}, keychain: async () => keychain });
    expect(await store.get(KEY)).toBeNull();
    await store.set(KEY, SECRET);
    expect((await store.get(KEY))?.store).toBe('.flowrun/secrets.enc');
    expect(keychain.asked).toBe(0);
  });

  test('and the encrypted file never both have a value: setting it again keeps it where it is', async () => {
    const keychain = memoryKeychain();
    const directory = await folder();
    const store = openSecretStore({ directory, env: {}, keychain: async () => keychain });
    await store.set(KEY, 'first');
    await store.set(KEY, 'second', 'keychain');
    expect(await store.list()).toEqual([{ ...KEY, store: 'keychain' }]);
    expect(await store.set(KEY, 'third')).toBe('keychain');
    expect(await store.get(KEY)).toEqual({ value: 'third', store: 'keychain' });
    expect(await store.remove(KEY)).toBe(true);
    expect(keychain.entries.size).toBe(0);
    expect(await store.get(KEY)).toBeNull();
    expect(await store.remove(KEY)).toBe(false);
  });

  test('that cannot be used says why, and leaves nothing behind', async () => {
    const directory = await folder();
    const locked = {
      ...memoryKeychain(),
      set: async () => {
        throw new TypeError('it is locked');
      },
    };
    const store = openSecretStore({ directory, env: {}, keychain: async () => locked });
    await expect(store.set(KEY, SECRET, 'keychain')).rejects.toMatchObject({
      code: 'SECRET_STORE',
      message: 'the keychain of this machine cannot be used: it is locked',
      help: expect.stringContaining('without --keychain'),
    });
    expect(await store.list()).toEqual([]);
  });

  test('with a broken index is refused, not emptied', async () => {
    const directory = await folder();
    const store = openSecretStore({ directory, env: {}, keychain: async () => memoryKeychain() });
    await store.set(KEY, SECRET, 'keychain');
    const index = join(directory, '.flowrun', 'keychain.json');
    await writeFile(index, '[{"externalCredential": 1}]', { mode: 0o600 });
    await expect(store.get(KEY)).rejects.toMatchObject({
      code: 'SECRET_STORE',
      message: `${index} is no list of names`,
    });
    await expect(store.set(KEY, 'x', 'keychain')).rejects.toMatchObject({ code: 'SECRET_STORE' });
    expect(await readFile(index, 'utf8')).toBe('[{"externalCredential": 1}]');
  });

  test('of this machine keeps a value, or says that it cannot', async () => {
    const store = openSecretStore({ directory: await folder(), env: {}, keychain: systemKeychain });
    const outcome = await store.set(KEY, SECRET, 'keychain').catch((error: unknown) => error);
    if (outcome === 'keychain') {
      expect(await store.get(KEY)).toEqual({ value: SECRET, store: 'keychain' });
      expect(await store.remove(KEY)).toBe(true);
    } else {
      expect(outcome).toMatchObject({ code: 'SECRET_STORE', message: expect.not.stringContaining(SECRET) });
    }
  });
});
