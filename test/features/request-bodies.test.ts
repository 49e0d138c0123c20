import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { harProblems } from '../http/har-schema.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { eventsOf, projectOf } from './temporary-project.ts';

/** No text in any encoding. */
const LOGO = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe]);

const MULTIPART = `bodyType: multipart
    body:
      title: 'Größe of {!what}'
      logo: { file: files/logo.png, fileName: '{!what}.png', contentType: image/png }
      meta: { json: { sizes: [1, 2] } }`;
const BINARY = `bodyType: binary
    body: { file: files/logo.png, contentType: image/png }`;

async function project(url: string, body: string): Promise<string> {
  const cwd = await projectOf({
    'org/named-credentials/Api.yaml': `url: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': 'protocol: Custom\nprincipals: { Main: {} }\n',
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'files/logo.png': '',
    'Upload.yaml': `label: Upload
type: Autolaunched Flow
apiVersion: 66.0
variables:
  what: { type: Text, input: true, default: Ö }
start: Upload
elements:
  Upload:
    type: httpCallout
    namedCredential: Api
    method: POST
    path: /documents
    ${body}
    responses: { 2XX: { sample: { id: 1 } } }
`,
  });
  await writeFile(join(cwd, 'files/logo.png'), LOGO);
  return cwd;
}

const api = () => serve((_request: Seen, response) => json(response, 201, { id: 7 }));

async function formOf({ bytes, headers }: Seen): Promise<readonly (readonly [string, string, string, number[]])[]> {
  const type = headers['content-type'] ?? '';
  const form = await new Response(Uint8Array.from(bytes), { headers: { 'content-type': type } }).formData();
  return Promise.all(
    [...form].map(async ([name, value]) => {
      const file = typeof value === 'string' ? new File([value], '') : value;
      return [name, file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]] as const;
    }),
  );
}

const FORM = [
  ['title', '', '', [...Buffer.from('Größe of Ö')]],
  ['logo', 'Ö.png', 'image/png', [...LOGO]],
  ['meta', 'blob', 'application/json', [...Buffer.from('{"sizes":[1,2]}')]],
];

describe('a file of the project', () => {
  it('is sent as a part, whatever the folder the command stands in', async () => {
    const { url, seen } = await api();
    const cwd = await project(url, MULTIPART);
    const { code, stderr } = await runCli(['run', '../Upload.yaml'], { cwd: join(cwd, 'files') });
    expect([code, stderr]).toEqual([0, '']);
    const [request] = seen;
    expect(request && (await formOf(request))).toEqual(FORM);
  });

  it('is sent as the whole body', async () => {
    const { url, seen } = await api();
    const { code } = await runCli(['run', 'Upload.yaml'], { cwd: await project(url, BINARY) });
    expect(code).toBe(0);
    expect(seen[0]?.bytes).toEqual(Buffer.from(LOGO));
    expect(seen[0]?.headers['content-type']).toBe('image/png');
  });

  it.each([
    ['lgo.png', 'the file files/lgo.png does not exist'],
    ['../../secret.txt', 'the file files/../../secret.txt is outside of the project'],
    ['.env', 'the file files/.env is hidden'],
  ])('%s is refused before anything is sent, with its place', async (name, message) => {
    const { url, seen } = await api();
    const cwd = await project(url, MULTIPART.replace('files/logo.png', `files/${name}`));
    await writeFile(join(cwd, 'files/.env'), 'KEY=value');
    for (const command of ['validate', 'run']) {
      const { code, stderr, stdout } = await runCli([command, 'Upload.yaml'], { cwd });
      expect(code).not.toBe(0);
      expect(stdout + stderr).toMatch(new RegExp(`error\\[request-body\\]: ${message}\n *--> Upload.yaml:16:21`));
    }
    expect(seen).toEqual([]);
  });

  it('that a flow names while it runs is refused too', async () => {
    const { url, seen } = await api();
    const cwd = await project(url, "bodyType: binary\n    body: { file: '{!what}' }");
    const { code, stderr, stdout } = await runCli(['run', 'Upload.yaml', '--input', 'what=../x'], { cwd });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('The file ../x is outside of the project.');
    expect(seen).toEqual([]);
  });
});

describe('bytes on the wire', () => {
  it('are named in the trace, and no byte of them is shown', async () => {
    const { url } = await api();
    const cwd = await project(url, MULTIPART);
    const { stdout, stderr } = await runCli(['run', 'Upload.yaml', '--trace', 'http', '--json'], { cwd });
    const [event] = eventsOf(stdout).filter((one) => one.event === 'http');
    expect(event).toMatchObject({
      body: 'title: Größe of Ö\nlogo: Ö.png (image/png, 11 bytes)\nmeta: {"sizes":[1,2]}',
      parts: [
        { name: 'title', text: 'Größe of Ö' },
        { name: 'logo', file: 'files/logo.png', text: null, bytes: 11 },
        { name: 'meta', contentType: 'application/json' },
      ],
    });
    expect(stdout + stderr).not.toContain('PNG');
  });

  it('are the fields of a form in the HTTP Archive', async () => {
    const { url, seen } = await api();
    const cwd = await project(url, MULTIPART);
    await runCli(['run', 'Upload.yaml', '--har', 'run.har'], { cwd });
    const { log } = JSON.parse(await readFile(join(cwd, 'run.har'), 'utf8'));
    expect(log.entries[0].request).toMatchObject({
      bodySize: seen[0]?.bytes.length,
      postData: {
        mimeType: seen[0]?.headers['content-type'],
        params: [
          { name: 'title', value: 'Größe of Ö' },
          { name: 'logo', fileName: 'Ö.png', contentType: 'image/png' },
          { name: 'meta', value: '{"sizes":[1,2]}', contentType: 'application/json' },
        ],
      },
    });
  });

  it.each([
    ['a form', MULTIPART],
    ['a file', BINARY],
  ])('are sent by curl the same: %s', async (_what, body) => {
    const { url, seen } = await api();
    const cwd = await project(url, body);
    const { stderr } = await runCli(['run', 'Upload.yaml', '--curl'], { cwd });
    await promisify(execFile)('sh', ['-c', stderr.trim()], { cwd });
    const [first, second] = seen;
    if (first === undefined || second === undefined) throw new TypeError(`${seen.length} requests`);
    if (body === BINARY) expect(second.bytes).toEqual(first.bytes);
    // A part with a media type and no file name is a field to curl, and a file named blob to browsers.
    else expect((await formOf(second)).slice(0, 2)).toEqual(FORM.slice(0, 2));
  });
});

it('compressed: true sends the body with gzip, and shows it as it was', async () => {
  const server = await api();
  const cwd = await project(server.url, "compressed: true\n    body: { title: '{!what}' }");
  const { code, stderr } = await runCli(['run', 'Upload.yaml', '--har', 'run.har', '--curl', '--trace', 'http'], {
    cwd,
  });
  expect(code).toBe(0);
  const [seen] = server.seen;
  expect(seen?.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/json' });
  expect(JSON.parse(gunzipSync(seen?.bytes ?? Buffer.of()).toString())).toEqual({ title: 'Ö' });
  expect(stderr).toContain('"title": "Ö"');
  expect(stderr).toContain(`--data-raw '{"title":"Ö"}'`);
  const har = JSON.parse(await readFile(join(cwd, 'run.har'), 'utf8'));
  expect(harProblems(har)).toEqual([]);
  expect(har.log.entries[0].request.postData).toEqual({ mimeType: 'application/json', text: '{"title":"Ö"}' });
  expect(har.log.entries[0].request.bodySize).toBe(seen?.bytes.length);
});

it('export says that an org sends JSON', async () => {
  const cwd = await project('https://api.example.com', BINARY);
  const { code, stdout, stderr } = await runCli(['export', 'Upload.yaml', '--out', 'out'], { cwd });
  expect([code, stdout + stderr]).toEqual([
    0,
    expect.stringContaining('warning[export-left-out]: bodyType of Upload is left out: an org sends JSON'),
  ]);
});
