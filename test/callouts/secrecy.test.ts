import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DiagnosisStep, diagnose } from '../../src/callouts/diagnose.ts';
import { isCredentialFault } from '../../src/credentials/faults.ts';
import { openSecretStore } from '../../src/credentials/secrets/index.ts';
import { createRedactor } from '../../src/http/redact.ts';
import type { FlowEvent } from '../../src/model/interview.ts';
import { SECRET } from '../credentials/fixtures.ts';
import { json, serve } from '../http/serve.ts';
import { orgAt, rig } from './fixtures.ts';

const TOKEN = '00D000000000001!AQ.planted-token-value_1';
const ID = '3MVG9.consumer-key';

/** Every spelling that a person could turn back into the secret. */
function spellings(secret: string): readonly string[] {
  const encoded = new URLSearchParams({ a: secret }).toString().slice(2);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encoded,
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
    Buffer.from(`${ID}:${secret}`).toString('base64'),
    Buffer.from(`${ID}:${encoded}`).toString('base64'),
  ];
}

test('planted secrets stand in no event, no diagnosis and no file, whatever a hostile server answers', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'flowrun-secrecy-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const secrets = openSecretStore({ directory, env: {} });
  const key = (parameter: string) => ({ externalCredential: 'Target_Org', principal: 'Integration', parameter });
  await secrets.set(key('clientId'), ID);
  await secrets.set(key('clientSecret'), SECRET);

  let tokenStatus = 200;
  const server = await serve((request, response) => {
    const echo = { seen: request.headers, body: request.body, secret: SECRET, token: TOKEN };
    if (request.url !== '/token') json(response, 200, echo, { 'x-echo': request.headers.authorization ?? '' });
    else if (tokenStatus === 200) json(response, 200, { access_token: TOKEN, token_type: 'Bearer' });
    else json(response, tokenStatus, { error: `bad ${TOKEN}`, error_description: JSON.stringify(echo), ...echo });
  });

  const redactor = createRedactor();
  const org = orgAt(server.url);
  const options = { org, secrets, redactor, resolveUrl: async (url: string) => url };
  const events: FlowEvent[] = [];
  events.push(await rig(options).call({ path: `/?token=${encodeURIComponent(SECRET)}` }));
  tokenStatus = 400;
  events.push(await rig(options).call());
  events.push(await rig({ ...options, org: orgAt(server.url, { named: { url: 'https://127.0.0.1:1' } }) }).call());
  await server.close();
  events.push(await rig(options).call());
  expect(events.map((event) => (event.kind === 'failed' ? event.fault.code : event.kind))).toEqual([
    'responded',
    'TOKEN_REFUSED',
    'TOKEN_REFUSED',
    'TOKEN_UNREACHABLE',
  ]);
  expect(events.filter((event) => event.kind === 'failed' && isCredentialFault(event.fault))).toHaveLength(3);

  // A reply is the flow's to use; what is written of it goes through the redactor. Faults are clean as they are.
  const [reply, ...faults] = events;
  await writeFile(join(directory, 'trace.json'), JSON.stringify(redactor.value(JSON.parse(JSON.stringify(reply)))));
  await writeFile(join(directory, 'console.log'), redactor.text(JSON.stringify(reply)));
  await writeFile(join(directory, 'faults.json'), JSON.stringify(faults));
  const steps: DiagnosisStep[] = [];
  for await (const step of diagnose({ ...options, namedCredential: 'Target_Org', user: 'flow' })) steps.push(step);
  await writeFile(join(directory, 'doctor.json'), JSON.stringify(steps));

  let files = 0;
  for (const file of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    files++;
    const content = await readFile(join(file.parentPath, file.name), 'utf8');
    for (const spelling of [...spellings(SECRET), ...spellings(TOKEN)])
      expect(content, file.name).not.toContain(spelling);
  }
  expect(files).toBe(7);
});
