import { dateTimeFromMs, msOfDateTime, parseDateTime, zoneOffset } from '../../values/date.ts';
import type { FieldDefinition } from '../define-field.ts';
import { parseLocaleDate } from '../locale.ts';
import { parsedEntry } from './entry.ts';

/** Date & Time (InputField : DateTime): typed in the user's time zone, kept in UTC. */
export const dateTime: FieldDefinition<'dateTime'> = {
  type: 'dateTime',
  valueType: () => ({ dataType: 'DateTime' }),
  compile: (field, context) =>
    parsedEntry(field, context, {
      type: { dataType: 'DateTime' },
      face: () => ({ control: 'dateTime' }),
      show: (value, state) => local(String(value), state.timeZone),
      parse: (typed, state) => {
        const [day = '', clock = '00:00'] = splitDateTime(typed);
        const date = parseLocaleDate(day, state.locale);
        const at = date === null ? null : parseDateTime(`${date} ${clock}`, state.timeZone);
        return at === null
          ? { value: null, problem: 'Enter a date and time, such as 2026-01-31 14:30.' }
          : { value: dateTimeFromMs(at), problem: null };
      },
    }),
};

function local(value: string, timeZone: string): string {
  const at = msOfDateTime(value);
  return Number.isNaN(at)
    ? value
    : dateTimeFromMs(at + zoneOffset(at, timeZone))
        .slice(0, 16)
        .replace('T', ' ');
}

/** `2026-01-31 14:30` and `2026-01-31T14:30` are the same entry; the date itself may hold blanks. */
function splitDateTime(typed: string): readonly string[] {
  const text = typed.trim().replace(/(\d)T(\d)/, '$1 $2');
  const at = text.lastIndexOf(' ');
  return at < 0 || !text.slice(at).includes(':') ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
