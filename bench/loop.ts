import { resolve } from 'node:path';
import { interleave, median, runNode } from './measure.ts';
import type { Report } from './table.ts';

const DIRECTORY = resolve(import.meta.dirname, 'loop');

/** Contestants by what the table calls them; each file exports `prepare()`. */
const CONTESTANTS: Readonly<Record<string, string>> = {
  flowrun: 'flowrun.ts',
  'by hand, await per element': 'hand-await.js',
  'by hand, synchronous': 'hand-sync.js',
  'xstate, one event per item': 'xstate-events.js',
  'xstate, eventless transitions': 'xstate-eventless.js',
  'json-rules-engine': 'json-rules-engine.js',
  jsonata: 'jsonata.js',
};
const BASE = 'by hand, await per element';

interface Times {
  readonly cold: number;
  readonly best: number;
  readonly median: number;
}

/** 10,000 iterations with one decision and two assignments each: fresh processes, a cold run and at least 20 warm ones. */
export async function measureLoop(rounds: number): Promise<Report> {
  const results = await interleave(Object.keys(CONTESTANTS), rounds, async (name) => {
    const file = resolve(DIRECTORY, CONTESTANTS[name] ?? '');
    return JSON.parse(await runNode([resolve(DIRECTORY, 'process.js'), file, '25', '2500'])) as Times;
  });
  const summary = new Map([...results].map(([name, times]) => [name, summarize(times)]));
  const base = summary.get(BASE) ?? summarize([]);
  const ours = summary.get('flowrun') ?? summarize([]);
  const ratio = ours.best / base.best;
  return {
    title: 'Loop of 10,000 iterations, one decision and two assignments each (ms)',
    base: BASE,
    columns: ['best', 'median', 'x best', 'x median', 'cold first run', 'x cold'],
    rows: [...summary].map(([name, t]) => ({
      name,
      cells: [t.best, t.median, t.best / base.best, t.median / base.median, t.cold, t.cold / base.cold],
    })),
    targets: [
      {
        what: 'warm, best against best of one await per element',
        wanted: 'at most 0.5',
        reached: ratio,
        met: ratio <= 0.5,
      },
    ],
  };
}

function summarize(times: readonly Times[]): Times {
  return {
    cold: median(times.map((t) => t.cold)),
    best: Math.min(...times.map((t) => t.best)),
    median: median(times.map((t) => t.median)),
  };
}
