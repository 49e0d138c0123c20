import { defineSingleChoice } from './choice.ts';

/** Picklist (DropdownBox). */
export const picklist = defineSingleChoice('picklist', false);
