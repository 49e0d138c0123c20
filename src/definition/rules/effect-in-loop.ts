import { elementDefinition } from '../../elements/index.ts';
import type { FlowElement } from '../../model/elements.ts';
import type { Flow } from '../../model/flow.ts';
import { bodyOf } from '../loops.ts';
import type { Problem, Rule, RuleContext } from './rule.ts';

/** What each effect does, for the message, and what to do instead. */
const COSTS: Readonly<Record<string, { readonly does: string; readonly instead: string }>> = {
  query: {
    does: 'reads records',
    instead: 'get all records before the loop, with in and a collection of ids, and pick out of them inside',
  },
  save: {
    does: 'changes records',
    instead: 'collect the records in a variable inside the loop and change them all at once after it',
  },
  callout: { does: 'calls out', instead: 'look for a request that takes or gives all items at once' },
};

export const effectInLoop: Rule = {
  id: 'effect-in-loop',
  severity: 'warning',
  doc: 'A loop reads or changes records, or calls out, once for each item: many items exceed the limits of a transaction.',
  check: (context) => {
    const { flow, graph } = context;
    const elements = new Map(flow.elements.map((element) => [element.name.toLowerCase(), element]));
    const told = new Set<FlowElement>();
    return flow.elements.flatMap((loop) => {
      if (loop.type !== 'loop') return [];
      return [...bodyOf(graph, loop.name.toLowerCase())].flatMap((key): readonly Problem[] => {
        const element = elements.get(key);
        const cost = element && costOf(element, context);
        if (!element || !cost || told.has(element)) return [];
        told.add(element);
        return [
          {
            message: `${element.name} ${cost.does} for each item of the loop ${loop.name}`,
            place: element.place,
            suggestion: cost.instead,
          },
        ];
      });
    });
  },
};

function costOf(element: FlowElement, { surroundings: { flows } }: RuleContext): (typeof COSTS)[string] | undefined {
  if (element.type !== 'subflow') return COSTS[elementDefinition(element).raises ?? ''];
  const kinds = effectsOf(flows?.get(element.flow.name), flows, new Set());
  const cost = COSTS[['save', 'query', 'callout'].find((kind) => kinds.has(kind)) ?? ''];
  return (
    cost && {
      does: `runs ${element.flow.name}, which ${cost.does},`,
      instead: 'give the subflow all items at once, and let it run after the loop',
    }
  );
}

/** The kinds of effects that a flow can raise, by itself or by the flows it calls. */
function effectsOf(
  flow: Flow | undefined,
  flows: ReadonlyMap<string, Flow> | undefined,
  seen: Set<Flow>,
): ReadonlySet<string> {
  if (!flow || seen.has(flow)) return new Set();
  seen.add(flow);
  return new Set(
    flow.elements.flatMap((element) =>
      element.type === 'subflow'
        ? [...effectsOf(flows?.get(element.flow.name), flows, seen)]
        : [elementDefinition(element).raises ?? ''],
    ),
  );
}
