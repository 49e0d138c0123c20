/**
 * What nobody could try out in an org (reference: flow-semantics, "Could not verify"): each question is one switch here,
 * set to the documented or the more useful answer. Whoever finds out changes one word.
 */

/** Collection Sort: `apple` before `Banana`, as record lists are ordered, not by character codes. */
export const SORT_IGNORES_CASE: boolean = true;
