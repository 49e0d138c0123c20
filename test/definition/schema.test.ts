import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { allSchemas } from '../../scripts/schemas/flow-schemas.ts';
import { ajvWith } from '../../scripts/schemas/standalone.ts';
import { readFlow } from '../../src/definition/read-flow.ts';
import { plainOf, schemaErrors } from '../../src/definition/schema.ts';
import { parseYaml } from '../../src/definition/yaml.ts';
import { ELEMENT_FORMS } from '../../src/forms/elements/index.ts';
import { FIELD_FORMS } from '../../src/forms/fields/index.ts';
import { EVERYTHING } from './everything.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a schema can know. The rest (rows of a logic, calendar dates, names that mean nothing) is for the reader and the rules. */
const SHAPE = [
  'unknown-key',
  'wrong-type',
  'missing-key',
  'conflicting-keys',
  'unknown-type',
  'invalid-name',
  'null-in-condition',
];

interface Verdict {
  /** Shape errors of the reader. */
  readonly reader: readonly string[];
  /** Errors of the published schema. */
  readonly schema: readonly string[];
}

async function verdictOn(text: string): Promise<Verdict | null> {
  const { document, diagnostics } = parseYaml(text, 'a.yaml');
  if (document === null || diagnostics.length > 0) return null;
  const read = readFlow(document, { file: 'a.yaml', text }, 'a');
  const errors = await schemaErrors(document);
  return {
    reader: read.diagnostics
      .filter(({ rule }) => SHAPE.includes(rule))
      .map(({ rule, message }) => `${rule}: ${message}`),
    schema: errors.map(({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${JSON.stringify(params)}`),
  };
}

describe('the published schemas', () => {
  it('are those that the tables give, and so is the compiled validator', () => {
    const run = (): string =>
      execFileSync(process.execPath, [resolve(ROOT, 'scripts/build-schemas.ts'), '--check'], { encoding: 'utf8' });
    expect(run).not.toThrow();
  }, 60_000);

  it('stand in one file for each kind', () => {
    const files = [...allSchemas().keys()];
    expect(files.filter((file) => file.startsWith('elements/'))).toHaveLength(Object.keys(ELEMENT_FORMS).length);
    expect(files.filter((file) => file.startsWith('fields/'))).toHaveLength(Object.keys(FIELD_FORMS).length);
    expect(files).toContain('elements/http-callout.schema.json');
  });

  it('have a snippet for each kind that is valid itself', async () => {
    for (const form of Object.values(ELEMENT_FORMS)) {
      const text = stringify({ start: 'A', elements: { A: form.snippet } });
      expect.soft(await verdictOn(text), form.type).toEqual({ reader: [], schema: [] });
    }
    for (const form of Object.values(FIELD_FORMS)) {
      const key = form.type === 'recordField' ? 'f.F' : 'F';
      const text = stringify({ start: 'A', elements: { A: { type: 'screen', fields: { [key]: form.snippet } } } });
      expect.soft(await verdictOn(text), form.type).toEqual({ reader: [], schema: [] });
    }
  });

  it('describe every key', () => {
    const undescribed: string[] = [];
    for (const [file, schema] of allSchemas()) {
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        if (key !== 'type' && (typeof property === 'boolean' || !property.description))
          undescribed.push(`${file} ${key}`);
      }
    }
    expect(undescribed.filter((key) => !key.startsWith('fields/') || !key.endsWith(' type'))).toEqual([]);
  });

  it.each(
    globSync('flows/org/**/*.yaml', { cwd: ROOT }).filter((file) => !file.includes('external-services/schemas/')),
  )('accept %s', (file) => {
    const kind =
      /external-credentials|named-credentials|permission-sets|connected-apps|users|objects|components|environments|external-services/
        .exec(file)?.[0]
        ?.slice(0, -1);
    const text = readFileSync(resolve(ROOT, file), 'utf8');
    const { document } = parseYaml(text, file);
    const ajv = ajvWith(allSchemas());
    const validate = ajv.getSchema(`flowrun:///schemas/org/${kind}.schema.json`);
    expect(document && validate?.(plainOf(document)), JSON.stringify(validate?.errors)).toBe(true);
  });
});

describe('schema and reader', () => {
  it('both accept a flow with every key of the language', async () => {
    expect(await verdictOn(EVERYTHING)).toEqual({ reader: [], schema: [] });
  });

  it.each([
    ['a misspelt key', 'lable: x'],
    ['a wrong type', 'label: 5'],
    ['an unknown kind', 'elements: { A: { type: scren } }'],
    ['no kind', 'elements: { A: { label: x } }'],
    ['two of one', 'elements: { A: { type: screen, fields: { F: { type: displayText, text: a, html: b } } } }'],
    ['none of one', 'elements: { A: { type: screen, fields: { F: { type: displayText } } } }'],
    ['an empty connector', 'elements: { A: { type: screen, next: {} } }'],
    ['a goTo in a goTo', 'elements: { A: { type: screen, next: { goTo: { goTo: B } } } }'],
    ['logic without conditions', 'elements: { A: { type: decision, outcomes: { O: { all: [ x: 1 ], logic: 1 } } } }'],
    ['conditions without logic', 'elements: { A: { type: decision, outcomes: { O: { conditions: [ x: 1 ] } } } }'],
    ['null in a condition', 'elements: { A: { type: decision, outcomes: { O: { all: [ x: null ] } } } }'],
    ['a row with two keys', 'elements: { A: { type: assignment, assign: [ { a: 1, b: 2 } ] } }'],
    ['two operators', 'elements: { A: { type: assignment, assign: [ a: { add: 1, subtract: 2 } ] } }'],
    ['a Record without its object', 'variables: { a: { type: Record } }'],
    ['a merge field as a reference', "elements: { A: { type: loop, collection: '{!x}' } }"],
    ['a name with a blank', 'variables: { a b: Text }'],
    ['no list of rows', 'elements: { A: { type: assignment, assign: { a: 1 } } }'],
    ['a layout without coordinates', 'layout: { A: 5 }'],
    [
      'no status',
      'elements: { A: { type: httpCallout, namedCredential: N, method: GET, path: /x, responses: { 2: { sample: 1 } } } }',
    ],
  ])('both refuse %s', async (_what, text) => {
    const verdict = await verdictOn(text);
    expect(verdict?.reader.length).toBeGreaterThan(0);
    expect(verdict?.schema.length).toBeGreaterThan(0);
  });

  it.each(globSync('flows/*.yaml', { cwd: ROOT }).filter((file) => !/\.(?:test|answers)\./.test(file)))(
    'agree on %s',
    async (file) => {
      expect(await verdictOn(readFileSync(resolve(ROOT, file), 'utf8'))).toEqual({ reader: [], schema: [] });
    },
  );

  it('agree on documents that were changed at random', async () => {
    const seed = parseYaml(EVERYTHING, 'a.yaml').document;
    const values = fc.constantFrom<unknown>(
      null,
      true,
      0,
      5,
      -1.5,
      '',
      'x',
      'Small',
      '{!short}',
      '{!a} b',
      'none',
      'a b',
      '2026-01-31',
      [],
      {},
      [1],
      ['x'],
      [{ a: 1 }],
      [{ a: null }],
      { a: 1 },
      { goTo: 'A' },
      { text: 'x' },
      { date: '2026-01-31' },
      { date: 5 },
      { formula: 'TRUE', type: 'Date' },
      { formula: 1, type: 'Record' },
      { metadata: {} },
      { metadata: {}, equalTo: 1 },
      { isNull: true },
      { add: 1 },
      { add: 1, metadata: 1 },
      { type: 'text' },
      { type: 'nothing' },
      { all: [] },
      { type: 'Record' },
      { label: 'x' },
      { next: 'A' },
      { sample: 1 },
      { type: 'screen', fields: { A: { type: 'text' } } },
      { any: [{ x: 1 }], all: [] },
    );
    const keys = fc.constantFrom(
      'type',
      'label',
      'next',
      'all',
      'logic',
      'conditions',
      'formula',
      'text',
      'html',
      'goTo',
      'metadata',
      'x',
      'a b',
      'isNull',
      'short',
      'options',
      'choices',
      'fields',
      '2XX',
      'default',
      'object',
      'collection',
      'picklist',
      'width',
      'scale',
    );
    const change = fc.record({
      at: fc.nat(),
      what: fc.constantFrom('replace', 'remove', 'rename', 'add', 'wrap'),
      key: keys,
      value: values,
    });
    const tally = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const plain: unknown = JSON.parse(JSON.stringify(seed && plainOf(seed)));
        for (const one of changes) mutate(plain, one);
        const text = stringify(plain, { aliasDuplicateObjects: false, lineWidth: 0 });
        const verdict = await verdictOn(text);
        if (verdict === null) return;
        tally[verdict.reader.length === 0 ? 'accepted' : 'refused'] += 1;
        if ((verdict.reader.length === 0) !== (verdict.schema.length === 0)) {
          throw new TypeError(
            `${JSON.stringify(changes)}\nreader: ${verdict.reader.join('; ')}\nschema: ${verdict.schema.join('; ')}`,
          );
        }
      }),
      { numRuns: 600 },
    );
    // Both kinds of documents came up, or the law above would say little.
    expect(tally.accepted).toBeGreaterThan(50);
    expect(tally.refused).toBeGreaterThan(50);
  }, 120_000);
});

