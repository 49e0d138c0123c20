import { lineControl } from './line-control.ts';

/** A number or an amount of money, typed as the person's locale writes it and aligned to the right. */
export const number = lineControl({ align: 'right', maxWidth: 32, prefix: (field) => field.currency ?? '' });
