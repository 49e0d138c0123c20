import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidDefinitionError } from '../../src/errors.ts';
import { createAnswersPresenter, runFlow, validateFlow } from '../../src/index.ts';
import { newContext, openFlow, openProject, orgDataDirectory } from '../../src/project/index.ts';
import { exampleProject, filesHolding, projectOf } from '../features/temporary-project.ts';

const SCREEN = (name: string) =>
  `label: ${name}\ntype: Screen Flow\napiVersion: 66.0\nstart: A\nelements:\n  A: { type: screen }\n`;
const CALLS = (flow: string) =>
  `label: Caller\ntype: Screen Flow\napiVersion: 66.0\nstart: Call\nelements:\n  Call: { type: subflow, flow: ${flow} }\n`;

async function problemsOf(file: string, cwd: string): Promise<readonly string[]> {
  const error = await openFlow(file, { cwd }).catch((thrown: unknown) => thrown);
  if (error instanceof InvalidDefinitionError) return error.diagnostics.map((each) => `${each.file}: ${each.rule}`);
  throw error;
}

describe('openFlow', () => {
  it('finds the org folder upwards from the flow, and knows what stands around it', async () => {
    const cwd = await projectOf({
      'org/users/ada.user.yaml': 'username: ada@example.com\n',
      'flows/deep/down/a.yaml': SCREEN('A'),
    });
    const opened = await openFlow('flows/deep/down/a.yaml', { cwd });
    expect(opened.org.users.map(({ username }) => username)).toEqual(['ada@example.com']);
    expect(opened.directory).toBe(cwd);
    expect(opened.flow.name).toBe('a');
    expect(opened.warnings).toEqual([]);
  });

  it('runs without an org folder, as a user that messages can name', async () => {
    const cwd = await projectOf({ 'a.yaml': SCREEN('A') });
    const opened = await openFlow('a.yaml', { cwd });
    expect(opened.org.directory).toBeNull();
    expect(newContext(opened.user(null), 0).user).toBe('flow');
  });

  it('reads metadata XML as it is', async () => {
    const xml = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<Flow xmlns="http://soap.sforce.com/2006/04/metadata">',
      '    <apiVersion>62.0</apiVersion>',
      '    <label>Hello</label>',
      '    <processType>Flow</processType>',
      '    <screens>',
      '        <name>Hi</name>',
      '        <label>Hi</label>',
      '        <locationX>0</locationX>',
      '        <locationY>0</locationY>',
      '        <allowBack>true</allowBack>',
      '        <allowFinish>true</allowFinish>',
      '        <allowPause>true</allowPause>',
      '        <showFooter>true</showFooter>',
      '        <showHeader>true</showHeader>',
      '    </screens>',
      '    <start>',
      '        <locationX>0</locationX>',
      '        <locationY>0</locationY>',
      '        <connector><targetReference>Hi</targetReference></connector>',
      '    </start>',
      '    <status>Active</status>',
      '</Flow>',
      '',
    ].join('\n');
    const cwd = await projectOf({ 'flows/Say_Hello.flow-meta.xml': xml });
    const opened = await openFlow('flows/Say_Hello.flow-meta.xml', { cwd });
    expect(opened.flow).toMatchObject({ name: 'Say_Hello', label: 'Hello', apiVersion: 62 });
    const end = await runFlow('flows/Say_Hello.flow-meta.xml', { cwd, presenter: createAnswersPresenter({}) });
    expect(end.pending).toMatchObject({ kind: 'finished' });
  });

  it('loads the flows it can call by the names of their files, also round in a circle', async () => {
    const cwd = await projectOf({
      'flows/a.yaml': CALLS('b-two'),
      'flows/b-two.yaml': CALLS('a'),
      'flows/unrelated.yaml': 'this: [is broken',
      'flows/a.test.yaml': 'flow: a.yaml',
    });
    const { surroundings, warnings } = await openFlow('flows/a.yaml', { cwd });
    expect(surroundings.flow('b-two')?.label).toBe('Caller');
    expect(surroundings.flow('a')?.name).toBe('a');
    expect(surroundings.flow('unrelated')).toBeUndefined();
    expect(warnings.filter(({ file }) => file !== 'flows/a.yaml' && file !== 'flows/b-two.yaml')).toEqual([]);
  });

  it('says which flow is missing', async () => {
    const cwd = await projectOf({ 'flows/a.yaml': CALLS('nowhere') });
    expect(await problemsOf('flows/a.yaml', cwd)).toEqual([expect.stringMatching(/^flows\/a\.yaml: unknown-/)]);
  });

  it('shows the problems of a called flow, not that it is unknown', async () => {
    const cwd = await projectOf({
      'flows/a.yaml': CALLS('b'),
      'flows/b.yaml': 'label: B\nstart: Nowhere\nelements: {}\n',
    });
    const problems = await problemsOf('flows/a.yaml', cwd);
    expect(problems).not.toEqual([]);
    expect(problems.filter((problem) => !problem.startsWith('flows/b.yaml'))).toEqual([]);
  });

  it('shows the problems of the org together with those of the flow', async () => {
    const cwd = await projectOf({
      'org/users/ada.user.yaml': 'usrname: x\n',
      'flows/a.yaml': 'label: A\nstart: Nowhere\nelements: {}\n',
    });
    const files = new Set(
      (await problemsOf('flows/a.yaml', cwd)).map((problem) => problem.split(': ')[0]?.split('/').at(-1)),
    );
    expect(files).toEqual(new Set(['ada.user.yaml', 'a.yaml']));
  });

  it.each([
    ['none.yaml', 'there is no such file'],
    ['flows', 'this is a folder, not a file'],
  ])('says why %s cannot be read', async (file, why) => {
    const cwd = await projectOf({ 'flows/a.yaml': SCREEN('A') });
    await expect(openFlow(file, { cwd })).rejects.toMatchObject({
      code: 'UNREADABLE_FILE',
      message: `${file}: ${why}`,
    });
  });
});

