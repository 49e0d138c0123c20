import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/values/nearest.ts';

describe('nearest', () => {
  it.each([
    ['Amout', 'Amount'],
    ['amuont', 'Amount'],
    ['AMOUNT', 'Amount'],
    ['Nmae', 'Name'],
    ['Quantity', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s means %s', (name, expected) => {
    expect(nearest(name, ['Account', 'Amount', 'Name'])).toBe(expected);
  });

  it('takes the first of equally near ones, and no name for none', () => {
    expect(nearest('cat', ['bat', 'rat'])).toBe('bat');
    expect(nearest('cat', [])).toBeUndefined();
  });
});
