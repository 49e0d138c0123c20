import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/project/index.ts';
import { selfSigned } from '../http/self-signed.ts';
import { runCli } from './run-cli.ts';
import { ORG_FILES, sampleProject } from './sample-project.ts';

const OAUTH = `label: Real org
protocol: OAuth 2.0
variant: JWT Bearer
tokenEndpoint: https://acme.my.salesforce.com/services/oauth2/token
scope: api

jwt:
  subject: '{!$User.Username}'
  expiresIn: 300
  header: { kid: key-1 }
  claims: { tenant: acme }

principals:
  Api: { type: Named Principal, sequence: 2, parameters: [clientId, privateKey] }

additionalRefreshStatusCodes: [403]
`;
const ANYWHERE = `label: Anywhere
protocol: AWS Signature Version 4
variant: Roles Anywhere

aws:
  service: s3
  region: eu-west-1
  trustAnchorArn: arn:aws:rolesanywhere:eu-west-1:1:trust-anchor/a
  profileArn: arn:aws:rolesanywhere:eu-west-1:1:profile/b
  certificate: Client_2026

principals:
  Api: { type: Named Principal, sequence: 1, parameters: [awsRoleArn] }
`;
const NAMED = `label: Real org
url: https://acme.my.salesforce.com/v1
externalCredential: Real_Org
generateAuthorizationHeader: false
clientCertificate: Client_2026

headers:
  X-Team: sales
`;
const FILES = {
  'org/external-credentials/Real_Org.yaml': OAUTH,
  'org/external-credentials/Store.yaml': `protocol: AWS Signature Version 4
aws: { service: s3, region: eu-west-1 }
principals: { Api: { parameters: [awsAccessKeyId, awsSecretAccessKey] } }
`,
  'org/external-credentials/Anywhere.yaml': ANYWHERE,
  'org/external-credentials/Nobody.yaml': 'protocol: No Authentication\nprincipals: { Api: {} }\n',
  'org/named-credentials/Real_Org.yaml': NAMED,
  'org/certificates/Client_2026.yaml': `certificate: |\n  ${selfSigned().cert.trimEnd().replaceAll('\n', '\n  ')}\n`,
  'org/permission-sets/Callers.yaml': 'label: Callers\nprincipals: [Real_Org-Api]\n',
  'org/users/me.user.yaml': 'username: me@example.com\npermissionSets: [Callers]\n',
  '.env': 'FLOWRUN_SECRET_REAL_ORG_API_PRIVATEKEY=planted-private-key\n',
};
const BASE = 'force-app/main/default';

