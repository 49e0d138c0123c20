import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody, writeTextBody } from '../../src/callouts/body.ts';
import type { Value } from '../../src/model/value.ts';

const reply = (body: string, type?: string): Value =>
  readBody({ body, headers: type === undefined ? {} : { 'content-type': type } });

describe('readBody', () => {
  test.each<[string, string | undefined, Value]>([
    ['{"a":1}', 'application/json', { a: 1 }],
    ['{"a":1}', 'application/problem+json; charset=utf-8', { a: 1 }],
    ['{"a":1}', 'Text/JSON', { a: 1 }],
    ['"text"', 'application/json', 'text'],
    ['12', 'application/json', 12],
    ['null', 'application/json', null],
    [' [1] ', undefined, [1]],
    ['{"a":1}', 'text/plain', { a: 1 }],
    ['12', 'text/plain', '12'],
    ['"text"', undefined, '"text"'],
    ['[info] fine', 'text/plain', '[info] fine'],
    ['<a/>', 'application/xml', '<a/>'],
    ['[1]', 'text/html', '[1]'],
    ['{"a":', 'application/json', '{"a":'],
    ['', 'application/json', null],
    [' \n', undefined, null],
    ['{"price":1.10}', 'application/json', { price: { $units: 11, $scale: 1 } }],
  ])('%j as %s', (body, type, expected) => {
    expect(reply(body, type)).toEqual(expected);
  });
});

test('what is written is read back the same', () => {
  const values = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.record({
        $units: fc.integer({ min: 1, max: 999 }).map((n) => n * 10 + 1),
        $scale: fc.integer({ min: 1, max: 9 }),
      }),
      fc.array(tie('value')),
      fc.dictionary(
        fc.string().filter((key) => !key.startsWith('$')),
        tie('value'),
      ),
    ),
  })).value;
  fc.assert(
    fc.property(values, (value) => {
      // -0 is no value of a flow.
      fc.pre(!Object.is(value, -0));
      expect(reply(writeTextBody(value) ?? '', 'application/json')).toEqual(value);
    }),
  );
  expect(writeTextBody(null)).toBeNull();
});
