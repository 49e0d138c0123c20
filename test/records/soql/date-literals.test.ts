import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOfLiteral } from '../../../src/records/soql/date-literals.ts';

const NOW = new Date('2026-02-18T23:30:00Z'); // a Wednesday

describe('date literals', () => {
  it.each([
    ['TODAY', '2026-02-18', '2026-02-19'],
    ['yesterday', '2026-02-17', '2026-02-18'],
    ['TOMORROW', '2026-02-19', '2026-02-20'],
    ['THIS_WEEK', '2026-02-15', '2026-02-22'],
    ['LAST_WEEK', '2026-02-08', '2026-02-15'],
    ['NEXT_WEEK', '2026-02-22', '2026-03-01'],
    ['THIS_MONTH', '2026-02-01', '2026-03-01'],
    ['LAST_MONTH', '2026-01-01', '2026-02-01'],
    ['NEXT_MONTH', '2026-03-01', '2026-04-01'],
    ['LAST_90_DAYS', '2025-11-20', '2026-02-19'],
    ['NEXT_90_DAYS', '2026-02-19', '2026-05-20'],
    ['LAST_N_DAYS:7', '2026-02-11', '2026-02-19'],
    ['NEXT_N_DAYS:7', '2026-02-19', '2026-02-26'],
    ['N_DAYS_AGO:7', '2026-02-11', '2026-02-12'],
    ['LAST_N_MONTHS:2', '2025-12-01', '2026-02-01'],
    ['NEXT_N_WEEKS:2', '2026-02-22', '2026-03-08'],
    ['THIS_QUARTER', '2026-01-01', '2026-04-01'],
    ['LAST_QUARTER', '2025-10-01', '2026-01-01'],
    ['LAST_FISCAL_QUARTER', '2025-10-01', '2026-01-01'],
    ['NEXT_N_FISCAL_YEARS:2', '2027-01-01', '2029-01-01'],
    ['LAST_YEAR', '2025-01-01', '2026-01-01'],
    ['N_YEARS_AGO:3', '2023-01-01', '2024-01-01'],
  ])('%s', (literal, from, until) => {
    expect(daysOfLiteral(literal, NOW)).toEqual({ from, until });
  });

  it('words that are none, and numbers beyond all years, are null', () => {
    expect(daysOfLiteral('NOW', NOW)).toBeNull();
    expect(daysOfLiteral('LAST_N_CENTURYS:1', NOW)).toBeNull();
    expect(daysOfLiteral('LAST_N_YEARS:99999999', NOW)).toBeNull();
  });

  it('this, last and next touch each other on every day', () => {
    const day = fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') });
    fc.assert(
      fc.property(day, fc.constantFrom('WEEK', 'MONTH', 'QUARTER', 'YEAR'), (now, unit) => {
        const [last, current, next] = ['LAST', 'THIS', 'NEXT'].map((which) => daysOfLiteral(`${which}_${unit}`, now));
        const today = now.toISOString().slice(0, 10);
        expect(last?.until).toBe(current?.from);
        expect(current?.until).toBe(next?.from);
        expect((current?.from ?? '') <= today && today < (current?.until ?? '')).toBe(true);
      }),
    );
  });
});
