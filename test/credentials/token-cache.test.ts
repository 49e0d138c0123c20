import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCalloutPerformer } from '../../src/callouts/performer.ts';
import { type Caller, createAuthorizer } from '../../src/credentials/authorizer.ts';
import { openTokenCache } from '../../src/credentials/token-cache.ts';
import { createRedactor } from '../../src/http/redact.ts';
import type { ExternalCredential } from '../../src/model/credentials.ts';
import { calloutEffect, interviewOf } from '../callouts/fixtures.ts';
import { json, type LoopbackServer, serve } from '../http/serve.ts';
import { externalCredential, namedCredential, orgDefinition, SECRET, secretsOf } from './fixtures.ts';

const never = new AbortController().signal;
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'flowrun-tokens-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A token endpoint that counts: `p1anted-token-1`, `-2`, … */
const issuing = (further: Readonly<Record<string, unknown>> = {}): Promise<LoopbackServer> => {
  let count = 0;
  return serve((_, response) =>
    json(response, 200, { access_token: `p1anted-token-${++count}`, token_type: 'Bearer', ...further }),
  );
};

/** One run of flowrun: what it keeps in memory is its own, the folder is everybody's. */
function run(credential: ExternalCredential, clientSecret = SECRET, now = Date.now) {
  const [principal] = credential.principals;
  if (principal === undefined) throw new TypeError('a principal is needed');
  const redactor = createRedactor();
  const authorizer = createAuthorizer({
    secrets: secretsOf({ clientId: 'client', clientSecret }),
    tokens: openTokenCache({ directory, env: {} }),
    redactor,
    resolveUrl: async (url) => url,
    now,
  });
  const who: Caller = { credential, principal, user: 'flow' };
  return { authorizer, who, redactor, authorize: () => authorizer.authorize(who, never) };
}

describe('the token cache', () => {
  test('a later run uses the token of an earlier one, which lies encrypted and is masked', async () => {
    const server = await issuing();
    const credential = externalCredential({ tokenEndpoint: server.url });
    const first = await run(credential).authorize();
    const later = run(credential);
    const second = await later.authorize();
    expect(second).toEqual(first);
    expect(server.seen).toHaveLength(1);
    expect(later.redactor.text(`${second.header}`)).not.toContain('p1anted');
    const file = join(directory, '.flowrun/tokens.enc');
    expect(await readFile(file, 'utf8')).not.toMatch(/p1anted|client/);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
  });

  test.each<readonly [string, Partial<ExternalCredential>, string]>([
    ['another secret', {}, 'changed'],
    ['another scope', { scope: 'api' }, SECRET],
    ['another way of sending the secret', { clientCredentialsInBody: true }, SECRET],
  ])('%s fetches a token of its own', async (_, changes, secret) => {
    const server = await issuing();
    const credential = externalCredential({ tokenEndpoint: server.url });
    await run(credential).authorize();
    const { header } = await run({ ...credential, ...changes }, secret).authorize();
    expect(header).toBe('Bearer p1anted-token-2');
  });

  test('a token that is over, or was refused, is replaced for later runs too', async () => {
    const server = await issuing({ expires_in: 60 });
    const credential = externalCredential({ tokenEndpoint: server.url });
    await run(credential).authorize();
    const late = () => Date.now() + 55_000;
    expect((await run(credential, SECRET, late).authorize()).header).toBe('Bearer p1anted-token-2');
    const refused = run(credential, SECRET, late);
    await refused.authorizer.renew(refused.who, await refused.authorize(), never);
    expect((await run(credential, SECRET, late).authorize()).header).toBe('Bearer p1anted-token-3');
    expect(server.seen).toHaveLength(3);
  });

  test.each([
    ['was cut off', 'flowrun-secrets/1\nAAAA\n', 0o600],
    ['can be read by others', 'flowrun-secrets/1\nAAAA\n', 0o644],
  ])('a file that %s costs a token, not the callout', async (_, content, mode) => {
    const server = await issuing();
    const credential = externalCredential({ tokenEndpoint: server.url });
    await run(credential).authorize();
    const file = join(directory, '.flowrun/tokens.enc');
    await rm(file);
    await writeFile(file, content, { mode });
    expect((await run(credential).authorize()).header).toBe('Bearer p1anted-token-2');
  });

  test('an embedded org, whose address changes, and protocols without tokens leave nothing', async () => {
    const server = await issuing();
    const embedded = externalCredential({ tokenEndpoint: 'org://target/token' });
    const cache = openTokenCache({ directory, env: {} });
    const { authorize } = run(externalCredential({ tokenEndpoint: server.url }));
    await cache.set({ credential: embedded, holder: 'x' }, await authorize());
    expect(await cache.get({ credential: embedded, holder: 'x' }, {})).toBeNull();
  });
});

describe('1,000 callouts at once', () => {
  const effect = calloutEffect({ path: '/' });
  const interview = interviewOf();

  test.each([401, 403])('fetch one token, and one more when all are refused with %i', async (status) => {
    const tokens = await issuing();
    // Refuses the first token for ever: whoever comes with the second is let in.
    const api = await serve((request, response) =>
      json(response, request.headers.authorization === 'Bearer p1anted-token-1' ? status : 200, {}),
    );
    const credential = externalCredential({ tokenEndpoint: tokens.url, additionalRefreshStatusCodes: [403] });
    const perform = createCalloutPerformer({
      org: orgDefinition({
        externalCredentials: [credential],
        namedCredentials: [namedCredential({ url: api.url })],
      }),
      secrets: secretsOf({ clientId: 'client', clientSecret: SECRET }),
      tokens: openTokenCache({ directory, env: {} }),
      redactor: createRedactor(),
      resolveUrl: async (url) => url,
    });
    try {
      const events = await Promise.all(Array.from({ length: 1000 }, () => perform(effect, interview, never)));
      expect(new Set(events.map((event) => (event.kind === 'responded' ? event.status : event)))).toEqual(
        new Set([200]),
      );
      expect(tokens.seen).toHaveLength(2);
      expect(api.seen.length).toBeLessThanOrEqual(2000);
    } finally {
      perform.close();
    }
  });
});
