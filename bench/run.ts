/**
 * `npm run bench [-- --only loop,callout,formula,start] [--rounds N] [--json]`: ours beside the peers, interleaved, as ratios.
 * Needs a build (`npm run build`) and the peers (`npm ci --prefix bench`); `npm run bench` does both.
 */
import { parseArgs } from 'node:util';
import { BenchError } from './bench-error.ts';
import { measureCallouts } from './callout.ts';
import { measureFormulas } from './formula.ts';
import { measureLoop } from './loop.ts';
import { measureStart } from './start.ts';
import { draw, type Report } from './table.ts';

const BENCHES: Readonly<Record<string, { readonly rounds: number; measure(rounds: number): Promise<Report> }>> = {
  loop: { rounds: 5, measure: measureLoop },
  callout: { rounds: 5, measure: measureCallouts },
  formula: { rounds: 5, measure: measureFormulas },
  start: { rounds: 10, measure: measureStart },
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string' }, json: { type: 'boolean' } },
});
const chosen = values.only?.split(',') ?? Object.keys(BENCHES);
const reports: Report[] = [];
for (const name of chosen) {
  const bench = BENCHES[name];
  if (bench === undefined) throw new BenchError(`no bench "${name}": ${Object.keys(BENCHES).join(', ')}`);
  process.stderr.write(`${name} `);
  const report = await bench.measure(Number(values.rounds ?? bench.rounds));
  reports.push(report);
  if (!values.json) process.stdout.write(`\n${draw(report)}\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify({ node: process.version, reports })}\n`);
