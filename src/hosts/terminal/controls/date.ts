import { lineControl } from './line-control.ts';

/** A day, typed. */
export const date = lineControl({ maxWidth: 32, placeholder: (field) => field.format ?? 'YYYY-MM-DD' });
