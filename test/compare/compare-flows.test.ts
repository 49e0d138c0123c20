import { describe, expect, it } from 'vitest';
import { compareFlows } from '../../src/compare/compare-flows.ts';
import { exported, treeOfXml, treeOfYaml } from '../metadata/translate.ts';

const FLOW = `label: Refund
type: Screen Flow
apiVersion: 66.0
status: Active

variables:
  limit: { type: Number, scale: 0, input: true, default: 100 }

formulas:
  half: { type: Number, expression: '{!limit} / 2' }

start: Ask

elements:
  Ask:
    type: screen
    fields:
      Amount: { type: currency, label: Amount, required: true, scale: 2 }
      Reason: { type: picklist, label: Reason, options: [Late, Broken] }
    next: Check

  Check:
    type: decision
    outcomes:
      Large:
        all:
          - Amount: { greaterThan: '{!limit}' }
          - Reason: Late
        next: Ask_Manager
    default: Pay

  Ask_Manager:
    type: screen
    fields:
      Note: { type: displayText, text: 'Ask a manager about {!Amount}.' }
    next: Pay

  Pay:
    type: assignment
    assign:
      - limit: { subtract: '{!Amount}' }
`;

/** The changes between FLOW and a changed FLOW, one line each. */
function changesBy(change: (yaml: string) => string): readonly string[] {
  const changes = compareFlows(treeOfYaml(FLOW), treeOfYaml(change(FLOW)));
  return changes.flatMap(({ text, details }) => [text, ...details.map((detail) => `  ${detail.text}`)]);
}

describe('what changed in a flow', () => {
  it.each<[string, (yaml: string) => string, readonly string[]]>([
    ['nothing', (yaml) => yaml, []],
    ['comments and canvas places', (yaml) => `# Note\n${yaml}\nlayout:\n  start: [50, 0]\n`, []],
    [
      'the order of elements',
      (yaml) => {
        const [head = '', manager = ''] = [
          yaml.slice(0, yaml.indexOf('  Ask_Manager:')),
          yaml.slice(yaml.indexOf('  Ask_Manager:')),
        ];
        const [first = '', second = ''] = manager.split('\n\n');
        return `${head}${second.trimEnd()}\n\n${first}\n`;
      },
      [],
    ],
    [
      'a condition',
      (yaml) => yaml.replace("{ greaterThan: '{!limit}' }", '{ greaterThanOrEqualTo: 50 }'),
      [
        'decision Check',
        '  outcome Large: condition changed: Amount > {!limit} and Reason = "Late" → Amount ≥ 50 and Reason = "Late"',
      ],
    ],
    [
      'and to or',
      (yaml) => yaml.replace('all:', 'any:'),
      [
        'decision Check',
        '  outcome Large: condition changed: Amount > {!limit} and Reason = "Late" → Amount > {!limit} or Reason = "Late"',
      ],
    ],
    [
      'a connector',
      (yaml) => yaml.replace('next: Ask_Manager', 'next: Pay'),
      ['decision Check', '  outcome Large: goes on to Pay instead of Ask_Manager'],
    ],
    [
      'a default path that is gone',
      (yaml) => yaml.replace('    default: Pay\n', ''),
      ['decision Check', '  no longer by default goes to Pay'],
    ],
    ['an element that is gone', (yaml) => yaml.replace(/ {2}Pay:[\s\S]*$/, ''), ['assignment Pay removed']],
    [
      'an element that is new',
      (yaml) => `${yaml}    next: Done\n\n  Done:\n    type: screen\n`,
      ['assignment Pay', '  now goes on to Done', 'screen Done added'],
    ],
    [
      'a new name, wherever it is used',
      (yaml) => yaml.replaceAll('Ask_Manager', 'Manager_Review'),
      ['screen Ask_Manager renamed to Manager_Review'],
    ],
    [
      'a new name of a variable in formulas, conditions and assignments',
      (yaml) =>
        yaml.replaceAll('{!limit}', '{!maximum}').replace('limit: {', 'maximum: {').replace('- limit:', '- maximum:'),
      ['variable limit renamed to maximum'],
    ],
    [
      'a field that is new, one that is gone',
      (yaml) =>
        yaml.replace(
          '      Reason: { type: picklist, label: Reason, options: [Late, Broken] }\n',
          '      Since: { type: date, label: Since when }\n',
        ),
      ['screen Ask', '  field Reason removed', '  field Since added (date, "Since when")'],
    ],
    [
      'the order of fields',
      (yaml) => yaml.replace(/( {6}Amount.*\n)( {6}Reason.*\n)/, '$2$1'),
      ['screen Ask', '  fields stand in another order'],
    ],
    [
      'a required field',
      (yaml) => yaml.replace('required: true, ', ''),
      ['screen Ask', '  field Amount: is no longer required'],
    ],
    [
      'options',
      (yaml) => yaml.replace('[Late, Broken]', '[Broken, Other]'),
      ['screen Ask', '  field Reason: option "Late" removed', '  field Reason: option "Other" added'],
    ],
    [
      'a row of an assignment',
      (yaml) => yaml.replace("{ subtract: '{!Amount}' }", '0'),
      ['assignment Pay', '  no longer sets limit subtract {!Amount}', '  now sets limit = 0'],
    ],
    [
      'what the flow says of itself',
      (yaml) => yaml.replace('status: Active', 'status: Draft').replace('start: Ask', 'start: Check'),
      ['the flow itself', '  status: "Active" → "Draft"', '  start: goes on to Check instead of Ask'],
    ],
    [
      'a resource',
      (yaml) => yaml.replace('default: 100', 'default: 250').replace(" / 2'", " / 3'"),
      ['variable limit', '  default: 100 → 250', 'formula half', '  expression: "{!limit} / 2" → "{!limit} / 3"'],
    ],
  ])('says %s', (_, change, expected) => {
    expect(changesBy(change)).toEqual(expected);
  });

  it('keeps the path and the values for programs', () => {
    const [change] = compareFlows(treeOfYaml(FLOW), treeOfYaml(FLOW.replace('next: Ask_Manager', 'next: Pay')));
    expect(change).toEqual({
      change: 'changed',
      subject: 'decision',
      name: 'Check',
      text: 'decision Check',
      details: [
        {
          path: ['outcomes', 'Large', 'next'],
          text: 'outcome Large: goes on to Pay instead of Ask_Manager',
          before: 'Ask_Manager',
          after: 'Pay',
        },
      ],
    });
  });

  it('finds nothing between YAML and its metadata', () => {
    expect(compareFlows(treeOfXml(exported(FLOW)), treeOfXml(exported(FLOW)))).toEqual([]);
  });
});
