import { describe, expect, it } from 'vitest';
import { typeAt, typeOfSample } from '../../src/values/shape.ts';

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
