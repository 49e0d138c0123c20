import { ASSIGNMENT_OPERATOR_WORDS, COMPARISON_OPERATOR_WORDS } from '../../forms/index.ts';
import type { DocumentNode, MapNode } from '../../model/document.ts';
import type { Context, MetadataCodec } from '../codec.ts';
import { unclaimedComments, withComments } from '../construct.ts';
import { patchBetween, patched } from '../merge-patch.ts';
import { commented, commentLines, entry, get, listNode, mapNode, nullNode, single } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, type XmlElement } from '../xml.ts';
import { plainLeaf } from './scalars.ts';
import { REFERENCE_PATH, valueElement, valueNode } from './value.ts';

/** Rows: `- left: right`, where right is a value or `{ operator: value }` (LANGUAGE rule 4). */
interface RowShape {
  readonly tag: string;
  readonly left: string;
  readonly right: string;
  readonly operators: Readonly<Record<string, string>>;
  /** The operator that is left out. */
  readonly usual: string;
  /** Whether the bare form may say `null`: in a condition everybody would misread it. */
  readonly bareNull: boolean;
}

/** Rows of outcomes, visibility rules and wait events. */
export const CONDITIONS: RowShape = {
  tag: 'conditions',
  left: 'leftValueReference',
  right: 'rightValue',
  operators: COMPARISON_OPERATOR_WORDS,
  usual: 'equalTo',
  bareNull: false,
};
/** Rows of record elements and choice sets: their left sides are fields. */
export const FILTERS: RowShape = { ...CONDITIONS, tag: 'filters', left: 'field', right: 'value' };
/** Rows of an assignment. */
export const ASSIGNMENTS: RowShape = {
  tag: 'assignmentItems',
  left: 'assignToReference',
  right: 'value',
  operators: ASSIGNMENT_OPERATOR_WORDS,
  usual: 'assign',
  bareNull: true,
};

/** The rows of a construct; null where there are none, or one whose left side the language cannot write. */
export function readRowList(source: XmlElement, shape: RowShape, context: Context): DocumentNode | null {
  const found = childrenOf(source, shape.tag);
  const items: DocumentNode[] = [];
  for (const element of found) {
    const row = readRow(element, shape);
    if (!row) return null;
    items.push(row);
  }
  const [first] = found;
  if (!first) return null;
  const told = items.map((item, index) => withOwnComments(item, found[index], context));
  return listNode(told, { start: first.place.start, end: found.at(-1)?.place.end ?? first.place.end });
}

function withOwnComments(item: DocumentNode, element: XmlElement | undefined, context: Context): DocumentNode {
  return element ? commented(item, commentLines(unclaimedComments(element, context))) : item;
}

function readRow(element: XmlElement, shape: RowShape): MapNode | null {
  const left = plainLeaf(element, shape.left);
  if (!left || !REFERENCE_PATH.test(left.text)) return null;
  const held = childOf(element, shape.right);
  const right = held ? valueNode(held) : nullNode(element.place);
  const metadata = plainLeaf(element, 'operator')?.text ?? '';
  const operator = Object.entries(shape.operators).find(([, word]) => word === metadata)?.[0] ?? shape.usual;
  const bare = operator === shape.usual && (shape.bareNull || right.kind !== 'null');
  const row = single(left.text, bare ? right : single(operator, right), left.place);
  const patch = patchBetween(writeRow(row, shape), element);
  if (!patch) return { ...row, place: element.place };
  const explicit = mapNode([entry(operator, right), entry('metadata', patch)], element.place);
  return single(left.text, explicit, left.place);
}

function writeRow(row: DocumentNode, shape: RowShape): XmlElement {
  const [first] = row.kind === 'map' ? row.entries : [];
  const right = first?.value ?? nullNode();
  const operation =
    right.kind === 'map' ? right.entries.find(({ key }) => Object.hasOwn(shape.operators, key)) : undefined;
  const value = valueElement(shape.right, operation?.value ?? (operation ? nullNode() : right));
  const written = branch(shape.tag, [
    leaf(shape.left, first?.key ?? ''),
    leaf('operator', shape.operators[operation?.key ?? shape.usual] ?? ''),
    ...(value ? [value] : []),
  ]);
  const patch = operation ? get(right, 'metadata') : null;
  return patch?.kind === 'map' ? patched(written, patch) : written;
}

/** The elements of a list of rows. */
export function writeRowList(node: DocumentNode | null, shape: RowShape): readonly XmlElement[] {
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => withComments([writeRow(item, shape)], item.comments));
}

/** `assign`. */
export const assignmentRows: MetadataCodec = {
  read: (source, _row, scope) => readRowList(source, ASSIGNMENTS, scope),
  write: (node) => writeRowList(node, ASSIGNMENTS),
};
