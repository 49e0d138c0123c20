import type { SliderView } from '../../model/interview.ts';
import type { Value } from '../../model/value.ts';
import { isNumber, numberToText, parseNumber } from '../../values/number.ts';
import { attributesOf, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';
import { parseLocaleNumber, showLocaleNumber } from '../locale.ts';

/** Slider (flowruntime:slider): a number from `min` (0) to `max` (100) in steps of `step` (1). */
export const slider: FieldDefinition<'slider'> = {
  type: 'slider',
  valueType: (field) =>
    typeOfAttributes(field, {
      value: { dataType: 'Number' },
      label: { dataType: 'Text' },
      min: { dataType: 'Number' },
      max: { dataType: 'Number' },
      step: { dataType: 'Number' },
      size: { dataType: 'Text' },
    }),
  compile: (field, context) => {
    const attributes = attributesOf(field, context);
    const [value, min, max, step] = ['value', 'min', 'max', 'step'].map((name) => attributes.number(name));
    type State = Parameters<typeof attributes.all>[0];
    const range = (state: State) => ({
      min: min?.(state) ?? 0,
      max: max?.(state) ?? 100,
      step: Math.abs(step?.(state) ?? 1) || 1,
    });
    return {
      initial: (state) => show(value?.(state) ?? range(state).min, state.locale),
      parse: (raw, state) => {
        const typed: Value = typeof raw === 'string' ? parseLocaleNumber(raw, state.locale) : raw;
        const bounds = range(state);
        const problem = isNumber(typed) ? problemOf(Number(numberToText(typed)), bounds) : NO_NUMBER;
        return { value: { ...attributes.all(state), value: problem === null ? typed : null }, problem };
      },
      face: (state, raw) => ({ control: 'slider', slider: viewOf(raw, range(state), state.locale) }),
      label: attributes.text('label'),
      locked: attributes.flag('disabled'),
    };

    function problemOf(number: number, bounds: ReturnType<typeof range>): string | null {
      if (number < bounds.min || number > bounds.max) return `Enter a number from ${bounds.min} to ${bounds.max}.`;
      // Within a billionth of a step: 0.1 + 0.2 is a step of 0.1.
      const steps = (number - bounds.min) / bounds.step;
      return Math.abs(steps - Math.round(steps)) < 1e-9 ? null : `Enter a number in steps of ${bounds.step}.`;
    }
  },
};

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

function viewOf(raw: Value, { min, max, step }: Bounds, locale: string): SliderView {
  const typed = typeof raw === 'string' ? parseLocaleNumber(raw, locale) : raw;
  const at = isNumber(typed) ? Number(numberToText(typed)) : null;
  const moved = (by: number): string => show(Math.min(max, Math.max(min, (at ?? min) + by)), locale);
  return {
    min: show(min, locale),
    max: show(max, locale),
    at: at === null || max <= min ? null : Math.min(1, Math.max(0, (at - min) / (max - min))),
    lower: moved(-step),
    higher: moved(step),
  };
}

/** Without what binary fractions leave behind: 0.1 + 0.2 is 0.3. */
function show(number: number, locale: string): string {
  const exact = parseNumber(String(Math.round(number * 1e9) / 1e9));
  return exact === null ? String(number) : showLocaleNumber(exact, locale);
}

const NO_NUMBER = 'Enter a number.';