interface Change {
  readonly at: number;
  readonly what: string;
  readonly key: string;
  readonly value: unknown;
}

type Holder = Record<string, unknown> | unknown[];

function isHolder(node: unknown): node is Holder {
  return typeof node === 'object' && node !== null;
}

/** Every place in a document: the map or list and its key. */
function placesOf(node: unknown): readonly { readonly holder: Holder; readonly key: string }[] {
  if (!isHolder(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => [{ holder: node, key }, ...placesOf(value)]);
}

function mutate(root: unknown, { at, what, key, value }: Change): void {
  const places = placesOf(root);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return;
  const { holder } = place;
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const inner: unknown = Reflect.get(holder, place.key);
  if (what === 'replace') Reflect.set(holder, place.key, copy);
  else if (what === 'wrap') Reflect.set(holder, place.key, { [key]: inner });
  else if (what === 'add' && isHolder(inner)) Array.isArray(inner) ? inner.push(copy) : Reflect.set(inner, key, copy);
  else if (what === 'remove')
    Array.isArray(holder) ? holder.splice(Number(place.key), 1) : Reflect.deleteProperty(holder, place.key);
  else if (what === 'rename' && !Array.isArray(holder)) {
    Reflect.deleteProperty(holder, place.key);
    Reflect.set(holder, key, inner);
  }
}
