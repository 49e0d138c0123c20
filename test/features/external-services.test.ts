import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliResult, runCli } from '../cli/run-cli.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { eventsOf, projectOf } from './temporary-project.ts';

const PETS = `openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [ { url: 'https://pets.example.com/v2' } ]
paths:
  /pets/{petId}:
    parameters: [ { name: petId, in: path, required: true, schema: { type: integer } } ]
    get:
      operationId: getPet
      parameters:
        - { name: fields, in: query, schema: { type: array, items: { type: string } } }
        - { name: X-Request-ID, in: header, schema: { type: string } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        '404': { description: none, content: { application/json: { schema: { type: object, properties: { message: { type: string } } } } } }
  /pets:
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /login:
    post:
      operationId: login
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { user: { type: string }, code: { type: integer } } } } } }
      responses: { '204': { description: done } }
components:
  schemas:
    Pet: { type: object, properties: { id: { type: integer }, name: { type: string }, parent: { $ref: '#/components/schemas/Pet' } } }
`;

const FLOW = (elements: string, more = '') => `label: Pets
type: Autolaunched Flow
apiVersion: 66.0
variables:
  status: { type: Number, output: true }
  name: { type: Text, output: true }
  problem: { type: Text, output: true }
  pet: { type: JSON }
start: First
${more}elements:
${elements}`;

async function project(url: string, flow: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  return projectOf({
    'org/external-services/Pets.yaml': 'namedCredential: Pets\nschema: schemas/Pets.yaml\n',
    'org/external-services/schemas/Pets.yaml': PETS,
    'org/named-credentials/Pets.yaml': `url: ${url}\nexternalCredential: Pets\n`,
    'org/external-credentials/Pets.yaml': 'protocol: No Authentication\nprincipals: { Main: {} }\n',
    'org/permission-sets/Callers.yaml': 'principals: [Pets-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'pets.yaml': flow,
    ...files,
  });
}

const outputs = ({ stdout }: CliResult): unknown => eventsOf(stdout).at(-1)?.outputs;

/** Pet 1 is Rex, there is no other; whatever is posted comes back with an id. */
async function pets() {
  const { url, seen } = await serve((request: Seen, response) => {
    if (request.method === 'POST' && request.url.endsWith('/login')) response.writeHead(204).end();
    else if (request.method === 'POST') json(response, 201, { ...JSON.parse(request.body), id: 7 });
    else if (request.url.includes('/pets/1')) json(response, 200, { id: 1, name: 'Rex' });
    else if (request.url.includes('/pets/5')) json(response, 500, { message: 'broken' });
    else json(response, 404, { message: 'no such pet' });
  });
  return { url, seen };
}

const GET = (id: string) =>
  FLOW(`  First:
    type: action
    kind: externalService
    action: Pets.getPet
    inputs: { petId: ${id}, fields: a b, X_Request_ID: r-1 }
    next: Keep
    fault: Failed
  Keep:
    type: assignment
    assign:
      - status: '{!First.responseCode}'
      - name: '{!First.200.name}'
      - problem: '{!First.404Exc.message}'
  Failed:
    type: assignment
    assign:
      - problem: '{!$Flow.FaultMessage}'
`);

