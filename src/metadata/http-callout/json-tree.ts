import type { DocumentNode, MapEntry } from '../../model/document.ts';
import { booleanNode, entry, listNode, mapNode, nullNode, numberNode, textNode } from '../nodes.ts';

/** JSON text of a definition tree and back: the order of keys and the digits of numbers stay (a plain object would lose both). */
export function jsonOfTree(node: DocumentNode, indent = ''): string {
  const inner = `${indent}  `;
  if (node.kind === 'map') {
    const parts = node.entries.map(({ key, value }) => `${inner}${JSON.stringify(key)}: ${jsonOfTree(value, inner)}`);
    return parts.length === 0 ? '{}' : `{\n${parts.join(',\n')}\n${indent}}`;
  }
  if (node.kind === 'list') {
    const parts = node.items.map((item) => `${inner}${jsonOfTree(item, inner)}`);
    return parts.length === 0 ? '[]' : `[\n${parts.join(',\n')}\n${indent}]`;
  }
  if (node.kind === 'number') return isJsonNumber(node.digits) ? node.digits : JSON.stringify(Number(node.digits));
  if (node.kind === 'boolean') return String(node.value);
  return node.kind === 'null' ? 'null' : JSON.stringify(node.value);
}

function isJsonNumber(digits: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(digits);
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:]))/y;
const MAX_DEPTH = 100;

/** The tree of a JSON text; null where it is none. */
export function treeOfJson(text: string): DocumentNode | null {
  if (!isJson(text)) return null;
  TOKEN.lastIndex = 0;
  return value(text, next(text), 0);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The next token of a text that is known to be JSON. */
function next(text: string): string {
  return (
    TOKEN.exec(text)
      ?.slice(1)
      .find((part) => part !== undefined) ?? ''
  );
}

const WORDS: Readonly<Record<string, DocumentNode>> = {
  true: booleanNode(true),
  false: booleanNode(false),
  null: nullNode(),
};

function value(text: string, token: string, depth: number): DocumentNode | null {
  if (depth > MAX_DEPTH) return null;
  if (token === '{') return object(text, depth);
  if (token === '[') return array(text, depth);
  if (token.startsWith('"')) return textNode(String(JSON.parse(token)));
  return WORDS[token] ?? numberNode(token);
}

function object(text: string, depth: number): DocumentNode | null {
  const entries: MapEntry[] = [];
  for (let token = next(text); token !== '}'; token = next(text)) {
    if (token === ',') continue;
    next(text);
    const held = value(text, next(text), depth + 1);
    if (!held) return null;
    entries.push(entry(String(JSON.parse(token)), held));
  }
  return mapNode(entries);
}

function array(text: string, depth: number): DocumentNode | null {
  const items: DocumentNode[] = [];
  for (let token = next(text); token !== ']'; token = next(text)) {
    if (token === ',') continue;
    const held = value(text, token, depth + 1);
    if (!held) return null;
    items.push(held);
  }
  return listNode(items);
}
