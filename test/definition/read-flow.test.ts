import { describe, expect, it } from 'vitest';
import type { ScreenElement } from '../../src/model/elements.ts';
import type { Expression } from '../../src/model/expression.ts';
import { assigning, deciding, flowOf, load, showing, withElements } from './support.ts';

/** A part of the model without its places. */
function bare(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'place' ? undefined : value)));
}

function assigned(row: string): Expression | undefined {
  const [element] = flowOf(assigning(row)).elements;
  return element?.type === 'assignment' ? element.assign[0]?.value : undefined;
}

describe('values', () => {
  it.each([
    ['anything: 5', { kind: 'literal', type: 'Number', value: 5 }],
    ['anything: 19.99', { kind: 'literal', type: 'Number', value: { $units: 1999, $scale: 2 } }],
    [
      'anything: 12345678901234567890.5',
      { kind: 'literal', type: 'Number', value: { $units: '123456789012345678905', $scale: 1 } },
    ],
    ['anything: true', { kind: 'literal', type: 'Boolean', value: true }],
    ["anything: '5'", { kind: 'literal', type: 'Text', value: '5' }],
    ["anything: ''", { kind: 'literal', type: 'Text', value: '' }],
    ['anything: Closed Won', { kind: 'literal', type: 'Text', value: 'Closed Won' }],
    ['anything: null', { kind: 'none' }],
    ['anything:', { kind: 'none' }],
    ["anything: '{!name}'", { kind: 'reference', path: 'name' }],
    ["anything: '{!acc.Owner.Name}'", { kind: 'reference', path: 'acc.Owner.Name' }],
    ["anything: { text: '{!name}' }", { kind: 'template', parts: [{ kind: 'reference', path: 'name' }] }],
    ["anything: 'Dear {!name}!'", { kind: 'template', parts: ['Dear ', { kind: 'reference', path: 'name' }, '!'] }],
    ['anything: { date: 2026-01-31 }', { kind: 'literal', type: 'Date', value: '2026-01-31' }],
    [
      'anything: { dateTime: 2026-01-31T10:00:00Z }',
      { kind: 'literal', type: 'DateTime', value: '2026-01-31T10:00:00.000Z' },
    ],
    ["anything: { time: '10:00' }", { kind: 'literal', type: 'Time', value: '10:00:00.000' }],
    ['anything: { formula: TODAY() + 3, type: Date }', { kind: 'formula', text: 'TODAY() + 3', type: 'Date' }],
    ['anything: { metadata: { complexValue: x } }', { kind: 'opaque' }],
  ])('%s', (row, expected) => {
    expect(bare(assigned(row))).toEqual(expected);
  });

  it('are the same under an operator', () => {
    const [element] = flowOf(assigning("amount: { add: '{!anything}' }")).elements;
    expect(element?.type === 'assignment' && bare(element.assign)).toEqual([
      {
        target: { kind: 'reference', path: 'amount' },
        operator: 'add',
        value: { kind: 'reference', path: 'anything' },
      },
    ]);
  });
});

describe('conditions', () => {
  const conditionsOf = (keys: string): unknown => {
    const [element] = flowOf(withElements(`First: { type: decision, outcomes: { Out: { ${keys} } } }`)).elements;
    return element?.type === 'decision' ? bare(element.outcomes[0]?.conditions) : undefined;
  };
  const row = (left: string, operator: string, value: unknown, type: string) => ({
    left: { kind: 'reference', path: left },
    operator,
    right: { kind: 'literal', type, value },
  });

  it.each([
    [
      'all: [ name: x, amount: { greaterThan: 5 } ]',
      {
        kind: 'rows',
        logic: 'and',
        rows: [row('name', 'equalTo', 'x', 'Text'), row('amount', 'greaterThan', 5, 'Number')],
      },
    ],
    ['any: [ name: x ]', { kind: 'rows', logic: 'or', rows: [row('name', 'equalTo', 'x', 'Text')] }],
    [
      'conditions: [ name: x, done: true ], logic: 1 OR NOT 2',
      {
        kind: 'rows',
        logic: '1 OR NOT 2',
        rows: [row('name', 'equalTo', 'x', 'Text'), row('done', 'equalTo', true, 'Boolean')],
      },
    ],
    ["formula: '{!amount} > 5'", { kind: 'formula', formula: { kind: 'formula', text: '{!amount} > 5' } }],
    ['label: Out', { kind: 'rows', logic: 'and', rows: [] }],
    [
      'all: [ name: { equalTo: null } ]',
      {
        kind: 'rows',
        logic: 'and',
        rows: [{ left: { kind: 'reference', path: 'name' }, operator: 'equalTo', right: { kind: 'none' } }],
      },
    ],
  ])('%s', (keys, expected) => {
    expect(conditionsOf(keys)).toEqual(expected);
  });

  it('stand in a list where they filter', () => {
    const flow = flowOf(
      withElements(
        'First: { type: screen }',
        'choiceSets: { c: { object: Account, where: [ Industry: Energy ], sort: { Name: Desc }, limit: 5, label: Name } }\n',
      ),
    );
    expect(bare(flow.choiceSets)).toEqual([
      {
        name: 'c',
        dataType: 'Text',
        label: 'Name',
        source: {
          kind: 'records',
          object: 'Account',
          where: { kind: 'rows', logic: 'and', rows: [row('Industry', 'equalTo', 'Energy', 'Text')] },
          sort: { field: 'Name', order: 'Desc' },
          limit: 5,
        },
      },
    ]);
  });
});

