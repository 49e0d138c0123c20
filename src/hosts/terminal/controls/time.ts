import { lineControl } from './line-control.ts';

/** A time of day, typed. */
export const time = lineControl({ maxWidth: 32, placeholder: (field) => field.format ?? 'HH:MM' });
