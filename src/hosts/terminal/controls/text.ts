import { lineControl } from './line-control.ts';

/** One line of text. */
export const text = lineControl({ placeholder: (field) => field.placeholder ?? '' });
