import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { InvalidDefinitionError } from '../../src/errors.ts';
import { readTestFile } from '../../src/testing/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');

function problems(text: string): readonly string[] {
  try {
    readTestFile(text, 'x.test.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof InvalidDefinitionError)) throw error;
    return error.diagnostics.map(({ message, suggestion, place }) => {
      const line = text.slice(0, place.start).split('\n').length;
      return `${line}: ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`;
    });
  }
}
const withTest = (body: string): string => `flow: x.yaml\ntests:\n  works:\n${body.replace(/^/gm, '    ')}\n`;

describe('readTestFile', () => {
  it('reads everything a test can say', () => {
    const { flow, tests } = readTestFile(
      withTest(
        [
          'as: ada@example.com',
          'now: 2026-01-31T10:00:00Z',
          'inputs: { amount: 12.50, when: 2026-01-31 }',
          'screens: { One: { A: 1, $press: previous }, Two: [{ B: x }, null] }',
          'callouts: { Send: [{ status: 500 }, { fault: No. }, { fault: { code: X, message: Y } }], Get: { status: 200, headers: { X-N: 1 }, body: { $ref: 1 } } }',
          'org: target',
          'stopAt: Two',
          'expect: { status: waiting, path: [One, Two], outputs: { a: 1 } }',
        ].join('\n'),
      ),
      'x.test.yaml',
    );
    expect(flow).toBe('x.yaml');
    expect(tests).toHaveLength(1);
    expect(tests[0]).toMatchObject({
      name: 'works',
      as: 'ada@example.com',
      now: Date.UTC(2026, 0, 31, 10),
      inputs: { amount: { $units: 125, $scale: 1 }, when: '2026-01-31' },
      screens: { One: { A: 1, $press: 'previous' }, Two: [{ B: 'x' }, {}] },
      callouts: {
        Send: [{ status: 500 }, { fault: { message: 'No.' } }, { fault: { code: 'X', message: 'Y' } }],
        Get: { status: 200, headers: { 'x-n': '1' }, body: { $$ref: 1 } },
      },
      org: 'target',
      stopAt: 'Two',
    });
    expect(Object.keys(tests[0]?.expect ?? {})).toEqual(['status', 'path', 'outputs']);
  });

  it('needs nothing but a name', () => {
    expect(readTestFile('flow: x.yaml\ntests: { runs: {} }', 'x.test.yaml').tests[0]).toMatchObject({
      as: null,
      now: null,
      inputs: {},
      screens: {},
      callouts: {},
      org: null,
      stopAt: null,
      expect: {},
    });
  });

  it.each([
    ['tests: { a: {} }', ['1: the key flow is missing']],
    ['flow: x.yaml', ['1: the key tests is missing']],
    ['flow: x.yaml\ntests: {}', ['2: there is no test under tests']],
    ['flow: x.yaml\nteats: {}\ntests: { a: {} }', ['2: a test file has no key teats (did you mean tests?)']],
    ['- a', ['1: a test file has to be a map, and is a list']],
    [withTest('screns: {}'), ['4: a test has no key screns (did you mean screens?)']],
    [withTest('expect: { stats: finished }'), ['4: expect has no key stats (did you mean status?)']],
    [withTest('expect: { path: One }'), ['4: path has to be a list of elements']],
    [withTest('expect: { callouts: { a: 1 } }'), ['4: callouts has to be a list, one item for each callout']],
    [withTest('screens: { One: x }'), ['4: the answers for One has to be a map, and is text']],
    [
      withTest('now: tomorrow'),
      ['4: now is no date and time: tomorrow (write a date, or a date and time: 2026-01-31T10:00:00Z)'],
    ],
    [withTest('as: [a]'), ['4: as has to be text, and is a list']],
    [
      withTest('callouts: { Send: { status: OK } }'),
      [
        '4: a stubbed callout needs a status from 100 to 599 (write { status: 201, body: … } for a reply, { fault: … } for none)',
      ],
    ],
    [
      withTest('callouts: { Send: { body: x } }'),
      [
        '4: a stubbed callout needs a status from 100 to 599 (write { status: 201, body: … } for a reply, { fault: … } for none)',
      ],
    ],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('tells all problems at once, in order', () => {
    expect(problems(withTest('a: 1\nb: 2\nexpect: { c: 3 }')).map((problem) => problem.split(':')[0])).toEqual([
      '4',
      '5',
      '6',
    ]);
  });

  it('passes on what is no YAML', () => {
    expect(problems('flow: [')).not.toEqual([]);
  });
});

describe('schemas/flow-test.schema.json', () => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/flow-test.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

  const examples = readdirSync(join(ROOT, 'flows')).filter((name) => name.endsWith('.test.yaml'));
  it('has examples to check', () => {
    expect(examples).toContain('create-account.test.yaml');
  });
  it.each(examples)('takes flows/%s, and so does the reader', (name) => {
    const text = readFileSync(join(ROOT, 'flows', name), 'utf8');
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    'tests: { a: {} }',
    'flow: x.yaml\ntests: {}',
    withTest('screns: {}'),
    withTest('expect: { state: finished }'),
    withTest('expect: { path: One }'),
    withTest('expect: { callouts: { a: 1 } }'),
    withTest('screens: { One: x }'),
    withTest('callouts: { Send: { status: OK } }'),
    withTest('callouts: { Send: { body: x } }'),
    withTest('callouts: { Send: { status: 200, bdy: x } }'),
  ])('refuses what the reader refuses: %j', (text) => {
    expect(validate(parse(text))).toBe(false);
    expect(problems(text)).not.toEqual([]);
  });
});
