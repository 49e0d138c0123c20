import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Provider from 'oidc-provider';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAuthorizer } from '../../src/credentials/authorizer.ts';
import { openSecretStore } from '../../src/credentials/secrets/index.ts';
import { createRedactor } from '../../src/http/redact.ts';
import { openProject } from '../../src/project/index.ts';

/** `flowrun credential login` as a person does it: the built command, a real browser, real login and consent pages. */

const CALLBACK = 'http://127.0.0.1:47117/OauthRedirect';
const CHROMIUM =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const never = new AbortController().signal;

let browser: Browser;
let project: string;
const server = createServer();
let issuer = '';
/** Path, grant and tenant of each request to the provider. */
const asked: string[] = [];

beforeAll(async () => {
  if (CHROMIUM === undefined) throw new TypeError('no Chromium: apt-get install chromium, or set CHROMIUM');
  browser = await puppeteer.launch({ executablePath: CHROMIUM, headless: true, args: ['--no-sandbox'] });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'terminal',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [CALLBACK],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ['only for this test'] },
    // Every refresh token is good once.
    rotateRefreshToken: true,
  });
  provider.use(async (ctx, next) => {
    await next();
    const { grant_type: grant = '', tenant = '' } = { ...ctx.query, ...ctx.oidc?.body } as Record<string, string>;
    asked.push(`${ctx.path} ${grant} ${tenant || ctx.get('x-tenant')}`.replace(/ +/g, ' '));
  });
  server.on('request', provider.callback());
  project = await mkdtemp(join(tmpdir(), 'flowrun-browser-'));
  await write('org/external-credentials/Provider.yaml', {
    protocol: 'OAuth 2.0',
    variant: 'Browser Flow',
    authorizeEndpoint: `${issuer}/auth`,
    tokenEndpoint: `${issuer}/token`,
    callbackUrl: CALLBACK,
    scope: 'openid offline_access',
    requests: {
      authorize: { tenant: 'acme' },
      token: { headers: { 'X-Tenant': 'acme' } },
      refresh: { body: { tenant: 'acme' } },
    },
    principals: { Me: { type: 'Per User Principal', parameters: ['clientId'] } },
  });
  await write('org/external-credentials/Embedded.yaml', {
    protocol: 'OAuth 2.0',
    variant: 'Browser Flow',
    authorizeEndpoint: 'org://target/services/oauth2/authorize',
    tokenEndpoint: 'org://target/services/oauth2/token',
    callbackUrl: CALLBACK,
    principals: { Integration: { parameters: ['clientId', 'clientSecret'] } },
  });
  await write('org/users/ada.yaml', { username: 'ada@example.com' });
  await write('org/target-orgs/target/users/ada.yaml', { username: 'ada@target.example.com', password: 'analytical' });
  await write('org/target-orgs/target/connected-apps/App.yaml', {
    consumerKey: 'key-of-the-app',
    consumerSecret: 'local-secret-of-the-app',
    callbackUrls: [CALLBACK],
    pkceRequired: true,
    scopes: ['api', 'refresh_token'],
  });
});
afterAll(async () => {
  await browser?.close();
  server.close();
  server.closeAllConnections();
  await rm(project, { recursive: true, force: true });
  vi.restoreAllMocks();
});

/** JSON is YAML. */
async function write(path: string, content: object): Promise<void> {
  const file = join(project, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(content));
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the browser shows last. */
  readonly page: string;
}

