import { describe, expect, it } from 'vitest';
import { type CliResult, runCli } from '../cli/run-cli.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { eventsOf, projectOf } from './temporary-project.ts';

const flow = (more: string, path = '/items') => `label: List
type: Autolaunched Flow
apiVersion: 66.0
variables:
  names: { type: Text, output: true }
  rest: { type: JSON, output: true }
  problem: { type: Text, output: true }
start: List
elements:
  List:
    type: httpCallout
    namedCredential: Api
    method: GET
    path: ${path}
    responses: { 2XX: { sample: { items: [ { name: x } ] } } }
${more}
    next: Keep
    fault: Failed
  Keep:
    type: assignment
    assign:
      - rest: '{!List.2XX}'
  Failed:
    type: assignment
    assign: [ problem: '{!$Flow.FaultMessage}' ]
`;

async function project(url: string, text: string): Promise<string> {
  return projectOf({
    'org/named-credentials/Api.yaml': `url: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': 'protocol: No Authentication\nprincipals: { Main: {} }\n',
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'list.yaml': text,
  });
}

const outputs = ({ stdout }: CliResult): Record<string, unknown> =>
  (eventsOf(stdout).at(-1)?.outputs ?? {}) as Record<string, unknown>;
const run = async (url: string, text: string) =>
  outputs(await runCli(['run', 'list.yaml', '--json'], { cwd: await project(url, text) }));
const paths = (seen: readonly Seen[]): readonly string[] => seen.map(({ url }) => url);

/** Seven items in pages of three, in every way that APIs have. */
async function api(lead: (page: number, url: string) => { body?: object; headers?: Record<string, string> }) {
  let url = '';
  const server = await serve((request, response) => {
    const asked = new URL(request.url, 'http://x').searchParams;
    const page = Number(asked.get('page') ?? asked.get('cursor')?.replace('c', '') ?? 1);
    const items = [1, 2, 3, 4, 5, 6, 7].slice((page - 1) * 3, page * 3).map((id) => ({ id }));
    const { body = {}, headers = {} } = page < 3 ? lead(page, url) : {};
    json(response, 200, { items, page, ...body }, headers);
  });
  url = server.url;
  return server;
}

const SEVEN = [1, 2, 3, 4, 5, 6, 7].map((id) => ({ id }));

describe('a callout with paginate', () => {
  it.each([
    [
      'the address of the next page in the body',
      '    paginate: { by: nextUrl, items: items, next: meta.next }',
      (page: number, url: string) => ({ body: { meta: { next: `${url}/items?page=${page + 1}` } } }),
      ['/items', '/items?page=2', '/items?page=3'],
    ],
    [
      'its path',
      '    paginate: { by: nextUrl, items: items, next: next }',
      (page: number) => ({ body: { next: `/items?page=${page + 1}` } }),
      ['/items', '/items?page=2', '/items?page=3'],
    ],
    [
      'a Link header',
      '    paginate: { by: link, items: items }',
      (page: number, url: string) => ({
        headers: { link: `<${url}/first>; rel="first", <${url}/items?page=${page + 1}>; rel="next"` },
      }),
      ['/items', '/items?page=2', '/items?page=3'],
    ],
    [
      'a cursor',
      '    query: { size: 3 }\n    paginate: { by: cursor, items: items, next: cursor, query: cursor }',
      (page: number) => ({ body: { cursor: `c${page + 1}` } }),
      ['/items?size=3', '/items?size=3&cursor=c2', '/items?size=3&cursor=c3'],
    ],
    [
      'page numbers, until a page is empty',
      '    paginate: { by: page, items: items, query: page }',
      () => ({}),
      ['/items?page=1', '/items?page=2', '/items?page=3', '/items?page=4'],
    ],
  ])('joins the lists of all pages, by %s', async (_what, more, lead, asked) => {
    const { url, seen } = await api(lead);
    const { rest } = await run(url, flow(more));
    expect(rest).toMatchObject({ items: SEVEN });
    expect(paths(seen)).toEqual(asked);
  });

  it('reads a body that is the list itself', async () => {
    const { url } = await serve((request, response) =>
      json(response, 200, request.url.includes('page=3') ? [] : [request.url]),
    );
    const { rest } = await run(url, flow('    paginate: { by: page, query: page }'));
    expect(rest).toEqual(['/items?page=1', '/items?page=2']);
  });

  it.each([
    ['maxPages: 2', 6, 2],
    ['maxItems: 4', 4, 2],
  ])('ends at %s', async (cap, count, requests) => {
    const { url, seen } = await api((page) => ({ body: { next: `/items?page=${page + 1}` } }));
    const { rest } = await run(url, flow(`    paginate: { by: nextUrl, items: items, next: next, ${cap} }`));
    expect((rest as { items: unknown[] }).items).toHaveLength(count);
    expect(seen).toHaveLength(requests);
  });

  it('counts every page as a callout of the transaction', async () => {
    const { url } = await serve((_, response) => json(response, 200, [1]));
    const text = flow('    paginate: { by: page, query: page, maxPages: 100, maxItems: 50000 }').replace(
      'next: Keep',
      'next: List',
    );
    const { stdout, code } = await runCli(['run', 'list.yaml', '--json'], { cwd: await project(url, text) });
    expect(code).toBe(5);
    expect(stdout).toContain('LIMIT_EXCEEDED');
  });

  it.each([
    ['another host', 'https://evil.example.com/items?page=2', 'https://evil.example.com/items'],
    ['a path outside of the named credential', '/admin', '/admin'],
    ['a way out of it', '/v1/../admin', '/admin'],
  ])('never goes to %s', async (_what, next, named) => {
    const { url, seen } = await serve((_, response) => json(response, 200, { items: [1], next }));
    const { problem } = await run(`${url}/v1`, flow('    paginate: { by: nextUrl, items: items, next: next }'));
    expect(problem).toContain('a next page outside of the named credential');
    expect(problem).toContain(named);
    expect(paths(seen)).toEqual(['/v1/items']);
  });

  it('takes the fault path for a page that is an error', async () => {
    const { url } = await serve((request, response) =>
      request.url.includes('page=2') ? json(response, 500, { message: 'page two' }) : json(response, 200, [1]),
    );
    const { problem } = await run(url, flow('    paginate: { by: page, query: page }'));
    expect(problem).toBe('The callout answered with status 500: page two');
  });

  it('says where no list is', async () => {
    const { url } = await serve((_, response) => json(response, 200, { data: [] }));
    const { problem } = await run(url, flow('    paginate: { by: link, items: items }'));
    expect(problem).toContain('there is none at items');
  });

  it.each([
    ['paginate: { by: nextUrl }', 'next'],
    ['paginate: { by: page }', 'query'],
    ['paginate: { by: offset }', 'nextUrl'],
    ['paginate: { by: link, maxPages: 101 }', 'a whole number from 1 to 100'],
    ['retry: { count: 1, on: [2XX] }', '2XX is nothing that a callout can be repeated on'],
  ])('%s is refused', async (more, message) => {
    const cwd = await project('https://a.example.com', flow(`    ${more}`));
    const { stdout, stderr, code } = await runCli(['validate', 'list.yaml'], { cwd });
    expect([code, stdout + stderr]).toEqual([3, expect.stringContaining(message)]);
  });
});

describe('retry: on', () => {
  it.each([
    ['a status that is named', '[418]', 418, 3],
    ['a class that is named', '5XX', 501, 3],
    ['no status that is not named', '[429]', 503, 1],
  ])('repeats for %s', async (_what, on, status, requests) => {
    const { url, seen } = await serve((_, response) => json(response, status, {}));
    await run(url, flow(`    retry: { count: 2, backoff: 0, on: ${on} }`));
    expect(seen).toHaveLength(requests);
  });

  it('repeats where nothing listens only if connection is named', async () => {
    const { problem } = await run('http://127.0.0.1:1', flow('    retry: { count: 5, backoff: 60000, on: [timeout] }'));
    expect(problem).toContain('nothing accepts connections');
  });
});
