import type { DocumentNode, ListNode, MapEntry, MapNode } from '../model/document.ts';
import { blockMark, foldedLines, plainOrQuoted, quotedKey } from './yaml-scalars.ts';

/** Short maps and lists stand on one line up to this column. */
const WIDTH = 112;
const INDENT = '  ';

/** How a file is written. */
export interface YamlOptions {
  /** Path or address of the JSON Schema for editors; written as the first line. */
  readonly schema?: string;
}

/**
 * A definition tree as YAML 1.2 that reads well (LANGUAGE 1, Writer): keys in their order, short maps on one line, a blank
 * line between blocks and between elements, text of several lines as a block, long text folded, quotes wherever YAML 1.1 or 1.2 would read
 * something else than the text. Digits, order and comments are kept; read back it gives the same tree.
 */
export function yamlFromDocument(document: DocumentNode, options: YamlOptions = {}): string {
  const lines: string[] = [];
  const comments = withoutModeline(document.comments, options);
  if (options.schema !== undefined) lines.push(`# yaml-language-server: $schema=${options.schema}`);
  for (const comment of comments) lines.push(commentLine('', comment));
  if (document.kind !== 'map' || document.entries.length === 0) nested(document, '', [], lines);
  else {
    // A comment right above the first key would be taken for that key's.
    if (comments.some((line) => !isModeline(line))) lines.push('');
    const [first, ...others] = document.entries;
    const head = first ? [{ ...first, comments: withoutModeline(first.comments, options) }] : [];
    writeMap({ ...document, entries: [...head, ...others] }, '', [], lines);
  }
  return `${lines.join('\n')}\n`;
}

/** The old line for editors goes where a new one is written. */
function withoutModeline(comments: readonly string[] | undefined, options: YamlOptions): readonly string[] {
  return (comments ?? []).filter((line) => options.schema === undefined || !isModeline(line));
}

function isModeline(comment: string): boolean {
  return comment.trim().startsWith('yaml-language-server:');
}

function commentLine(indent: string, comment: string): string {
  return comment === '' ? `${indent}#` : `${indent}# ${comment}`;
}

/** Maps whose entries are set apart by blank lines: the file itself, and its elements. */
function isSpaced(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === 'elements';
}

/** Maps that stand on lines of their own however short they are. */
const BLOCKS = new Set(['elements', 'fields', 'outcomes', 'events', 'scheduledPaths', 'set', 'layout', 'start']);
/** Lists of rows: one row a line. */
const ROWS = new Set(['assign', 'all', 'any', 'conditions', 'where', 'columns']);
/** Other lists that have a line for each item. */
const LINES = new Set(['errors']);
/** Maps whose entries may each stand on one line. */
const ONE_LINERS = new Set([
  'variables',
  'constants',
  'formulas',
  'textTemplates',
  'choices',
  'choiceSets',
  'stages',
  'fields',
  'scheduledPaths',
  'columns',
]);

function writeMap(map: MapNode, indent: string, path: readonly string[], lines: string[]): void {
  map.entries.forEach((item, index) => {
    const spaced = path.length === 0 ? isSetApart(item, map.entries[index - 1]) : isSpaced(path);
    if (index > 0 && spaced) lines.push('');
    for (const comment of item.comments ?? []) lines.push(commentLine(indent, comment));
    writeEntry(item, indent, [...path, item.key], lines);
  });
}

/** Whether a blank line stands between two top-level entries. `metadata` and `layout` stand together at the end. */
function isSetApart(item: MapEntry, before: MapEntry | undefined): boolean {
  if (item.key === 'metadata' || item.key === 'start') return true;
  return before?.key !== 'metadata' && (isBlock(item) || isBlock(before));
}

/** Whether a top-level entry takes lines of its own. */
function isBlock(item: MapEntry | undefined): boolean {
  return item !== undefined && (item.value.kind === 'map' || item.value.kind === 'list');
}

function writeEntry(item: MapEntry, indent: string, path: readonly string[], lines: string[]): void {
  const key = `${indent}${quotedKey(item.key)}:`;
  const { value } = item;
  if (isCollection(value)) {
    const flow = mayFlow(value, path) ? flowText(value, item.key) : null;
    if (flow !== null && key.length + 1 + flow.length <= WIDTH) lines.push(`${key} ${flow}`);
    else {
      lines.push(key);
      nested(value, `${indent}${INDENT}`, path, lines);
    }
    return;
  }
  const [first = '', ...rest] = scalarLines(value, item.key, 'block', `${indent}${INDENT}`);
  append(lines, [first === '' ? key : `${key} ${first}`, ...rest]);
}

function isCollection(node: DocumentNode): node is MapNode | ListNode {
  return (node.kind === 'map' || node.kind === 'list') && sizeOf(node) > 0;
}

function sizeOf(node: MapNode | ListNode): number {
  return node.kind === 'map' ? node.entries.length : node.items.length;
}

function nested(node: DocumentNode, indent: string, path: readonly string[], lines: string[]): void {
  if (node.kind === 'map' && node.entries.length > 0) writeMap(node, indent, path, lines);
  else if (node.kind === 'list' && node.items.length > 0) {
    for (const item of node.items) writeItem(item, indent, path, lines);
  } else {
    const [first = '', ...rest] = scalarLines(node, '', 'block', indent);
    append(lines, [`${indent}${first}`, ...rest]);
  }
}