describe('flowrun export of an org folder', () => {
  it('makes metadata that a project is read from as the same components', async () => {
    const cwd = await sampleProject(FILES);
    const { code, stdout, stderr } = await runCli(['export', 'org'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n').toSorted()).toEqual([
      `created   ${BASE}/externalCredentials/Anywhere.externalCredential-meta.xml`,
      `created   ${BASE}/externalCredentials/Nobody.externalCredential-meta.xml`,
      `created   ${BASE}/externalCredentials/Real_Org.externalCredential-meta.xml`,
      `created   ${BASE}/externalCredentials/Store.externalCredential-meta.xml`,
      `created   ${BASE}/namedCredentials/Real_Org.namedCredential-meta.xml`,
      `created   ${BASE}/permissionsets/Callers.permissionset-meta.xml`,
    ]);
    const text = await readFile(join(cwd, BASE, 'externalCredentials/Real_Org.externalCredential-meta.xml'), 'utf8');
    await expect(text).toMatchFileSnapshot('golden/export-Real_Org.externalCredential-meta.xml');
    expect(text).not.toContain('planted-private-key');

    const own = (await findProject(cwd, cwd)).org;
    const moved = await sampleProject({ 'sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}]}' });
    await runCli(['export', join(cwd, 'org'), '--out', join(moved, BASE)], { cwd });
    const { org, diagnostics } = await findProject(moved, moved);
    expect(diagnostics).toEqual([]);
    const bare = <T extends { readonly name: string; readonly file: string; readonly label: string | null }>(
      all: readonly T[],
    ) => all.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ file: _, label: __, ...rest }) => rest);
    expect(bare(org.externalCredentials)).toEqual(
      bare(
        own.externalCredentials.map((one) =>
          one.name === 'Nobody'
            ? { ...one, principals: org.externalCredentials.find(({ name }) => name === 'Nobody')?.principals ?? [] }
            : one,
        ),
      ),
    );
    expect(bare(org.namedCredentials)).toEqual(bare(own.namedCredentials));
    expect(org.permissionSets.map(({ name, principals }) => [name, principals])).toEqual([
      ['Callers', ['Real_Org-Api']],
    ]);
  });

  it('comes back through import as it was', async () => {
    const cwd = await sampleProject(FILES);
    await runCli(['export', 'org'], { cwd });
    const moved = await sampleProject({ 'sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}]}' });
    await runCli(['export', join(cwd, 'org'), '--out', join(moved, BASE)], { cwd });
    const one = await runCli(['import', `${BASE}/namedCredentials/Real_Org.namedCredential-meta.xml`, '--out', '-'], {
      cwd: moved,
    });
    expect(one).toEqual({ code: 0, stdout: NAMED, stderr: '' });
    const { code, stdout, stderr } = await runCli(['import', '.', '--org', '--out', '.'], { cwd: moved });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n')).toHaveLength(6);
    expect(await readFile(join(moved, 'org/external-credentials/Real_Org.yaml'), 'utf8')).toBe(OAUTH);
    expect(await readFile(join(moved, 'org/external-credentials/Anywhere.yaml'), 'utf8')).toBe(ANYWHERE);
    expect((await runCli(['export', 'org', '--check'], { cwd: moved })).code).toBe(0);
  });

  it('keeps what a file has and flowrun has no words for', async () => {
    const existing = `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Old-Api</externalCredentialPrincipal></externalCredentialPrincipalAccesses>
    <label>Old</label>
    <objectPermissions><allowRead>true</allowRead><object>Account</object></objectPermissions>
    <tabSettings><tab>standard-Account</tab><visibility>Visible</visibility></tabSettings>
</PermissionSet>
`;
    const path = `${BASE}/permissionsets/Callers.permissionset-meta.xml`;
    const cwd = await sampleProject({ ...FILES, [path]: existing });
    const refused = await runCli(['export', 'org/permission-sets'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('would be overwritten')]);
    expect((await runCli(['export', 'org/permission-sets', '--force'], { cwd })).code).toBe(0);
    const text = await readFile(join(cwd, path), 'utf8');
    for (const kept of [
      '<object>Account</object>',
      '<tab>standard-Account</tab>',
      '<label>Callers</label>',
      'Real_Org-Api',
    ]) {
      expect(text).toContain(kept);
    }
    expect(text).not.toContain('Old-Api');
    expect((await runCli(['export', 'org/permission-sets', '--check'], { cwd })).code).toBe(0);
  });

  it('knows the components of the Salesforce project around it', async () => {
    const cwd = await sampleProject({
      'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}]}',
      [`${BASE}/externalCredentials/Shop.externalCredential-meta.xml`]: `<ExternalCredential xmlns="http://soap.sforce.com/2006/04/metadata"><authenticationProtocol>Basic</authenticationProtocol><externalCredentialParameters><parameterName>Api</parameterName><parameterType>NamedPrincipal</parameterType></externalCredentialParameters><label>Shop</label></ExternalCredential>`,
      'org/permission-sets/Callers.yaml': 'principals: [Shop-Api]\n',
      'org/users/me.user.yaml': 'username: me@example.com\n',
    });
    const { code, stdout, stderr } = await runCli(['export', 'org'], { cwd });
    expect([code, stdout, stderr]).toEqual([
      0,
      `created   ${BASE}/permissionsets/Callers.permissionset-meta.xml\n`,
      '',
    ]);
  });

  it('refuses addresses of embedded orgs, with their place', async () => {
    const cwd = await sampleProject(ORG_FILES);
    const { code, stdout, stderr } = await runCli(['export', 'org/named-credentials/Target_Org.yaml'], { cwd });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/org:\/\/target is an embedded org[\s\S]*--> org\/named-credentials\/Target_Org\.yaml:1:6/);
  });
});
