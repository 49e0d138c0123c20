import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/definition/graph.ts';
import { bodyOf } from '../../src/definition/loops.ts';
import { flowOf, withElements } from './support.ts';

const bodyIn = (elements: string): readonly string[] =>
  [...bodyOf(graphOf(flowOf(withElements(elements))), 'first')].toSorted();

describe('the body of a loop', () => {
  it('is what comes back to it', () => {
    expect(
      bodyIn(`First: { type: loop, collection: names, forEach: A, afterLast: After }
A: { type: decision, outcomes: { Out: { all: [ name: x ], next: Found }, In: { all: [ name: y ], next: B } }, default: First }
B: { type: assignment, assign: [ name: x ], next: First }
Found: { type: screen, next: After }
After: { type: screen }
`),
    ).toEqual(['a', 'b']);
  });

  it('holds inner loops with all they hold', () => {
    expect(
      bodyIn(`First: { type: loop, collection: names, forEach: Inner }
Inner: { type: loop, collection: names, forEach: A, afterLast: First }
A: { type: assignment, assign: [ name: x ], next: Inner }
`),
    ).toEqual(['a', 'inner']);
  });

  it('may be empty', () => {
    expect(bodyIn('First: { type: loop, collection: names }')).toEqual([]);
    expect(bodyIn('First: { type: loop, collection: names, forEach: First }')).toEqual([]);
  });

  it('is in one circle with its loop, whatever the graph', () => {
    const connector = fc.nat({ max: 7 });
    fc.assert(
      fc.property(fc.array(connector, { minLength: 8, maxLength: 8 }), connector, (ways, forEach) => {
        const elements = ways.map(
          (to, i) => `E${i}: { type: assignment, assign: [ name: x ], next: ${to === 7 ? 'First' : `E${to}`} }`,
        );
        const graph = graphOf(
          flowOf(
            withElements([`First: { type: loop, collection: names, forEach: E${forEach} }`, ...elements].join('\n')),
          ),
        );
        for (const key of bodyOf(graph, 'first')) {
          expect(graph.reach(graph.knot(key)?.edges.map(({ to }) => to) ?? []).has('first')).toBe(true);
          expect(graph.reach(['first']).has(key)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
