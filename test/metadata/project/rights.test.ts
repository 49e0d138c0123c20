import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../../src/project/index.ts';
import { userAccess } from '../../../src/records/user-access.ts';
import { runCli } from '../../cli/run-cli.ts';
import { projectOf } from '../../features/temporary-project.ts';

const APP = 'force-app/main/default';
const META = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}\n</${root}>\n`;
const OBJECT = (object: string, ...words: readonly string[]): string => {
  const tags = ['allowCreate', 'allowDelete', 'allowEdit', 'allowRead', 'modifyAllRecords', 'viewAllRecords'];
  const rows = tags.map((tag) => `<${tag}>${words.includes(tag)}</${tag}>`).join('');
  return `<objectPermissions>${rows}<object>${object}</object></objectPermissions>`;
};
const FIELD = (field: string, readable: boolean, editable: boolean): string =>
  `<fieldPermissions><editable>${editable}</editable><field>${field}</field><readable>${readable}</readable></fieldPermissions>`;

const FILES = {
  'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}],"namespace":"acme"}',
  [`${APP}/profiles/Sales.profile-meta.xml`]: META(
    'Profile',
    `${FIELD('Account.Rating', true, false)}${OBJECT('Account', 'allowRead')}<userLicense>Salesforce</userLicense>`,
  ),
  [`${APP}/permissionsets/Makers.permissionset-meta.xml`]: META(
    'PermissionSet',
    `${FIELD('acme__Job__c.acme__Pay__c', true, true)}<label>Makers</label>${OBJECT('acme__Job__c', 'allowRead', 'allowCreate', 'allowEdit')}${OBJECT('UserExternalCredential', 'allowRead')}`,
  ),
  'org/users/ada.yaml': 'username: ada@example.com\nprofile: Sales\npermissionSets: [Makers]\n',
  'org/users/bob.yaml': 'username: bob@example.com\nprofile: Sales\n',
};

describe("a Salesforce project's rights on records", () => {
  it('are those of profiles and permission sets together', async () => {
    const cwd = await projectOf(FILES);
    const { org } = await findProject(cwd, cwd);
    const [ada, bob] = ['ada', 'bob'].map((name) =>
      userAccess(
        org,
        org.users.find((user) => user.name === name),
      ),
    );
    expect([ada?.object('Account', 'read'), ada?.object('Account', 'edit')]).toEqual([true, false]);
    expect([ada?.object('Job__c', 'create'), bob?.object('Job__c', 'create')]).toEqual([true, false]);
    expect([ada?.object('Job__c', 'delete')]).toEqual([false]);
    expect([ada?.field('Account', 'Rating', 'read'), ada?.field('Account', 'Rating', 'edit')]).toEqual([true, false]);
    expect([ada?.field('Job__c', 'Pay__c', 'edit'), bob?.field('Job__c', 'Pay__c', 'read')]).toEqual([true, false]);
  });

  it('are said by nobody where permission sets give credentials alone', async () => {
    const set = META('PermissionSet', `<label>Callers</label>${OBJECT('UserExternalCredential', 'allowRead')}`);
    const cwd = await projectOf({
      'sfdx-project.json': FILES['sfdx-project.json'],
      [`${APP}/permissionsets/Callers.permissionset-meta.xml`]: set,
      'org/users/ada.yaml': 'username: ada@example.com\nprofile: Sales\npermissionSets: [Callers]\n',
    });
    const { org } = await findProject(cwd, cwd);
    expect(userAccess(org, org.users[0]).object('Account', 'delete')).toBe(true);
  });

  it('stand in the YAML that import makes', async () => {
    const cwd = await projectOf(FILES);
    const { code } = await runCli(['import', `${APP}/permissionsets`, '--org', '--out', 'yaml'], { cwd });
    expect(code).toBe(0);
    const text = await readFile(join(cwd, 'yaml/org/permission-sets/Makers.yaml'), 'utf8');
    expect(text).toContain('Job__c: [read, create, edit]');
    expect(text).toContain('Job__c.Pay__c: [read, edit]');
    expect(text).not.toContain('UserExternalCredential');
  });
});
