import { defineSingleChoice } from './choice.ts';

/** Visual Picker (flowruntime:visualPicker): radio buttons drawn as tiles. */
export const visualPicker = defineSingleChoice('visualPicker', true);
