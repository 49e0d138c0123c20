import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { FormulaEvaluationError } from '../../../src/errors.ts';
import type { Value } from '../../../src/model/value.ts';
import { evaluate } from './evaluate.ts';

describe('date functions', () => {
  it.each<[string, Value]>([
    ['DATE(2024, 2, 29)', '2024-02-29'],
    ['DATE(2024.9, 2.9, 29.9)', '2024-02-29'],
    ['DATE(2024, noNumber, 1)', null],
    ['DATEVALUE("2005-1-4 and more")', '2005-01-04'],
    ['DATEVALUE(DATETIMEVALUE("2005-01-04 01:56:00"))', '2005-01-03'],
    ['DATEVALUE(noText)', null],
    ['DATEVALUE("")', null],
    ['DATETIMEVALUE("2011-1-9 1:02:03 ")', '2011-01-09T01:02:03.000Z'],
    ['DATETIMEVALUE(DATE(2026, 1, 31))', '2026-01-31T00:00:00.000Z'],
    ['TIMEVALUE("17:00:00.5")', '17:00:00.005'],
    ['TIMEVALUE(DATETIMEVALUE("2005-01-04 01:56:00"))', '01:56:00.000'],
    ['YEAR(DATE(2026, 3, 4)) * 10000 + MONTH(DATE(2026, 3, 4)) * 100 + DAY(DATE(2026, 3, 4))', 20_260_304],
    ['HOUR(TIMEVALUE("23:59:58.007"))', 23],
    ['MINUTE(TIMEVALUE("23:59:58.007"))', 59],
    ['SECOND(TIMEVALUE("23:59:58.007"))', 58],
    ['MILLISECOND(TIMEVALUE("23:59:58.007"))', 7],
    ['ADDMONTHS(DATE(2019, 2, 28), -1)', '2019-01-31'],
    ['ADDMONTHS(DATE(2020, 1, 30), 1.9)', '2020-02-29'],
    ['ADDMONTHS(DATETIMEVALUE("2020-01-31 10:11:12"), 1)', '2020-02-29T10:11:12.000Z'],
    ['ADDMONTHS(noDate, 1)', null],
    ['UNIXTIMESTAMP(DATE(1970, 1, 2))', 86_400],
    ['UNIXTIMESTAMP(TIMEVALUE("01:00:00.999"))', 3600],
    ['UNIXTIMESTAMP(FROMUNIXTIME(1234567890))', 1_234_567_890],
    ['FROMUNIXTIME(-5)', '1969-12-31T23:59:55.000Z'],
    ['YEAR(noDate)', null],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    'DATE(2007, 2, 29)',
    'DATE(2007, 13, 1)',
    'DATE(2007, 1, 0)',
    'DATE(2007, -1, 1)',
    'DATEVALUE("2005-02-30")',
    'DATEVALUE("1/31/2026")',
    'DATETIMEVALUE("2012-01-01 24:00:00")',
    'DATETIMEVALUE("2012-01-01")',
    'TIMEVALUE("2015-03-17 17:00:00")',
    'TIMEVALUE("17:00:00")',
    'TIMEVALUE("25:00:00.000")',
    'ADDMONTHS(DATE(9999, 12, 1), 1)',
  ])('%s fails', (text) => {
    expect(() => evaluate(text)).toThrow(FormulaEvaluationError);
  });

  it('knows weekdays, weeks and days of the year like Temporal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (n) => {
        const theirs = Temporal.PlainDate.from('1850-01-01').add({ days: n });
        const { year, month, day } = theirs;
        const date = `DATE(${year}, ${month}, ${day})`;
        expect(evaluate(`WEEKDAY(${date})`)).toBe((theirs.dayOfWeek % 7) + 1);
        expect(evaluate(`ISOWEEK(${date})`)).toBe(theirs.weekOfYear);
        expect(evaluate(`ISOYEAR(${date})`)).toBe(theirs.yearOfWeek);
        expect(evaluate(`DAYOFYEAR(${date})`)).toBe(theirs.dayOfYear);
      }),
    );
  });
});