/** Not by spreading: a text may have more lines than a call can have arguments. */
function append(lines: string[], more: readonly string[]): void {
  for (const line of more) lines.push(line);
}

function writeItem(item: DocumentNode, indent: string, path: readonly string[], lines: string[]): void {
  for (const comment of item.comments ?? []) lines.push(commentLine(indent, comment));
  const inner = `${indent}${INDENT}`;
  if (isCollection(item)) {
    const flow = item.kind === 'list' || mayFlowItem(item, path) ? flowText(item, path.at(-1) ?? '') : null;
    if (flow?.startsWith('{') && inner.length + flow.length <= WIDTH) lines.push(`${indent}- ${flow}`);
    else {
      const at = lines.push(`${indent}-`);
      nested(item, inner, path, lines);
      const first = lines[at] ?? '';
      // The first line of a map takes the place after the dash; comments before it do not.
      if (!first.trimStart().startsWith('#')) lines.splice(at - 1, 2, `${indent}- ${first.slice(inner.length)}`);
    }
    return;
  }
  const [first = '', ...rest] = scalarLines(item, path.at(-1) ?? '', 'block', inner);
  append(lines, [`${indent}- ${first}`, ...rest]);
}

/** Whether a map or list may be tried on one line at this place. */
function mayFlow(node: MapNode | ListNode, path: readonly string[]): boolean {
  const key = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  if (path.length === 1) return key === 'metadata' || node.kind === 'list';
  if (node.kind === 'list') return (!ROWS.has(key) && !LINES.has(key)) || path.includes('metadata');
  if (BLOCKS.has(key) && (!BLOCKS.has(parent) || parent === 'start')) return false;
  // A formula stands on one line; rows stand one below the other.
  if (key === 'where') return path.includes('metadata') || node.entries.every((item) => item.key === 'formula');
  if (parent === 'elements' && path.length === 2) return false;
  if (parent === 'outcomes' || parent === 'events') return false;
  return !ONE_LINERS.has(parent) || node.entries.every(({ value }) => isSimple(value));
}

/** What a resource or field may hold to stand on one line: scalars, lists of scalars, maps of scalars. */
function isSimple(node: DocumentNode): boolean {
  if (node.kind === 'list') return node.items.every((item) => item.kind !== 'list' && isSimple(item));
  return node.kind !== 'map' || node.entries.every(({ value }) => value.kind !== 'map' && value.kind !== 'list');
}

/** A row is written `- left: right`; other maps in lists on one line where they fit. */
function mayFlowItem(item: MapNode, path: readonly string[]): boolean {
  const key = path.at(-1) ?? '';
  return item.entries.length > 1 && key !== 'columns' && !(ROWS.has(key) && !path.includes('metadata'));
}

/** A node on one line; null where a comment or a text of several lines forbids it. */
function flowText(node: DocumentNode, key: string): string | null {
  if (node.comments && node.comments.length > 0) return null;
  if (node.kind === 'map') {
    const parts: string[] = [];
    for (const item of node.entries) {
      const value = item.comments && item.comments.length > 0 ? null : flowText(item.value, item.key);
      if (value === null) return null;
      parts.push(`${quotedKey(item.key)}: ${value}`);
    }
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
  }
  if (node.kind === 'list') {
    const parts = node.items.map((item) => flowText(item, key));
    if (parts.includes(null)) return null;
    // Rows of one key go without braces: [ Size: Small ].
    if (node.items[0]?.kind === 'map' && !ROWS.has(key)) return `[ ${parts.join(', ')} ]`;
    const rows =
      ROWS.has(key) && parts.length > 0 && node.items.every((item) => item.kind === 'map' && item.entries.length === 1);
    return rows ? `[ ${parts.map((part) => part?.slice(2, -2)).join(', ')} ]` : `[${parts.join(', ')}]`;
  }
  const lines = scalarLines(node, key, 'flow', '');
  return lines.length === 1 ? (lines[0] ?? null) : null;
}

type Style = 'flow' | 'block';

function scalarLines(node: DocumentNode, key: string, style: Style, indent: string): readonly string[] {
  if (node.kind === 'number') return [node.digits];
  if (node.kind === 'boolean') return [String(node.value)];
  if (node.kind === 'null') return ['null'];
  if (node.kind === 'map') return ['{}'];
  if (node.kind === 'list') return ['[]'];
  return textLines(node.value, key, style, indent);
}

/** Keys whose texts are dates: the reader does not take them for anything else. */
const DATES = new Set(['date', 'dateTime']);

function textLines(text: string, key: string, style: Style, indent: string): readonly string[] {
  if (DATES.has(key) && /^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/.test(text)) return [text];
  const block = blockMark(text);
  if (block === null) {
    const line = plainOrQuoted(text, style === 'flow');
    const long = style === 'block' && indent.length + key.length + line.length > WIDTH;
    const folded = long ? foldedLines(text, WIDTH - indent.length) : null;
    return folded ? ['>-', ...folded.map((part) => indent + part)] : [line];
  }
  // A flow collection cannot hold a block: the caller goes back to lines of their own.
  if (style === 'flow') return ['', ''];
  return [
    block,
    ...text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => (line === '' ? '' : indent + line)),
  ];
}
