import { defineTextField } from './entry.ts';

/** Long Text Area (LargeTextArea): several lines. */
export const longText = defineTextField('longText', 'longText');
