import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLocaleDate, parseLocaleNumber, showLocaleNumber } from '../../src/screens/locale.ts';
import { normalize } from '../../src/values/number.ts';

describe('parseLocaleNumber', () => {
  it.each([
    ['12.5', 'en-US', { $units: 125, $scale: 1 }],
    ['1,234.50', 'en-US', { $units: 12345, $scale: 1 }],
    ['12,5', 'en-US', null],
    ['12,5', 'de-DE', { $units: 125, $scale: 1 }],
    ['1.234,50', 'de-DE', { $units: 12345, $scale: 1 }],
    ['1 234', 'en-US', 1234],
    ['1 234,5', 'fr-FR', { $units: 12345, $scale: 1 }],
    ['-3', 'en-US', -3],
    ['+3', 'en-US', 3],
    ['3.', 'en-US', 3],
    ['1.2.3', 'en-US', null],
    ['1,23,456', 'en-US', null],
    ['three', 'en-US', null],
    ['1e5', 'en-US', null],
    ['123456789012345678901.25', 'en-US', { $units: '12345678901234567890125', $scale: 2 }],
  ])('%s in %s', (text, locale, expected) => {
    expect(parseLocaleNumber(text, locale)).toEqual(expected);
  });

  it('reads back what a field shows, in every locale', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'pl-PL', 'ja-JP'),
        (units, scale, locale) => {
          const number = normalize({ $units: units, $scale: scale });
          expect(parseLocaleNumber(showLocaleNumber(number, locale), locale)).toEqual(number);
        },
      ),
    );
  });
});

describe('parseLocaleDate', () => {
  it.each([
    ['2026-01-31', 'en-US', '2026-01-31'],
    ['1/31/2026', 'en-US', '2026-01-31'],
    ['31/1/2026', 'en-GB', '2026-01-31'],
    ['31.1.2026', 'de-DE', '2026-01-31'],
    ['31. 1. 2026', 'cs-CZ', '2026-01-31'],
    ['2026/1/31', 'ja-JP', '2026-01-31'],
    ['31/1/2026', 'en-US', null],
    ['2026-02-29', 'en-US', null],
    ['2026-13-01', 'en-US', null],
    ['tomorrow', 'en-US', null],
    ['1/31', 'en-US', null],
    ['1/31/26', 'en-US', null],
    ['31.1.26', 'de-DE', null],
  ])('%s in %s', (text, locale, expected) => {
    expect(parseLocaleDate(text, locale)).toBe(expected);
  });
});
