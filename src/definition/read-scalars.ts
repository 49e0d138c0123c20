import type { DocumentNode } from '../model/document.ts';
import type { Connector, NameAt } from '../model/elements.ts';
import type { JsonExpression, Reference, Template } from '../model/expression.ts';
import { nearest } from '../values/nearest.ts';
import { isName } from './names.ts';
import { entryOf, kindOf, pointAt, scalarText } from './nodes.ts';
import { reportUnknownKey } from './read-form.ts';
import { isBareReference, onlyReference, templateOf } from './read-text.ts';
import type { AnyRow, ReadContext, TextAt } from './read-types.ts';
import { readScalar } from './read-value.ts';

/** Codecs of keys that hold one scalar. Each returns undefined after reporting what is wrong. */

/** `wrong-type` for a key; scalars that want quotes are told so. */
function expected(what: string, node: DocumentNode, context: ReadContext, row: AnyRow): undefined {
  const scalar = node.kind === 'number' || node.kind === 'boolean' ? scalarText(node) : undefined;
  const quotes = what === 'text' && scalar !== undefined ? `put it in quotes: '${scalar}'` : undefined;
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be ${what}, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion: quotes,
  });
  return undefined;
}

export function readText(node: DocumentNode, context: ReadContext, row: AnyRow): string | undefined {
  return node.kind === 'text' ? node.value : expected('text', node, context, row);
}

export function readTemplate(node: DocumentNode, context: ReadContext, row: AnyRow): Template | undefined {
  return node.kind === 'text' ? templateOf(node, context.text) : expected('text', node, context, row);
}

export function readBoolean(node: DocumentNode, context: ReadContext, row: AnyRow): boolean | undefined {
  return node.kind === 'boolean' ? node.value : expected('true or false', node, context, row);
}

export function readInteger(node: DocumentNode, context: ReadContext, row: AnyRow): number | undefined {
  const value = node.kind === 'number' ? Number(node.digits) : Number.NaN;
  if (!Number.isSafeInteger(value)) return expected('a whole number', node, context, row);
  const [least, most] = row.range ?? [value, value];
  if (value >= least && value <= most) return value;
  return expected(`a whole number from ${least} to ${most}`, node, context, row);
}

export function readNumber(node: DocumentNode, context: ReadContext, row: AnyRow): number | undefined {
  return node.kind === 'number' ? Number(node.digits) : expected('a number', node, context, row);
}

/** One of the row's words; case counts, as everywhere in the language. */
export function readWord(node: DocumentNode, context: ReadContext, row: AnyRow): string | undefined {
  const words = Object.keys(row.words ?? {});
  if (node.kind !== 'text') return expected(`one of ${words.join(', ')}`, node, context, row);
  if (words.includes(node.value) || row.open === true) return node.value;
  const near = nearest(node.value, words);
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be one of ${words.join(', ')}, found ${node.value === '' ? 'empty text' : node.value}`,
    place: node.place,
    suggestion: near === undefined ? undefined : `did you mean ${near}?`,
  });
  return undefined;
}

/** The name of a component outside the flow. */
export function readName(node: DocumentNode, context: ReadContext, row: AnyRow): NameAt | undefined {
  if (node.kind !== 'text' || node.value === '') return expected('a name', node, context, row);
  return { name: node.value, place: node.place };
}

/** A reference where only a reference can stand: bare. */
export function readReference(node: DocumentNode, context: ReadContext, row: AnyRow): Reference | undefined {
  if (node.kind === 'text' && isBareReference(node.value))
    return { kind: 'reference', path: node.value, place: node.place };
  const inner = node.kind === 'text' ? onlyReference(node.value) : undefined;
  if (inner === undefined) return expected('the bare name of a resource', node, context, row);
  context.report({
    rule: 'wrong-type',
    message: `${row.key} takes a reference only, and takes it bare`,
    place: node.place,
    suggestion: `write ${inner}`,
  });
  return undefined;
}

/** `Name`, or `{ goTo: Name }`. */
export function readConnector(node: DocumentNode, context: ReadContext, row: AnyRow): Connector | undefined {
  if (node.kind !== 'map') return readTarget(node, context, row);
  for (const { key, keyPlace } of node.entries) {
    if (key !== 'goTo') reportUnknownKey('a connector', key, ['goTo'], keyPlace, context);
  }
  const goTo = entryOf(node, 'goTo');
  if (!goTo) return node.entries.length > 0 ? undefined : readTarget(node, context, row);
  const target = readTarget(goTo.value, context, row);
  return target && { ...target, goTo: true };
}

function readTarget(node: DocumentNode, context: ReadContext, row: AnyRow): Connector | undefined {
  if (node.kind === 'text' && isName(node.value)) return { to: node.value, goTo: false, place: node.place };
  const inner = node.kind === 'text' ? onlyReference(node.value) : undefined;
  if (inner === undefined) return expected('the name of an element, or { goTo: Name }', node, context, row);
  context.report({
    rule: 'wrong-type',
    message: `${row.key} takes the bare name of an element`,
    place: node.place,
    suggestion: `write ${inner}`,
  });
  return undefined;
}

export function readLogic(node: DocumentNode, context: ReadContext, row: AnyRow): TextAt | undefined {
  const text = node.kind === 'text' || node.kind === 'number' ? scalarText(node) : undefined;
  return text === undefined ? expected('text such as 1 AND (2 OR 3)', node, context, row) : { text, node };
}

/** `Account.Industry`. */
export function readPicklistField(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): { readonly object: string; readonly field: string } | undefined {
  const match = node.kind === 'text' ? /^([A-Za-z]\w*)\.([A-Za-z]\w*)$/.exec(node.value) : null;
  if (!match) return expected('an object and a field such as Account.Industry', node, context, row);
  return { object: match[1] ?? '', field: match[2] ?? '' };
}

/** `{ Name: Asc }`. */
export function readSort(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): { readonly field: string; readonly order: 'Asc' | 'Desc' } | undefined {
  const [entry, more] = node.kind === 'map' ? node.entries : [];
  const order = entry?.value.kind === 'text' ? entry.value.value : undefined;
  if (!entry || more || (order !== 'Asc' && order !== 'Desc')) {
    return expected('a field and its order such as { Name: Asc }', node, context, row);
  }
  return { field: entry.key, order };
}

/** A callout's body: JSON with expressions at its leaves. Maps are always objects here, never `{ date: … }`. */
export function readJson(node: DocumentNode, context: ReadContext): JsonExpression | undefined {
  if (node.kind === 'list') {
    const items = node.items.map((item) => readJson(item, context)).filter((item) => item !== undefined);
    return { kind: 'list', items, place: node.place };
  }
  if (node.kind !== 'map') return readScalar(node, context);
  const entries = node.entries.flatMap(({ key, value }) => {
    const read = readJson(value, context);
    return read === undefined ? [] : [{ key, value: read }];
  });
  return { kind: 'object', entries, place: node.place };
}
