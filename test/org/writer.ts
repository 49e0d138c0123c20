import { startOrg } from '../../src/org/index.ts';
import { clientOf, DEFINITION } from './client.ts';

/** A process of its own: starts an org over the directory of its first argument and makes accounts through it. */
const [directory = '', name = '', count = '0'] = process.argv.slice(2);
const org = clientOf(await startOrg({ definition: DEFINITION, directory }));
const ids: string[] = [];
for (let i = 0; i < Number(count); i++) {
  const { status, json, text } = await org.api('POST', '/services/data/v66.0/sobjects/Account', {
    Name: `${name} ${i}`,
  });
  if (status !== 201) throw new RangeError(`${status} ${text}`);
  ids.push(json.id);
}
await org.org.close();
process.stdout.write(JSON.stringify({ orgId: org.org.orgId, ids }));
