/**
 * One fresh process of one contestant: a thousand runs to warm up, then the counted ones; prints runs a second and CPU.
 *   node process.js <contestant file> <url> <runs> <in flight>
 */
import assert from 'node:assert/strict';

const [file = '', base = '', runs = '1000', inFlight = '1'] = process.argv.slice(2);
const { prepare } = await import(file);
const run = await prepare(base);

async function passes(count) {
  let next = 0;
  const one = async () => {
    while (next < count) {
      const i = next++;
      const outputs = await run(`Acme ${i}`, i * 3);
      assert.deepEqual({ ...outputs }, { newId: '001000000000001AAA', done: true });
    }
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, one));
}

await passes(1000);
const cpu = process.cpuUsage();
const began = performance.now();
await passes(Number(runs));
const took = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ perSecond: (Number(runs) * 1000) / took, cpu: (user + system) / Number(runs) }));
process.exit(0);
