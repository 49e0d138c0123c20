import { describe, expect, it } from 'vitest';
import { cyclesOf, graphOf } from '../../src/definition/graph.ts';
import { flowOf, withElements } from './support.ts';

const graph = graphOf(
  flowOf(
    withElements(`First: { type: screen, next: b }
B: { type: decision, outcomes: { Out: { all: [ name: x ], next: First } }, default: C }
C: { type: httpCallout, namedCredential: N, method: GET, path: /, next: D, fault: C }
D: { type: getRecords, object: A, next: E }
E: { type: screen }
F: { type: screen, next: E }
`),
  ),
);

describe('graphOf', () => {
  it('knows where elements lead, whatever the case of the name', () => {
    expect(graph.start).toEqual(['first']);
    expect(graph.knots.map(({ name, edges, ends }) => [name, edges.map(({ to }) => to).join(' '), ends])).toEqual([
      ['First', 'b', false],
      ['B', 'first c', false],
      ['C', 'd c', false],
      ['D', 'e', false],
      ['E', '', true],
      ['F', 'e', false],
    ]);
  });

  it('reaches what paths lead to', () => {
    expect([...graph.reach(['first'])].toSorted()).toEqual(['b', 'c', 'd', 'e', 'first']);
    expect([...graph.reach(['first'], (knot) => knot.key !== 'c')].toSorted()).toEqual(['b', 'c', 'first']);
    expect([...graph.reach([])]).toEqual([]);
  });

  it('finds circles, those of one element too', () => {
    expect(cyclesOf(graph).map((cycle) => cycle.map(({ name }) => name))).toEqual([['First', 'B'], ['C']]);
    expect(cyclesOf(graph, (_knot, { name }) => name !== 'fault').map((cycle) => cycle.length)).toEqual([2]);
  });

  it('is quick with a thousand elements in a circle', () => {
    const lines = Array.from(
      { length: 1000 },
      (_, i) => `E${i}: { type: assignment, assign: [ name: x ], next: E${(i + 1) % 1000} }`,
    );
    const big = graphOf(flowOf(withElements(`First: { type: screen, next: E0 }\n${lines.join('\n')}\n`)));
    const started = performance.now();
    expect(cyclesOf(big)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
