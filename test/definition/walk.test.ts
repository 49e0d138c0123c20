import { describe, expect, it } from 'vitest';
import { connectorsOf, walkExpressions, walkReferences } from '../../src/definition/walk.ts';
import { ELEMENT_FORMS } from '../../src/forms/elements/index.ts';
import { EVERYTHING } from './everything.ts';
import { flowOf, load } from './support.ts';

describe('walking over a flow with every key', () => {
  const flow = load(EVERYTHING).flow ?? flowOf(EVERYTHING);

  it('meets every merge field of the file, at its place', () => {
    const walked = walkReferences(flow).toArray();
    const met = new Set(walked.map(({ reference }) => reference.place.start));
    const written = [...EVERYTHING.matchAll(/\{!([$A-Za-z][\w.$:[\]]*)\}/g)].map((match) => match.index + 2);
    expect(written.filter((start) => !met.has(start)).map((start) => EVERYTHING.slice(start, start + 20))).toEqual([]);
    for (const { reference } of walked) {
      expect(EVERYTHING.slice(reference.place.start, reference.place.end)).toBe(reference.path);
    }
  });

  it('meets no left side of a filter', () => {
    expect(
      walkReferences(flow)
        .toArray()
        .filter(({ path }) => path.includes('where') && path.at(-1) === 'left'),
    ).toEqual([]);
  });

  it('says by which way it came', () => {
    const paths = walkExpressions(flow)
      .toArray()
      .map(({ path }) => path.join('.'));
    expect(paths).toContain('elements.2.outcomes.0.conditions.rows.0.left');
    expect(paths).toContain('choiceSets.1.source.where.rows.0.right');
    expect(paths.some((path) => path.startsWith('source.') || path.includes('sample'))).toBe(false);
  });

  it('finds the connectors of every kind of element', () => {
    const kinds = new Set(flow.elements.map(({ type }) => type));
    expect([...kinds].toSorted()).toEqual(Object.keys(ELEMENT_FORMS).toSorted());
    const ways = flow.elements.map((element) => [
      element.name,
      connectorsOf(element).map(({ connector }) => connector?.to),
    ]);
    expect(Object.fromEntries(ways)).toMatchObject({
      First: ['Assign_It'],
      Assign_It: ['Decide'],
      Decide: ['Each', 'Call', 'Sub', 'Sub_All'],
      Each: ['Assign_It', 'Call'],
      Call: ['Sub', 'First'],
      Sub_None: [],
      Sort: ['Keep'],
      Map: ['Map_One'],
      Refuse: ['Get'],
      Keep: ['Keep_By_Formula'],
      Get: ['Make', 'First'],
      Undo: ['Act'],
      Act: ['Await', 'Call', 'Sub'],
      Await: ['Plug', 'Call', 'Sub'],
      Plug: ['First', 'Sub'],
    });
  });
});
