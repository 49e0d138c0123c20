import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BenchError } from './bench-error.ts';
import { interleave, median, runNode } from './measure.ts';
import type { Report, Target } from './table.ts';

const ROOT = resolve(import.meta.dirname, '..');
const BIN = resolve(ROOT, 'bin/flowrun.js');
const FLOW = resolve(ROOT, 'flows/create-account.yaml');
const STUBBED_TEST = resolve(import.meta.dirname, 'flows/create-account.test.yaml');
const ORG_TEST = resolve(ROOT, 'flows/create-account.test.yaml');
const BASE = 'node -e 0';
const PTY_BASE = 'node -e 0 in a pty';
const PAINT = 'flowrun FILE, first screen painted (pty)';

/** Command lines behind `node`, with the most that each may take as a multiple of `node -e 0`. */
const COMMANDS: Readonly<Record<string, { readonly args: readonly string[]; readonly target?: number }>> = {
  [BASE]: { args: ['-e', '0'] },
  'flowrun --version': { args: [BIN, '--version'], target: 1.5 },
  'flowrun validate FILE': { args: [BIN, 'validate', FLOW], target: 3 },
  'flowrun test FILE': { args: [BIN, 'test', STUBBED_TEST], target: 4 },
  'flowrun test FILE, with the embedded org': { args: [BIN, 'test', ORG_TEST] },
};

/** Cold start of commands against `node -e 0`, in milliseconds of wall time. */
export async function measureStart(rounds: number): Promise<Report> {
  const paints = process.platform === 'linux' && existsSync('/usr/bin/script');
  const names = [...Object.keys(COMMANDS), ...(paints ? [PTY_BASE, PAINT] : [])];
  const results = await interleave(names, rounds, timeOf);
  const best = (name: string) => Math.min(...(results.get(name) ?? []));
  const base = best(BASE);
  const baseMedian = median(results.get(BASE) ?? []);
  const wanted = [
    ...Object.entries(COMMANDS).map(([name, { target }]) => ({ name, target })),
    ...(paints ? [{ name: PAINT, target: 8 }] : []),
  ];
  return {
    title: `Cold start (ms)${paints ? '' : '; first screen not measured: needs `script` of util-linux'}`,
    base: BASE,
    columns: ['best', 'median', 'x best', 'x median'],
    rows: names.map((name) => {
      const times = results.get(name) ?? [];
      return { name, cells: [best(name), median(times), best(name) / base, median(times) / baseMedian] };
    }),
    targets: wanted.flatMap(({ name, target }): Target[] => {
      if (target === undefined) return [];
      // Medians, as the targets were set: the fastest start of a bare node is a rare moment of calm.
      const reached = median(results.get(name) ?? []) / baseMedian;
      return [{ what: name, wanted: `at most ${target}x`, reached, met: reached <= target }];
    }),
  };
}

async function timeOf(name: string): Promise<number> {
  const began = performance.now();
  if (name === PAINT) return firstPaint();
  if (name === PTY_BASE) {
    await inPty('-e 0', undefined);
    return performance.now() - began;
  }
  await runNode(COMMANDS[name]?.args ?? []);
  return performance.now() - began;
}

/** From the start of the process until the first field's label has reached the terminal; then Ctrl-C. */
async function firstPaint(): Promise<number> {
  const began = performance.now();
  return (await inPty(`${BIN} ${FLOW}`, 'Account name')) - began;
}

/** Runs node in a pty of 80x24. Resolves with the moment `marker` was seen, or the end where there is none. */
function inPty(args: string, marker: string | undefined): Promise<number> {
  const line = `stty cols 80 rows 24; exec ${process.execPath} ${args}`;
  return new Promise((done, failed) => {
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: 30_000,
      env: { ...process.env, TERM: 'xterm-256color' },
    });
    let seen = '';
    let at: number | undefined;
    child.stdout.on('data', (data: Buffer) => {
      seen += data;
      if (marker === undefined || at !== undefined || !seen.includes(marker)) return;
      at = performance.now();
      child.stdin.write('\x03');
    });
    child.on('error', failed);
    child.on('close', () => {
      if (marker !== undefined && at === undefined) failed(new BenchError(`never painted "${marker}":\n${seen}`));
      else done(at ?? performance.now());
    });
  });
}
