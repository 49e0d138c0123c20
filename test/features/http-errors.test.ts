import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { json, serve } from '../http/serve.ts';
import { projectOf } from './temporary-project.ts';

const project = (url: string, more: string) =>
  projectOf({
    'org/named-credentials/Api.yaml': `label: Api\nurl: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml':
      'label: Api\nprotocol: No Authentication\nprincipals: { Main: { type: Named Principal, sequence: 1 } }\n',
    'org/permission-sets/Callers.yaml': 'label: Callers\nprincipals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'call.yaml': `label: Call
type: Autolaunched Flow
apiVersion: 66.0
variables:
  status: { type: Number, output: true }
  reason: { type: Text, output: true }
  limit: { type: Text, output: true }
  fault: { type: Text, output: true }
start: Call
elements:
  Call:
    type: httpCallout
    namedCredential: Api
    method: GET
    path: /things
    responses:
      2XX: { sample: { id: x } }
      4XX: { sample: { message: x } }
${more}
    next: Keep
    fault: Failed
  Keep:
    type: assignment
    assign:
      - status: '{!Call.responseCode}'
      - reason: '{!Call.4XX.message}'
      - limit: '{!Call.headers.x_limit_left}'
  Failed:
    type: assignment
    assign:
      - fault: '{!$Flow.FaultMessage}'
`,
  });

const answering = () =>
  serve((_, response) => json(response, 404, { message: 'no such thing' }, { 'X-Limit-Left': '7' }));

test('onHttpError: output goes on with status, typed body and headers', async () => {
  const cwd = await project((await answering()).url, '    onHttpError: output');
  const { stdout, stderr } = await runCli(['run', 'call.yaml', '--json'], { cwd });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    outputs: { status: 404, reason: 'no such thing', limit: '7', fault: null },
  });
});

test('the fault path is taken by default, with the words of the API', async () => {
  const cwd = await project((await answering()).url, '');
  const { stdout } = await runCli(['run', 'call.yaml', '--json'], { cwd });
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    outputs: { status: null, fault: 'The callout answered with status 404: no such thing' },
  });
});

test.each([
  ['    timeout: 0', 'a whole number from 1 to 120000'],
  ['    retry: { count: 99 }', 'a whole number from 1 to 10'],
  ['    retry: {}', 'count'],
])('%s is refused with its place', async (more, message) => {
  const { code, stderr, stdout } = await runCli(['validate', 'call.yaml'], {
    cwd: await project('https://x.example.com', more),
  });
  expect(code).not.toBe(0);
  expect(stdout + stderr).toContain(message);
});
