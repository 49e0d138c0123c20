import { parseTime } from '../../values/date.ts';
import type { FieldDefinition } from '../define-field.ts';
import { parsedEntry } from './entry.ts';

/** Time (InputField : Time): a time of day without a zone, typed as 14:30 or 2:30 PM. */
export const time: FieldDefinition<'time'> = {
  type: 'time',
  valueType: () => ({ dataType: 'Time' }),
  compile: (field, context) =>
    parsedEntry(field, context, {
      type: { dataType: 'Time' },
      face: () => ({ control: 'time' }),
      show: (value) => String(value).replace(/(?::00)?(?:\.000)?Z?$/, ''),
      parse: (typed) => {
        const value = parseTime(in24Hours(typed.trim()));
        return { value, problem: value === null ? 'Enter a time, such as 14:30.' : null };
      },
    }),
};

/** `2:30 PM` is `14:30`; anything else stays as it is. */
function in24Hours(text: string): string {
  const match = /^(\d{1,2})(:\d\d(?::\d\d)?)?\s*([ap])\.?m\.?$/i.exec(text);
  if (!match) return text;
  const [, hour = '', rest = ':00', half = ''] = match;
  const hours = Number(hour);
  if (hours < 1 || hours > 12) return text;
  return `${(hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)}${rest}`;
}
