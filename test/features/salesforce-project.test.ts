import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { eventsOf, exampleProject, temporaryFolder } from './temporary-project.ts';

const REAL = 'https://acme.my.salesforce.com';

/** The six steps of the example as the metadata of a Salesforce project, as an org would give it back. */
async function salesforceProject(): Promise<string> {
  const cwd = await exampleProject({
    'flows/org/named-credentials/Target_Org.yaml': `url: ${REAL}\nexternalCredential: Target_Org\n`,
    'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}]}',
  });
  const file = join(cwd, 'flows/org/external-credentials/Target_Org.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('org://target', REAL));
  const args = ['export', 'flows/create-account.yaml', 'flows/org/named-credentials', 'flows/org/external-credentials'];
  const more = ['flows/org/permission-sets', 'flows/org/target-orgs/target/connected-apps'];
  const { code, stderr } = await runCli([...args, ...more], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  const project = await temporaryFolder();
  for (const part of ['force-app', 'sfdx-project.json'])
    await cp(join(cwd, part), join(project, part), { recursive: true });
  await cp(join(cwd, 'flows/create-account.answers.yaml'), join(project, 'answers.yaml'));
  return project;
}

describe('a Salesforce project of the six steps', () => {
  it('runs unmodified against the embedded org that is made of its connected app', async () => {
    const cwd = await salesforceProject();
    const apps = 'force-app/main/default/connectedApps';
    const imported = await runCli(['import', apps, '--org', '--out', '.'], { cwd });
    expect([imported.code, imported.stderr]).toEqual([0, '']);
    expect(imported.stdout).toContain('created   org/target-orgs/target/connected-apps/Flowrun.yaml');
    expect(imported.stdout).toContain('created   org/target-orgs/target/users/');
    await write(cwd, 'org/users/me.user.yaml', 'username: me@example.com\npermissionSets: [Create_Target_Accounts]\n');
    const local = `namedCredentials: { Target_Org: org://target }
externalCredentials: { Target_Org: { tokenEndpoint: org://target/services/oauth2/token } }
`;
    await write(cwd, 'org/environments/local.yaml', local);
    const flow = 'force-app/main/default/flows/create-account.flow-meta.xml';
    const run = await runCli(['run', flow, '--env', 'local', '--answers', 'answers.yaml', '--json'], { cwd });
    expect([run.code, run.stderr, run.code === 0 ? '' : run.stdout]).toEqual([0, '', '']);
    expect(eventsOf(run.stdout).at(-1)).toMatchObject({ event: 'finished' });
    const query = await runCli(['org', 'query', 'SELECT Name FROM Account', '--json'], { cwd });
    expect(JSON.parse(query.stdout)).toMatchObject({ totalSize: 1 });
  });
});

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
