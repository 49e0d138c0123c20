import { describe, expect, it } from 'vitest';
import { isFields, readPath, writePath } from '../../src/values/fields.ts';

describe('readPath', () => {
  const account = { Id: '001', Owner: { Email: 'o@example.com' }, Lines: [1] };

  it.each([
    [['Id'], '001'],
    [['owner', 'EMAIL'], 'o@example.com'],
    [['Name'], null],
    [['Id', 'Length'], null],
    [['Lines', '0'], null],
    [['constructor'], null],
    [['Owner', 'toString'], null],
  ])('%j', (path, expected) => {
    expect(readPath(account, path)).toBe(expected);
  });

  it('reads nothing from null and from an exact number', () => {
    expect(readPath(null, ['Id'])).toBeNull();
    expect(readPath({ $units: 1, $scale: 2 }, ['$units'])).toBeNull();
    expect(isFields({ $units: 1, $scale: 2 })).toBe(false);
  });
});

describe('writePath', () => {
  it('copies what it changes and keeps the spelling of the field', () => {
    const before = { Name: 'a', Owner: { Email: 'x' } };
    const after = writePath(before, ['owner', 'email'], 'y');
    expect(after).toEqual({ Name: 'a', Owner: { Email: 'y' } });
    expect(before.Owner.Email).toBe('x');
  });

  it('makes the record where there is none yet', () => {
    expect(writePath(null, ['Owner', 'Email'], 'y')).toEqual({ Owner: { Email: 'y' } });
  });
});
