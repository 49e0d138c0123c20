import { defineSingleChoice } from './choice.ts';

/** Choices drawn by a component (ComponentChoice): without it, radio buttons. */
export const choiceComponent = defineSingleChoice('choiceComponent', true);
