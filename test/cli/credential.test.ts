import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../http/self-signed.ts';
import { type CliResult, type CliSetup, runCli } from './run-cli.ts';
import { ORG_FILES, sampleProject } from './sample-project.ts';

const SECRET = 'planted-s3cret-Value';

/** Runs `flowrun credential …`; no output may ever hold the secret. */
async function credential(cwd: string, argv: readonly string[], setup: CliSetup = {}): Promise<CliResult> {
  const result = await runCli(['credential', ...argv], { cwd, ...setup });
  expect(result.stdout + result.stderr).not.toContain(SECRET);
  return result;
}

describe('flowrun credential', () => {
  it('sets from a pipe, lists and removes, and never shows or stores the value in the clear', async () => {
    const cwd = await sampleProject();
    expect(await credential(cwd, ['set', 'Target_Org', 'clientSecret'], { stdin: `${SECRET}\n` })).toEqual({
      code: 0,
      stdout: 'Target_Org Integration clientSecret is set (.flowrun/secrets.enc)\n',
      stderr: '',
    });
    const listed = await credential(cwd, ['list']);
    expect(listed.stdout.split('\n')).toEqual([
      'Target_Org Integration clientId      set (the connected app of the embedded org)',
      'Target_Org Integration clientSecret  set (.flowrun/secrets.enc)',
      'Weather Reader username              not set',
      'Weather Reader password              not set',
      'Weather Writer username              not set',
      'Weather Writer password              not set',
      '',
    ]);
    for (const name of await readdir(join(cwd, '.flowrun'))) {
      const file = join(cwd, '.flowrun', name);
      expect(await readFile(file, 'utf8')).not.toContain(SECRET);
      if (/enc|key/.test(name) && process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
    }
    expect(await credential(cwd, ['remove', 'Target_Org', 'clientSecret'])).toMatchObject({
      code: 0,
      stdout: 'Target_Org Integration clientSecret is removed\n',
    });
    const after = JSON.parse((await credential(cwd, ['list', '--json'])).stdout);
    expect(after.credentials[1]).toEqual({
      externalCredential: 'Target_Org',
      principal: 'Integration',
      parameter: 'clientSecret',
      store: 'the connected app of the embedded org',
    });
  });

  it('spells names as they are declared, whatever case they come in', async () => {
    const cwd = await sampleProject();
    const { stdout } = await credential(cwd, ['set', 'weather', 'READER', 'Password', '--json'], { stdin: SECRET });
    expect(JSON.parse(stdout)).toEqual({
      set: { externalCredential: 'Weather', principal: 'Reader', parameter: 'password' },
      store: '.flowrun/secrets.enc',
    });
  });

  it('keeps the private key of a certificate, which needs no name', async () => {
    const { key, cert } = selfSigned();
    const certificate = `certificate: |\n  ${cert.trimEnd().replaceAll('\n', '\n  ')}\n`;
    const cwd = await sampleProject({
      ...ORG_FILES,
      'org/certificates/Client_2026.yaml': certificate,
      'org/certificates/Weather.yaml': certificate,
    });
    const set = await credential(cwd, ['set', 'client_2026'], { stdin: key });
    expect(set.stdout).toBe('Client_2026 Certificate privateKey is set (.flowrun/secrets.enc)\n');
    // An external credential of the same name comes first.
    await credential(cwd, ['set', 'Weather', 'Certificate', 'privateKey'], { stdin: key });
    const ambiguous = await credential(cwd, ['set', 'Weather'], { stdin: key });
    expect(ambiguous.stderr).toContain('which principal of Weather?');
    const { stdout } = await credential(cwd, ['list']);
    expect(stdout).toContain('Client_2026 Certificate privateKey   set (.flowrun/secrets.enc)');
    expect(stdout).toContain('Weather Certificate privateKey       set (.flowrun/secrets.enc)');
    const line = key.split('\n')[1] ?? '';
    const wrong = await credential(cwd, ['set', 'Client_2026', line]);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('a certificate has a privateKey only') });
    expect(JSON.stringify([set, ambiguous, stdout, wrong])).not.toContain(line);
    const removed = await credential(cwd, ['remove', 'Client_2026']);
    expect(removed.stdout).toBe('Client_2026 Certificate privateKey is removed\n');
  });

  it('says that the environment comes first', async () => {
    const cwd = await sampleProject();
    const env = { FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTID: SECRET };
    const { stdout } = await credential(cwd, ['set', 'Target_Org', 'clientId'], { stdin: 'other', env });
    expect(stdout).toContain('but FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTID of the environment comes first');
  });

  it('removes what is declared no more, by its three names', async () => {
    const cwd = await sampleProject();
    await credential(cwd, ['set', 'Weather', 'Writer', 'password'], { stdin: SECRET });
    expect(await credential(cwd, ['remove', 'Weather', 'Writer', 'password'])).toMatchObject({ code: 0 });
    expect(await credential(cwd, ['remove', 'Weather', 'Writer', 'password'])).toMatchObject({
      code: 2,
      stderr: 'error: Weather Writer password is not in the keychain or the encrypted file\n  it is not set\n',
    });
  });

  it.each([
    ['behind the parameter', ['set', 'Target_Org', 'clientSecret', SECRET]],
    ['behind all names', ['set', 'Target_Org', 'Integration', 'clientSecret', SECRET]],
    ['as an assignment', ['set', 'Target_Org', `clientSecret=${SECRET}`]],
  ])('refuses a value in the arguments: %s', async (_, argv) => {
    const { code, stderr } = await credential(await sampleProject(), argv);
    expect(code).toBe(2);
    expect(stderr).toContain('a secret is never an argument');
    expect(stderr).toContain('choose a new secret, this one has been seen');
  });

  it('does not repeat what may be a secret in the wrong place', async () => {
    const { code, stderr } = await credential(await sampleProject(), ['set', 'Target_Org', SECRET]);
    expect([code, stderr]).toEqual([
      2,
      'error: the principal Integration has no such parameter\n  there are: clientId, clientSecret\n',
    ]);
  });

  it.each([
    [[], 'an argument is missing'],
    [['sett', 'Target_Org'], 'credential has no action "sett"\n  did you mean credential set?'],
    [['set'], 'which external credential?\n  there are: Target_Org, Weather'],
    [['set', 'Target_Ogr'], 'no external credential is called "Target_Ogr"\n  did you mean Target_Org?'],
    [['set', 'Weather', 'password'], 'which principal of Weather?\n  there are: Reader, Writer'],
    [['set', 'Target_Org', 'clientSecert'], 'has no such parameter\n  did you mean clientSecret?'],
    [['set', 'Target_Org'], 'several values cannot come from one pipe\n  name one parameter: clientId, clientSecret'],
    [['set', 'Target_Org', 'clientId'], 'no value for Target_Org Integration clientId'],
    [['remove', 'Target_Org'], 'which parameter is to be removed?'],
    [['list', 'Weather'], 'unexpected argument "Weather"'],
  ])('%j is refused', async (argv, message) => {
    const { code, stderr } = await credential(await sampleProject(), argv);
    expect([code, stderr.includes(message) || stderr]).toEqual([2, true]);
  });

  it('needs an org folder, here, above or right below', async () => {
    const empty = await sampleProject({ 'a.txt': '' });
    expect((await credential(empty, ['list'])).stderr).toContain('there is no org folder here');
    const cwd = await sampleProject({
      'flows/org/external-credentials/A.yaml':
        'protocol: No Authentication\nprincipals: { P: { type: Named Principal, sequence: 1 } }\n',
    });
    expect(await credential(cwd, ['list'])).toMatchObject({
      code: 0,
      stdout: 'no external credential of this project has parameters\n',
    });
    const two = await sampleProject({ 'a/org/users/x.user.yaml': '', 'b/org/users/x.user.yaml': '' });
    expect((await credential(two, ['list'])).stderr).toContain('go into one of: a, b');
  });

  it('shows what is wrong with the org folder', async () => {
    const cwd = await sampleProject({ 'org/external-credentials/A.yaml': 'protocol: OAuth 3.0\n' });
    const { code, stderr } = await credential(cwd, ['list']);
    expect(code).toBe(3);
    expect(stderr).toContain('--> org/external-credentials/A.yaml:1:11');
  });

  it('lists what logins gave, for each user where a principal is per user, and logs out', async () => {
    const cwd = await sampleProject({
      'org/external-credentials/Crm.yaml': `protocol: OAuth 2.0
variant: Browser Flow
authorizeEndpoint: https://login.example.com/authorize
tokenEndpoint: https://login.example.com/token
principals:
  Me: { type: Per User Principal, parameters: [clientId] }
  Shared: { sequence: 2, parameters: [clientId] }
`,
      'org/users/ada.yaml': 'username: ada@example.com\n',
    });
    const env = { FLOWRUN_SECRET_CRM_SHARED_REFRESHTOKEN: SECRET };
    const { stdout } = await credential(cwd, ['list'], { env });
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['Crm Me clientId', 'not set'],
      ['Crm Me/ada@example.com refreshToken', 'not set'],
      ['Crm Shared clientId', 'not set'],
      ['Crm Shared refreshToken', 'set (environment)'],
      [''],
    ]);
    const out = await credential(cwd, ['logout', 'Crm', '--principal', 'Me']);
    expect(out).toMatchObject({ code: 2, stderr: expect.stringContaining('Crm Me/ada@example.com is not logged in') });
    const other = await credential(cwd, ['login', 'Crm']);
    expect(other.stderr).toContain('which principal of Crm?');
  });
});
