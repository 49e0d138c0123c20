import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { interleave, median, runNode } from './measure.ts';
import type { Report } from './table.ts';

const DIRECTORY = resolve(import.meta.dirname, 'callout');
const RUNS = 1000;
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

/** 1,000 sequential runs of a six-step flow with one POST to a loopback server in another process. */
export async function measureCallouts(rounds: number): Promise<Report> {
  const server = spawn(process.execPath, [resolve(DIRECTORY, 'server.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${String(port).trim()}`;
  const results = await interleave(Object.keys(CONTESTANTS), rounds, async (name) => {
    const file = resolve(DIRECTORY, CONTESTANTS[name] ?? '');
    return JSON.parse(await runNode([resolve(DIRECTORY, 'process.js'), file, url, String(RUNS)])) as Rate;
  }).finally(() => server.stdin.end());
  const summary = new Map([...results].map(([name, rates]) => [name, summarize(rates)]));
  const base = summary.get(BASE) ?? summarize([]);
  const ratio = (summary.get('flowrun') ?? summarize([])).best / base.best;
  return {
    title: `${RUNS} sequential runs of a six-step flow with one POST on loopback (runs a second)`,
    base: BASE,
    columns: ['best', 'median', 'x best', 'x median', 'CPU µs a run', 'x CPU'],
    rows: [...summary].map(([name, rate]) => ({
      name,
      cells: [rate.best, rate.median, rate.best / base.best, rate.median / base.median, rate.cpu, rate.cpu / base.cpu],
    })),
    targets: [
      {
        what: 'runs a second, best against best of plain got',
        wanted: 'at least 0.85',
        reached: ratio,
        met: ratio >= 0.85,
      },
    ],
  };
}

function summarize(rates: readonly Rate[]): { readonly best: number; readonly median: number; readonly cpu: number } {
  return {
    best: Math.max(...rates.map((rate) => rate.perSecond)),
    median: median(rates.map((rate) => rate.perSecond)),
    cpu: Math.min(...rates.map((rate) => rate.cpu)),
  };
}
