import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { interleave, median, runNode } from './measure.ts';
import type { Report } from './table.ts';

const DIRECTORY = resolve(import.meta.dirname, 'callout');
const RUNS = 3000;
const BASE = 'got, by hand';

/** Contestants by what the table calls them; each file exports `prepare(url)`. */
const CONTESTANTS: Readonly<Record<string, string>> = {
  flowrun: 'flowrun.ts',
  [BASE]: 'got.js',
  'node:http, by hand': 'node-http.js',
};

interface Rate {
  readonly perSecond: number;
  /** Microseconds a run. */
  readonly cpu: number;
}

/** How many runs wait for their replies at once, and what share of plain got's throughput they have to reach. */
const LOADS: readonly { readonly inFlight: number; readonly wanted: number }[] = [
  { inFlight: 1, wanted: 0.9 },
  { inFlight: 50, wanted: 0.85 },
];

/** Runs of a six-step flow with one POST to a loopback server in another process, one by one and 50 at once. */
export async function measureCallouts(rounds: number): Promise<Report> {
  const server = spawn(process.execPath, [resolve(DIRECTORY, 'server.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${String(port).trim()}`;
  const rows: Report['rows'][number][] = [];
  const targets: NonNullable<Report['targets']>[number][] = [];
  try {
    for (const { inFlight, wanted } of LOADS) {
      const results = await interleave(Object.keys(CONTESTANTS), rounds, async (name) => {
        const file = resolve(DIRECTORY, CONTESTANTS[name] ?? '');
        const words = [resolve(DIRECTORY, 'process.js'), file, url, String(RUNS), String(inFlight)];
        return JSON.parse(await runNode(words)) as Rate;
      });
      const summary = new Map([...results].map(([name, rates]) => [name, summarize(rates)]));
      const base = summary.get(BASE) ?? summarize([]);
      rows.push(
        ...[...summary].map(([name, rate]) => ({
          name: `${name}, ${inFlight} in flight`,
          cells: [
            rate.best,
            rate.median,
            rate.best / base.best,
            rate.median / base.median,
            rate.cpu,
            rate.cpu / base.cpu,
          ],
        })),
      );
      const reached = (summary.get('flowrun') ?? summarize([])).best / base.best;
      targets.push({
        what: `runs a second with ${inFlight} in flight, best against best of plain got`,
        wanted: `at least ${wanted}`,
        reached,
        met: reached >= wanted,
      });
    }
  } finally {
    server.stdin.end();
  }
  return {
    title: `${RUNS} runs of a six-step flow with one POST on loopback (runs a second)`,
    base: BASE,
    columns: ['best', 'median', 'x best', 'x median', 'CPU µs a run', 'x CPU'],
    rows,
    targets,
  };
}

function summarize(rates: readonly Rate[]): { readonly best: number; readonly median: number; readonly cpu: number } {
  return {
    best: Math.max(...rates.map((rate) => rate.perSecond)),
    median: median(rates.map((rate) => rate.perSecond)),
    cpu: Math.min(...rates.map((rate) => rate.cpu)),
  };
}
