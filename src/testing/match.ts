import type { DocumentNode, MapEntry, Place } from '../model/document.ts';
import type { Fields, Value } from '../model/value.ts';
import { documentValue } from '../project/index.ts';
import { isFields } from '../values/fields.ts';
import { escapeKey, unescapeKey } from '../values/json.ts';
import { isNumber, numberToText, parseNumber } from '../values/number.ts';
import { isMatcherKey, MATCHERS } from './matchers.ts';

/** One place where what came is not what was expected. */
export interface Mismatch {
  /** `outputs.newAccountId`, `callouts[0].body.Name`. */
  readonly path: string;
  /** Where the expectation stands in the test file. */
  readonly place: Place;
  /** As lines of text, for people and for a diff. */
  readonly expected: string;
  readonly received: string;
}

type Matching = {
  readonly [K in DocumentNode['kind']]: (
    node: Extract<DocumentNode, { kind: K }>,
    received: Value,
    path: string,
  ) => readonly Mismatch[];
};

const MATCHING: Matching = {
  text: (node, received, path) => (received === node.value ? [] : [mismatch(node, received, path)]),
  boolean: (node, received, path) => (received === node.value ? [] : [mismatch(node, received, path)]),
  null: (node, received, path) => (received === null ? [] : [mismatch(node, received, path)]),
  number: (node, received, path) => {
    const number = parseNumber(node.digits);
    const same = number !== null && isNumber(received) && numberToText(number) === numberToText(received);
    return same ? [] : [mismatch(node, received, path)];
  },
  list: (node, received, path) => {
    if (!isList(received) || received.length !== node.items.length) return [mismatch(node, received, path)];
    return node.items.flatMap((item, index) => match(item, received[index] ?? null, `${path}[${index}]`));
  },
  map: (node, received, path) => {
    const [first] = node.entries;
    if (first && isMatcherKey(first.key)) return node.entries.flatMap((entry) => matchWith(entry, received, path));
    if (!isFields(received)) return [mismatch(node, received, path)];
    return node.entries.flatMap(({ key, value }) =>
      match(value, own(received, escapeKey(key)) ?? null, path === '' ? key : `${path}.${key}`),
    );
  },
};

/**
 * Compares a value with what a test file expects. Objects match by the expected keys alone, lists item by item, numbers
 * exactly (1.10 is 1.1); null also stands for "not there".
 */
export function match(expected: DocumentNode, received: Value, path: string): readonly Mismatch[] {
  return MATCHING[expected.kind](expected as never, received, path);
}

/** Whether there is no mismatch. */
export function matches(expected: DocumentNode, received: Value): boolean {
  return match(expected, received, '').length === 0;
}

/** `constructor` is a legal field name. */
function own(fields: Fields, name: string): Value | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function matchWith({ key, value }: MapEntry, received: Value, path: string): readonly Mismatch[] {
  if (isMatcherKey(key) && MATCHERS[key].holds(value, received, matches)) return [];
  const expected = isMatcherKey(key) ? MATCHERS[key].describe(value) : `the matcher ${key}, which does not exist`;
  return [{ path, place: value.place, expected, received: showValue(received) }];
}

function mismatch(node: DocumentNode, received: Value, path: string): Mismatch {
  return { path, place: node.place, expected: showNode(node), received: showValue(received) };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A value as it would be written in a test file; larger ones over several lines. */
export function showValue(value: Value): string {
  return layOut(value);
}

/** A node in the same form, so that both sides of a diff line up. */
export function showNode(node: DocumentNode): string {
  return layOut(documentValue(node));
}

const WIDE = 72;

function layOut(value: Value, indent = ''): string {
  const flat = oneLine(value);
  if (flat.length + indent.length <= WIDE || typeof value !== 'object' || value === null || isNumber(value))
    return flat;
  const inner = `${indent}  `;
  if (isList(value)) return `[\n${value.map((item) => `${inner}${layOut(item, inner)}`).join(',\n')}\n${indent}]`;
  const rows = Object.entries(value).map(([key, item]) => `${inner}${keyText(key)}: ${layOut(item as Value, inner)}`);
  return `{\n${rows.join(',\n')}\n${indent}}`;
}

function oneLine(value: Value): string {
  if (isNumber(value)) return numberToText(value);
  if (isList(value)) return value.length === 0 ? '[]' : `[${value.map(oneLine).join(', ')}]`;
  if (isFields(value)) {
    const rows = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${oneLine(item)}`);
    return rows.length === 0 ? '{}' : `{ ${rows.join(', ')} }`;
  }
  return JSON.stringify(value);
}

function keyText(escaped: string): string {
  const key = unescapeKey(escaped);
  return /^[\w$.-]+$/.test(key) ? key : JSON.stringify(key);
}
