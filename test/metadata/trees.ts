import fc from 'fast-check';
import { booleanNode, entry, listNode, mapNode, nullNode, numberNode, textNode } from '../../src/metadata/nodes.ts';
import type { DocumentNode } from '../../src/model/document.ts';

/** A tree without places and comments, as plain data that `expect` shows well. Maps keep their order. */
export function plain(node: DocumentNode | null): unknown {
  if (node === null) return undefined;
  if (node.kind === 'map') return { map: node.entries.map(({ key, value }) => [key, plain(value)]) };
  if (node.kind === 'list') return { list: node.items.map(plain) };
  if (node.kind === 'null') return null;
  return node.kind === 'number' ? { digits: node.digits } : node.value;
}

/** All comments of a tree, in order. */
export function commentsOf(node: DocumentNode): readonly string[] {
  const inner =
    node.kind === 'map'
      ? node.entries.flatMap((item) => [...(item.comments ?? []), ...commentsOf(item.value)])
      : node.kind === 'list'
        ? node.items.flatMap(commentsOf)
        : [];
  return [...(node.comments ?? []), ...inner];
}

/** Texts that readers of YAML stumble over, and any others. */
export const anyText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'Yes',
    'no',
    'ON',
    'null',
    '~',
    'true',
    '5',
    '1e3',
    '0x1F',
    '0o17',
    '1_000',
    '12:30',
    '.5',
    '-.inf',
    '.NaN',
    '2026-01-31',
    '{!Name}',
    '{!a} and {!b}',
    "it's",
    'say "x"',
    'a: b',
    'a #b',
    '#a',
    '- a',
    '-a',
    '? a',
    ': a',
    'a:',
    '@a',
    '%a',
    '`a`',
    '*a',
    '&a',
    '!a',
    '| a',
    '> a',
    '---',
    '...',
    '<<',
    '=',
    '[a',
    'a]',
    'a, b',
    '\t',
    'a\tb',
    'line one\nline two',
    'ends\n',
    'two ends\n\n',
    '\nbegins',
    'blank \nat end',
    '  indented\nfirst',
    'a\n  indented\nagain',
    'a\n\n\nb',
    'a\r\nb',
    '\u00a0',
    '\u2028',
    '\ufeffa',
    '😀\n😀',
    '\ud800',
    'x'.repeat(150),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', ':', '#', "'", '"', '-', '{', '}', ',', '!', '5'), maxLength: 12 }),
);

const scalar: fc.Arbitrary<DocumentNode> = fc.oneof(
  anyText.map((text) => textNode(text)),
  fc
    .constantFrom('0', '5', '-3', '72.5', '1.10', '0123456789012345678901234567890.5', '1.0E7')
    .map((digits) => numberNode(digits)),
  fc.boolean().map((value) => booleanNode(value)),
  fc.constant(nullNode()),
);

const anyKey = fc.oneof(
  fc.constantFrom(
    'elements',
    'fields',
    'set',
    'where',
    'assign',
    'all',
    'metadata',
    'date',
    'variables',
    'columns',
    'layout',
  ),
  fc.constantFrom('201', '2XX', 'true', 'null', 'a b', 'a: b', "it's", '<<', '-', ''),
  anyText,
);

/** Trees of any shape a definition file can have; at the top a map. */
export const anyDocument: fc.Arbitrary<DocumentNode> = fc.letrec<{ node: DocumentNode; map: DocumentNode }>((tie) => ({
  map: fc
    .uniqueArray(fc.tuple(anyKey, tie('node')), { selector: ([key]) => key, maxLength: 6 })
    .map((pairs) => mapNode(pairs.map(([key, value]) => entry(key, value)))),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('map'),
    fc.array(tie('node'), { maxLength: 4 }).map((items) => listNode(items)),
  ),
})).map;
