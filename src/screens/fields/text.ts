import { defineTextField } from './entry.ts';

/** Text (InputField : String): one line. */
export const text = defineTextField('text', 'text');
