import type { FieldDefinition } from '../objects/define-object.ts';

/** A SOQL query whose names are found and whose literals are read: what a store executes. */
export interface QueryPlan {
  /** API name of the object. */
  readonly object: string;
  /** Parents that columns, conditions or the order reach, each after the one it hangs on. */
  readonly parents: readonly Parent[];
  readonly columns: readonly Column[];
  readonly where: Condition | null;
  readonly orderBy: readonly Order[];
  readonly limit: number | null;
  readonly offset: number;
}

/** A parent record; alias 0 is the record itself. */
export interface Parent {
  readonly alias: number;
  /** Alias of the child. */
  readonly from: number;
  /** Reference field of the child. */
  readonly field: string;
}

/** A field of the record (alias 0) or of a parent. */
export interface Column {
  readonly alias: number;
  readonly field: FieldDefinition;
}

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export type Scalar = string | number | boolean | null;

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  /** Equal, null being a value like any other. */
  | { readonly kind: 'equal'; readonly column: Column; readonly value: Scalar }
  | {
      readonly kind: 'compare';
      readonly column: Column;
      readonly operator: '<' | '<=' | '>' | '>=';
      readonly value: Scalar;
    }
  | { readonly kind: 'in'; readonly column: Column; readonly values: readonly Scalar[] }
  /** `pattern` with SOQL's `%`, `_` and backslash. */
  | { readonly kind: 'like'; readonly column: Column; readonly pattern: string };