/** Runs the command, opens the address it shows, and lets a person act on each page until the browser is back. */
async function login(words: readonly string[], act: (page: Page) => Promise<void>): Promise<Ended> {
  const cli = join(import.meta.dirname, '../../bin/flowrun.js');
  const env = { ...process.env, FLOWRUN_SECRET_PROVIDER_ME_CLIENTID: 'terminal' };
  const child = spawn(process.execPath, [cli, 'credential', 'login', ...words, '--no-browser', '--timeout', '60'], {
    cwd: project,
    env,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const address = await vi.waitFor(
    () => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(stderr) ?? [];
      if (found === undefined) throw new TypeError(`no address yet: ${stderr}`);
      return found;
    },
    { timeout: 15_000 },
  );
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(address);
  for (let step = 0; step < 5 && !page.url().startsWith(CALLBACK); step++) {
    await Promise.all([page.waitForNavigation(), act(page)]);
  }
  const text = await page.$eval('body', (body) => body.textContent ?? '');
  await context.close();
  return { code: await ended, stdout, stderr, page: text };
}

/** What the credential of the project gives to callouts, read by a run of its own. */
async function authorization(name: string) {
  const { org } = await openProject(project);
  const credential = org.externalCredentials.find((one) => one.name === name);
  const [principal] = credential?.principals ?? [];
  if (credential === undefined || principal === undefined) throw new TypeError(`no ${name}`);
  const secrets = openSecretStore({ directory: project, env: { FLOWRUN_SECRET_PROVIDER_ME_CLIENTID: 'terminal' } });
  const authorizer = createAuthorizer({
    secrets,
    redactor: createRedactor(),
    resolveUrl: async (url) => url,
    users: org.users,
  });
  try {
    return await authorizer.authorize({ credential, principal, user: 'ada' }, never);
  } finally {
    authorizer.close();
  }
}

describe('flowrun credential login, in Chromium', () => {
  test('at oidc-provider: log in, consent, and two runs after it call out with a token', {
    timeout: 90_000,
  }, async () => {
    const ended = await login(['Provider', '--as', 'ada'], async (page) => {
      if ((await page.$('input[name=login]')) !== null) {
        await page.type('input[name=login]', 'ada');
        await page.type('input[name=password]', 'any');
      }
      await page.click('button[type=submit]');
    });
    expect(ended).toMatchObject({ code: 0, stdout: 'Provider Me/ada@example.com is logged in\n' });
    expect(ended.page).toContain('You are logged in.');
    for (const run of [1, 2]) {
      const { header } = await authorization('Provider');
      const me = await fetch(`${issuer}/me`, { headers: { authorization: header ?? '' } });
      expect([run, me.status, await me.json()]).toEqual([run, 200, { sub: 'ada' }]);
    }
    expect(asked).toContain('/auth acme');
    expect(asked.filter((one) => one.startsWith('/token'))).toEqual([
      '/token authorization_code acme',
      '/token refresh_token acme',
      '/token refresh_token acme',
    ]);
    expect(await readFile(join(project, '.flowrun/secrets.enc'), 'utf8')).toMatch(/^flowrun-secrets\/1\n[\w+/=]+\n$/);
  });

  test('at the embedded org: its own pages, a wrong password first', { timeout: 90_000 }, async () => {
    let tries = 0;
    const pages: string[] = [];
    const ended = await login(['Embedded'], async (page) => {
      pages.push(await page.$eval('body', (body) => body.textContent ?? ''));
      if ((await page.$('input[name=username]')) === null) return page.click('button[value=approve]');
      await page.$eval('input[name=username]', (input) => {
        input.value = '';
      });
      await page.type('input[name=username]', 'ada@target.example.com');
      await page.type('input[name=password]', tries++ === 0 ? 'wrong' : 'analytical');
      return page.click('button[value=login]');
    });
    expect(ended).toMatchObject({ code: 0, stdout: 'Embedded Integration is logged in\n' });
    expect(pages[1]).toContain('Please check your username and password.');
    expect(pages[2]).toContain('Allow Access?');
  });

  test('at the embedded org: who denies is told, and nothing is stored', { timeout: 90_000 }, async () => {
    await rm(join(project, '.flowrun'), { recursive: true, force: true });
    const ended = await login(['Embedded'], async (page) => {
      if ((await page.$('input[name=username]')) === null) return page.click('button[value=deny]');
      await page.type('input[name=username]', 'ada@target.example.com');
      await page.type('input[name=password]', 'analytical');
      return page.click('button[value=login]');
    });
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('access was denied');
    expect(ended.page).toContain('The login failed');
  });
});
