import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { runCli } from './run-cli.ts';

/** What bash offers for the last of these words. */
function offered(script: string, ...words: string[]): string[] {
  const line = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _flowrun`;
  const out = execFileSync('bash', ['--norc', '-c', `${script}\n${line}; printf '%s\\n' "\${COMPREPLY[@]}"`], {
    cwd: '/',
    encoding: 'utf8',
  });
  return out.split('\n').filter(Boolean);
}

describe('flowrun completion', () => {
  it('bash: commands first, then the options of the command', async () => {
    const { stdout } = await runCli(['completion', 'bash']);
    expect(offered(stdout, 'flowrun', '')).toEqual(expect.arrayContaining([...Object.keys(COMMANDS), '--version']));
    expect(offered(stdout, 'flowrun', 'val')).toEqual(['validate']);
    expect(offered(stdout, 'flowrun', 'validate', '--j')).toEqual(['--json']);
    expect(offered(stdout, 'flowrun', 'validate', '/et')).toEqual(['/etc']);
  });

  it.each(['zsh', 'fish'])('%s knows every command', async (shell) => {
    const { code, stdout } = await runCli(['completion', shell]);
    expect(code).toBe(0);
    for (const name of Object.keys(COMMANDS)) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
  });

  it.each(['bash', 'zsh', 'fish'])('%s can read its script, where it is installed', async (shell) => {
    const { stdout } = await runCli(['completion', shell]);
    try {
      execFileSync(shell, ['-n'], { input: stdout, stdio: ['pipe', 'pipe', 'pipe'] });
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOENT' });
    }
  });
});
