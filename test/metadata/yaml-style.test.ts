import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/definition/yaml.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { DocumentNode } from '../../src/model/document.ts';
import { commentsOf } from './trees.ts';

/** A definition as a person might leave it, read. */
function tree(yaml: string): DocumentNode {
  const { document, diagnostics } = parseYaml(yaml, 'x.yaml');
  expect(diagnostics).toEqual([]);
  if (!document) throw new Error('nothing was read');
  return document;
}

describe('the look of written YAML', () => {
  it('sets blocks and elements apart, keeps short maps on one line, and rows on lines of their own', () => {
    const yaml = `label: Copy
type: Screen Flow
apiVersion: 62.0

variables:
  name: Text
  account: { type: Record, object: Account, input: true }

choices:
  Small: { label: Up to 5, value: 5 }

start: Ask

elements:
  Ask:
    type: screen
    buttons: { next: Send Now }
    fields:
      Amount: { type: currency, label: Amount, validate: { formula: '{!Amount} > 0', message: Too little } }
      Size:
        type: radioButtons
        label: Size
        choices: [Small]
        visible: { all: [ Amount: { greaterThan: 5 } ] }
      Details:
        type: section
        columns:
          - width: 6
            fields:
              Who: { type: text, label: Who }
          - width: 6
    next: Large

  Large:
    type: decision
    outcomes:
      Yes_large:
        all:
          - Amount: { greaterThan: 1000 }
          - Size: Small
        next: Set
    default: { label: 'No', next: Ask }

  Set:
    type: assignment
    assign:
      - name: '{!Ask.name}'
      - account.Id: null

metadata: { environments: Default }
layout:
  Ask: [176, 158]
`;
    expect(yamlFromDocument(tree(yaml))).toBe(yaml);
  });

  it('breaks what does not fit, and texts of several lines', () => {
    const long = 'x'.repeat(100);
    const written = yamlFromDocument(
      tree(`variables:\n  a: { type: Record, object: ${long} }\nformulas: { f: { type: Text, expression: "A\\nB" } }`),
    );
    expect(written).toBe(
      `variables:\n  a:\n    type: Record\n    object: ${long}\n\nformulas:\n  f:\n    type: Text\n    expression: |-\n      A\n      B\n`,
    );
  });

  it.each([
    ['Yes', "'Yes'"],
    ['off', "'off'"],
    ['5', "'5'"],
    ['1_000', "'1_000'"],
    ['2026-01-31', "'2026-01-31'"],
    ['', "''"],
    ['{!Name}', "'{!Name}'"],
    ["it's", "it's"],
    ["'tis", "'''tis'"],
    ['a: b', "'a: b'"],
    ['ends with a blank ', '"ends with a blank "'],
    ['a\u00a0b', '"a\\u00a0b"'],
    ['a\rb', '"a\\rb"'],
    ['Dear {!Name}', 'Dear {!Name}'],
    ['Größe', 'Größe'],
    ['8:30 o’clock', '8:30 o’clock'],
    ['{!$Flow.CurrentDateTime} now', "'{!$Flow.CurrentDateTime} now'"],
  ])('writes the text %j as %s', (value, written) => {
    const place = { start: 0, end: 0 };
    const document = {
      kind: 'map',
      place,
      entries: [{ key: 'k', keyPlace: place, value: { kind: 'text', value, place } }],
    } as const;
    expect(yamlFromDocument(document)).toBe(`k: ${written}\n`);
  });

  it('writes dates bare where a date is meant, and quotes them as text', () => {
    const yaml = `variables:
  a: { type: Date, default: { date: 2026-01-31 } }
  b: { type: Text, default: '2026-01-31' }
  c: { type: DateTime, default: { dateTime: 2026-01-31T10:00:00.000Z } }
  d: { type: Time, default: { time: '10:00:00' } }
`;
    expect(yamlFromDocument(tree(yaml))).toBe(yaml);
  });

  it('keeps digits and the order of keys that look like numbers', () => {
    const yaml = 'total: 0123456789012345678901234567890.50\nresponses: \n  2XX: 1\n  201: 2\n';
    const written = yamlFromDocument(tree(yaml));
    expect(written).toContain('total: 0123456789012345678901234567890.50\n');
    expect(written).toContain("responses:\n  2XX: 1\n  '201': 2\n");
  });

  it('keeps comments above keys and rows, and the head of the file', () => {
    const yaml = `# the head
# of the file

label: x

# all of them
elements:
  A:
    type: assignment
    # rows
    assign:
      - a: 1
      # second
      - b: 2
    # last
    next: B

  # ends
  B:
    type: screen
`;
    const written = yamlFromDocument(tree(yaml));
    expect(written).toBe(yaml);
    expect(commentsOf(tree(written))).toEqual([
      'the head',
      'of the file',
      'all of them',
      'rows',
      'second',
      'last',
      'ends',
    ]);
  });

  it('writes the schema for editors once', () => {
    const document = tree('# yaml-language-server: $schema=old.json\nlabel: x\n');
    expect(yamlFromDocument(document, { schema: '../s.json' })).toBe(
      '# yaml-language-server: $schema=../s.json\nlabel: x\n',
    );
  });
});
