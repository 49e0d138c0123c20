import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Files of an org folder with one embedded org and two external credentials. */
export const ORG_FILES: Readonly<Record<string, string>> = {
  'org/external-credentials/Target_Org.yaml': `protocol: OAuth 2.0
variant: Client Credentials with Client Secret
tokenEndpoint: org://target/services/oauth2/token
principals:
  Integration: { type: Named Principal, sequence: 1, parameters: [clientId, clientSecret] }
`,
  'org/external-credentials/Weather.yaml': `protocol: Basic
principals:
  Reader: { type: Named Principal, sequence: 1, parameters: [username, password] }
  Writer: { type: Named Principal, sequence: 2, parameters: [username, password] }
`,
  'org/named-credentials/Target_Org.yaml': `url: org://target
externalCredential: Target_Org
`,
  'org/permission-sets/Callouts.yaml': 'principals: [Target_Org-Integration, Weather-Reader]\n',
  'org/users/me.user.yaml': 'username: me@example.com\npermissionSets: [Callouts]\n',
  'org/target-orgs/target/users/api.user.yaml': 'username: api@target.example.com\n',
  'org/target-orgs/target/connected-apps/App.yaml': `label: The App
consumerKey: key-of-the-app
consumerSecret: embedded-secret-of-the-app
clientCredentialsFlow: { enabled: true, runAs: api@target.example.com }
scopes: [api]
`,
};

/** A folder with these files, removed after the test. */
export async function sampleProject(files: Readonly<Record<string, string>> = ORG_FILES): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flowrun-cli-'));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
