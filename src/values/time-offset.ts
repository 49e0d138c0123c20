import type { OffsetUnit, TimeOffset } from '../model/time-offset.ts';
import { addMonths, dateTimeFromMs, msOfDateTime } from './date.ts';

const MILLISECONDS: Readonly<Record<Exclude<OffsetUnit, 'Months'>, number>> = {
  Minutes: 60_000,
  Hours: 3_600_000,
  Days: 86_400_000,
};

/** A moment moved by an offset, both in milliseconds since 1970; the last day of a month stays the last day. */
export function movedBy(moment: number, { count, unit }: TimeOffset): number {
  if (unit !== 'Months') return moment + count * MILLISECONDS[unit];
  const iso = dateTimeFromMs(moment);
  return msOfDateTime(`${addMonths(iso.slice(0, 10), count)}${iso.slice(10)}`);
}
