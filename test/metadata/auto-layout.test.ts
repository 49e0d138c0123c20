import { describe, expect, it } from 'vitest';
import { childrenOf, parseMetadataXml, textOf } from '../../src/metadata/xml.ts';
import { exported, flowOf, imported } from './translate.ts';

/** Where export puts the nodes of a flow: `X,Y` by name. */
function placesOf(yaml: string): Readonly<Record<string, string>> {
  const { root } = parseMetadataXml(exported(flowOf(yaml)), 'x');
  const at = (name: string, element: Parameters<typeof textOf>[0]): [string, string] => [
    name,
    `${textOf(element, 'locationX')},${textOf(element, 'locationY')}`,
  ];
  const nodes = (root?.children ?? []).filter((element) => textOf(element, 'locationX') !== null);
  return Object.fromEntries(
    nodes.map((node) => at(node.name === 'start' ? 'start' : (textOf(node, 'name') ?? ''), node)),
  );
}

const BRANCHES = `start: First

elements:
  First:
    type: screen
    next: Ask

  Ask:
    type: decision
    outcomes:
      'Yes':
        all:
          - a: 1
        next: Left
      Maybe:
        all:
          - a: 2
        next: Middle
    default: Right

  Left:
    type: screen
    next: Joined

  Middle:
    type: screen
    next: Lower

  Lower:
    type: screen
    next: Joined

  Right:
    type: screen
    next: Joined

  Joined:
    type: screen
`;

describe('the layout of a flow without coordinates', () => {
  it('is one column where nothing branches', () => {
    const yaml = 'start: A\n\nelements:\n  A:\n    type: screen\n    next: B\n\n  B:\n    type: screen\n';
    expect(placesOf(yaml)).toEqual({ start: '50,0', A: '176,134', B: '176,242' });
  });

  it('puts branches side by side, and what joins them below their middle', () => {
    expect(placesOf(BRANCHES)).toEqual({
      start: '50,0',
      First: '314,134',
      Ask: '314,242',
      Left: '50,350',
      Middle: '314,350',
      Right: '578,350',
      Lower: '314,458',
      Joined: '314,566',
    });
  });

  it('puts fault paths on the right, and what follows a loop below its body', () => {
    const yaml = `start: Get

elements:
  Get:
    type: getRecords
    object: Account
    next: Each
    fault: Sorry

  Each:
    type: loop
    collection: Get
    forEach: Body
    afterLast: Done

  Body:
    type: assignment
    assign:
      - a: 1
    next: Each

  Done:
    type: screen

  Sorry:
    type: screen
    next: { goTo: Get }
`;
    const { Get, Each, Body, Done, Sorry } = placesOf(yaml);
    expect([Get, Each, Body, Done, Sorry]).toEqual(['182,134', '182,242', '50,350', '314,350', '578,242']);
  });

  it('puts what no path reaches in a row below', () => {
    const yaml = 'start: A\n\nelements:\n  A:\n    type: screen\n\n  B:\n    type: screen\n\n  C:\n    type: screen\n';
    expect(placesOf(yaml)).toEqual({ start: '50,0', A: '176,134', B: '176,350', C: '440,350' });
  });

  it('never puts two nodes in one place', () => {
    const places = Object.values(placesOf(BRANCHES));
    expect(new Set(places).size).toBe(places.length);
  });

  it('is not said in YAML: it comes back by itself', () => {
    expect(imported(exported(flowOf(BRANCHES)))).toBe(flowOf(BRANCHES));
  });

  it('is found for long flows without recursion', () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `S${index}`);
    const elements = names.map((name, index) => `  ${name}: { type: assignment, next: S${(index + 1) % 5_000} }`);
    const { root } = parseMetadataXml(exported(flowOf(`start: S0\n\nelements:\n${elements.join('\n')}\n`)), 'x');
    const last = childrenOf(
      root ?? { name: '', attributes: {}, children: [], text: '', place: { start: 0, end: 0 } },
      'assignments',
    ).at(-1);
    expect(last && textOf(last, 'locationX')).toBe('176');
  });
});

describe('the layout of a flow with coordinates', () => {
  it('stands, and an element that has none comes below the one before it', () => {
    const yaml =
      'start: A\n\nelements:\n  A:\n    type: screen\n    next: B\n\n  B:\n    type: screen\n\nlayout:\n  start: [50, 0]\n  A: [500, 300]\n';
    expect(placesOf(yaml)).toEqual({ start: '50,0', A: '500,300', B: '500,408' });
  });
});
