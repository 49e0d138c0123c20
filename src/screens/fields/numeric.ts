import type { NumberField } from '../../model/screens.ts';
import type { ResourceType, Value } from '../../model/value.ts';
import { type ExactNumber, isNumber, round } from '../../values/number.ts';
import type { FieldDefinition } from '../define-field.ts';
import { parseLocaleNumber, showLocaleNumber } from '../locale.ts';
import { parsedEntry } from './entry.ts';

/** Number and Currency read the same; decimals beyond the field's scale are refused rather than rounded away unseen. */
export function defineNumberField<T extends 'number' | 'currency'>(
  type: T,
  dataType: 'Number' | 'Currency',
): FieldDefinition<T, NumberField> {
  return {
    type,
    valueType: (field): ResourceType => ({ dataType, scale: field.scale }),
    compile: (field, context) => {
      const { scale } = field;
      return parsedEntry(field, context, {
        type: { dataType, scale },
        face: () => ({ control: 'number', scale }),
        // A default may have more decimals than may be entered: it is shown as the field would hold it.
        show: (value, state) => (isNumber(value) ? showLocaleNumber(round(value, scale), state.locale) : String(value)),
        parse: (typed, state) => {
          const value: Value = parseLocaleNumber(typed, state.locale);
          if (!isNumber(value))
            return {
              value: null,
              problem: `Enter a number, such as ${showLocaleNumber(example(scale), state.locale)}.`,
            };
          if (scaleOf(value) <= scale) return { value, problem: null };
          return {
            value: null,
            problem:
              scale === 0 ? 'Enter a whole number.' : `Enter no more than ${scale} decimal${scale === 1 ? '' : 's'}.`,
          };
        },
      });
    },
  };
}

function example(scale: number): ExactNumber {
  return scale === 0 ? 1200 : { $units: 12 * 10 ** scale + 5, $scale: scale };
}

function scaleOf(value: ExactNumber): number {
  return typeof value === 'number' ? 0 : value.$scale;
}
