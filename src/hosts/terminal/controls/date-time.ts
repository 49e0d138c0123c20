import { lineControl } from './line-control.ts';

/** A day with its time, typed; the time zone is the interview's. */
export const dateTime = lineControl({ maxWidth: 32, placeholder: (field) => field.format ?? 'YYYY-MM-DD HH:MM' });
