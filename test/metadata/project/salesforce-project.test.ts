import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSalesforceProject } from '../../../src/metadata/project/find-salesforce-project.ts';
import { readSalesforceProject } from '../../../src/metadata/project/salesforce-project.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'flowrun-sfdx-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

describe('findSalesforceProject', () => {
  it('walks up to the nearest project file', async () => {
    await write({ 'sfdx-project.json': '{}', 'force-app/main/default/flows/A.flow-meta.xml': '' });
    expect(await findSalesforceProject(join(root, 'force-app/main/default/flows'))).toBe(root);
  });

  it('is null where there is none, and is not fooled by a folder of that name', async () => {
    await write({ 'sfdx-project.json/x': '' });
    expect(await findSalesforceProject(root)).toBeNull();
  });
});

describe('a folder in the Metadata API format', () => {
  const MANIFEST =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>58.0</version></Package>\n';

  it('is a project by its package.xml, where there is no sfdx-project.json above', async () => {
    await write({ 'src/package.xml': MANIFEST, 'src/flows/A-2.flow': '', 'src/labels/CustomLabels.labels': '' });
    expect(await findSalesforceProject(join(root, 'src/flows'))).toBe(join(root, 'src'));
    const { project, diagnostics } = await readSalesforceProject(join(root, 'src'));
    expect(diagnostics).toEqual([]);
    expect(project).toMatchObject({ namespace: null, sourceApiVersion: '58.0' });
    expect(project?.files('labels').map(({ name }) => name)).toEqual(['CustomLabels']);
    expect(project?.files('flow').map(({ name }) => name)).toEqual(['A-2']);
    await write({ 'sfdx-project.json': '{}' });
    expect(await findSalesforceProject(join(root, 'src/flows'))).toBe(root);
  });

  it('is none where package.xml is something else', async () => {
    await write({ 'package.xml': '<package format="3"><name>robot</name></package>' });
    expect(await readSalesforceProject(root)).toMatchObject({ project: null, diagnostics: [] });
  });
});

describe('readSalesforceProject', () => {
  it('lists files by kind: source format, Metadata API format, the default package directory first', async () => {
    await write({
      'sfdx-project.json': JSON.stringify({
        packageDirectories: [{ path: 'more' }, { path: 'force-app', default: true }],
        namespace: 'acme',
        sourceApiVersion: '66.0',
      }),
      'more/labels/CustomLabels.labels-meta.xml': '',
      'force-app/main/default/labels/CustomLabels.labels': '',
      'force-app/main/default/profiles/Custom%3A Sales.profile-meta.xml': '',
      'force-app/main/default/objects/Account/fields/Rank__c.field-meta.xml': '',
      'force-app/main/default/lwc/x/y.labels-meta.xml': 'not looked at',
    });
    const { project, diagnostics } = await readSalesforceProject(root);
    expect(diagnostics).toEqual([]);
    expect(project).toMatchObject({ namespace: 'acme', sourceApiVersion: '66.0', directory: root });
    expect(project?.files('labels').map(({ file }) => file)).toEqual([
      join(root, 'force-app/main/default/labels/CustomLabels.labels'),
      join(root, 'more/labels/CustomLabels.labels-meta.xml'),
    ]);
    expect(project?.files('profile').map(({ name }) => name)).toEqual(['Custom: Sales']);
    expect(project?.files('field')).toEqual([
      { name: 'Rank__c', file: join(root, 'force-app/main/default/objects/Account/fields/Rank__c.field-meta.xml') },
    ]);
    expect(project?.files('role')).toEqual([]);
  });

  it('points at what is no JSON', async () => {
    const text = '{ "packageDirectories": [ // comment\n] }';
    await write({ 'sfdx-project.json': text });
    const { project, diagnostics } = await readSalesforceProject(root);
    expect(project).toBeNull();
    expect(diagnostics).toMatchObject([{ rule: 'salesforce-project', place: { start: text.indexOf('/') } }]);
  });

  it('does not leave the project, and says so; a folder that is not there is empty', async () => {
    await write({ 'sfdx-project.json': '{"packageDirectories":[{"path":"../other"},{"path":"gone"},{"name":"x"}]}' });
    const { project, diagnostics } = await readSalesforceProject(root);
    expect(project?.packageDirectories).toEqual([join(root, 'gone')]);
    expect(project?.files('labels')).toEqual([]);
    expect(diagnostics).toMatchObject([{ message: expect.stringContaining('outside'), place: { start: 31 } }]);
  });
});
