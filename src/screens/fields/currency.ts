import { defineNumberField } from './numeric.ts';

/** Currency (InputField : Currency). */
export const currency = defineNumberField('currency', 'Currency');
