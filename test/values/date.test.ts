import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dateFromDays,
  dateFromParts,
  dateTimeFromMs,
  daysFromParts,
  daysOfDate,
  msOfTime,
  parseDate,
  parseDateTime,
  parseTime,
  partsFromDays,
  timeFromMs,
  today,
  zoneOffset,
} from '../../src/values/date.ts';

/** The oracle is Temporal. */
const EPOCH = Temporal.PlainDate.from('1970-01-01');
const days = fc.integer({ min: -719_162, max: 2_932_896 });
const zone = fc.constantFrom(
  'UTC',
  'GMT',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
);
const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });

describe('days', () => {
  it('count like Temporal', () => {
    fc.assert(
      fc.property(days, (n) => {
        const theirs = EPOCH.add({ days: n });
        expect(dateFromDays(n)).toBe(theirs.toString());
        expect(daysOfDate(dateFromDays(n))).toBe(n);
        expect(partsFromDays(n)).toEqual({ year: theirs.year, month: theirs.month, day: theirs.day });
        expect(daysFromParts(theirs.year, theirs.month, theirs.day)).toBe(n);
      }),
    );
  });

  it('end with the years 1 and 9999', () => {
    expect(dateFromDays(-719_162)).toBe('0001-01-01');
    expect(dateFromDays(2_932_896)).toBe('9999-12-31');
    for (const n of [-719_163, 2_932_897, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => dateFromDays(n)).toThrow('years 1 to 9999');
    }
  });

  it('are added without their fraction', () => {
    expect(addDays('2000-02-28', { $units: 36, $scale: 1 })).toBe('2000-03-02');
    expect(addDays('2000-03-01', { $units: -19, $scale: 1 })).toBe('2000-02-29');
    expect(addDays('2026-01-31', 1)).toBe('2026-02-01');
    expect(() => addDays('2026-01-31', 1e15)).toThrow('years 1 to 9999');
  });
});

describe('parseDate and dateFromParts', () => {
  it('know which days exist', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: -1, max: 33 }),
        (y, m, d) => {
          let theirs: string | null = null;
          try {
            if (y >= 1 && y <= 9999)
              theirs = Temporal.PlainDate.from({ year: y, month: m, day: d }, { overflow: 'reject' }).toString();
          } catch {
            theirs = null;
          }
          expect(dateFromParts(y, m, d)).toBe(theirs);
        },
      ),
      { numRuns: 1000 },
    );
    expect(parseDate('2024-02-29')).toBe('2024-02-29');
    for (const text of [
      '2023-02-29',
      '2023-1-01',
      '01/31/2026',
      '2026-01-31T00:00:00Z',
      ' 2026-01-31',
      '',
      '0000-01-01',
    ]) {
      expect(parseDate(text)).toBeNull();
    }
  });
});

describe('addMonths', () => {
  it.each([
    ['2019-04-30', 3, '2019-07-31'],
    ['2019-02-28', -1, '2019-01-31'],
    ['2020-01-30', 1, '2020-02-29'],
    ['2020-02-28', 1, '2020-03-28'],
    ['2020-12-15', 1, '2021-01-15'],
    ['2021-01-15', -13, '2019-12-15'],
    ['2020-05-31', 0, '2020-05-31'],
  ])('%s + %i = %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it('stays in the years it knows', () => {
    expect(() => addMonths('9999-12-31', 1)).toThrow('years 1 to 9999');
  });
});

describe('times', () => {
  it('go there and back, round the clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000_000, max: 200_000_000 }), (ms) => {
        const time = timeFromMs(ms);
        expect(time).toBe(new Date(ms).toISOString().slice(11, 23));
        expect(timeFromMs(msOfTime(time))).toBe(time);
      }),
    );
  });

  it.each([
    ['10:00', '10:00:00.000'],
    ['9:05:07', '09:05:07.000'],
    ['10:00:00.5Z', '10:00:00.500'],
    ['24:00', null],
    ['10:60', null],
    ['10', null],
    ['10:00:00 AM', null],
  ])('reads %s as %s', (text, expected) => {
    expect(parseTime(text)).toBe(expected);
  });
});

describe('instants', () => {
  it.each([
    ['2026-01-31T10:00:00.000Z', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00.000+0000', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00+02:30', '2026-01-31T07:30:00.000Z'],
    ['2026-01-31T10:00:00-0130', '2026-01-31T11:30:00.000Z'],
    ['2026-01-31 10:00', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(dateTimeFromMs(parseDateTime(text) ?? Number.NaN)).toBe(expected);
  });

  it.each(['', 'now', '2026-02-30T10:00:00Z', '2026-01-31T25:00:00Z', '2026-01-31T10:00:00 Berlin', '31.1.2026'])(
    'refuses "%s"',
    (text) => {
      expect(parseDateTime(text)).toBeNull();
    },
  );

  it('reads a clock in a time zone like Temporal, through gaps and overlaps', () => {
    fc.assert(
      fc.property(instant, zone, (ms, timeZone) => {
        const clock = new Date(ms).toISOString().slice(0, 19);
        const theirs = Temporal.PlainDateTime.from(clock).toZonedDateTime(
          timeZone === 'GMT' ? 'UTC' : timeZone,
        ).epochMilliseconds;
        expect(parseDateTime(clock, timeZone)).toBe(theirs);
      }),
      { numRuns: 300 },
    );
    expect(dateTimeFromMs(parseDateTime('2026-03-29 02:30', 'Europe/Berlin') ?? 0)).toBe('2026-03-29T01:30:00.000Z');
    expect(dateTimeFromMs(parseDateTime('2026-10-25 02:30', 'Europe/Berlin') ?? 0)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('know the offset and the date of a zone', () => {
    fc.assert(
      fc.property(instant, zone, (ms, timeZone) => {
        const theirs = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(
          timeZone === 'GMT' ? 'UTC' : timeZone,
        );
        expect(zoneOffset(ms, timeZone)).toBe(theirs.offsetNanoseconds / 1e6);
        expect(today(ms, timeZone)).toBe(theirs.toPlainDate().toString());
      }),
      { numRuns: 300 },
    );
    expect(() => today(0, 'Mars/Olympus')).toThrow('an IANA name such as Europe/Berlin');
  });
});