describe('what is left out', () => {
  it('labels come from names', () => {
    const flow = flowOf(
      'start: Ask_Me\nelements: { Ask_Me: { type: screen, fields: { Your_Name: { type: text } } } }\n',
    );
    const [screen] = flow.elements;
    expect(flow.label).toBe('test');
    expect(screen?.label).toBe('Ask Me');
    expect(bare((screen as ScreenElement).fields[0])).toEqual({
      type: 'text',
      name: 'Your_Name',
      label: { kind: 'template', parts: ['Your Name'] },
      required: false,
      onRevisit: 'keep',
    });
  });

  it('a flow has its defaults', () => {
    expect(flowOf('label: x\n')).toMatchObject({
      type: 'Screen Flow',
      status: 'Draft',
      apiVersion: 66,
      runInMode: 'DefaultMode',
      elements: [],
      unsupported: [],
    });
  });

  it('a screen has all its buttons', () => {
    expect(flowOf(withElements('First: { type: screen }')).elements[0]).toMatchObject({
      allowBack: true,
      allowFinish: true,
      allowPause: true,
      showHeader: true,
      showFooter: true,
      buttons: {},
      fields: [],
    });
  });

  it('a decision has a default outcome, a loop goes up, outputs are stored', () => {
    const flow = flowOf(
      withElements(
        'First: { type: decision, default: L }\nL: { type: loop, collection: names, afterLast: S }\nS: { type: subflow, flow: F }\n',
      ),
    );
    expect(bare(flow.elements)).toMatchObject([
      { outcomes: [], default: { label: 'Default Outcome', next: { to: 'L', goTo: false } } },
      { order: 'Asc' },
      { inputs: [], outputs: { kind: 'automatic' } },
    ]);
  });
});

describe('short forms', () => {
  it('variables and constants', () => {
    const flow = flowOf(
      'variables: { a: Text, b: { type: Record, object: Account, collection: true } }\nconstants: { c: 3, d: x, e: { type: Currency, value: 3 } }\n',
    );
    expect(bare(flow.variables)).toEqual([
      { name: 'a', type: { dataType: 'Text' }, input: false, output: false },
      { name: 'b', type: { dataType: 'Record', collection: true, of: 'Account' }, input: false, output: false },
    ]);
    expect(flow.constants.map(({ type }) => type.dataType)).toEqual(['Number', 'Text', 'Currency']);
  });

  it('connectors', () => {
    const flow = flowOf(
      withElements(
        'First: { type: screen, next: B }\nB: { type: screen, next: { goTo: First } }\nC: { type: decision, default: { goTo: B } }\n',
      ),
    );
    expect(bare(flow.elements)).toMatchObject([
      { next: { to: 'B', goTo: false } },
      { next: { to: 'First', goTo: true } },
      { default: { next: { to: 'B', goTo: true } } },
    ]);
  });

  it('options: a scalar is label and value', () => {
    const [screen] = flowOf(
      showing('F: { type: picklist, options: [Red, 5, { label: Navy, value: blue }, { label: Sky }] }'),
    ).elements;
    const field = (screen as ScreenElement).fields[0];
    expect(field?.type === 'picklist' && bare(field.options)).toEqual([
      { label: 'Red', value: { kind: 'literal', type: 'Text', value: 'Red' } },
      { label: '5', value: { kind: 'literal', type: 'Number', value: 5 } },
      { label: 'Navy', value: { kind: 'literal', type: 'Text', value: 'blue' } },
      { label: 'Sky', value: { kind: 'literal', type: 'Text', value: 'Sky' } },
    ]);
  });

  it('outputs', () => {
    const outputs = (text: string): unknown => {
      const [element] = flowOf(withElements(`First: { type: subflow, flow: F, outputs: ${text} }`)).elements;
      return element?.type === 'subflow' ? bare(element.outputs) : undefined;
    };
    expect(outputs('none')).toEqual({ kind: 'none' });
    expect(outputs('name')).toEqual({ kind: 'variable', target: { kind: 'reference', path: 'name' } });
    expect(outputs('{ a: name, b: amount }')).toMatchObject({ kind: 'map', rows: [{ name: 'a' }, { name: 'b' }] });
    expect(outputs('[ a: name, a: amount ]')).toMatchObject({ kind: 'map', rows: [{ name: 'a' }, { name: 'a' }] });
  });
});

