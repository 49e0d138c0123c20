/**
 * What depends on a flow's `apiVersion`, in one table (reference: flow-semantics 1, 2, 8 and 12): from which version on a
 * behaviour holds.
 */
export const BEHAVIOUR_SINCE = {
  /** Variables are closed to callers unless they say `input` or `output`. */
  closedVariables: 25,
  /** `onRevisit: reset` of fields and components; before, they keep their entries. */
  revisitedFields: 51,
  /** `onRevisit: reset` of record fields. */
  revisitedRecordFields: 57,
  /** No limit of 2,000 executed elements. */
  unlimitedElements: 57,
  /** Formulas and text templates follow the entries of the screen they stand on. */
  reactiveScreens: 59,
  /** `isNull` of a checkbox or toggle that was never shown; before, it is never null. */
  nullBooleanFields: 64,
  /** Callouts commit uncommitted work by themselves unless the element says otherwise. */
  automaticTransactions: 65,
} as const;
export type Behaviour = keyof typeof BEHAVIOUR_SINCE;

/** Whether a flow of this API version shows the behaviour. */
export function behaves(apiVersion: number, behaviour: Behaviour): boolean {
  return apiVersion >= BEHAVIOUR_SINCE[behaviour];
}
