/** What may be done with records of an object (reference: flow-semantics 10). */
export type ObjectRight = 'read' | 'create' | 'edit' | 'delete';

/** What a user may do with records; names in any case. */
export interface RecordAccess {
  object(name: string, right: ObjectRight): boolean;
  field(object: string, field: string, right: 'read' | 'edit'): boolean;
}

/** System mode: everything is allowed. */
export const FULL_ACCESS: RecordAccess = { object: () => true, field: () => true };
