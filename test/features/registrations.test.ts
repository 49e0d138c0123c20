import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { serve } from '../http/serve.ts';
import { eventsOf, projectOf } from './temporary-project.ts';

/** Actions of external services go out over HTTP, as the registrations of the Salesforce project describe them. */

const action = (operation: string, inputs: string, outputs: string, kind = 'externalService') => `label: Calls
type: Autolaunched Flow
apiVersion: 60.0
variables:
  good: { type: JSON, output: true }
  bad: { type: JSON, output: true }
  status: { type: Number, scale: 0, output: true }
start: Call
elements:
  Call:
    type: action
    kind: ${kind}
    action: '${operation}'
    inputs: ${inputs}
    outputs: ${outputs}
`;

const escaped = (value: unknown) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const registration = (schema: unknown) => `<?xml version="1.0" encoding="UTF-8"?>
<ExternalServiceRegistration xmlns="http://soap.sforce.com/2006/04/metadata">
    <label>Stock</label>
    <namedCredential>Stock</namedCredential>
    <schema>${escaped(schema)}</schema>
    <status>Complete</status>
</ExternalServiceRegistration>
`;

const OPENAPI_3 = {
  openapi: '3.0.1',
  paths: {
    '/items/{sku}': {
      put: {
        operationId: 'Put An Item',
        parameters: [
          { name: 'sku', in: 'path' },
          { name: 'site', in: 'query' },
          { name: 'X-Trace', in: 'header' },
        ],
        responses: { '2XX': { description: '' }, 404: { description: '' } },
      },
    },
  },
};

const OPENAPI_2 = {
  swagger: '2.0',
  basePath: '/v1/',
  paths: {
    '/items': {
      post: { operationId: 'addItem', parameters: [{ name: 'item', in: 'body' }], responses: { 201: {}, default: {} } },
    },
  },
};

async function project(url: string, flow: string, schema: unknown): Promise<string> {
  return projectOf({
    'sfdx-project.json': '{ "packageDirectories": [{ "path": "app", "default": true }] }',
    'app/externalServiceRegistrations/Stock.externalServiceRegistration-meta.xml': registration(schema),
    'app/flows/calls.yaml': flow,
    'org/external-credentials/Stock.yaml':
      'protocol: No Authentication\nprincipals:\n  Api: { type: Named Principal, sequence: 1 }\n',
    'org/named-credentials/Stock.yaml': `url: ${url}\nexternalCredential: Stock\n`,
    'org/permission-sets/Api.yaml': 'principals: [Stock-Api]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Api]\n',
  });
}

async function answering(status: number, body: unknown) {
  return serve((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
}

const run = async (cwd: string) => {
  const { stdout, stderr, code } = await runCli(['app/flows/calls.yaml', '--json'], { cwd });
  const events = eventsOf(stdout);
  return { code, stderr, last: events.at(-1), callouts: events.filter(({ event }) => event === 'callout') };
};

const PUT = action(
  'Stock.Put An Item',
  "{ sku: 'a/b c', site: 'x&y', X-Trace: t1 }",
  '{ 2XX: good, 404Exc: bad, responseCode: status }',
);

describe('an operation of OpenAPI 3', () => {
  it('is called with its parameters in their places', async () => {
    const { url, seen } = await answering(200, { left: 3 });
    expect(await run(await project(url, PUT, OPENAPI_3))).toMatchObject({
      code: 0,
      last: { outputs: { good: { left: 3 }, bad: null, status: 200 } },
      callouts: [{ element: 'Call', method: 'PUT', status: 200 }],
    });
    expect(seen).toMatchObject([{ method: 'PUT', url: '/items/a%2Fb%20c?site=x%26y', headers: { 'x-trace': 't1' } }]);
  });

  it('gives an error that the API describes to the flow', async () => {
    const { url } = await answering(404, { why: 'no such item' });
    expect(await run(await project(url, PUT, OPENAPI_3))).toMatchObject({
      code: 0,
      last: { outputs: { good: null, bad: { why: 'no such item' }, status: 404 } },
    });
  });

  it('fails at the element where the API describes no such reply', async () => {
    const { url } = await answering(500, { why: 'down' });
    expect(await run(await project(url, PUT, OPENAPI_3))).toMatchObject({
      code: 1,
      last: { fault: { code: 'CALLOUT_STATUS', element: 'Call' } },
    });
  });
});

describe('an operation of OpenAPI 2', () => {
  it('has a base path, and a body by its name', async () => {
    const { url, seen } = await answering(201, { id: 7 });
    const flow = action('Stock.addItem', "{ item: '{!good}' }", '{ 201: good }');
    expect(await run(await project(url, flow, OPENAPI_2))).toMatchObject({
      code: 0,
      last: { outputs: { good: { id: 7 } } },
    });
    expect(seen).toMatchObject([{ method: 'POST', url: '/v1/items' }]);
  });
});

describe('an action that no registration has', () => {
  it.each([
    ['an unknown service', 'Other.addItem'],
    ['a name without a service', 'addItem'],
  ])('is named as missing: %s', async (_, name) => {
    const { url, seen } = await answering(200, {});
    const { code, last } = await run(await project(url, action(name, '{}', '{}'), OPENAPI_2));
    expect([code, last]).toMatchObject([1, { fault: { code: 'ACTION_NOT_IMPLEMENTED' } }]);
    expect(seen).toEqual([]);
  });
});

it('is replaced by what the project implements itself', async () => {
  const { url, seen } = await answering(200, {});
  const flow = action('Stock.addItem', '{}', '{ 201: good }');
  const cwd = await project(url, flow, OPENAPI_2);
  const listed = await runCli(['stubs', 'app/flows/calls.yaml'], { cwd });
  expect(listed.stdout).toContain('\u2713 external service Stock.addItem');
  await mkdir(`${cwd}/actions`);
  await writeFile(`${cwd}/actions/Stock.addItem.yaml`, 'outputs: { "201": { id: stub } }\n');
  expect(await run(cwd)).toMatchObject({ last: { outputs: { good: { id: 'stub' } } } });
  expect(seen).toEqual([]);
});
