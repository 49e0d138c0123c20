/**
 * Measures request signing against a folder of cases in the form of AWS's signing test suite: `npm run
 * conformance:sigv4 -- --suite DIR [--json]`. A case is a folder with `context.json`, `request.txt` and the expected
 * `header-signed-request.txt` and `query-signed-request.txt`; both have to come out byte for byte.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AwsRequest, signAwsRequest } from '../../src/credentials/aws/sign-request.ts';

interface SuiteContext {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string };
  readonly expiration_in_seconds: number;
  readonly normalize: boolean;
  readonly region: string;
  readonly service: string;
  readonly sign_body: boolean;
  readonly timestamp: string;
  readonly omit_session_token?: boolean;
}

interface Failure {
  readonly case: string;
  readonly kind: 'header' | 'query';
  readonly expected: string;
  readonly found: string;
}

export interface SuiteResult {
  readonly total: number;
  readonly passed: number;
  readonly failures: readonly Failure[];
}

/** Signs every case of a suite, wherever below the folder it stands. */
export async function runSuite(folder: string): Promise<SuiteResult> {
  const cases = globSync('**/context.json', { cwd: folder }).toSorted();
  const failures: Failure[] = [];
  let passed = 0;
  for (const file of cases) {
    const found = await runCase(join(folder, dirname(file)));
    if (found.length === 0) passed += 1;
    failures.push(...found);
  }
  return { total: cases.length, passed, failures };
}

async function runCase(folder: string): Promise<readonly Failure[]> {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const context = JSON.parse(read('context.json')) as SuiteContext;
  const { request, lines } = parseRequest(read('request.txt'));
  const { access_key_id, secret_access_key, token = null } = context.credentials;
  const signing = {
    service: context.service,
    region: context.region,
    credentials: { accessKeyId: access_key_id, secretAccessKey: secret_access_key, sessionToken: token },
    at: Date.parse(context.timestamp),
    normalizePath: context.normalize,
    signBody: context.sign_body,
    tokenUnsigned: context.omit_session_token === true,
  };
  const header = await signAwsRequest(request, signing);
  const query = await signAwsRequest(request, { ...signing, expiresIn: context.expiration_in_seconds });
  const name = basename(folder);
  const [, body] = splitHead(read('request.txt'));
  const differing: Failure[] = [];
  // The suite names headers with capitals and in an order of its own; HTTP knows neither.
  const expected = parseRequest(read('header-signed-request.txt'));
  const sent = { ...lines, ...header.headers };
  const same = sorted(sent) === sorted(expected.lines) && body === splitHead(read('header-signed-request.txt'))[1];
  if (!same) differing.push({ case: name, kind: 'header', expected: sorted(expected.lines), found: sorted(sent) });
  const signature = /X-Amz-Signature=([0-9a-f]+)/.exec(query.url)?.[1] ?? '';
  const wanted = read('query-signature.txt').trim();
  if (signature !== wanted) differing.push({ case: name, kind: 'query', expected: wanted, found: signature });
  return differing;
}

function sorted(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}:${value}`)
    .toSorted()
    .join('\n');
}

function splitHead(text: string): readonly [string, string] {
  const end = /\r?\n\r?\n/.exec(text);
  return end ? [text.slice(0, end.index), text.slice(end.index + end[0].length)] : [text.replace(/\r?\n$/, ''), ''];
}

/** A request as HTTP/1.1 writes it; a line that begins with a blank goes on with the header above. */
function parseRequest(text: string): { readonly request: AwsRequest; readonly lines: Record<string, string> } {
  const [head, body] = splitHead(text);
  const [first = '', ...rest] = head.split(/\r?\n/);
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(first) ?? [];
  const lines: Record<string, string> = {};
  let last = '';
  for (const line of rest) {
    const at = line.indexOf(':');
    if (/^\s/.test(line) && last !== '') {
      lines[last] = `${lines[last]} ${line.trim()}`;
      continue;
    }
    last = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1);
    lines[last] = lines[last] === undefined ? value : `${lines[last]},${value}`;
  }
  const { host = '', ...headers } = lines;
  return {
    request: { method, url: `https://${host}${target}`, headers, body: body === '' ? null : body },
    lines,
  };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { suite: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.suite === undefined) {
    console.error('usage: npm run conformance:sigv4 -- --suite DIR [--json]');
    process.exitCode = 2;
  } else {
    const result = await runSuite(values.suite);
    if (values.json) console.log(JSON.stringify(result, null, 2));
    else {
      for (const { case: name, kind, expected, found } of result.failures)
        console.log(`FAILED ${name} (${kind})\n  expected ${expected}\n  found    ${found}`);
      console.log(`${result.passed} of ${result.total} cases signed as expected`);
    }
    process.exitCode = result.total > 0 && result.passed === result.total ? 0 : 1;
  }
}
