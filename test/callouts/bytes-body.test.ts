import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { Busboy } from '@fastify/busboy';
import { describe, expect, test } from 'vitest';
import { createExchangeLog } from '../../src/http/exchange-log.ts';
import { createRedactor } from '../../src/http/redact.ts';
import type { FlowEvent } from '../../src/model/interview.ts';
import type { Value } from '../../src/model/value.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { orgAt, rig } from './fixtures.ts';

/** A part as a parser that flowrun does not use reads it. */
interface Parsed {
  readonly name: string;
  readonly fileName: string | null;
  readonly type: string;
  readonly bytes: Buffer;
}

function parsed({ headers, bytes }: Seen): Promise<readonly Parsed[]> {
  return new Promise((resolve, reject) => {
    const parts: Parsed[] = [];
    const parser = new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' } });
    parser.on('field', (name, value, _short, _cut, _encoding, type) => {
      parts.push({ name, fileName: null, type, bytes: Buffer.from(value, 'utf8') });
    });
    parser.on('file', (name, stream, fileName, _encoding, type) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => parts.push({ name, fileName, type, bytes: Buffer.concat(chunks) }));
    });
    parser.on('finish', () => resolve(parts));
    parser.on('error', reject);
    parser.end(bytes);
  });
}

const FILES = new Map<string, Uint8Array<ArrayBuffer>>();
const readFile = async (path: string): Promise<Uint8Array<ArrayBuffer>> => FILES.get(path) ?? new Uint8Array();

async function sent(
  body: Value,
  bodyType: 'multipart' | 'binary',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly event: FlowEvent; readonly seen: readonly Seen[] }> {
  const server = await serve(({ url }, response) =>
    json(response, 200, url === '/token' ? { access_token: 'token.1', token_type: 'Bearer' } : { ok: true }),
  );
  const { call } = rig({ org: orgAt(server.url), readFile });
  const event = await call({ body, bodyType, headers });
  return { event, seen: server.seen.filter(({ url }) => url !== '/token') };
}

