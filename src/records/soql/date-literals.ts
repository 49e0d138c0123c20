/** Date literals of SOQL as ranges of whole days in UTC: from the first day up to, not including, `until`. */
export interface DayRange {
  /** ISO dates. */
  readonly from: string;
  readonly until: string;
}

type Unit = (today: Date, shift: number) => Date;

const utc = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month, day));

/** First day of the unit that lies `shift` units from today's. Weeks begin on Sunday (locale en_US), fiscal years in January. */
const UNITS: Readonly<Record<string, Unit>> = {
  DAY: (today, shift) => utc(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + shift),
  WEEK: (today, shift) =>
    utc(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - today.getUTCDay() + 7 * shift),
  MONTH: (today, shift) => utc(today.getUTCFullYear(), today.getUTCMonth() + shift, 1),
  QUARTER: (today, shift) => utc(today.getUTCFullYear(), 3 * (Math.floor(today.getUTCMonth() / 3) + shift), 1),
  YEAR: (today, shift) => utc(today.getUTCFullYear() + shift, 0, 1),
};

/** Which units a literal covers, counted from the current one; `until` is exclusive. `n` is the number after the colon. */
const SHAPES: readonly (readonly [RegExp, (n: number) => readonly [from: number, until: number]])[] = [
  [/^(?:THIS_(\w+))$/, () => [0, 1]],
  [/^LAST_N_(\w+)S$/, (n) => [-n, 0]],
  [/^NEXT_N_(\w+)S$/, (n) => [1, n + 1]],
  [/^N_(\w+)S_AGO$/, (n) => [-n, -n + 1]],
  [/^LAST_(\w+)$/, () => [-1, 0]],
  [/^NEXT_(\w+)$/, () => [1, 2]],
];

const SPECIAL: Readonly<Record<string, readonly [from: number, until: number]>> = {
  YESTERDAY: [-1, 0],
  TODAY: [0, 1],
  TOMORROW: [1, 2],
  LAST_90_DAYS: [-90, 1],
  NEXT_90_DAYS: [1, 91],
};

/**
 * The days of a date literal.
 * @param literal `TODAY`, `LAST_N_DAYS:7`, in any case
 * @param now the moment that is today
 * @returns null for a word that is no date literal
 */
export function daysOfLiteral(literal: string, now: Date): DayRange | null {
  const [name = '', number = '0'] = literal.toUpperCase().split(':');
  const special = SPECIAL[name];
  if (special !== undefined) return range('DAY', special, now);
  for (const [pattern, shifts] of SHAPES) {
    const unit = pattern.exec(name)?.[1]?.replace(/^FISCAL_/, '');
    if (unit === undefined || UNITS[unit] === undefined) continue;
    const [from, until] = shifts(Number(number));
    // "last n days" and "the last n days" of Salesforce include today.
    return range(unit, unit === 'DAY' && name.startsWith('LAST_N_') ? [from, 1] : [from, until], now);
  }
  return null;
}

function range(unit: string, [from, until]: readonly [number, number], now: Date): DayRange | null {
  const start = UNITS[unit];
  if (start === undefined) return null;
  const first = start(now, from);
  const end = start(now, until);
  if (Number.isNaN(first.getTime()) || Number.isNaN(end.getTime())) return null;
  return { from: first.toISOString().slice(0, 10), until: end.toISOString().slice(0, 10) };
}