describe('operations of external services', () => {
  it('are called with their inputs in path, query and headers, below the server’s path', async () => {
    const { url, seen } = await pets();
    const run = await runCli(['run', 'pets.yaml', '--json'], { cwd: await project(url, GET('1')) });
    expect(outputs(run)).toEqual({ status: 200, name: 'Rex', problem: null });
    expect(seen.map((one) => [one.method, one.url, one.headers['x-request-id']])).toEqual([
      ['GET', '/v2/pets/1?fields=a%20b', 'r-1'],
    ]);
  });

  it('say the path of the server once where the named credential has it too', async () => {
    const { url, seen } = await pets();
    await runCli(['run', 'pets.yaml', '--json'], { cwd: await project(`${url}/v2`, GET('1')) });
    expect(seen.map((one) => one.url)).toEqual(['/v2/pets/1?fields=a%20b']);
  });

  it('give declared errors as outputs under the org’s name for them', async () => {
    const { url } = await pets();
    const run = await runCli(['run', 'pets.yaml', '--json'], { cwd: await project(url, GET('2')) });
    expect(outputs(run)).toEqual({ status: 404, name: null, problem: 'no such pet' });
  });

  it('take the fault path for an error that the document does not know', async () => {
    const { url } = await pets();
    const run = await runCli(['run', 'pets.yaml', '--json'], { cwd: await project(url, GET('5')) });
    expect(outputs(run)).toMatchObject({ problem: 'The callout answered with status 500: broken' });
  });

  it('send JSON and forms', async () => {
    const { url, seen } = await pets();
    const flow = FLOW(`  First:
    type: assignment
    assign: [ pet.name: Tom ]
    next: Add
  Add:
    type: action
    kind: externalService
    action: Pets.addPet
    inputs: { body: '{!pet}' }
    next: Log_In
  Log_In:
    type: action
    kind: externalService
    action: Pets.login
    inputs: { user: ada, code: 42 }
    next: Keep
  Keep:
    type: assignment
    assign:
      - status: '{!Log_In.responseCode}'
      - name: '{!Add.2XX.name} {!Add.201.id}'
`);
    const run = await runCli(['run', 'pets.yaml', '--json'], { cwd: await project(url, flow) });
    expect(outputs(run)).toMatchObject({ status: 204, name: 'Tom 7' });
    expect(seen.map((one) => [one.url, one.headers['content-type'], one.body])).toEqual([
      ['/v2/pets', 'application/json', '{"name":"Tom"}'],
      ['/v2/login', 'application/x-www-form-urlencoded', 'user=ada&code=42'],
    ]);
  });

  it.each([
    ['an operation', 'Pets.getPett', '{ petId: 1 }', 'did you mean Pets.getPet?', '10:13'],
    ['an input', 'Pets.getPet', '{ petId: 1, feilds: a }', 'did you mean fields?', '11:25'],
    ['a required input', 'Pets.getPet', '{ fields: a }', 'Pets.getPet needs the input petId', ''],
  ])(
    'that are called with %s they do not have are refused with its place',
    async (_what, action, inputs, message, place) => {
      const flow = `label: Pets
type: Autolaunched Flow
apiVersion: 66.0
start: First
elements:
  First:
    label: First
    type: action
    kind: externalService
    action: ${action}
    inputs: ${inputs}
`;
      const { stdout, stderr, code } = await runCli(['validate', 'pets.yaml'], {
        cwd: await project('https://a.example.com', flow),
      });
      expect(code).toBe(3);
      expect(stdout + stderr).toContain(message);
      expect(stdout + stderr).toContain(`pets.yaml:${place}`);
    },
  );

  it('of a Salesforce project are those of its registrations', async () => {
    const { url, seen } = await pets();
    const swagger = {
      swagger: '2.0',
      basePath: '/',
      paths: {
        '/pets/{petId}': {
          get: {
            operationId: 'getPet',
            parameters: [{ name: 'petId', in: 'path', required: true, type: 'integer' }],
            responses: {
              200: { description: 'ok', schema: { type: 'object', properties: { name: { type: 'string' } } } },
            },
          },
        },
      },
    };
    const registration = `<?xml version="1.0" encoding="UTF-8"?>
<ExternalServiceRegistration xmlns="http://soap.sforce.com/2006/04/metadata">
    <label>Pets</label>
    <namedCredential>Pets</namedCredential>
    <operations><active>true</active><name>getpet</name></operations>
    <registrationProviderType>Custom</registrationProviderType>
    <schema>${JSON.stringify(swagger).replaceAll('"', '&quot;')}</schema>
    <schemaType>OpenApi</schemaType>
    <status>Complete</status>
</ExternalServiceRegistration>
`;
    const cwd = await project(url, '', {
      'sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}]}',
      'force-app/main/default/externalServiceRegistrations/Zoo.externalServiceRegistration-meta.xml': registration,
      'pets.yaml': GET('1').replace(', fields: a b, X_Request_ID: r-1', '').replace('Pets.getPet', 'Zoo.getPet'),
    });
    const run = await runCli(['run', 'pets.yaml', '--json'], { cwd });
    expect(outputs(run)).toMatchObject({ name: 'Rex' });
    expect(seen.map((one) => one.url)).toEqual(['/pets/1']);
  });
});

