import { describe, expect, it } from 'vitest';
import { typeAt, typeOfSample, typeOfSamples } from '../../src/values/shape.ts';

const type = typeOfSample({
  id: '001',
  success: true,
  count: 3,
  price: { $units: 15, $scale: 1 },
  errors: [],
  lines: [{ name: 'a' }],
  none: null,
});

describe('typeOfSample and typeAt', () => {
  it.each([
    [['id'], { dataType: 'Text' }],
    [['SUCCESS'], { dataType: 'Boolean' }],
    [['count'], { dataType: 'Number' }],
    [['price'], { dataType: 'Number' }],
    [['errors'], { dataType: 'JSON', collection: true }],
    [['lines'], { dataType: 'Apex', collection: true, fields: { name: { dataType: 'Text' } } }],
    [['none'], { dataType: 'JSON' }],
    [['none', 'anything'], { dataType: 'JSON' }],
  ])('%j', (path, expected) => {
    expect(typeAt(type, path)).toEqual(expected);
  });

  it('knows that a sample has no such field, and that a list has no fields at all', () => {
    expect(typeAt(type, ['missing'])).toBeUndefined();
    expect(typeAt(type, ['id', 'length'])).toBeUndefined();
    expect(typeAt(type, ['lines', 'name'])).toBeUndefined();
  });

  it('leaves the fields of a record to those who know its object', () => {
    expect(typeAt({ dataType: 'Record', of: 'Account' }, ['Anything'])).toEqual({ dataType: 'JSON' });
  });
});

describe('typeOfSamples', () => {
  const text = { dataType: 'Text' };
  it.each([
    [
      'fields of all of them',
      [{ a: 'x' }, { b: 1 }],
      { dataType: 'Apex', fields: { a: text, b: { dataType: 'Number' } } },
    ],
    ['a kind that null does not know', [{ a: null }, { a: 'x' }], { dataType: 'Apex', fields: { a: text } }],
    ['no kind where two differ', [{ a: 1 }, { a: 'x' }], { dataType: 'Apex', fields: { a: { dataType: 'JSON' } } }],
    [
      'items of all lists',
      [[], [{ a: 'x' }, { b: 'y' }]],
      { dataType: 'Apex', collection: true, fields: { a: text, b: text } },
    ],
    ['untyped lists of lists', [[[1], [2]]], { dataType: 'JSON', collection: true }],
    ['nothing of nothing', [null, null], { dataType: 'JSON' }],
  ])('%s', (_what, samples, expected) => {
    expect(typeOfSamples(samples)).toEqual(expected);
    expect(typeOfSamples([...samples].reverse())).toEqual(expected);
    expect(typeOfSamples([...samples, ...samples])).toEqual(expected);
  });
});
