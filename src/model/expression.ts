import type { Place } from './document.ts';
import type { DataType, Value } from './value.ts';

/**
 * What can stand where a value can. Text is parsed once into these nodes, each with its place in the file, so that one
 * walker serves unknown references, renaming, coverage and unused resources.
 */

/** `{!Get_Acc.Owner.Email}`, or a bare `Get_Acc.Owner.Email` where only a reference can stand. */
export interface Reference {
  readonly kind: 'reference';
  /** The path as it was written, without `{!` and `}`. */
  readonly path: string;
  readonly place: Place;
}

/** Text with merge fields: `Dear {!Name}`. A reference in it becomes text (null becomes nothing). */
export interface Template {
  readonly kind: 'template';
  readonly parts: readonly (string | Reference)[];
  readonly place: Place;
}

/** A formula as text; `src/formula` compiles it. */
export interface Formula {
  readonly kind: 'formula';
  readonly text: string;
  /** What it must give; left out = whatever it gives (a condition's formula: Boolean). */
  readonly type?: DataType;
  readonly scale?: number;
  readonly place: Place;
}

export interface Literal {
  readonly kind: 'literal';
  readonly type: 'Text' | 'Number' | 'Boolean' | 'Date' | 'DateTime' | 'Time';
  readonly value: Value;
  readonly place: Place;
}

/** A value node with nothing in it: the metadata has no `<value>` at all. Assigns null. */
export interface NoValue {
  readonly kind: 'none';
  readonly place: Place;
}

/** A value only the metadata has words for (`complexValue`, …): it travels, and cannot be evaluated. */
export interface OpaqueValue {
  readonly kind: 'opaque';
  readonly place: Place;
}

export type Expression = Reference | Template | Formula | Literal | NoValue | OpaqueValue;

/** A JSON value with expressions at its leaves: an HTTP callout's body. */
export type JsonExpression =
  | Expression
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: string; readonly value: JsonExpression }[];
      readonly place: Place;
    }
  | { readonly kind: 'list'; readonly items: readonly JsonExpression[]; readonly place: Place };