describe('HTTP callouts', () => {
  it('keep the order of replies, the digits of samples and JSON keys', () => {
    const text = withElements(`First:
  type: httpCallout
  namedCredential: N
  method: POST
  path: '/x/{!name}'
  body: { Name: '{!name}', tags: [a, 1, null], date: { date: x } }
  responses: { 2XX: { sample: { price: 19.99, $ref: 1, __proto__: 2 } }, 201: { sample: [] } }
`);
    const [element] = flowOf(text).elements;
    if (element?.type !== 'httpCallout') throw new TypeError('no callout');
    expect(element.responses.map(({ key }) => key)).toEqual(['2XX', '201']);
    expect(Object.entries(element.responses[0]?.samples[0] ?? {})).toEqual([
      ['price', { $units: 1999, $scale: 2 }],
      ['$$ref', 1],
      ['__proto__', 2],
    ]);
    expect(bare(element.body)).toEqual({
      kind: 'object',
      entries: [
        { key: 'Name', value: { kind: 'reference', path: 'name' } },
        {
          key: 'tags',
          value: {
            kind: 'list',
            items: [
              { kind: 'literal', type: 'Text', value: 'a' },
              { kind: 'literal', type: 'Number', value: 1 },
              { kind: 'none' },
            ],
          },
        },
        {
          key: 'date',
          value: { kind: 'object', entries: [{ key: 'date', value: { kind: 'literal', type: 'Text', value: 'x' } }] },
        },
      ],
    });
  });
});

describe('what this version does not run', () => {
  it('triggers of other kinds', () => {
    const { flow, diagnostics } = load(
      "type: Autolaunched Flow\nstart: { trigger: Segment, object: A, next: B }\nvariables: { x: JSON }\nelements: { B: { type: assignment, assign: [ x: '{!$Record.Name}' ] } }\n",
    );
    expect(diagnostics.map(({ rule }) => rule)).toContain('unsupported-start');
    expect(flow?.start?.to).toBe('B');
    expect(flow?.trigger).toBeUndefined();
  });

  it('families without words in the language', () => {
    const text = `type: Orchestrator
start: Stage
metadata:
  orchestratedStages: [ { name: Stage, connector: { targetReference: After }, stageSteps: { name: Step } } ]
variables: { x: JSON }
elements: { After: { type: assignment, assign: [ x: '{!Step.Status}' ] } }
`;
    expect(load(text).diagnostics.map(({ rule }) => rule)).toEqual(['unsupported-element']);
  });
});

describe('layout', () => {
  it('warns of what is gone', () => {
    const text = withElements('First: { type: screen }').concat(
      '\nlayout: { start: [50, 0], First: [1, 2], Gone: [3, 4.5] }\n',
    );
    expect(load(text).diagnostics).toMatchObject([{ rule: 'stale-layout', severity: 'warning' }]);
    expect(load(text).flow).not.toBeNull();
  });
});

describe('places', () => {
  it('are offsets of what is meant', () => {
    const text = deciding("amount: { greaterThan: '{!anything}' }");
    const [element] = flowOf(text).elements;
    const conditions = element?.type === 'decision' ? element.outcomes[0]?.conditions : undefined;
    const row = conditions?.kind === 'rows' ? conditions.rows[0] : undefined;
    const at = (place: { start: number; end: number } | undefined): string => text.slice(place?.start, place?.end);
    expect([at(element?.place), at(row?.left.place), at(row?.right.place)]).toEqual(['First', 'amount', 'anything']);
  });
});
