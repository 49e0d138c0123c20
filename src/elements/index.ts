import type { ElementType, FlowElement } from '../model/elements.ts';
import { action } from './action.ts';
import { apexPlugin } from './apex-plugin.ts';
import { assignment } from './assignment.ts';
import { createRecords } from './create-records.ts';
import { customError } from './custom-error.ts';
import { decision } from './decision.ts';
import type { ElementDefinition } from './define-element.ts';
import { deleteRecords } from './delete-records.ts';
import { filterCollection } from './filter-collection.ts';
import { getRecords } from './get-records.ts';
import { httpCallout } from './http-callout.ts';
import { loop } from './loop.ts';
import { rollBackRecords } from './roll-back-records.ts';
import { screen } from './screen.ts';
import { sortCollection } from './sort-collection.ts';
import { subflow } from './subflow.ts';
import { transform } from './transform.ts';
import { updateRecords } from './update-records.ts';
import { wait } from './wait.ts';

/** Every kind of element; a forgotten one does not compile. */
export const ELEMENTS: { readonly [T in ElementType]: ElementDefinition<T> } = {
  screen,
  assignment,
  decision,
  loop,
  subflow,
  sortCollection,
  transform,
  customError,
  filterCollection,
  httpCallout,
  getRecords,
  createRecords,
  updateRecords,
  deleteRecords,
  rollBackRecords,
  action,
  apexPlugin,
  wait,
};

/** The definition of an element's kind, seen as one that takes this element. */
export function elementDefinition(element: FlowElement): ElementDefinition<ElementType> {
  // Each entry takes the elements of its own type only, and is only ever given those.
  return ELEMENTS[element.type] as unknown as ElementDefinition<ElementType>;
}
