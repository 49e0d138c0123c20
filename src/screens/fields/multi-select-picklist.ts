import { defineMultipleChoice } from './choice.ts';

/** Multi-Select Picklist (MultiSelectPicklist). */
export const multiSelectPicklist = defineMultipleChoice('multiSelectPicklist', false);
