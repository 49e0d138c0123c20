import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { eventsOf, exampleProject } from './temporary-project.ts';

const FLOW = 'flows/create-account.yaml';
const SECRET = 'FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTSECRET';
const APP = (more: string) =>
  `label: Flowrun\nconsumerKey: 3MVG9.embedded.flowrun.consumer.key\nconsumerSecret: embedded-org-only-0F1E2D3C4B5A6978\n${more}scopes: [api]\n`;
const APP_FILE = 'flows/org/target-orgs/target/connected-apps/Flowrun.yaml';

/** The signs of the six steps: `✓✓✓✓✓✓`. */
const signs = (stdout: string): string =>
  [...stdout.matchAll(/^ {2}([✓✗-]) [1-6] /gm)].map(([, sign]) => sign).join('');

describe('flowrun doctor', () => {
  it('passes all six steps of the example', async () => {
    const { code, stdout, stderr } = await runCli(['doctor', FLOW], { cwd: await exampleProject() });
    expect({ code, stderr, signs: signs(stdout) }).toEqual({ code: 0, stderr: '', signs: '✓✓✓✓✓✓' });
    expect(stdout).toContain('everything is set up');
  });

  it.each<
    [string, Parameters<typeof exampleProject>[0], Readonly<Record<string, string>>, readonly string[], string, string]
  >([
    [
      'a wrong secret',
      {},
      { [SECRET]: 'wrong-secret' },
      [],
      '✓✗-✓✓-',
      'flowrun credential set Target_Org Integration clientSecret',
    ],
    [
      'a user without the permission set',
      {},
      {},
      ['--as', 'guest.user@example.com'],
      '✓✓✓✓✗-',
      'Create_Target_Accounts',
    ],
    [
      'a connected app without the client-credentials flow',
      { [APP_FILE]: APP('clientCredentialsFlow: { enabled: false }\n') },
      {},
      [],
      '✗--✓✓-',
      'lient',
    ],
  ])('%s: shows the step and its mend, exit 4', async (_, changes, env, more, expected, mend) => {
    const { code, stdout } = await runCli(['doctor', FLOW, ...more], { cwd: await exampleProject(changes), env });
    expect({ code, signs: signs(stdout) }).toEqual({ code: 4, signs: expected });
    expect(/mend: (.*)/.exec(stdout)?.[1]).toContain(mend);
  });

  it('does not start where the files are wrong: a run-as user who is not there, exit 3', async () => {
    const cwd = await exampleProject({
      [APP_FILE]: APP('clientCredentialsFlow: { enabled: true, runAs: nobody@example.com }\n'),
    });
    const { code, stdout, stderr } = await runCli(['doctor', FLOW], { cwd });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/--> flows\/org\/target-orgs\/target\/connected-apps\/Flowrun\.yaml:\d+:\d+/);
  });

  it('names a connected app without a run-as user at the third step', async () => {
    const cwd = await exampleProject({ [APP_FILE]: APP('clientCredentialsFlow: { enabled: true }\n') });
    const { code, stdout } = await runCli(['doctor', FLOW], { cwd });
    expect({ code, signs: signs(stdout) }).toEqual({ code: 4, signs: '✓✓✗✓✓-' });
    expect(/mend: (.*)/.exec(stdout)?.[1]).toContain('has no run-as user');
  });

  it('as JSON gives a line for each step and the result', async () => {
    const cwd = await exampleProject();
    const { code, stdout } = await runCli(['doctor', FLOW, '--json'], { cwd, env: { [SECRET]: 'wrong-secret' } });
    const lines = eventsOf(stdout);
    expect(code).toBe(4);
    expect(lines.map(({ step, ok }) => [step, ok])).toEqual([
      [1, true],
      [2, false],
      [3, null],
      [4, true],
      [5, true],
      [6, null],
      [undefined, false],
    ]);
  });

  it('has nothing to check where a flow makes no callouts', async () => {
    const { code, stdout } = await runCli(['doctor', 'flows/discount.yaml'], { cwd: await exampleProject() });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'the flow makes no callouts: there is nothing to check\n' });
  });
});