describe('flowrun import openapi', () => {
  it('makes a service that flows can call at once', async () => {
    const { url } = await pets();
    const document = PETS.replace('https://pets.example.com', url);
    const cwd = await projectOf({
      'pets.openapi.yaml': document,
      'org/users/me.user.yaml': 'username: me@example.com\npermissionSets: [Call_Pets]\n',
      'pets.yaml': GET('1'),
    });
    const { stdout, stderr, code } = await runCli(['import', 'openapi', 'pets.openapi.yaml', '--out', '.'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n').toSorted()).toEqual([
      'created   org/external-credentials/Pets.yaml',
      'created   org/external-services/Pets.yaml',
      'created   org/external-services/schemas/Pets.yaml',
      'created   org/named-credentials/Pets.yaml',
      'created   org/permission-sets/Call_Pets.yaml',
    ]);
    const run = await runCli(['run', 'pets.yaml', '--json'], { cwd });
    expect(outputs(run)).toEqual({ status: 200, name: 'Rex', problem: null });
  });

  it('uses a named credential that is there, and says what cannot be called', async () => {
    const document = PETS.replace(
      '  /pets:\n',
      '  /photos:\n    put:\n      requestBody: { content: { image/png: {} } }\n  /pets:\n',
    );
    const cwd = await project('https://a.example.com', GET('1'), { 'zoo.yaml': document });
    const args = ['import', 'openapi', 'zoo.yaml', '--name', 'Zoo', '--named-credential', 'Pets', '--out', '.'];
    const { stdout, stderr, code } = await runCli(args, { cwd });
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(stderr).toContain('a body of image/png is left out');
    expect(stderr).toContain('zoo.yaml:17:22');
  });

  it.each([
    ['no OpenAPI document', 'hello: 1\n', 3, 'this is no OpenAPI document'],
    ['no YAML', 'a: [\n', 3, 'zoo.yaml:'],
    ['nothing to call', 'openapi: 3.1.0\ninfo: { title: Zoo }\npaths: {}\n', 3, 'no operation that a callout can make'],
  ])('says that a file is %s', async (_what, text, status, message) => {
    const cwd = await projectOf({ 'zoo.yaml': text });
    const { stderr, code } = await runCli(['import', 'openapi', 'zoo.yaml', '--out', '.'], { cwd });
    expect([code, stderr]).toEqual([status, expect.stringContaining(message)]);
  });

  it('gives registrations that come back as they were', async () => {
    const cwd = await project('https://a.example.com', GET('1'));
    const exported = await runCli(['export', 'org/external-services', '--out', 'meta'], { cwd });
    expect([exported.code, exported.stderr]).toEqual([0, '']);
    const file = 'meta/externalServiceRegistrations/Pets.externalServiceRegistration-meta.xml';
    expect(exported.stdout.trim()).toBe(`created   ${file}`);
    const imported = await runCli(['import', file, '--out', 'again'], { cwd });
    expect([imported.code, imported.stderr]).toEqual([0, '']);
    expect(await readFile(join(cwd, 'again/org/external-services/schemas/Pets.yaml'), 'utf8')).toBe(PETS);
    expect(await readFile(join(cwd, 'again/org/external-services/Pets.yaml'), 'utf8')).toContain(
      'operations: [addPet, getPet, login]',
    );
  });
});
