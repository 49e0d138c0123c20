import type { Place, TextNode } from '../model/document.ts';
import type { Reference, Template } from '../model/expression.ts';

/** A merge field (LANGUAGE 1, loader). */
const MERGE_FIELD = /\{!([$A-Za-z][\w.$:[\]]*)\}/g;
const ONLY_MERGE_FIELD = /^\{!([$A-Za-z][\w.$:[\]]*)\}$/;
const BARE = /^[$A-Za-z][\w.$:[\]]*$/;

/** Whether text could stand where only a reference can. */
export function isBareReference(text: string): boolean {
  return BARE.test(text);
}

/** The path of a text that is exactly one merge field; undefined for any other text. */
export function onlyReference(text: string): string | undefined {
  return ONLY_MERGE_FIELD.exec(text)?.[1];
}

/** Text without a merge field, as a template. */
export function plainTemplate(text: string, place: Place): Template {
  return { kind: 'template', parts: text === '' ? [] : [text], place };
}

/**
 * Splits text at its merge fields. Each reference's place covers its path in the source, between `{!` and `}`, however
 * the text is written there (plain, quoted, block, XML with entities); where it cannot be found, the whole text.
 */
export function templateOf(node: TextNode, source: string): Template {
  const parts: (string | Reference)[] = [];
  let from = 0;
  const raw = source.slice(node.place.start, node.place.end);
  let at = 0;
  for (const match of node.value.matchAll(MERGE_FIELD)) {
    const path = match[1] ?? '';
    if (match.index > from) parts.push(node.value.slice(from, match.index));
    const found = raw.indexOf(match[0], at);
    const inside = found >= 0;
    const start = node.place.start + found + 2;
    const place = inside ? { start, end: start + path.length } : node.place;
    if (inside) at = found + match[0].length;
    parts.push({ kind: 'reference', path, place });
    from = match.index + match[0].length;
  }
  if (from < node.value.length) parts.push(node.value.slice(from));
  return { kind: 'template', parts, place: node.place };
}

/** The reference that a text which is exactly a merge field stands for. */
export function referenceOf(node: TextNode, source: string): Reference | undefined {
  if (onlyReference(node.value) === undefined) return undefined;
  const [only] = templateOf(node, source).parts;
  return typeof only === 'object' ? only : undefined;
}
