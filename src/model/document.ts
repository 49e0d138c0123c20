/**
 * A definition file as an ordered tree with places, whatever it was written in. YAML and metadata XML both become this
 * tree; it keeps what a plain object would lose: key order (`201` before `2XX`), the digits of a number, comments.
 */

/** A stretch of the source text: offsets in UTF-16 units, `end` exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly place: Place;
  /** Comment lines that stand above the node, without their marks. */
  readonly comments?: readonly string[];
}

export interface TextNode extends Node {
  readonly kind: 'text';
  readonly value: string;
}
export interface NumberNode extends Node {
  readonly kind: 'number';
  /** As written: `1.10` keeps its zero, twenty digits stay twenty. */
  readonly digits: string;
}
export interface BooleanNode extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}
export interface NullNode extends Node {
  readonly kind: 'null';
}
export interface MapEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: DocumentNode;
  readonly comments?: readonly string[];
}
export interface MapNode extends Node {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}
export interface ListNode extends Node {
  readonly kind: 'list';
  readonly items: readonly DocumentNode[];
}
export type DocumentNode = TextNode | NumberNode | BooleanNode | NullNode | MapNode | ListNode;
