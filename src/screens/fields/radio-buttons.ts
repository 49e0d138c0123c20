import { defineSingleChoice } from './choice.ts';

/** Radio Buttons (RadioButtons). */
export const radioButtons = defineSingleChoice('radioButtons', true);