async function one(body: Value, bodyType: 'multipart' | 'binary'): Promise<Seen> {
  const { seen } = await sent(body, bodyType);
  const [request] = seen;
  if (request === undefined || seen.length > 1) throw new TypeError(`${seen.length} requests`);
  return request;
}

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe('a multipart body', () => {
  test('is read by another parser, byte for byte', async () => {
    const bytes = Uint8Array.from([...ALL_BYTES, ...Buffer.from('\r\n--'), ...randomBytes(70_000)]);
    FILES.set('files/größe.png', bytes);
    const request = await one(
      {
        title: 'Größe ☃ "quoted"',
        count: { $units: 1999, $scale: 2 },
        yes: true,
        nothing: null,
        tags: ['a', 'b', null],
        meta: { json: { a: [1, { $units: 11, $scale: 1 }] } },
        page: { text: '<p>', contentType: 'text/html', fileName: 'p.html' },
        logo: { file: 'files/größe.png', contentType: 'image/png' },
        raw: { base64: Buffer.from(ALL_BYTES).toString('base64') },
        other: { base64: 'AP-_', fileName: 'o.bin', contentType: 'application/x-o' },
      },
      'multipart',
    );
    const text = (name: string, value: string, type = 'text/plain', fileName: string | null = null) => ({
      name,
      fileName,
      type,
      bytes: Buffer.from(value),
    });
    const parts = await parsed(request);
    expect(parts.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      text('count', '19.99'),
      { name: 'logo', fileName: 'größe.png', type: 'image/png', bytes: Buffer.from(bytes) },
      text('meta', '{"a":[1,1.1]}', 'application/json', 'blob'),
      { name: 'other', fileName: 'o.bin', type: 'application/x-o', bytes: Buffer.from([0x00, 0xff, 0xbf]) },
      text('page', '<p>', 'text/html', 'p.html'),
      { name: 'raw', fileName: 'raw', type: 'application/octet-stream', bytes: Buffer.from(ALL_BYTES) },
      text('tags', 'a'),
      text('tags', 'b'),
      text('title', 'Größe ☃ "quoted"'),
      text('yes', 'true'),
    ]);
  });

  test('is read by Node too', async () => {
    const { bytes, headers } = await one({ a: 'b', f: { base64: 'AAE=', fileName: 'ü.bin' } }, 'multipart');
    const form = await new Response(Uint8Array.from(bytes), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    expect(form.get('a')).toBe('b');
    const file = form.get('f');
    if (!(file instanceof File)) throw new TypeError('no file');
    expect([file.name, [...new Uint8Array(await file.arrayBuffer())]]).toEqual(['ü.bin', [0, 1]]);
  });

  test('has no header that a name, a file name or a value brings along', async () => {
    const evil = 'a"\r\nX-Evil: 1\r\n\r\nb';
    const request = await one(
      { [evil]: evil, file: { base64: 'AA==', fileName: evil }, other: { text: evil, fileName: evil } },
      'multipart',
    );
    const parts = await parsed(request);
    expect(parts.map(({ name }) => name)).toEqual(['a%22%0D%0AX-Evil: 1%0D%0A%0D%0Ab', 'file', 'other']);
    expect(parts[1]?.fileName).toBe('a%22%0D%0AX-Evil: 1%0D%0A%0D%0Ab');
    expect(parts[0]?.bytes.toString()).toBe(evil);
    const heads = request.body.split(/^--/m).map((part) => part.split('\r\n\r\n')[0] ?? '');
    expect(heads.join('\n')).not.toMatch(/^X-Evil/m);
  });

  test('is the same in every attempt, and read from its file once', async () => {
    let reads = 0;
    const server = await serve(({ url }, response) => {
      if (url === '/token') return json(response, 200, { access_token: 'token.1', token_type: 'Bearer' });
      return json(response, server.seen.length < 3 ? 503 : 200, {});
    });
    const { call } = rig({
      org: orgAt(server.url),
      readFile: async () => {
        reads += 1;
        return ALL_BYTES;
      },
    });
    const retry = { count: 2, backoff: 0, maxWait: 0 };
    await call({ method: 'PUT', body: { f: { file: 'x' } }, bodyType: 'multipart', retry });
    const [first, second] = server.seen.filter(({ url }) => url !== '/token');
    expect(first?.bytes.equals(second?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(reads).toBe(1);
  });

  test.each<[string, Value, string]>([
    ['text', 'a', 'it has no parts'],
    ['a part of two contents', { a: { text: 'a', base64: 'AA==' } }, 'needs exactly one of text, json, file, base64'],
    ['a part of none', { a: { fileName: 'a' } }, 'needs exactly one of text, json, file, base64'],
    ['a part with another key', { a: { text: 'a', name: 'b' } }, 'the part "a" of the body has no key "name"'],
    ['a list in a list', { a: [['b']] }, ''],
    ['bytes that are none', { a: { base64: 'ü' } }, 'the part "a" of the body is no Base64'],
    ['a file without a path', { a: { file: null } }, 'has no path of a file'],
    ['a media type with a header in it', { a: { text: 'b', contentType: 'a/b\r\nX: 1' } }, 'is no media type'],
    ['a file name that is a number', { a: { text: 'b', fileName: 1 } }, 'has a fileName that is no text'],
  ])('%s', async (_what, body, message) => {
    const { event, seen } = await sent(body, 'multipart');
    if (message === '') return expect(event.kind).toBe('responded');
    expect(event).toMatchObject({ kind: 'failed', fault: { code: 'CALLOUT_INVALID' } });
    expect(event.kind === 'failed' ? event.fault.message : '').toContain(message);
    expect(seen).toEqual([]);
    return undefined;
  });

  test('takes no content type of the flow, which would not name the boundary', async () => {
    const { event, seen } = await sent({ a: 'b' }, 'multipart', { 'Content-Type': 'multipart/form-data' });
    expect(event).toMatchObject({ kind: 'failed', fault: { code: 'CALLOUT_INVALID' } });
    expect(seen).toEqual([]);
  });
});

describe('a binary body', () => {
  test.each<[string, Value, Buffer, string]>([
    ['a file', { file: 'f', contentType: 'image/png' }, Buffer.from(ALL_BYTES), 'image/png'],
    ['a file of no known type', { file: 'f' }, Buffer.from(ALL_BYTES), 'application/octet-stream'],
    ['Base64', { base64: 'AAH/\n/v8=' }, Buffer.from([0, 1, 255, 254, 255]), 'application/octet-stream'],
    ['nothing at all', { base64: '' }, Buffer.alloc(0), 'application/octet-stream'],
  ])('%s', async (_what, body, bytes, type) => {
    FILES.set('f', ALL_BYTES);
    const request = await one(body, 'binary');
    expect([request.bytes, request.headers['content-type']]).toEqual([bytes, type]);
    expect(request.headers['content-length']).toBe(String(bytes.length));
  });

  test.each<[string, Value]>([
    ['text', 'AAA='],
    ['a list', [{ base64: 'AA==' }]],
    ['text as the content', { text: 'a' }],
    ['no Base64', { base64: 'A' }],
    ['Base64 that is a number', { base64: 12 }],
  ])('is not %s', async (_what, body) => {
    const { event, seen } = await sent(body, 'binary');
    expect(event).toMatchObject({ kind: 'failed', fault: { code: 'CALLOUT_INVALID' } });
    expect(seen).toEqual([]);
  });

  test('is refused where it is larger than a request may be', async () => {
    FILES.set('big', new Uint8Array(6_000_001));
    const { event, seen } = await sent({ file: 'big' }, 'binary');
    expect(event).toMatchObject({ kind: 'failed', fault: { code: 'CALLOUT_TOO_LARGE' } });
    expect(seen).toEqual([]);
  });

  test('names a file that is not there', async () => {
    const server = await serve((_request, response) => json(response, 200, { access_token: 'x' }));
    const event = await rig({ org: orgAt(server.url) }).call({ body: { file: 'a.png' }, bodyType: 'binary' });
    expect(event).toMatchObject({ kind: 'failed', fault: { message: 'There is no file a.png here.' } });
  });
});

test('what is shown of bytes names them, without secrets', async () => {
  const redactor = createRedactor();
  redactor.add('planted-secret');
  const log = createExchangeLog(redactor);
  const server = await serve((_request, response) => json(response, 200, { access_token: 'x', token_type: 'Bearer' }));
  const { call } = rig({ org: orgAt(server.url), redactor, readFile, observe: log.observe });
  FILES.set('f', Uint8Array.from(Buffer.from('planted-secret')));
  await call({
    body: {
      note: 'a planted-secret b',
      client_secret: 'something else',
      logo: { file: 'f', contentType: 'image/png', fileName: 'planted-secret.png' },
    },
    bodyType: 'multipart',
  });
  await call({ body: { file: 'f' }, bodyType: 'binary' });
  const [, form, binary] = log.masked();
  expect(form).toMatchObject({
    body: 'note: a *** b\nclient_secret: ***\nlogo: ***.png (image/png, 14 bytes)',
    parts: [{ name: 'note' }, { name: 'client_secret', text: '***' }, { name: 'logo', text: null, file: 'f' }],
  });
  expect(binary).toMatchObject({ body: 'f (application/octet-stream, 14 bytes)', bodyBytes: 14 });
  expect(JSON.stringify(log.masked())).not.toContain('planted-secret');
});
