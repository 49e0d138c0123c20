import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlowrunError } from '../../src/errors.ts';
import { queryOrg, type RequestLog, type RunningOrg, resetOrg, startOrg } from '../../src/org/index.ts';
import { clientCredentials, clientOf, DEFINITION, SECRET } from './harness.ts';

const ACCOUNTS = '/services/data/v66.0/sobjects/Account';

let directory: string;
const running: RunningOrg[] = [];

const start = async (further: Partial<Parameters<typeof startOrg>[0]> = {}) => {
  const org = await startOrg({ definition: DEFINITION, directory, ...further });
  running.push(org);
  return clientOf(org);
};

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'flowrun-org-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((org) => org.close()));
  await rm(directory, { recursive: true, force: true });
});

describe('a directory', () => {
  it('keeps records, ids and tokens over a restart', async () => {
    const first = await start();
    const { json: made } = await first.api('POST', ACCOUNTS, { Name: 'Kept' });
    const { json: token } = await first.token(clientCredentials());
    await first.org.close();

    const second = await start();
    expect(second.org.orgId).toBe(first.org.orgId);
    const { status, json } = await second.plain('GET', `${ACCOUNTS}/${made.id}`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ Name: 'Kept', CreatedById: token.id.split('/').at(-1) });
    const { json: again } = await second.token(clientCredentials());
    expect(again.id.split('/').slice(-2)).toEqual(token.id.split('/').slice(-2));
    const { json: next } = await second.api('POST', ACCOUNTS, { Name: 'Next' });
    expect(next.id > made.id).toBe(true);
  });

  it('holds no token and no secret in readable form', async () => {
    const org = await start();
    const { json } = await org.token(clientCredentials());
    await org.api('POST', ACCOUNTS, { Name: 'Acme' });
    await org.org.close();
    const files = await readdir(directory);
    expect(files).toContain('org.db');
    for (const file of files) {
      const bytes = await readFile(join(directory, file), 'latin1');
      expect(bytes).not.toContain(json.access_token.slice(16));
      expect(bytes).not.toContain(SECRET);
    }
  });

  it('follows its definition: a changed user changes, and stays the same user', async () => {
    const first = await start();
    await first.api('POST', ACCOUNTS, { Name: 'x' });
    await first.org.close();
    const [user, ...others] = DEFINITION.users;
    if (user === undefined) throw new TypeError('no user');
    const definition = { ...DEFINITION, users: [...others, { ...user, lastName: 'Renamed' }] };
    const { rows } = await queryOrg({
      definition,
      directory,
      soql: 'SELECT CreatedBy.Name, CreatedBy.Username FROM Account',
    });
    expect(rows).toEqual([['Integration Renamed', 'integration.user@example.com']]);
  });

  it('is queried without a server, beside one, and before there ever was one', async () => {
    const soql = 'SELECT Name, Owner.Username FROM Account';
    expect(await queryOrg({ definition: DEFINITION, directory, soql })).toEqual({
      totalSize: 0,
      columns: ['Name', 'Owner.Username'],
      rows: [],
    });
    const org = await start();
    await org.api('POST', ACCOUNTS, { Name: 'Acme' });
    const result = await queryOrg({ definition: DEFINITION, directory, soql });
    expect(result).toMatchObject({ totalSize: 1, rows: [['Acme', 'integration.user@example.com']] });
    expect(await queryOrg({ definition: DEFINITION, directory, soql: 'SELECT COUNT() FROM Account' })).toEqual({
      totalSize: 1,
      columns: [],
      rows: [],
    });
    await expect(queryOrg({ definition: DEFINITION, directory, soql: 'SELECT' })).rejects.toThrow(/MALFORMED_QUERY/);
  });

  it('is emptied by a reset, also under a running server, which goes on', async () => {
    const org = await start();
    const { json: made } = await org.api('POST', ACCOUNTS, { Name: 'Acme' });
    const { json: token } = await org.token(clientCredentials());
    await resetOrg({ definition: DEFINITION, directory });
    const old = await org.plain('GET', ACCOUNTS, { headers: { authorization: `Bearer ${token.access_token}` } });
    expect(old.status).toBe(401);
    const fresh = clientOf(org.org);
    const { json: again } = await fresh.api('POST', ACCOUNTS, { Name: 'Acme' });
    expect(again.id).toBe(made.id);
    const { rows } = await queryOrg({
      definition: DEFINITION,
      directory,
      soql: 'SELECT Name, CreatedBy.Name FROM Account',
    });
    expect(rows).toEqual([['Acme', 'Integration User']]);
  });

  it('with a damaged database says so, and a reset mends it', async () => {
    await writeFile(join(directory, 'org.db'), 'this is no database '.repeat(100));
    const error = await startOrg({ definition: DEFINITION, directory }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FlowrunError);
    expect((error as FlowrunError).message).toMatch(/^cannot open the org's records in .*org\.db: /);
    expect((error as FlowrunError).help).toMatch(/flowrun org reset/);
    await resetOrg({ definition: DEFINITION, directory });
    const org = await start();
    expect((await org.api('POST', ACCOUNTS, { Name: 'x' })).status).toBe(201);
  });

  it('that cannot be made is an error with help', async () => {
    await writeFile(join(directory, 'file'), '');
    const error = await startOrg({ definition: DEFINITION, directory: join(directory, 'file', 'below') }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'ORG', help: expect.stringMatching(/folder/) });
  });

  it('of a later version of flowrun is left alone', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(directory, 'org.db'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    await expect(startOrg({ definition: DEFINITION, directory })).rejects.toThrow(/newer version of flowrun/);
  });

  it('null leaves no trace, and two orgs in memory know nothing of each other', async () => {
    const [a, b] = [await start({ directory: null }), await start({ directory: null })];
    await a.api('POST', ACCOUNTS, { Name: 'x' });
    const count = '/services/data/v66.0/query?q=SELECT+COUNT()+FROM+Account';
    expect((await b.api('GET', count)).json.totalSize).toBe(0);
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a server', () => {
  it('listens on 127.0.0.1 at a free port', async () => {
    const { org } = await start();
    expect(org.url).toBe(`http://127.0.0.1:${org.port}`);
    expect(org.port).toBeGreaterThan(0);
  });

  it('says when its port is taken', async () => {
    const { org } = await start();
    const error = await startOrg({ definition: DEFINITION, directory: null, port: org.port }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: 'ORG',
      message: `the embedded org cannot listen on port ${org.port}: another program uses it`,
    });
  });

  it('closes at once though connections are kept alive, and may be closed twice', async () => {
    const { org } = await start();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve, reject) => {
      const sent = httpRequest(`${org.url}/services/data`, { agent }, (response) =>
        response.resume().on('end', resolve),
      );
      sent.on('error', reject).end();
    });
    const begun = performance.now();
    await Promise.all([org.close(), org.close()]);
    await org.close();
    expect(performance.now() - begun).toBeLessThan(900);
    agent.destroy();
    await expect(fetch(`${org.url}/services/data`)).rejects.toThrow();
  });

  it('closes though a client never finishes its request', async () => {
    const { org } = await start();
    const socket = connect(org.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /services/oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ngrant');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const begun = performance.now();
    await org.close();
    expect(performance.now() - begun).toBeLessThan(3000);
    socket.destroy();
  });

  it('closes on a signal, and does not stay open under one that was given before', async () => {
    const controller = new AbortController();
    const { org } = await start({ signal: controller.signal });
    controller.abort();
    await org.close();
    await expect(fetch(org.url)).rejects.toThrow();
    const late = await start({ signal: controller.signal });
    await expect(fetch(late.url)).rejects.toThrow();
  });

  it('tells of requests without their secrets', async () => {
    const logs: RequestLog[] = [];
    const org = await start({ onRequest: (log) => logs.push(log) });
    const { json } = await org.token(clientCredentials());
    await org.plain('GET', `${new URL(json.id).pathname}?oauth_token=${json.access_token}`);
    await org.plain('GET', ACCOUNTS);
    expect(logs.map(({ method, path, status }) => `${method} ${path.replace(/\/id\/.*/, '/id')} ${status}`)).toEqual([
      'POST /services/oauth2/token 200',
      'GET /id 200',
      `GET ${ACCOUNTS} 401`,
    ]);
    expect(logs.every(({ ms }) => ms >= 0)).toBe(true);
    expect(JSON.stringify(logs)).not.toContain(json.access_token);
    expect(JSON.stringify(logs)).not.toContain(SECRET);
  });

  it('refuses a body beyond 50 MB without reading it', async () => {
    const org = await start();
    const { json } = await org.token(clientCredentials());
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = {
        authorization: `Bearer ${json.access_token}`,
        'content-type': 'application/json',
        'content-length': String(60 * 1024 * 1024),
      };
      const sent = httpRequest(org.url + ACCOUNTS, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', () => undefined);
      sent.write('{"Name":');
    });
    expect(status).toBe(413);
  });
});
