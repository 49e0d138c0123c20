/**
 * What nobody could try out in an org (reference: flow-semantics, "Could not verify"): each question is one switch here,
 * set to the documented or the more useful answer. Whoever finds out changes one word.
 */

/** Conditions: whether `a` equals `A`, and is a part of it. */
export const COMPARISON_IGNORES_CASE: boolean = false;

/** Collection Sort: `apple` before `Banana`, as record lists are ordered, not by character codes. */
export const SORT_IGNORES_CASE: boolean = true;

/** The operators add and subtract: a null number counts as 0, a null text as empty; else the result is null. */
export const ADDING_TO_NULL_COUNTS_IT_AS_EMPTY: boolean = true;

/** Previous: what was typed on the screen that is left stands there again when it comes up the next time. */
export const PREVIOUS_KEEPS_ENTRIES: boolean = true;

/** Previous: loops go back to the item at which the screen was shown, and with them their current item. */
export const PREVIOUS_REWINDS_LOOPS: boolean = true;

/** Loop: goes through the collection as it is at each step, not as it was when the loop began. */
export const LOOP_SEES_CHANGES: boolean = false;

/** The operator isChanged while a record is created: whether every field with a value has changed. */
export const CREATED_FIELDS_ARE_CHANGED: boolean = false;
