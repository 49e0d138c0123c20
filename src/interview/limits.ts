import type { Fault } from '../model/interview.ts';

/**
 * Governor limits per transaction (reference: flow-semantics 12, credentials C4). Going over one fails the interview even
 * where a fault connector exists.
 */
export const LIMITS = {
  callouts: { most: 100, what: 'callouts' },
  queries: { most: 100, what: 'SOQL queries' },
  queryRows: { most: 50_000, what: 'queried records' },
  dml: { most: 150, what: 'DML statements' },
  dmlRows: { most: 10_000, what: 'changed records' },
  /** Only below API version 57. */
  elements: { most: 2000, what: 'executed elements' },
} as const;
/** Subflows inside subflows: a flow that calls itself without end is stopped here. */
export const DEEPEST_SUBFLOW = 100;

export type LimitName = keyof typeof LIMITS;

export function isLimit(name: string): name is LimitName {
  return Object.hasOwn(LIMITS, name);
}

/** The fault of a limit that was exceeded. */
export function limitFault(limit: LimitName, element: string): Fault {
  const { most, what } = LIMITS[limit];
  return {
    code: 'LIMIT_EXCEEDED',
    message: `The flow exceeded the limit of ${most.toLocaleString('en-US')} ${what} in one transaction.`,
    help: 'A screen or a pause begins a new transaction; move work out of loops.',
    element,
    detail: { limit, most },
  };
}
