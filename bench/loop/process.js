/**
 * One fresh process of one contestant: the cold first run, then warm passes; prints the times as JSON.
 *   node process.js <contestant file> <passes> <most milliseconds>
 */
import assert from 'node:assert/strict';
import { expected } from './workload.js';

const [file = '', passes = '25', most = '3000'] = process.argv.slice(2);
const { prepare } = await import(file);
const run = await prepare();

async function timed() {
  const began = performance.now();
  const result = await run();
  const took = performance.now() - began;
  assert.deepEqual(result, expected);
  return took;
}

const cold = await timed();
const warm = [];
const began = performance.now();
const spent = () => performance.now() - began;
// As many passes as were asked for, and long enough for the compiler to settle; the slow ones stop at the limit.
while ((warm.length < Number(passes) || spent() < Number(most) / 3) && (warm.length < 5 || spent() < Number(most))) {
  warm.push(await timed());
}
warm.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({ cold, best: warm[0], median: warm[Math.floor(warm.length / 2)], passes: warm.length }),
);
process.exit(0);
