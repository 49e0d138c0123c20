import { defineMultipleChoice } from './choice.ts';

/** Checkbox Group (MultiSelectCheckboxes). */
export const checkboxGroup = defineMultipleChoice('checkboxGroup', true);
