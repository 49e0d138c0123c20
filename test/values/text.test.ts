import { describe, expect, it } from 'vitest';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { toText } from '../../src/values/text.ts';

const CONTEXT = { at: 0, timeZone: 'America/Los_Angeles', locale: 'en_US' };
const GERMAN = { at: 0, timeZone: 'Europe/Berlin', locale: 'de_DE' };

describe('toText', () => {
  it.each<[Value, ResourceType | undefined, string]>([
    [null, { dataType: 'Text' }, ''],
    ['', { dataType: 'Text' }, ''],
    ['a <b>', { dataType: 'Text' }, 'a <b>'],
    [true, { dataType: 'Boolean' }, 'true'],
    [false, undefined, 'false'],
    [5, { dataType: 'Number' }, '5'],
    [5, { dataType: 'Number', scale: 2 }, '5.00'],
    [{ $units: 195, $scale: 1 }, { dataType: 'Currency', scale: 2 }, '19.50'],
    [{ $units: 195, $scale: 1 }, undefined, '19.5'],
    [{ $units: '123456789012345678901', $scale: 1 }, undefined, '12345678901234567890.1'],
    ['2026-01-31', { dataType: 'Date' }, '1/31/2026'],
    ['2026-01-31', { dataType: 'Text' }, '2026-01-31'],
    ['2026-01-31T19:00:00.000Z', { dataType: 'DateTime' }, '1/31/2026, 11:00 AM'],
    ['10:05:00.000', { dataType: 'Time' }, '10:05 AM'],
    ['2026-01-31', undefined, '2026-01-31'],
    ['soon', { dataType: 'Date' }, 'soon'],
    [['a', 'b'], { dataType: 'Text', collection: true }, 'a; b'],
    [[1, null], { dataType: 'Number', collection: true, scale: 1 }, '1.0; '],
    [{ Name: 'Acme', Amount: { $units: 15, $scale: 1 } }, { dataType: 'Record' }, '{"Name":"Acme","Amount":1.5}'],
  ])('%j as %j is %s', (value, type, expected) => {
    expect(toText(value, type, CONTEXT)).toBe(expected);
  });

  it('follows locale and time zone', () => {
    expect(toText('2026-01-31', { dataType: 'Date' }, GERMAN)).toBe('31.1.2026');
    expect(toText('2026-01-31T23:30:00.000Z', { dataType: 'DateTime' }, GERMAN)).toBe('1.2.2026, 00:30');
    expect(toText('2026-01-31', { dataType: 'Date' }, { ...GERMAN, locale: 'no such locale' })).toBe('1/31/2026');
  });

  it('refuses a time zone that does not exist', () => {
    const nowhere = { ...CONTEXT, timeZone: 'Mars/Olympus' };
    expect(() => toText('2026-01-31T00:00:00Z', { dataType: 'DateTime' }, nowhere)).toThrow('an IANA name');
  });
});
