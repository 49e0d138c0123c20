/** Files in the bodies of callouts: read by a parser that we did not write, byte for byte. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { harProblems } from '../http/har-schema.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { eventsOf, projectOf } from './temporary-project.ts';

/** Every byte there is, and what could be taken for the end of a part. */
const BYTES = Buffer.concat([
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  Buffer.from('\r\n--x\r\nContent-Disposition: form-data; name="no"\r\n\r\n'),
]);

interface Part {
  readonly name: string;
  readonly value: string | Buffer;
  readonly fileName?: string;
  readonly type?: string;
}

async function partsOf({ headers, bytes }: Seen): Promise<readonly Part[]> {
  const parts: Part[] = [];
  const parser = new Busboy({ headers: headers as BusboyHeaders });
  parser.on('field', (name, value) => parts.push({ name, value }));
  parser.on('file', (name, stream, fileName, _encoding, type) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => parts.push({ name, value: Buffer.concat(chunks), fileName, type }));
  });
  await new Promise((resolve, reject) => {
    parser.on('finish', resolve);
    parser.on('error', reject);
    Readable.from([bytes]).pipe(parser);
  });
  return parts;
}

async function project(body: string, bodyType = 'multipart') {
  const server = await serve((_request, response) => json(response, 201, { id: 1 }));
  const cwd = await projectOf({
    'org/named-credentials/Api.yaml': `url: ${server.url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': 'protocol: No Authentication\nprincipals: { Main: {} }\n',
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'upload.yaml': `label: Upload
type: Autolaunched Flow
apiVersion: 66.0
variables:
  name: { type: Text, input: true }
  file: { type: Text, input: true }
start: Upload
elements:
  Upload:
    type: httpCallout
    namedCredential: Api
    method: POST
    path: /files
    headers: { Content-Type: text/wrong }
    bodyType: ${bodyType}
    body: ${body}
`,
  });
  await mkdir(join(cwd, 'docs'));
  await writeFile(join(cwd, 'docs/täst "1".pdf'), BYTES);
  await writeFile(join(cwd, 'docs/data.csv'), 'a,b\n1,2\n');
  const run = (...args: readonly string[]) => runCli(['run', 'upload.yaml', ...args], { cwd });
  return { cwd, server, run };
}

describe('a multipart body', () => {
  it('carries texts, numbers, lists and files', async () => {
    const { server, run } = await project(`{
      title: '{!name}', count: 7, none: null, tags: [a, b], meta: { deep: [1] },
      offer: { file: '{!file}' },
      more: [ { file: docs/data.csv }, { base64: 'aGk=', fileName: hi.txt, contentType: text/x-hi } ] }`);
    const { code, stderr } = await run('-i', 'name=Ünï "\r\nX: y', '-i', 'file=docs/täst "1".pdf');
    expect([code, stderr]).toEqual([0, '']);
    const [seen] = server.seen;
    if (!seen) expect.unreachable();
    expect(seen.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    const parts = await partsOf(seen);
    expect(parts).toHaveLength(8);
    expect(parts).toEqual(
      expect.arrayContaining([
        { name: 'title', value: 'Ünï "\r\nX: y' },
        { name: 'count', value: '7' },
        { name: 'tags', value: 'a' },
        { name: 'tags', value: 'b' },
        { name: 'meta', value: Buffer.from('{"deep":[1]}'), fileName: 'meta.json', type: 'application/json' },
        { name: 'offer', value: BYTES, fileName: 'täst %221%22.pdf', type: 'application/pdf' },
        { name: 'more', value: Buffer.from('a,b\n1,2\n'), fileName: 'data.csv', type: 'text/csv' },
        { name: 'more', value: Buffer.from('hi'), fileName: 'hi.txt', type: 'text/x-hi' },
      ]),
    );
  });

  it('is shown without the bytes of its files', async () => {
    const { cwd, run } = await project("{ title: '{!name}', offer: { file: '{!file}' } }");
    const args = ['-i', 'name=Offer', '-i', 'file=docs/täst "1".pdf', '--har', 'run.har', '--curl', '--trace', 'http'];
    const { stdout, stderr } = await run(...args);
    expect(stdout + stderr).toContain(`(${BYTES.length} bytes)`);
    expect(stdout + stderr).toContain('--data-binary @body');
    const har = JSON.parse(await readFile(join(cwd, 'run.har'), 'utf8'));
    expect(harProblems(har)).toEqual([]);
    const { postData, bodySize } = har.log.entries[0].request;
    expect(postData.text).toMatch(/name="title"\r\n\r\nOffer\r\n/);
    expect(bodySize).toBeGreaterThan(BYTES.length);
  });
});

describe('a binary body', () => {
  it.each([
    ['of a file', '{ file: "docs/täst \\"1\\".pdf" }', BYTES, 'text/wrong'],
    ['of base64', `{ base64: '${BYTES.toString('base64')}' }`, BYTES, 'text/wrong'],
  ])('%s is sent byte for byte', async (_what, body, bytes, type) => {
    const { server, run } = await project(body, 'binary');
    expect((await run()).code).toBe(0);
    expect(server.seen[0]?.bytes.equals(bytes)).toBe(true);
    // What the flow says itself counts.
    expect(server.seen[0]?.headers['content-type']).toBe(type);
  });
});

describe('compressed: true', () => {
  it('sends the body with gzip, and shows it as it was', async () => {
    const { cwd, server, run } = await project("{ title: '{!name}' }\n    compressed: true", 'json');
    const { code, stderr } = await run('-i', 'name=Offer', '--har', 'run.har', '--trace', 'http');
    expect(code).toBe(0);
    const [seen] = server.seen;
    expect(seen?.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(seen?.bytes ?? Buffer.of()).toString())).toEqual({ title: 'Offer' });
    expect(stderr).toContain('"title": "Offer"');
    expect(await readFile(join(cwd, 'run.har'), 'utf8')).toContain('{\\"title\\":\\"Offer\\"}');
  });
});

describe('a file that cannot be sent', () => {
  it.each([
    ['{ a: { file: docs/none.pdf } }', /there is no file docs\/none\.pdf/],
    ['{ a: { file: docs } }', /docs is no file/],
    ['{ a: { file: ../secret.txt } }', /there is no file \.\.\/secret\.txt|not in the project/],
    ['{ a: { file: /etc/passwd } }', /\/etc\/passwd is not in the project's folder/],
    ['{ a: { file: link.txt } }', /link\.txt is not in the project's folder/],
    ["{ a: { base64: 'no base64!' } }", /base64 holds something else/],
    ["{ a: { file: docs/data.csv, base64: 'aGk=' } }", /it has both file and base64/],
    ['[ a ]', /cannot be sent as multipart: it has no keys/],
  ])('%s', async (body, message) => {
    const { cwd, server, run } = await project(body);
    await symlink('/etc/hostname', join(cwd, 'link.txt'));
    const { code, stdout } = await run('--json');
    expect(code).toBe(1);
    expect(eventsOf(stdout).at(-1)).toMatchObject({
      event: 'failed',
      fault: { code: 'CALLOUT_INVALID', element: 'Upload', message: expect.stringMatching(message) },
    });
    expect(server.seen).toEqual([]);
  });

  it('because it is too large', async () => {
    const { cwd, server, run } = await project('{ a: { file: large.bin } }');
    await writeFile(join(cwd, 'large.bin'), Buffer.alloc(6_000_001));
    const { stdout } = await run('--json');
    expect(eventsOf(stdout).at(-1)).toMatchObject({ fault: { code: 'CALLOUT_TOO_LARGE' } });
    expect(server.seen).toEqual([]);
  });
});
