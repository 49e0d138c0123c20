import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadFlowText } from '../src/definition/index.ts';
import type { Surroundings } from '../src/interview/index.ts';
import type { Flow } from '../src/model/flow.ts';
import { BenchError } from './bench-error.ts';

/** No subflows, no global variables. */
export const SURROUNDINGS: Surroundings = { flow: () => undefined, global: () => null };

/** A flow of `bench/flows`. */
export async function loadBenchFlow(name: string): Promise<Flow> {
  const file = resolve(import.meta.dirname, `flows/${name}.yaml`);
  const { flow, diagnostics } = loadFlowText(await readFile(file, 'utf8'), file);
  if (flow === null) throw new BenchError(JSON.stringify(diagnostics, null, 1));
  return flow;
}
