import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueError } from '../../src/errors.ts';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { coerce, coerceText } from '../../src/values/coerce.ts';

const number: ResourceType = { dataType: 'Number' };

describe('coerce', () => {
  it.each<[Value, ResourceType, Value]>([
    ['abc', { dataType: 'Text' }, 'abc'],
    [{ $units: 15, $scale: 1 }, { dataType: 'Text' }, '1.5'],
    [true, { dataType: 'Text' }, 'true'],
    ['', { dataType: 'Text' }, ''],
    ['12.50', number, { $units: 125, $scale: 1 }],
    [' 7 ', number, 7],
    ['', number, null],
    [0.1, number, { $units: 1, $scale: 1 }],
    ['2.345', { dataType: 'Currency', scale: 2 }, { $units: 235, $scale: 2 }],
    ['-2.5', { dataType: 'Number', scale: 0 }, -3],
    ['TRUE', { dataType: 'Boolean' }, true],
    [false, { dataType: 'Boolean' }, false],
    ['', { dataType: 'Boolean' }, null],
    ['2026-01-31', { dataType: 'Date' }, '2026-01-31'],
    ['2026-01-31T23:30:00Z', { dataType: 'Date' }, '2026-02-01'],
    ['2026-01-31T10:00:00.000+0000', { dataType: 'DateTime' }, '2026-01-31T10:00:00.000Z'],
    ['2026-01-31 10:00', { dataType: 'DateTime' }, '2026-01-31T09:00:00.000Z'],
    ['10:00', { dataType: 'Time' }, '10:00:00.000'],
    [['a', 'b;c'], { dataType: 'Multipicklist' }, 'a;bc'],
    ['Hot', { dataType: 'Picklist' }, 'Hot'],
    [{ Name: 'A' }, { dataType: 'Record', of: 'Account' }, { Name: 'A' }],
    ['{"Name":"A","n":1.50}', { dataType: 'Record' }, { Name: 'A', n: { $units: 15, $scale: 1 } }],
    [
      { n: '5', x: 0.5 },
      { dataType: 'Apex', fields: { n: number } },
      { n: 5, x: { $units: 5, $scale: 1 } },
    ],
    [['1', 2], { dataType: 'Number', collection: true }, [1, 2]],
    ['[1, 2.0]', { dataType: 'Number', collection: true }, [1, 2]],
    ['text', { dataType: 'JSON' }, 'text'],
    [[{ a: [0.5, null, true] }], { dataType: 'JSON' }, [{ a: [{ $units: 5, $scale: 1 }, null, true] }]],
  ])('%j as %j', (value, type, expected) => {
    expect(coerce(value, type, 'it', 'Europe/Berlin')).toEqual(expected);
  });

  it.each<[Value, ResourceType, string]>([
    ['abc', number, 'n: expected a Number such as 12.5, received the text "abc"'],
    [true, number, 'n: expected a Number such as 12.5, received the Boolean true'],
    [Number.NaN, number, 'received the number NaN'],
    [['1'], number, 'received a list'],
    ['1,5', number, 'received the text "1,5"'],
    ['yes', { dataType: 'Boolean' }, 'expected a Boolean, true or false, received the text "yes"'],
    [1, { dataType: 'Boolean' }, 'received the number 1'],
    ['31.1.2026', { dataType: 'Date' }, 'expected a Date such as 2026-01-31'],
    ['2026-02-30', { dataType: 'Date' }, 'the text "2026-02-30"'],
    [20260131, { dataType: 'Date' }, 'the number 20260131'],
    ['25:00', { dataType: 'Time' }, 'a Time such as 10:00:00'],
    ['Acme', { dataType: 'Record' }, 'expected a Record, received the text "Acme"'],
    [{ $units: 5, $scale: 1 }, { dataType: 'Record' }, 'received the number 0.5'],
    [{ a: 1 }, { dataType: 'Text' }, 'received an object'],
    ['x', { dataType: 'Number', collection: true }, 'received the text "x"'],
    [{ a: 1 }, { dataType: 'Text', collection: true }, 'expected a collection (list) of Text, received an object'],
    [[1, 'x'], { dataType: 'Number', collection: true }, 'n[1]: expected a Number'],
    [{ n: 'x' }, { dataType: 'Apex', fields: { n: number } }, 'n.n: expected a Number'],
    [{ a: [Number.POSITIVE_INFINITY] }, { dataType: 'JSON' }, 'n.a[0]: expected a JSON value'],
    ['x'.repeat(100), number, `received the text "${'x'.repeat(40)}…"`],
  ])('refuses %j as %j', (value, type, message) => {
    expect(() => coerce(value, type, 'n')).toThrow(ValueError);
    expect(() => coerce(value, type, 'n')).toThrow(message);
  });

  it('lets null be null, and keeps a field __proto__', () => {
    expect(coerce(null, number)).toBeNull();
    expect(coerce(null, { dataType: 'Text', collection: true })).toBeNull();
    const value = coerce('{"__proto__":1}', { dataType: 'Record' }) as object;
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
  });

  it('changes nothing the second time', () => {
    const type = fc.constantFrom<ResourceType>(
      { dataType: 'Text' },
      { dataType: 'Number', scale: 2 },
      { dataType: 'Boolean' },
      { dataType: 'Date' },
      { dataType: 'DateTime' },
      { dataType: 'Time' },
      { dataType: 'JSON' },
    );
    const value = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc
        .date({ noInvalidDate: true, min: new Date('0001-01-02'), max: new Date('9999-12-30') })
        .map((d) => d.toISOString()),
      fc.constantFrom('10:00', '2026-01-31', 'true', '1.005'),
    );
    fc.assert(
      fc.property(value, type, (v, t) => {
        let once: Value;
        try {
          once = coerce(v, t);
        } catch (error) {
          expect(error).toBeInstanceOf(ValueError);
          return;
        }
        expect(coerce(once, t)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });
});

describe('coerceText', () => {
  it('reads JSON where it is JSON', () => {
    expect(coerceText('{"a":1.5}', { dataType: 'JSON' })).toEqual({ a: { $units: 15, $scale: 1 } });
    expect(coerceText('hello', { dataType: 'JSON' })).toBe('hello');
    expect(coerceText('5', { dataType: 'Text' })).toBe('5');
    expect(coerceText('[true]', { dataType: 'Boolean', collection: true })).toEqual([true]);
  });
});
