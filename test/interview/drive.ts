/** How tests of the machine start flows, answer effects and read what came of it. */
import { compileFlow } from '../../src/interview/index.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Draft, FlowEvent, Interview, ScreenVerb } from '../../src/model/interview.ts';
import type { Value } from '../../src/model/value.ts';
import * as build from './build.ts';
import type { Programs } from './laws.ts';

/** When everything in these tests is answered. */
export const AT = build.context.startedAt + 1000;

/** The flow, which may call itself and the others. */
export function programs(flow: Flow, ...others: readonly Flow[]): Programs {
  const around = build.around(flow, ...others);
  return { plain: compileFlow(flow, around), observed: compileFlow(flow, around, { observed: true }) };
}

export function answer({ pending: effect }: Interview, verb: ScreenVerb, draft: Draft = {}): FlowEvent {
  return { kind: 'answered', answers: effect.id, at: AT, verb, draft };
}

export function reply({ pending: effect }: Interview, status: number, body: Value): FlowEvent {
  return { kind: 'responded', answers: effect.id, at: AT, status, headers: {}, body };
}

/** The pending effect as a short word: `screen Ask`, `callout Post`, `finished`. */
export function pending({ pending: effect }: Interview): string {
  return 'element' in effect ? `${effect.kind} ${effect.element}` : effect.kind;
}

/** The outputs of a finished interview; of another one its pending effect, so that a failed expectation shows it. */
export function outputs({ pending: effect }: Interview): unknown {
  return effect.kind === 'finished' ? effect.outputs : effect;
}
