import { defineSingleChoice } from './choice.ts';

/** Choice Lookup (flowruntime:choiceLookup): a picklist that is searched. */
export const choiceLookup = defineSingleChoice('choiceLookup', false);
