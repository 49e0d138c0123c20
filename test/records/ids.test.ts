import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idChecksum, makeId, toId15, toId18 } from '../../src/records/index.ts';

const ALPHANUMERIC = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
const id15 = fc
  .array(fc.constantFrom(...ALPHANUMERIC), { minLength: 15, maxLength: 15 })
  .map((digits) => digits.join(''));

describe('ids', () => {
  it.each([
    '001D000000IRFmaIAH',
    '001D000000IqhSLIAZ',
    '001D000000HTK3aIAH',
    '003D000000QOMqgIAH',
    '005D0000001AamzIAC',
  ])('%s, an id of the documentation, has the checksum that we compute', (id) => {
    expect(toId15(id) + idChecksum(toId15(id))).toBe(id);
    expect(toId18(id)).toBe(id);
    expect(toId18(toId15(id))).toBe(id);
  });

  it('the checksum is what the definition says, for every id', () => {
    fc.assert(
      fc.property(id15, (id) => {
        const bits = [...id].map((character) => (/[A-Z]/.test(character) ? 1 : 0));
        const groups = [0, 5, 10].map((at) =>
          bits.slice(at, at + 5).reduce<number>((sum, bit, i) => sum + bit * 2 ** i, 0),
        );
        expect(idChecksum(id)).toBe(groups.map((group) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[group]).join(''));
      }),
    );
  });

  it('15 and 18 characters are the same id', () => {
    fc.assert(
      fc.property(id15, (id) => {
        const whole = toId18(id) ?? '';
        expect(whole).toHaveLength(18);
        expect(toId15(whole)).toBe(id);
        expect(toId18(whole)).toBe(whole);
      }),
    );
  });

  it('ids that differ in case only differ in the first 15 and in the checksum, so that no two are one in lower case', () => {
    fc.assert(
      fc.property(id15, fc.nat(14), (id, at) => {
        const letter = id[at] ?? '';
        const swapped = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
        fc.pre(swapped !== letter);
        const other = id.slice(0, at) + swapped + id.slice(at + 1);
        expect(toId18(other)?.toLowerCase()).not.toBe(toId18(id)?.toLowerCase());
      }),
    );
  });

  it('a wrong checksum, another length or another character is no id', () => {
    expect(toId18('001D000000IRFmaIAA')).toBeNull();
    expect(toId18('001D000000IRFmaI')).toBeNull();
    expect(toId18('001D000000IRFm-')).toBeNull();
    expect(toId18('')).toBeNull();
    expect(toId18(' 001D000000IRFma')).toBeNull();
  });

  it('made ids are valid, differ, and sort like their numbers', () => {
    const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [first, second] = [makeId('001', a), makeId('001', b)];
        expect(toId18(first)).toBe(first);
        expect(first.startsWith('001')).toBe(true);
        expect(Math.sign(Number(toId15(first) > toId15(second)) - Number(toId15(first) < toId15(second)))).toBe(
          Math.sign(a - b),
        );
      }),
    );
    expect(makeId('001', 1)).toBe('001000000000001AAA');
    expect(makeId('00Q', 62)).toBe('00Q000000000010EAA');
  });
});
