import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withFileLock } from '../../src/credentials/secrets/file-lock.ts';
import { openSecretStore } from '../../src/credentials/secrets/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { json, serve } from '../http/serve.ts';
import { filesHolding, projectOf, temporaryFolder } from './temporary-project.ts';

const ENTRY = resolve(import.meta.dirname, '../../src/cli/entry.ts');
const FIRST_TOKEN = 'planted-refresh-0';

/** A server whose refresh tokens are good for one use, and which takes its time. */
async function rotatingServer(revoking: number | null = 200) {
  const seen = { refreshed: 0, reused: 0, calls: 0, revoked: [] as string[] };
  let current = FIRST_TOKEN;
  const { url } = await serve(async (request, response) => {
    const form = new URLSearchParams(request.body);
    if (request.url === '/token') {
      if (form.get('refresh_token') !== current) {
        seen.reused += 1;
        json(response, 400, { error: 'invalid_grant', error_description: 'used twice' });
        return;
      }
      seen.refreshed += 1;
      current = `planted-refresh-${seen.refreshed}`;
      const reply = { access_token: `access-${seen.refreshed}`, refresh_token: current, token_type: 'Bearer' };
      await sleep(300);
      json(response, 200, { ...reply, expires_in: 3600 });
    } else if (request.url === '/revoke' && revoking !== null) {
      seen.revoked.push(`${request.headers.authorization} ${form.get('token')} ${form.get('token_type_hint')}`);
      json(response, revoking, {});
    } else {
      seen.calls += 1;
      json(response, request.headers.authorization === `Bearer access-${seen.refreshed}` ? 200 : 401, { ok: true });
    }
  });
  return { url, seen };
}

async function project(url: string, more = ''): Promise<string> {
  const cwd = await projectOf({
    'org/named-credentials/Api.yaml': `url: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': `protocol: OAuth 2.0
variant: Browser Flow
tokenEndpoint: ${url}/token
authorizeEndpoint: ${url}/authorize
${more}principals: { Me: {} }
`,
    'org/permission-sets/Callers.yaml': 'principals: [Api-Me]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'call.yaml': `label: Call
type: Autolaunched Flow
apiVersion: 66.0
start: Call
elements:
  Call: { type: httpCallout, namedCredential: Api, method: GET, path: /things, responses: { 2XX: { sample: { ok: true } } } }
`,
  });
  await writeFile(
    join(cwd, '.env'),
    'FLOWRUN_SECRET_API_ME_CLIENTID=app\nFLOWRUN_SECRET_API_ME_CLIENTSECRET=plantedClient\n',
  );
  const key = { externalCredential: 'Api', principal: 'Me', parameter: 'refreshToken' };
  await openSecretStore({ directory: cwd, env: {} }).set(key, FIRST_TOKEN);
  return cwd;
}

/** A process of its own. @returns its exit code and all it said. */
async function flowrun(cwd: string, ...args: readonly string[]): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [ENTRY, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('refresh tokens that rotate', () => {
  it('are used by one process at a time, and all of them go on with what it got', async () => {
    const { url, seen } = await rotatingServer();
    const cwd = await project(url);
    const runs = await Promise.all([1, 2, 3].map(() => flowrun(cwd, 'run', 'call.yaml', '--json')));
    expect(runs.map(({ code, output }) => [code, code === 0 ? '' : output])).toEqual([1, 2, 3].map(() => [0, '']));
    expect(seen).toMatchObject({ refreshed: 1, reused: 0, calls: 3 });
    // And the next run has the token that came last.
    expect((await flowrun(cwd, 'run', 'call.yaml', '--json')).code).toBe(0);
    expect(seen.reused).toBe(0);
    expect(await filesHolding(cwd, 'planted-refresh')).toEqual([]);
  });
});

describe('a lock', () => {
  it('lets one in at a time', async () => {
    const file = join(await temporaryFolder(), 'a.lock');
    let inside = 0;
    let most = 0;
    const work = () =>
      withFileLock(file, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await sleep(5);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 10 }, work));
    expect([most, await filesHolding(join(file, '..'), ' ')]).toEqual([1, []]);
  });

  it('that a dead process left behind holds nobody up', async () => {
    const folder = await temporaryFolder();
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'close');
    const file = join(folder, 'a.lock');
    await writeFile(file, `${dead.pid} left-behind`);
    const all = await Promise.all([1, 2, 3].map((one) => withFileLock(file, async () => one)));
    expect(all).toEqual([1, 2, 3]);
  });

  it('is gone when the work fails', async () => {
    const file = join(await temporaryFolder(), 'a.lock');
    await expect(withFileLock(file, () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
    expect(await withFileLock(file, async () => 'free')).toBe('free');
  });
});

describe('flowrun credential logout', () => {
  const logout = (cwd: string, ...more: readonly string[]) => runCli(['credential', 'logout', 'Api', ...more], { cwd });

  it('tells the server to revoke the refresh token, as the client that got it', async () => {
    const { url, seen } = await rotatingServer();
    const cwd = await project(url, `revocationEndpoint: ${url}/revoke\n`);
    const { stdout, stderr, code } = await logout(cwd, '--json');
    expect([code, stderr, JSON.parse(stdout)]).toEqual([
      0,
      '',
      { loggedOut: { externalCredential: 'Api', principal: 'Me' }, revoked: true },
    ]);
    const basic = `Basic ${Buffer.from('app:plantedClient').toString('base64')}`;
    expect(seen.revoked).toEqual([`${basic} ${FIRST_TOKEN} refresh_token`]);
    expect((await logout(cwd)).stderr).toContain('is not logged in');
  });

  it.each([
    ['refuses', 503, 'it answered with status 503'],
    ['is told nowhere', null, 'names no revocationEndpoint'],
  ])('forgets the login and warns where the server %s', async (_what, status, why) => {
    const { url } = await rotatingServer(status);
    const cwd = await project(url, status === null ? '' : `revocationEndpoint: ${url}/revoke\n`);
    const { stdout, stderr, code } = await logout(cwd);
    expect([code, stdout]).toEqual([0, 'Api Me is logged out\n']);
    expect(stderr).toContain(why);
    expect(stderr).not.toContain(FIRST_TOKEN);
    const { stdout: listed } = await runCli(['credential', 'list'], { cwd });
    expect(listed).toContain('refreshToken  not set');
  });

  it('forgets the login where nobody listens', async () => {
    const { url } = await rotatingServer(null);
    const dead = url.replace(/\d+$/, '1');
    const cwd = await project(url, `revocationEndpoint: ${dead}/revoke\n`);
    const { stderr, code } = await logout(cwd);
    expect([
      code,
      stderr.startsWith('warning: the server was not told to revoke the token: http://127.0.0.1:1: '),
    ]).toEqual([0, true]);
  });
});
