import { defineNumberField } from './numeric.ts';

/** Number (InputField : Number). */
export const number = defineNumberField('number', 'Number');
