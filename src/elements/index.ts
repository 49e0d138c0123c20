import type { ElementType, FlowElement } from '../model/elements.ts';
import { assignment } from './assignment.ts';
import { decision } from './decision.ts';
import type { ElementDefinition } from './define-element.ts';
import { httpCallout } from './http-callout.ts';
import { loop } from './loop.ts';
import { screen } from './screen.ts';
import { subflow } from './subflow.ts';

/** Every kind of element; a forgotten one does not compile. */
export const ELEMENTS: { readonly [T in ElementType]: ElementDefinition<T> } = {
  screen,
  assignment,
  decision,
  loop,
  subflow,
  httpCallout,
};

/** The definition of an element's kind, seen as one that takes this element. */
export function elementDefinition(element: FlowElement): ElementDefinition<ElementType> {
  // Each entry takes the elements of its own type only, and is only ever given those.
  return ELEMENTS[element.type] as unknown as ElementDefinition<ElementType>;
}
