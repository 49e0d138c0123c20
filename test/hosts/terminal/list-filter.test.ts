import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterChoices, jumpTo } from '../../../src/hosts/terminal/list-filter.ts';
import { choices } from './sample-screens.ts';

const LIST = choices('Banking', 'Electronics', 'Energy', 'Engineering', 'New Energy', '\u00c9lan');
const labels = (query: string) => filterChoices(LIST, query).map((choice) => choice.label);

describe('filterChoices', () => {
  it.each([
    ['', LIST.map((choice) => choice.label)],
    ['  ', LIST.map((choice) => choice.label)],
    ['en', ['Energy', 'Engineering', 'New Energy']],
    ['EN gin', ['Engineering']],
    ['energy new', ['New Energy']],
    ['elan', ['\u00c9lan']],
    ['e\u0301l', ['Electronics', '\u00c9lan']],
    ['zzz', []],
  ])('%j finds %j', (query, expected) => expect(labels(query)).toEqual(expected));

  it('finds nothing that is not in the list, nothing twice, and less for more', () => {
    const list = fc
      .array(fc.string({ maxLength: 8 }), { maxLength: 12 })
      .map((each) => each.map((label, key) => ({ key: `${key}`, label })));
    fc.assert(
      fc.property(list, fc.string({ maxLength: 3 }), fc.string({ maxLength: 2 }), (all, query, more) => {
        const found = filterChoices(all, query);
        expect(new Set(found).size).toBe(found.length);
        for (const choice of found) expect(all).toContain(choice);
        for (const choice of filterChoices(all, `${query} ${more}`)) expect(found).toContain(choice);
      }),
    );
  });
});

describe('jumpTo', () => {
  it('goes round those that begin so', () => {
    expect(jumpTo(LIST, 0, 'e')).toBe(1);
    expect(jumpTo(LIST, 1, 'e')).toBe(2);
    expect(jumpTo(LIST, 3, 'E')).toBe(5);
    expect(jumpTo(LIST, 5, 'e')).toBe(1);
    expect(jumpTo(LIST, 0, 'b')).toBe(0);
    expect(jumpTo(LIST, 0, 'x')).toBe(-1);
    expect(jumpTo([], 0, 'x')).toBe(-1);
  });
});
