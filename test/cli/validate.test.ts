import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/definition/rules/index.ts';
import { runCli } from './run-cli.ts';
import { ORG_FILES, sampleProject } from './sample-project.ts';

const FINE = `label: Fine
type: Screen Flow
apiVersion: 66.0
start: Hello
elements:
  Hello:
    type: screen
    fields:
      Name: { type: text, label: Name }
`;
const BROKEN = `label: Broken
type: Screen Flow
apiVersion: 66.0
start: Hello
elements:
  Hello:
    type: screen
    fields:
      Amount: { type: number, label: Amount }
    next: Check
  Check:
    type: decision
    outcomes:
      Large:
        all:
          - Amout: { greaterThan: 100 }
        next: Helo
`;
const WARNED = FINE.replace('label: Fine', 'label: Warned').concat(`  Alone:
    type: screen
    fields:
      Text: { type: displayText, text: Nobody comes here }
`);
const FILES = { ...ORG_FILES, 'flows/fine.yaml': FINE, 'flows/broken.yaml': BROKEN, 'flows/warned.yaml': WARNED };

describe('flowrun validate', () => {
  it('says that a flow is valid', async () => {
    const cwd = await sampleProject(FILES);
    expect(await runCli(['validate', 'flows/fine.yaml'], { cwd })).toEqual({
      code: 0,
      stdout: 'flows/fine.yaml is valid\n',
      stderr: '',
    });
  });

  it('shows every problem with a code frame and a suggestion', async () => {
    const cwd = await sampleProject(FILES);
    const { code, stdout, stderr } = await runCli(['validate', 'flows/broken.yaml'], { cwd });
    expect([code, stderr]).toEqual([3, '']);
    await expect(stdout).toMatchFileSnapshot('golden/validate-broken.txt');
  });

  it('counts warnings as errors with --strict only', async () => {
    const cwd = await sampleProject(FILES);
    const lax = await runCli(['validate', 'flows/warned.yaml'], { cwd });
    expect(lax.code).toBe(0);
    expect(lax.stdout).toContain('flows/warned.yaml is valid, with 1 warning\n');
    const strict = await runCli(['validate', 'flows/warned.yaml', '--strict'], { cwd });
    expect(strict.code).toBe(3);
    expect(strict.stdout).toContain('flows/warned.yaml: 1 warning\n');
  });

  it('counts warnings with --max-warnings', async () => {
    const cwd = await sampleProject(FILES);
    const run = async (...more: readonly string[]) => runCli(['validate', 'flows/warned.yaml', ...more], { cwd });
    expect((await run('--max-warnings', '1')).code).toBe(0);
    expect((await run('--max-warnings', '0')).code).toBe(3);
    const wrong = await run('--max-warnings', 'few');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--max-warnings takes a whole number')]);
  });

  it('counts what flowrun.config.yaml above the flow says', async () => {
    const config = (setting: string) => ({ 'flowrun.config.yaml': `rules: { unreachable-element: ${setting} }\n` });
    const run = async (setting: string) =>
      runCli(['validate', 'flows/warned.yaml', '--strict'], {
        cwd: await sampleProject({ ...FILES, ...config(setting) }),
      });
    expect(await run('off')).toMatchObject({ code: 0, stdout: 'flows/warned.yaml is valid\n' });
    expect(await run('info')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^info\[unreachable-element\]/) });
    expect(await run('error')).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^error\[unreachable-element\]/),
    });
    const broken = await run('sometimes');
    expect([broken.code, broken.stdout]).toEqual([3, expect.stringContaining('--> flowrun.config.yaml:1:31')]);
  });

  it('lists the rules', async () => {
    const cwd = await sampleProject({ 'flowrun.config.yaml': 'rules: { unreachable-element: off }\n' });
    const { code, stdout } = await runCli(['validate', '--rules'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^unknown-reference +error +A reference/m);
    expect(stdout).toMatch(/^unreachable-element +off .*\(set in this project; usually warning\)$/m);
    const { rules } = JSON.parse((await runCli(['validate', '--rules', '--json'], { cwd })).stdout);
    expect(rules).toContainEqual(
      expect.objectContaining({ id: 'unreachable-element', severity: 'off', default: 'warning', fixed: false }),
    );
    expect(rules.map(({ id }: { readonly id: string }) => id)).toEqual(RULES.map(({ id }) => id).toSorted());
  });

  it('takes folders and globs, and leaves answers and org files out', async () => {
    const cwd = await sampleProject({
      'flows/fine.yaml': FINE,
      'flows/fine.answers.yaml': 'Hello: {}',
      'flows/deep/other.yaml': FINE,
    });
    const flows = Object.fromEntries(Object.entries(ORG_FILES).map(([path, text]) => [`flows/${path}`, text]));
    const withOrg = await sampleProject({ ...flows, 'flows/fine.yaml': FINE });
    expect((await runCli(['validate', 'flows', '--json'], { cwd })).stdout).toContain(
      '["flows/deep/other.yaml","flows/fine.yaml"]',
    );
    expect((await runCli(['validate', 'flows/*.yaml'], { cwd })).stdout).toBe('flows/fine.yaml is valid\n');
    expect((await runCli(['validate', 'flows/fine.yaml', 'flows/fine.answers.yaml'], { cwd })).stdout).toBe(
      'flows/fine.yaml is valid\n',
    );
    expect((await runCli(['validate', '.'], { cwd: withOrg })).stdout).toBe('flows/fine.yaml is valid\n');
  });

  it('shows a problem of the org once, however many flows stand in it', async () => {
    const cwd = await sampleProject({
      ...FILES,
      'flows/broken.yaml': FINE,
      'flows/warned.yaml': FINE,
      'org/named-credentials/Target_Org.yaml': 'url: org://target\nexternalCredential: Target_Ogr\n',
    });
    const { code, stdout } = await runCli(['validate', 'flows'], { cwd });
    expect(code).toBe(3);
    expect(stdout.match(/--> org\/named-credentials\/Target_Org.yaml:2:21/g)).toHaveLength(1);
    expect(stdout).toContain('3 files: 1 error\n');
  });

  it('checks flow tests too', async () => {
    const cwd = await sampleProject({ ...FILES, 'flows/fine.test.yaml': 'flow: fine.yaml\ntets: {}\n' });
    const { code, stdout } = await runCli(['validate', 'flows/fine.test.yaml'], { cwd });
    expect(code).toBe(3);
    expect(stdout).toContain('--> flows/fine.test.yaml:2:1');
  });

  it('prints pure JSON with lines and columns', async () => {
    const cwd = await sampleProject(FILES);
    const { code, stdout, stderr } = await runCli(['validate', 'flows', '--json'], { cwd, color: true });
    expect([code, stderr, stdout.split('\n').length]).toEqual([3, '', 2]);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      valid: false,
      files: ['flows/broken.yaml', 'flows/fine.yaml', 'flows/warned.yaml'],
    });
    expect(result.diagnostics[0]).toMatchObject({
      file: 'flows/broken.yaml',
      line: 16,
      column: 13,
      rule: 'unknown-reference',
      severity: 'error',
    });
  });

  it.each([
    ['nothing', [], 'an argument is missing'],
    ['a missing file', ['gone.yaml'], 'gone.yaml: no such file'],
    ['a glob without a match', ['*.flow-meta.xml'], '*.flow-meta.xml: nothing matches'],
  ])('refuses %s', async (_, argv, message) => {
    const { code, stderr } = await runCli(['validate', ...argv], { cwd: await sampleProject(FILES) });
    expect([code, stderr.includes(message) || stderr]).toEqual([2, true]);
  });

  it.each([
    ['an empty file', ''],
    ['text that is no YAML', ':\n\t- }{'],
    ['a list', '- 1\n- 2\n'],
    ['words', 'Dear flow, please run'],
  ])('says what is wrong with %s, without a stack trace', async (_, text) => {
    const cwd = await sampleProject({ 'x.yaml': text });
    const { code, stdout, stderr } = await runCli(['validate', 'x.yaml'], { cwd });
    expect([code, stderr]).toEqual([3, '']);
    expect(stdout).toMatch(/^error\[[a-z-]+\]: /);
    expect(stdout).not.toMatch(/^\s+at /m);
  });
});
