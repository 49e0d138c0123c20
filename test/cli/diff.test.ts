import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { sampleProject } from './sample-project.ts';

const FLOW = `label: Greet
type: Screen Flow
apiVersion: 66.0
status: Draft

start: Ask

elements:
  Ask:
    type: screen
    fields:
      Who: { type: text, label: Who are you?, required: true }
    next: Bye

  Bye:
    type: screen
    fields:
      Text: { type: displayText, text: 'Bye, {!Who}.' }
`;
const CHANGED = FLOW.replace('required: true', 'default: You')
  .replaceAll('Bye', 'Farewell')
  .concat('    next: { goTo: Ask }\n');

/** A repository with FLOW committed. */
async function repository(): Promise<string> {
  const cwd = await sampleProject({ 'flows/Greet.yaml': FLOW });
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd, stdio: 'pipe' });
  git('init', '-q');
  git('add', '.');
  git('-c', 'user.name=Me', '-c', 'user.email=me@example.com', 'commit', '-qm', 'First');
  return cwd;
}

describe('flowrun diff', () => {
  it('says what changed, and exits with 1', async () => {
    const cwd = await sampleProject({ 'a.yaml': FLOW, 'b.yaml': CHANGED });
    const { code, stdout, stderr } = await runCli(['diff', 'a.yaml', 'b.yaml'], { cwd });
    expect([code, stderr]).toEqual([1, '']);
    await expect(stdout).toMatchFileSnapshot('golden/diff.txt');
  });

  it('says nothing of flows that are the same, one in YAML and one in metadata', async () => {
    const cwd = await sampleProject({ 'Greet.yaml': FLOW });
    await runCli(['export', 'Greet.yaml', '--out', '.'], { cwd });
    expect(await runCli(['diff', 'Greet.yaml', 'flows/Greet.flow-meta.xml'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('compares a file with git, and revisions with each other', async () => {
    const cwd = await repository();
    expect((await runCli(['diff', 'flows/Greet.yaml'], { cwd })).code).toBe(0);
    await writeFile(join(cwd, 'flows/Greet.yaml'), FLOW.replace('Draft', 'Active'));
    const text = 'flow itself\n    status: "Draft" → "Active"\n';
    const one = await runCli(['diff', 'flows/Greet.yaml'], { cwd });
    expect([one.code, one.stdout]).toEqual([1, expect.stringContaining(text)]);
    const two = await runCli(['diff', 'HEAD:flows/Greet.yaml', 'flows/Greet.yaml'], { cwd });
    expect([two.code, two.stdout]).toEqual([1, expect.stringContaining(text)]);
    const below = await runCli(['diff', 'Greet.yaml'], { cwd: join(cwd, 'flows') });
    expect(below.stdout).toContain(text);
  });

  it('answers git as its external diff', async () => {
    const cwd = await sampleProject({ 'old.yaml': FLOW, 'new.yaml': CHANGED });
    const given = ['flows/Greet.yaml', 'old.yaml', 'abc', '100644', 'new.yaml', 'def', '100644'];
    const { code, stdout } = await runCli(['diff', ...given], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^flows\/Greet\.yaml\n~ screen Ask\n/)]);
    const created = await runCli(['diff', 'x.yaml', '/dev/null', '.', '.', 'new.yaml', 'def', '100644'], { cwd });
    expect(created.stdout).toContain('+ screen Ask added, goes on to Farewell\n');
  });

  it("reads git's copies of metadata as callouts, as the file that stands in the project", async () => {
    const yaml = FLOW.replace('next: Bye', 'next: Call').concat(`
  Call:
    type: httpCallout
    namedCredential: Shop
    method: POST
    path: /orders
    body: { who: '{!Who}' }
    responses: { 2XX: { sample: { id: A } } }
    next: Bye
`);
    const cwd = await sampleProject({ 'flows/Greet.yaml': yaml });
    await runCli(['export', 'flows'], { cwd });
    const path = 'force-app/main/default/flows/Greet.flow-meta.xml';
    const text = await readFile(join(cwd, path), 'utf8');
    await mkdir(join(cwd, 'copy'));
    await writeFile(join(cwd, 'copy/Greet.flow-meta.xml'), text.replace('Who are you?', 'Who?'));
    const given = [path, 'copy/Greet.flow-meta.xml', 'abc', '100644', path, 'def', '100644'];
    expect((await runCli(['diff', ...given], { cwd })).stdout).toBe(
      `${path}\n~ screen Ask\n    field Who, label: "Who?" → "Who are you?"\n`,
    );
  });

  it('prints pure JSON', async () => {
    const cwd = await sampleProject({ 'a.yaml': FLOW, 'b.yaml': CHANGED });
    const { code, stdout } = await runCli(['diff', 'a.yaml', 'b.yaml', '--json'], { cwd, color: true });
    const result = JSON.parse(stdout);
    expect([code, result.same, result.from, result.to]).toEqual([1, false, 'a.yaml', 'b.yaml']);
    expect(result.changes).toContainEqual(
      expect.objectContaining({ change: 'renamed', subject: 'screen', name: 'Farewell', from: 'Bye' }),
    );
    const same = await runCli(['diff', 'a.yaml', 'a.yaml', '--json'], { cwd });
    expect([same.code, JSON.parse(same.stdout)]).toEqual([
      0,
      { from: 'a.yaml', to: 'a.yaml', same: true, changes: [] },
    ]);
  });

  it('paints additions green and removals red', async () => {
    const cwd = await sampleProject({ 'a.yaml': FLOW, 'b.yaml': CHANGED });
    const { stdout } = await runCli(['diff', 'a.yaml', 'b.yaml'], { cwd, color: true });
    expect(stdout).toContain('\u001b[36m~ screen Bye renamed to Farewell\u001b[39m');
  });

  it.each([
    ['a missing file', ['a.yaml', 'gone.yaml'], 2, 'gone.yaml: there is no such file'],
    ['a revision that git does not know', ['HEAD~9:a.yaml', 'a.yaml'], 2, 'write it as git does'],
    ['what would be an option of git', ['--output=x:y', 'a.yaml'], 2, 'unknown option'],
    ['three files', ['a.yaml', 'a.yaml', 'a.yaml'], 2, 'unexpected argument'],
    ['a broken flow', ['a.yaml', 'broken.yaml'], 3, '--> broken.yaml:1:'],
  ])('refuses %s', async (_, argv, expected, message) => {
    const cwd = await repository();
    await rename(join(cwd, 'flows/Greet.yaml'), join(cwd, 'a.yaml'));
    await writeFile(join(cwd, 'broken.yaml'), 'a: [');
    const { code, stderr } = await runCli(['diff', ...argv], { cwd });
    expect([code, stderr.includes(message) || stderr]).toEqual([expected, true]);
  });
});
