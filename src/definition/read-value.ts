import { SCALAR_TYPE_WORDS } from '../forms/words.ts';
import type { DocumentNode, MapNode, TextNode } from '../model/document.ts';
import type { Expression, Formula, Literal } from '../model/expression.ts';
import type { Value } from '../model/value.ts';
import { dateTimeFromMs, parseDate, parseDateTime, parseTime } from '../values/date.ts';
import { escapeKey } from '../values/json.ts';
import { nearest } from '../values/nearest.ts';
import { parseNumber } from '../values/number.ts';
import { entryOf, kindOf, pointAt } from './nodes.ts';
import { referenceOf, templateOf } from './read-text.ts';
import type { ReadContext } from './read-types.ts';

/** Maps that stand for a value YAML has no scalar for (LANGUAGE 4); each key names the value's kind. */
const NAMED_VALUES: Readonly<
  Record<string, (map: MapNode, node: DocumentNode, context: ReadContext) => Expression | undefined>
> = {
  text: (_map, node, context) =>
    node.kind === 'text' ? textOf(node, context, true) : wrongValue('text', node, context),
  date: (map, node, context) => momentOf(map, node, context, 'Date', '2026-01-31', parseDate),
  dateTime: (map, node, context) => momentOf(map, node, context, 'DateTime', '2026-01-31T10:00:00.000Z', readDateTime),
  time: (map, node, context) => momentOf(map, node, context, 'Time', '10:00:00', parseTime),
  formula: (map, node, context) => formulaValue(map, node, context),
  metadata: (map) => ({ kind: 'opaque', place: map.place }),
};

/** The keys a map may begin with where a value stands. */
export const VALUE_KEYS: readonly string[] = Object.keys(NAMED_VALUES);

/** Keys that may stand beside the naming one. */
const BESIDE: Readonly<Record<string, readonly string[]>> = { formula: ['type', 'scale'] };

/** A value: a scalar, `'{!reference}'`, text with merge fields, or a map that names its kind (LANGUAGE 4). */
export function readValue(node: DocumentNode, context: ReadContext): Expression | undefined {
  if (node.kind === 'map') return readNamedValue(node, context);
  if (node.kind === 'list') return wrongValue('a value', node, context);
  return readScalar(node, context);
}

/** A value written as a scalar. */
export function readScalar(
  node: Exclude<DocumentNode, { kind: 'map' | 'list' }>,
  context: ReadContext,
): Expression | undefined {
  if (node.kind === 'null') return { kind: 'none', place: node.place };
  if (node.kind === 'boolean') return { kind: 'literal', type: 'Boolean', value: node.value, place: node.place };
  if (node.kind === 'text') return textOf(node, context, false);
  const value = parseNumber(node.digits);
  if (value === null) return wrongValue('a number of at most 5,000 digits', node, context);
  return { kind: 'literal', type: 'Number', value, place: node.place };
}

/** Text: a reference if it is nothing else (unless `asText`), a template with merge fields, or a literal. */
function textOf(node: TextNode, context: ReadContext, asText: boolean): Expression {
  const reference = asText ? undefined : referenceOf(node, context.text);
  if (reference) return reference;
  const template = templateOf(node, context.text);
  if (template.parts.some((part) => typeof part !== 'string')) return template;
  return { kind: 'literal', type: 'Text', value: node.value, place: node.place };
}

function readNamedValue(map: MapNode, context: ReadContext): Expression | undefined {
  const naming = map.entries.find((entry) => Object.hasOwn(NAMED_VALUES, entry.key));
  if (!naming) return unknownValueKey(map, context);
  const allowed = [naming.key, ...(BESIDE[naming.key] ?? [])];
  for (const { key, keyPlace } of map.entries) {
    if (allowed.includes(key)) continue;
    context.report({
      rule: 'unknown-key',
      message: `the value { ${naming.key}: … } has no key ${key}`,
      place: keyPlace,
      suggestion: `known keys: ${allowed.join(', ')}`,
    });
  }
  return NAMED_VALUES[naming.key]?.(map, naming.value, context);
}