describe('validateFlow', () => {
  it('gives all problems instead of throwing', async () => {
    const cwd = await exampleProject({ 'flows/bad.yaml': 'label: x\nstart: A\nelements: {}\n' });
    expect(await validateFlow('flows/create-account.yaml', { cwd })).toEqual([]);
    expect((await validateFlow('flows/bad.yaml', { cwd })).some(({ severity }) => severity === 'error')).toBe(true);
  });
});

describe('runFlow of the public API', () => {
  it('runs a file with everything around it, and leaves only what it keeps', async () => {
    const cwd = await exampleProject();
    const presenter = createAnswersPresenter({ Account_Details: { Account_Name: 'From the API' } });
    const end = await runFlow('flows/create-account.yaml', { cwd, presenter, env: {} });
    expect(end.pending).toMatchObject({
      kind: 'finished',
      outputs: { newAccountId: expect.stringMatching(/^001/) as unknown },
    });
    const data = orgDataDirectory({ directory: join(cwd, 'flows') }, 'target');
    const kept = await filesHolding(cwd, 'From the API');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter((file) => !file.startsWith(data))).toEqual([]);
  });

  it('takes the user and the inputs', async () => {
    const cwd = await exampleProject();
    const presenter = createAnswersPresenter({});
    const run = (as: string) =>
      runFlow('flows/discount.yaml', { cwd, presenter: createAnswersPresenter({}), as, inputs: { amount: 8 } });
    expect((await run('guest')).context.user).toBe((await run('guest.user@example.com')).context.user);
    await expect(runFlow('flows/discount.yaml', { cwd, presenter, as: 'nobody' })).rejects.toMatchObject({
      code: 'USAGE',
    });
  });
});

describe('openProject', () => {
  it('finds the org above, and the one right below', async () => {
    const cwd = await exampleProject();
    const fromTop = await openProject(cwd);
    const fromFlows = await openProject(join(cwd, 'flows'));
    const fromOrg = await openProject(join(cwd, 'flows', 'org', 'users'));
    expect(fromTop.directory).toBe(fromFlows.directory);
    expect(fromOrg.directory).toBe(fromFlows.directory);
    expect(fromTop.org.namedCredentials.map(({ name }) => name)).toContain('Target_Org');
  });

  it('says that there is none, or that there are several', async () => {
    const user = 'username: a@example.com\n';
    const none = await projectOf({ 'a.txt': '' });
    const several = await projectOf({ 'one/org/users/a.user.yaml': user, 'two/org/users/a.user.yaml': user });
    await expect(openProject(none)).rejects.toMatchObject({ code: 'USAGE', message: 'there is no org folder here' });
    await expect(openProject(several)).rejects.toMatchObject({ code: 'USAGE', help: 'go into one of: one, two' });
  });
});
