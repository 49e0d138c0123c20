import { lineControl } from './line-control.ts';

/** A file, by its path. */
export const file = lineControl({ placeholder: (field) => field.placeholder ?? '' });
