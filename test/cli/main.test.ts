import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS, type CommandEntry } from '../../src/cli/command-table.ts';
import { version } from '../../src/version.ts';
import { runCli } from './run-cli.ts';

const table: Readonly<Record<string, CommandEntry>> = COMMANDS;

describe('flowrun --version', () => {
  it('prints the version of package.json', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(version).toBe(manifest.version);
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await runCli(['-v'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints JSON', async () => {
    const { code, stdout } = await runCli(['--json', '--version']);
    expect([code, JSON.parse(stdout)]).toEqual([0, { version, node: process.versions.node }]);
  });
});

describe('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']], [['help', '--no-color']], [['--no-color', '--help']]])(
    '%j is the general help',
    async (argv) => {
      const { code, stdout, stderr } = await runCli(argv);
      expect([code, stderr]).toEqual([0, '']);
      await expect(stdout).toMatchFileSnapshot('golden/help.txt');
    },
  );

  it.each(Object.keys(COMMANDS))('of %s', async (name) => {
    const { code, stdout, stderr } = await runCli(['help', name]);
    expect([code, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(`golden/help-${name}.txt`);
    expect(await runCli([name, '--help'])).toEqual({ code: 0, stdout, stderr: '' });
  });

  it.each(['exit-codes', 'environment'])('on the topic %s', async (topic) => {
    const { code, stdout } = await runCli(['help', topic]);
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot(`golden/help-${topic}.txt`);
  });

  it('is coloured on a terminal, and plain with --no-color and --json', async () => {
    expect((await runCli(['--help'], { color: true })).stdout).toContain('\u001b[');
    expect((await runCli(['--help', '--no-color'], { color: true })).stdout).not.toContain('\u001b[');
    expect((await runCli(['--help', '--json'], { color: true })).stdout).not.toContain('\u001b[');
  });

  it('is JSON with --json', async () => {
    const general = JSON.parse((await runCli(['help', '--json'])).stdout);
    expect(Object.keys(general.commands)).toEqual(Object.keys(COMMANDS));
    expect(general.exitCodes['130']).toBe('cancelled by Ctrl-C');
    const one = JSON.parse((await runCli(['help', 'help', '--json'])).stdout);
    expect(one).toMatchObject({ name: 'help', usage: ['help [command or topic]'], options: {} });
    expect(JSON.parse((await runCli(['help', 'exit-codes', '--json'])).stdout)).toMatchObject({ topic: 'exit-codes' });
  });

  it('fits in 120 columns', async () => {
    for (const name of ['', ...Object.keys(COMMANDS)]) {
      const { stdout } = await runCli(name ? ['help', name] : ['help']);
      expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([]);
    }
  });
});

describe('wrong usage', () => {
  it.each([
    [
      'an unknown command',
      ['valdate'],
      'error: "valdate" is neither a command nor a file\n  did you mean flowrun validate?\n',
    ],
    ['nothing near', ['frobnicate'], 'error: "frobnicate" is neither a command nor a file\n  see `flowrun --help`\n'],
    [
      'an unknown topic',
      ['help', 'exit-code'],
      'error: no command or topic is called "exit-code"\n  did you mean exit-codes?\n',
    ],
    ['an unknown option', ['help', '--jsno'], 'error: unknown option --jsno\n  did you mean --json?\n'],
    [
      'a missing argument',
      ['completion'],
      'error: an argument is missing\n  usage: flowrun completion bash|zsh|fish\n',
    ],
    ['a wrong shell', ['completion', 'csh'], 'error: no completion for "csh"\n  shells: bash, zsh, fish\n'],
  ])('%s', async (_, argv, stderr) => expect(await runCli(argv)).toEqual({ code: 2, stdout: '', stderr }));

  it('is JSON with --json, and stderr stays empty', async () => {
    const { code, stdout, stderr } = await runCli(['valdate', '--json']);
    expect([code, stderr, JSON.parse(stdout)]).toEqual([
      2,
      '',
      {
        error: {
          code: 'USAGE',
          message: '"valdate" is neither a command nor a file',
          help: 'did you mean flowrun validate?',
          exitCode: 2,
        },
      },
    ]);
  });

  it('has colours on a terminal only', async () => {
    expect((await runCli(['valdate'], { color: true })).stderr).toContain('\u001b[');
    expect((await runCli(['valdate', '--no-color'], { color: true })).stderr).not.toContain('\u001b[');
  });
});

describe('the command table', () => {
  it('holds every command that has examples, usage and a summary in the style of the others', async () => {
    for (const [name, entry] of Object.entries(table)) {
      const { command } = await entry.load();
      expect(command.usage.length, name).toBeGreaterThan(0);
      expect(command.examples.length, name).toBeGreaterThan(0);
      for (const line of command.usage) expect([name, 'FILE']).toContain(line.split(' ')[0]);
      const summaries = [entry.summary, ...Object.values(command.options).map((option) => option.summary)];
      for (const summary of summaries) expect(summary).toMatch(/^(?:[a-z]|[A-Z]{2}|`).*[^.]$/);
    }
  });
});
