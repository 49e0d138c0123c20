import { spawn } from 'node:child_process';
import { BenchError } from './bench-error.ts';

/** Times of one contestant over all its processes; milliseconds, or runs a second where a bench says so. */
export interface Series {
  readonly name: string;
  readonly best: number;
  readonly median: number;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs a program with this node and gives back what it printed. Bounded: it is ended after `seconds`. */
export function runNode(args: readonly string[], seconds = 60): Promise<string> {
  return runProgram(process.execPath, args, seconds);
}

/** Runs a program and gives back what it printed; a failing or endless one is an error with its stderr. */
export function runProgram(program: string, args: readonly string[], seconds: number): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: seconds * 1000 });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => (out += data));
    child.stderr.on('data', (data: Buffer) => (err += data));
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) done(out);
      else failed(new BenchError(`${[program, ...args].join(' ')} ended with ${code ?? 'a signal'}\n${err || out}`));
    });
  });
}

/** Runs every contestant once a round, one after the other, so that all meet the same moods of the machine. */
export async function interleave<T>(
  names: readonly string[],
  rounds: number,
  run: (name: string) => Promise<T>,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const results = new Map<string, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) results.get(name)?.push(await run(name));
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return results;
}