function unknownValueKey(map: MapNode, context: ReadContext): undefined {
  const [first] = map.entries;
  if (!first) return wrongValue('a value', map, context);
  const near = nearest(first.key, VALUE_KEYS);
  context.report({
    rule: 'unknown-key',
    message: `a value has no key ${first.key}`,
    place: first.keyPlace,
    suggestion: near
      ? `did you mean ${near}?`
      : `a value is a scalar or one of ${VALUE_KEYS.map((key) => `{ ${key}: … }`).join(', ')}`,
  });
  return undefined;
}

/** Reports `wrong-type` for a value. */
function wrongValue(expected: string, node: DocumentNode, context: ReadContext, suggestion?: string): undefined {
  context.report({
    rule: 'wrong-type',
    message: `expected ${expected}, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion,
  });
  return undefined;
}

function readDateTime(text: string): string | null {
  const ms = parseDateTime(text);
  return ms === null ? null : dateTimeFromMs(ms);
}

function momentOf(
  map: MapNode,
  node: DocumentNode,
  context: ReadContext,
  type: Literal['type'],
  example: string,
  parse: (text: string) => string | null,
): Expression | undefined {
  if (node.kind !== 'text') {
    return wrongValue(
      `a ${type} such as ${example}`,
      node,
      context,
      node.kind === 'number' ? 'put it in quotes' : undefined,
    );
  }
  const value = parse(node.value);
  if (value !== null) return { kind: 'literal', type, value, place: map.place };
  context.report({
    rule: 'invalid-value',
    message: `${node.value === '' ? 'empty text' : node.value} is no ${type}`,
    place: node.place,
    suggestion: `write a ${type} such as ${example}`,
  });
  return undefined;
}

function formulaValue(map: MapNode, node: DocumentNode, context: ReadContext): Formula | undefined {
  const formula = readFormula(node, context);
  const type = entryOf(map, 'type')?.value;
  const scale = entryOf(map, 'scale')?.value;
  const typeName = type?.kind === 'text' ? type.value : undefined;
  const dataType = SCALAR_TYPES.find((known) => known === typeName);
  if (type && !dataType) wrongValue(`one of ${SCALAR_TYPES.join(', ')}`, type, context);
  const decimals = scale?.kind === 'number' ? Number(scale.digits) : undefined;
  if (scale && (decimals === undefined || !Number.isInteger(decimals))) wrongValue('a whole number', scale, context);
  if (!formula) return undefined;
  return {
    ...formula,
    ...(dataType ? { type: dataType } : {}),
    ...(decimals === undefined ? {} : { scale: decimals }),
  };
}

const SCALAR_TYPES = Object.keys(SCALAR_TYPE_WORDS) as readonly (keyof typeof SCALAR_TYPE_WORDS)[];

/** A formula's text. Numbers and booleans are formulas too: `formula: true`. */
export function readFormula(node: DocumentNode, context: ReadContext): Formula | undefined {
  if (node.kind === 'text') return { kind: 'formula', text: node.value, place: node.place };
  if (node.kind === 'number') return { kind: 'formula', text: node.digits, place: node.place };
  if (node.kind === 'boolean') return { kind: 'formula', text: String(node.value).toUpperCase(), place: node.place };
  return wrongValue('a formula as text', node, context);
}

/**
 * A JSON document without references: a callout's sample, an expectation. Keys keep their spelling but for `$`, which is
 * escaped as in every parsed reply.
 * @returns undefined where a number has more than 5,000 digits.
 */
export function readJsonValue(node: DocumentNode, context: ReadContext): Value | undefined {
  if (node.kind === 'null') return null;
  if (node.kind === 'text' || node.kind === 'boolean') return node.value;
  if (node.kind === 'number')
    return parseNumber(node.digits) ?? wrongValue('a number of at most 5,000 digits', node, context);
  if (node.kind === 'list') return node.items.map((item) => readJsonValue(item, context) ?? null);
  return Object.fromEntries(
    node.entries.map(({ key, value }) => [escapeKey(key), readJsonValue(value, context) ?? null]),
  );
}
