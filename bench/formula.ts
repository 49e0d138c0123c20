import { resolve } from 'node:path';
import { formulas } from './formula/workload.js';
import { interleave, median, runNode } from './measure.ts';
import type { Report } from './table.ts';

const DIRECTORY = resolve(import.meta.dirname, 'formula');

/** Contestants by what the table calls them; each file exports `compile(text)` and `evaluate(text)`. */
const CONTESTANTS: Readonly<Record<string, string>> = {
  flowrun: 'flowrun.ts',
  sformula: 'sformula.js',
  formulon: 'formulon.js',
};

/** Evaluations a second of one formula. */
interface Rates {
  /** Read once, evaluated often. */
  readonly compiled: number;
  /** Read for every evaluation. */
  readonly parsed: number;
}

/** Three formulas, each compiled once and read every time: fresh processes, the best stretch of each. */
export async function measureFormulas(rounds: number): Promise<Report> {
  const results = await interleave(Object.keys(CONTESTANTS), rounds, async (name) => {
    const file = resolve(DIRECTORY, CONTESTANTS[name] ?? '');
    return JSON.parse(await runNode([resolve(DIRECTORY, 'process.js'), file, '400'])) as readonly Rates[];
  });
  const middle = (name: string, index: number, what: keyof Rates): number =>
    median((results.get(name) ?? []).map((rates) => rates[index]?.[what] ?? Number.NaN));
  const peers = Object.keys(CONTESTANTS).filter((name) => name !== 'flowrun');
  const rows = formulas.flatMap(({ name }, index) =>
    Object.keys(CONTESTANTS).map((contestant) => {
      const [compiled, parsed] = [middle(contestant, index, 'compiled'), middle(contestant, index, 'parsed')];
      return {
        name: `${name}, ${contestant}`,
        cells: [
          compiled,
          parsed,
          middle('flowrun', index, 'compiled') / compiled,
          middle('flowrun', index, 'parsed') / parsed,
        ],
      };
    }),
  );
  const least = (what: keyof Rates): number =>
    Math.min(...formulas.flatMap((_, i) => peers.map((peer) => middle('flowrun', i, what) / middle(peer, i, what))));
  return {
    title: 'Three formulas (evaluations a second)',
    base: 'flowrun',
    columns: ['compiled', 'parse + evaluate', 'flowrun x compiled', 'flowrun x parse + evaluate'],
    rows,
    targets: [
      target('compiled, against the faster peer', 50, least('compiled')),
      target('parse and evaluate, against the faster peer', 20, least('parsed')),
    ],
  };
}

function target(what: string, wanted: number, reached: number): Report['targets'][number] {
  return { what, wanted: `at least ${wanted}`, reached, met: reached >= wanted };
}
