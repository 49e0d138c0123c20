import { compileFlow, isOver, resumeInterview, startInterview } from '../../src/interview/index.ts';
import type { Interview } from '../../src/model/interview.ts';
import { BenchError } from '../bench-error.ts';
import { loadBenchFlow, SURROUNDINGS } from '../flows.ts';
import { items } from './workload.js';

const CONTEXT = { user: 'bench', locale: 'en-US', timeZone: 'UTC', startedAt: 0 };

/** `flows/loop.yaml`, compiled once; every run is an interview of its own. */
export async function prepare(): Promise<() => Record<string, unknown>> {
  const program = compileFlow(await loadBenchFlow('loop'), SURROUNDINGS);
  return () => {
    let interview: Interview = startInterview(program, { items }, { id: 'bench', ...CONTEXT });
    while (interview.pending.kind === 'stopped') {
      interview = resumeInterview(program, interview, { kind: 'done', answers: interview.pending.id, at: 0 });
    }
    if (!isOver(interview) || interview.pending.kind !== 'finished') {
      throw new BenchError(JSON.stringify(interview.pending));
    }
    return { ...interview.pending.outputs };
  };
}
