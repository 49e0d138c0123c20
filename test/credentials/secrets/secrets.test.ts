import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSecretStore, type SecretKey, secretVariable } from '../../../src/credentials/secrets/index.ts';
import { SECRET } from '../fixtures.ts';

const key = (parameter = 'clientSecret'): SecretKey => ({
  externalCredential: 'Target_Org',
  principal: 'Integration',
  parameter,
});
const VARIABLE = 'FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTSECRET';
const KEY = Buffer.alloc(32, 7).toString('base64');

async function project(): Promise<{ directory: string; encrypted: string; keyFile: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'flowrun-secrets-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return {
    directory,
    encrypted: join(directory, '.flowrun', 'secrets.enc'),
    keyFile: join(directory, '.flowrun', 'key'),
  };
}
const mode = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

describe('which store answers', () => {
  test('environment, keychain, encrypted file, .env, fallback, in this order', async () => {
    const { directory } = await project();
    await writeFile(join(directory, '.env'), `# secrets\n${VARIABLE}="from dotenv"\n`);
    const env: Record<string, string> = { FLOWRUN_KEY: KEY, [VARIABLE]: 'from environment' };
    const fallback = { name: 'connected app', get: async () => 'from fallback' };
    const open = () => openSecretStore({ directory, env, fallback });
    expect(open().names).toEqual(['environment', 'keychain', '.flowrun/secrets.enc', '.env', 'connected app']);
    await open().set(key(), 'from file');
    expect(await open().get(key())).toEqual({ value: 'from environment', store: 'environment' });
    env[VARIABLE] = '';
    expect(await open().get(key())).toEqual({ value: 'from file', store: '.flowrun/secrets.enc' });
    expect(await open().remove(key())).toBe(true);
    expect(await open().get(key())).toEqual({ value: 'from dotenv', store: '.env' });
    await rm(join(directory, '.env'));
    expect(await open().get(key())).toEqual({ value: 'from fallback', store: 'connected app' });
    expect(await openSecretStore({ directory, env }).get(key())).toBeNull();
  });

  test('names of variables are upper case, with _ for everything else', () => {
    expect(secretVariable(key())).toBe(VARIABLE);
    expect(secretVariable({ externalCredential: 'a.b', principal: 'c d', parameter: 'X-Key' })).toBe(
      'FLOWRUN_SECRET_A_B_C_D_X_KEY',
    );
  });

  test('reading creates nothing', async () => {
    const { directory } = await project();
    const store = openSecretStore({ directory, env: {} });
    expect(await store.get(key())).toBeNull();
    expect(await store.list()).toEqual([]);
    expect(await store.remove(key())).toBe(false);
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('the encrypted file', () => {
  test('keeps values, lists keys only, and never holds the text of a secret', async () => {
    const { directory } = await project();
    const store = openSecretStore({ directory, env: {} });
    await store.set(key(), SECRET);
    await store.set(key('clientId'), '3MVG9.client-id');
    await store.set(key(), `${SECRET}2`);
    expect((await openSecretStore({ directory, env: {} }).get(key()))?.value).toBe(`${SECRET}2`);
    expect(await store.list()).toEqual(
      [key('clientId'), key()].map((one) => ({ ...one, store: '.flowrun/secrets.enc' })),
    );
    expect((await store.get({ ...key(), externalCredential: 'TARGET_org' }))?.value).toBe(`${SECRET}2`);
    for (const file of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const content = await readFile(join(file.parentPath, file.name), 'latin1');
      for (const text of [
        SECRET,
        Buffer.from(SECRET).toString('base64').slice(0, 12),
        '3MVG9.client-id',
        'Target_Org',
      ]) {
        expect(content).not.toContain(text);
      }
    }
  });

  test('is 0600 like its key, in a folder that git ignores; no temporary file stays', async () => {
    const { directory, encrypted, keyFile } = await project();
    await openSecretStore({ directory, env: {} }).set(key(), SECRET);
    expect([await mode(encrypted), await mode(keyFile), await mode(join(directory, '.flowrun'))]).toEqual([
      '600',
      '600',
      '700',
    ]);
    expect((await readdir(join(directory, '.flowrun'))).sort()).toEqual(['.gitignore', 'key', 'secrets.enc']);
    expect(await readFile(join(directory, '.flowrun', '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('a key from FLOWRUN_KEY makes no key file; hexadecimal is fine too', async () => {
    const { directory } = await project();
    const hex = Buffer.from(KEY, 'base64').toString('hex');
    await openSecretStore({ directory, env: { FLOWRUN_KEY: KEY } }).set(key(), SECRET);
    expect(await readdir(join(directory, '.flowrun'))).not.toContain('key');
    expect((await openSecretStore({ directory, env: { FLOWRUN_KEY: hex } }).get(key()))?.value).toBe(SECRET);
  });

  test('the same secrets are never written twice the same', async () => {
    const { directory, encrypted } = await project();
    const store = openSecretStore({ directory, env: {} });
    await store.set(key(), SECRET);
    const first = await readFile(encrypted, 'utf8');
    await store.set(key(), SECRET);
    expect(await readFile(encrypted, 'utf8')).not.toBe(first);
  });

  test('changes made at once are all kept', async () => {
    const { directory } = await project();
    const store = openSecretStore({ directory, env: {} });
    const names = Array.from({ length: 20 }, (_, at) => `p${at}`);
    await Promise.all(names.map((name) => store.set(key(name), `value ${name}`)));
    await Promise.all([store.remove(key('p3')), store.remove(key('p4'))]);
    const left = (await openSecretStore({ directory, env: {} }).list()).map(({ parameter }) => parameter);
    expect(left.sort()).toEqual(names.filter((name) => name !== 'p3' && name !== 'p4').sort());
  });

  test('every changed byte is found', async () => {
    const { directory, encrypted } = await project();
    await openSecretStore({ directory, env: {} }).set(key(), SECRET);
    const [header = '', data = ''] = (await readFile(encrypted, 'utf8')).split('\n');
    const bytes = Buffer.from(data, 'base64');
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(encrypted, `${header}\n${changed.toString('base64')}\n`);
      await expect(openSecretStore({ directory, env: {} }).get(key())).rejects.toMatchObject({
        code: 'SECRET_STORE',
        message: expect.stringContaining('cannot be decrypted'),
      });
    }
  });

  test.each([
    ['cut off', 'flowrun-secrets/1\nAAAA\n'],
    ['something else', '{"a":1}'],
    ['empty', ''],
    ['of a later version', 'flowrun-secrets/2\nAAAA\n'],
  ])('a file that is %s is refused', async (_, content) => {
    const { directory, encrypted } = await project();
    await openSecretStore({ directory, env: {} }).set(key(), SECRET);
    await writeFile(encrypted, content);
    await expect(openSecretStore({ directory, env: {} }).get(key())).rejects.toMatchObject({
      code: 'SECRET_STORE',
      help: expect.stringContaining('flowrun credential set'),
    });
  });

  test('the wrong key, a missing key and no key at all', async () => {
    const { directory, keyFile } = await project();
    await openSecretStore({ directory, env: {} }).set(key(), SECRET);
    const other = Buffer.alloc(32, 8).toString('base64');
    const failing = (env: Record<string, string>) =>
      openSecretStore({ directory, env })
        .get(key())
        .then(
          () => '',
          (error: Error) => error.message,
        );
    expect(await failing({ FLOWRUN_KEY: other })).toContain('written with another key');
    for (const wrong of ['short', `${KEY}AAAA`, 'not base64 at all!']) {
      const message = await failing({ FLOWRUN_KEY: wrong });
      expect(message).toContain('FLOWRUN_KEY holds no key');
      expect(message).not.toContain(wrong);
    }
    await rm(keyFile);
    expect(await failing({})).toContain('its key is missing');
  });

  test.skipIf(process.platform === 'win32')('files that others may read are refused, with the mend', async () => {
    const { directory, encrypted, keyFile } = await project();
    await openSecretStore({ directory, env: {} }).set(key(), SECRET);
    for (const [file, wide] of [
      [encrypted, 0o640],
      [keyFile, 0o604],
      [keyFile, 0o622],
    ] as const) {
      await chmod(file, wide);
      await expect(openSecretStore({ directory, env: {} }).get(key())).rejects.toMatchObject({
        message: expect.stringContaining(`(mode ${wide.toString(8)})`),
        help: `run: chmod 600 ${file}`,
      });
      await chmod(file, 0o600);
    }
    expect((await openSecretStore({ directory, env: {} }).get(key()))?.value).toBe(SECRET);
  });

  test('a write that fails leaves the old file and no other', async () => {
    const { directory, encrypted } = await project();
    const store = openSecretStore({ directory, env: {} });
    await store.set(key(), SECRET);
    await rm(encrypted);
    // rename onto a folder that is not empty fails on every system
    await mkdir(join(encrypted, 'occupied'), { recursive: true });
    await expect(store.set(key(), 'new')).rejects.toMatchObject({ code: 'SECRET_STORE' });
    expect((await readdir(join(directory, '.flowrun'))).sort()).toEqual(['.gitignore', 'key', 'secrets.enc']);
  });

  test('a reader never sees half a file', async () => {
    const { directory, encrypted } = await project();
    const store = openSecretStore({ directory, env: {} });
    await store.set(key(), 'x'.repeat(50_000));
    let writing = true;
    const reads: number[] = [];
    const reader = (async () => {
      while (writing) {
        const content = await readFile(encrypted, 'utf8');
        expect(content.endsWith('\n')).toBe(true);
        reads.push(content.length);
      }
    })();
    for (let at = 0; at < 20; at++) await store.set(key(), 'x'.repeat(50_000 + at * 1_000));
    writing = false;
    await reader;
    expect(reads.length).toBeGreaterThan(0);
  });
});

test('.env may quote, comment and export; what cannot be read is an error', async () => {
  const { directory } = await project();
  const file = join(directory, '.env');
  await writeFile(file, `OTHER=1\nexport ${VARIABLE}='quo"ted # no comment' # comment\n`);
  expect(await openSecretStore({ directory, env: {} }).get(key())).toEqual({
    value: 'quo"ted # no comment',
    store: '.env',
  });
  await rm(file);
  await mkdir(file);
  await expect(openSecretStore({ directory, env: {} }).get(key())).rejects.toMatchObject({ code: 'SECRET_STORE' });
});
