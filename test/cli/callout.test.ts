import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withSample } from '../../src/cli/learn-sample.ts';
import { parseYaml } from '../../src/definition/index.ts';
import { driftOf } from '../../src/values/drift.ts';
import { filesHolding, projectOf } from '../features/temporary-project.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { runCli } from './run-cli.ts';

const KEY = 'planted-callout-Key';

const FLOW = `label: Sell
type: Screen Flow
apiVersion: 66.0
variables:
  region: Text   # where it is sold
constants:
  size: 3
start: Ask
elements:
  Ask:
    type: screen
    fields:
      Amount: { type: number, label: Amount }
    next: Sell
  Sell:
    type: httpCallout
    namedCredential: Api
    method: POST
    path: /sales/{!region}   # below the API
    query: { size: '{!size}' }
    body: { amount: '{!Amount}' }
    # What the API gives back.
    responses:
      2XX:
        sample: { id: a, total: 1 }   # by hand
    next: Ask
`;

async function project(url: string, flow = FLOW): Promise<string> {
  return projectOf({
    'org/named-credentials/Api.yaml': `url: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': `protocol: Custom
principals: { Main: { parameters: [key] } }
headers: { Key: "{!$Credential.Api.key}" }
`,
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'sell.yaml': flow,
    '.env': `FLOWRUN_SECRET_API_MAIN_KEY=${KEY}\n`,
  });
}

async function api(status: number, body: (request: Seen) => unknown) {
  return serve((request, response) => json(response, status, body(request)));
}

async function run(cwd: string, ...argv: readonly string[]) {
  const result = await runCli(['callout', ...argv], { cwd });
  expect(result.stdout + result.stderr).not.toContain(KEY);
  expect((await filesHolding(cwd, KEY)).filter((file) => !file.endsWith('/.env'))).toEqual([]);
  return result;
}

const GIVEN = ['--input', 'region=north', '--input', 'Amount=12.50'] as const;

describe('flowrun callout send', () => {
  it('sends what the flow would send, with values for what the flow would have had', async () => {
    const { url, seen } = await api(200, ({ headers }) => ({ id: 'x', quoted: headers.key }));
    const { code, stdout, stderr } = await run(await project(url), 'send', 'sell.yaml', 'sell', ...GIVEN);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('200\n');
    expect(stdout).toContain('"id": "x"');
    expect(seen).toMatchObject([{ method: 'POST', url: '/sales/north?size=3', body: '{"amount":12.5}' }]);
  });

  it.each([
    ['an error', 404, 1],
    ['a success', 201, 0],
  ])('gives %s in JSON', async (_what, status, exitCode) => {
    const { url } = await api(status, () => ({ message: 'so' }));
    const { code, stdout } = await run(await project(url), 'send', 'sell.yaml', '--json', ...GIVEN);
    expect([code, JSON.parse(stdout)]).toMatchObject([exitCode, { status, body: { message: 'so' } }]);
  });

  it('says why no reply came', async () => {
    const { code, stderr } = await run(await project('http://127.0.0.1:1'), 'send', 'sell.yaml', ...GIVEN);
    expect([code, stderr]).toEqual([1, expect.stringContaining('nothing accepts connections')]);
  });

  it('shows what went over the wire', async () => {
    const { url } = await api(200, () => ({}));
    const { stderr } = await run(await project(url), 'send', 'sell.yaml', '--curl', '--trace', 'http', ...GIVEN);
    expect(stderr).toContain('→ POST');
    expect(stderr).toContain("curl -X POST '");
  });

  it.each([
    [['sned', 'sell.yaml'], 'did you mean callout send?'],
    [['send', 'sell.yaml', 'Sel'], 'did you mean Sell?'],
    [['send', 'sell.yaml', '--input', 'Amont=1'], 'did you mean Amount?'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, stderr } = await run(await project('https://a.example.com'), ...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('flowrun callout learn', () => {
  it('writes the reply into the flow, and leaves all else as it is', async () => {
    const { url } = await api(201, () => ({ id: 'b', lines: [{ sku: 'c', price: 2.5 }], note: null }));
    const cwd = await project(url);
    const { code, stdout } = await run(cwd, 'learn', 'sell.yaml', ...GIVEN);
    expect([code, stdout]).toEqual([0, 'learned   sell.yaml: Sell 2XX\n']);
    const text = await readFile(join(cwd, 'sell.yaml'), 'utf8');
    const [before = '', after = ''] = FLOW.split('sample: { id: a, total: 1 }');
    expect(text.startsWith(before) && text.endsWith(after)).toBe(true);
    expect(text.slice(before.length, text.length - after.length)).toBe(
      'sample:\n          id: b\n          lines: [ { sku: c, price: 2.5 } ]\n          note: null',
    );
    expect((await run(cwd, 'learn', 'sell.yaml', ...GIVEN)).stdout).toBe('unchanged sell.yaml: Sell 2XX\n');
    expect((await run(cwd, 'drift', 'sell.yaml', ...GIVEN)).code).toBe(0);
  });

  it('adds a status that was not declared', async () => {
    const { url } = await api(404, () => ({ message: 'none' }));
    const cwd = await project(url);
    await run(cwd, 'learn', 'sell.yaml', ...GIVEN);
    const text = await readFile(join(cwd, 'sell.yaml'), 'utf8');
    expect(text).toContain('   # by hand\n      4XX:\n        sample: { message: none }\n    next: Ask\n');
  });

  it('adds a sample of another shape beside those that are there', async () => {
    const replies = [
      { id: 'b', owner: null },
      { id: 'c', owner: null },
      { id: 'd', owner: { name: 'x' } },
    ];
    const { url } = await api(200, () => replies.shift());
    const cwd = await project(url);
    const samples = async (): Promise<string> => {
      await run(cwd, 'learn', 'sell.yaml', '--add', ...GIVEN);
      const text = await readFile(join(cwd, 'sell.yaml'), 'utf8');
      return /2XX:\n {8}([\s\S]*?) {3}# by hand/.exec(text)?.[1] ?? text;
    };
    const two = 'samples: [ { id: a, total: 1 }, { id: b, owner: null } ]';
    expect(await samples()).toBe(two);
    expect(await samples()).toBe(two);
    expect(await samples()).toBe(
      'samples: [ { id: a, total: 1 }, { id: b, owner: null }, { id: d, owner: { name: x } } ]',
    );
  });

  it('does not add to a schema', async () => {
    const { url } = await api(200, () => ({ id: 'b' }));
    const cwd = await project(url);
    const file = join(cwd, 'sell.yaml');
    await writeFile(
      file,
      FLOW.replace('sample: { id: a, total: 1 }', 'schema: { type: object, properties: { id: { type: string } } }'),
    );
    const { code, stderr } = await run(cwd, 'learn', 'sell.yaml', '--add', ...GIVEN);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Sell has a schema, to which no sample can be added')]);
    expect((await run(cwd, 'learn', 'sell.yaml', ...GIVEN)).code).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('sample:\n          id: b ');
  });

  it.each([
    ['a flow style map', '    responses: { 2XX: { sample: { old: 1 } } }\n'],
    ['an empty map', '    responses: {}\n'],
    ['no responses', ''],
    [
      'a block',
      '    responses:\n      2XX:\n        sample:\n          old: 1\n          # gone\n          more: [1, 2]\n',
    ],
  ])('writes into %s whatever came', (_what, responses) => {
    const text = `# kept\nelements:\n  Call:\n    type: httpCallout\n    path: /a # kept too\n${responses}    next: End # still here\n`;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        // A document that is not a map or list has no fields to learn.
        fc.pre(typeof value === 'object' && value !== null && !JSON.stringify(value).includes('__proto__'));
        const { document } = parseYaml(JSON.stringify(value), '');
        fc.pre(document !== null);
        const sample = JSON.parse(JSON.stringify(value));
        const learned = withSample(text, 'a.yaml', 'Call', { key: '2XX', sample, add: false });
        expect(learned).toContain('# kept\n');
        expect(learned).toContain('# kept too');
        expect(learned).toContain('next: End # still here\n');
        expect(parseYaml(learned, 'a.yaml').diagnostics).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('flowrun callout drift', () => {
  it('says which paths of a real reply differ', async () => {
    const { url } = await api(200, () => ({ id: 7, extra: true }));
    const { code, stdout } = await run(await project(url), 'drift', 'sell.yaml', ...GIVEN);
    expect([code, stdout.trim().split('\n')]).toEqual([
      1,
      ['id is a number, declared as text', 'total is missing, declared as a number', 'extra is new: true or false'],
    ]);
  });

  it('tells new fields, and does not fail for them', async () => {
    const { url } = await api(200, () => ({ id: 'x', total: 5, extra: 1 }));
    const { code, stdout } = await run(await project(url), 'drift', 'sell.yaml', '--json', ...GIVEN);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { ok: true, drift: [{ path: 'extra', kind: 'new' }] }]);
  });

  it('says how to declare a reply', async () => {
    const { url } = await api(500, () => ({}));
    const { code, stderr } = await run(await project(url), 'drift', 'sell.yaml', ...GIVEN);
    expect([code, stderr]).toEqual([2, expect.stringContaining('flowrun callout learn sell.yaml Sell')]);
  });

  it('takes what one of several samples leaves out, and what a schema does not require, for what may be missing', async () => {
    const { url } = await api(200, () => ({ id: 'x' }));
    const shownBy = async (shown: string) => {
      const cwd = await project(url);
      const text = FLOW.replace('sample: { id: a, total: 1 }', shown);
      await writeFile(join(cwd, 'sell.yaml'), text);
      return (await run(cwd, 'drift', 'sell.yaml', ...GIVEN)).stdout.trim();
    };
    expect(await shownBy('samples: [ { id: a, total: 1 }, { id: b } ]')).toContain('the reply is as Sell declares it');
    expect(await shownBy('samples: [ { id: a, total: 1 }, { id: b, total: 2 } ]')).toBe(
      'total is missing, declared as a number',
    );
    const properties = 'properties: { id: { type: string }, total: { type: integer } }';
    expect(await shownBy(`schema: { type: object, ${properties}, required: [id] }`)).toContain('the reply is as Sell');
    expect(await shownBy(`schema: { type: object, ${properties}, required: [id, total] }`)).toBe(
      'total is missing, declared as a number',
    );
  });

  it('tells each difference in a list once, and nothing of null', () => {
    const sample = { rows: [{ a: 1, b: 'x', c: null }] };
    const real = {
      rows: [
        { a: 1, c: 5 },
        { a: 'y', b: 'z', c: 'w' },
        { a: null, b: 'q' },
        { a: 't', b: 'u' },
      ],
    };
    expect(driftOf([sample], real)).toEqual([
      { path: 'rows[].b', kind: 'missing', declared: 'text', received: null },
      { path: 'rows[].a', kind: 'type', declared: 'a number', received: 'text' },
      { path: 'rows[].c', kind: 'missing', declared: 'nothing', received: null },
    ]);
  });
});
