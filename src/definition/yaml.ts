import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument,
  type Scalar,
} from 'yaml';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode, MapEntry, Place } from '../model/document.ts';
import { diagnosticOf, type Finding } from './diagnostics.ts';
import { linesOf as countLines, type Lines } from './lines.ts';
import { MAX_FILE_SIZE, tooLarge } from './text.ts';
import { explainYamlError } from './yaml-errors.ts';

/** Files nest a dozen deep. */
export const MAX_YAML_DEPTH = 64;

export interface ParsedYaml {
  /** null where there is nothing that could be read on. */
  readonly document: DocumentNode | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** `{!Name}` without quotes: a map with an empty tagged key, as YAML sees it. */
const UNQUOTED = /\{\s*!([$A-Za-z][\w.$:[\]]*)\s*\}/y;

/**
 * Reads YAML 1.2 (core schema) into an ordered tree with places. Refused, because they hide mistakes or make a file
 * depend on more than what is read: tabs as indentation, duplicate keys, anchors and aliases (so nothing can grow), tags,
 * several documents. Never throws for bad input.
 */
export function parseYaml(text: string, file: string): ParsedYaml {
  const findings: Finding[] = [];
  const done = (document: DocumentNode | null): ParsedYaml => ({
    document,
    diagnostics: findings.map((finding) => diagnosticOf(finding, file)),
  });
  if (text.length > MAX_FILE_SIZE) {
    findings.push(tooLarge(text.length));
    return done(null);
  }
  const deep = firstTooDeep(text);
  if (deep !== null) {
    findings.push(tooDeep({ start: deep, end: deep + 1 }));
    return done(null);
  }
  const parsed = compose(text);
  if (parsed === null) {
    findings.push(tooDeep({ start: 0, end: 0 }));
    return done(null);
  }
  const reading: Reading = { text, findings, unquoted: [] };
  const { contents } = parsed;
  const empty =
    contents === null || (isScalar(contents) && contents.source === '' && !contents.tag && !contents.anchor);
  const document = empty ? null : convert(contents, reading, 0);
  for (const error of parsed.errors) {
    const [start] = error.pos;
    if (reading.unquoted.some((place) => start >= place.start && start <= lineEnd(text, place.end))) continue;
    findings.push(explainYamlError(error, text));
  }
  if (empty && findings.length === 0) {
    findings.push({ rule: 'empty-file', message: 'the file is empty', place: { start: 0, end: 0 } });
  }
  return done(
    document &&
      withFileComments(
        document,
        commentLines(parsed.commentBefore, contents?.commentBefore),
        commentLines(parsed.comment),
      ),
  );
}

/** null where block nesting overflows the parser's stack. */
function compose(text: string): Document.Parsed | null {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const MODELINE = /^\s*yaml-language-server:/;

/**
 * Gives the file its comments. The parser hands all that stands above the first key to that key: what is parted from it by
 * a blank line, and an editor's modeline, are the file's.
 */
function withFileComments(document: DocumentNode, above: readonly string[], below: readonly string[]): DocumentNode {
  const [first, ...rest] = document.kind === 'map' ? document.entries : [];
  const all = first?.comments ?? [];
  const blank = all.lastIndexOf('');
  const modeline = all.findLastIndex((line) => MODELINE.test(line));
  const cut = Math.max(blank, modeline) + 1;
  const comments = [...above, ...all.slice(0, cut).filter((line) => line !== ''), ...below];
  if (comments.length === 0) return document;
  if (document.kind !== 'map' || !first || cut === 0) return { ...document, comments };
  const { comments: _, ...bare } = first;
  const kept = all.slice(cut);
  return { ...document, comments, entries: [kept.length > 0 ? { ...bare, comments: kept } : bare, ...rest] };
}

interface Reading {
  readonly text: string;
  readonly findings: Finding[];
  readonly unquoted: Place[];
  lines?: Lines;
}

function tooDeep(place: Place): Finding {
  return { rule: 'nesting-too-deep', message: `the file nests deeper than ${MAX_YAML_DEPTH} levels`, place };
}

/** Brackets or list marks in a row that no file of people has, and that would overflow the parser's stack. */
const PARSER_DEPTH = 500;
const MANY_MARKS = new RegExp(`(?:[-?][ \\t]+){${PARSER_DEPTH}}`);

/** Where more brackets are open than the parser can hold; null = nowhere. Brackets in text count too: it is a mere guard. */
function firstTooDeep(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth++;
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
    if (depth > PARSER_DEPTH) return at;
  }
  return MANY_MARKS.exec(text)?.index ?? null;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function commentLines(...comments: readonly (string | null | undefined)[]): readonly string[] {
  return comments.flatMap((comment) => (comment ? comment.split('\n').map((line) => line.replace(/^ /, '')) : []));
}

function placeOf(node: Node): Place {
  const [start = 0, end = start] = node.range ?? [];
  return { start, end };
}

/** The tree of one node. Everything refused is reported and read on as if it were not there. */
function convert(node: ParsedNode | Node | null, reading: Reading, depth: number): DocumentNode {
  if (node === null) return { kind: 'null', place: { start: 0, end: 0 } };
  const place = placeOf(node);
  if (depth > MAX_YAML_DEPTH) {
    reading.findings.push(tooDeep(place));
    return { kind: 'null', place };
  }
  if (isAlias(node)) {
    reading.findings.push({
      rule: 'alias',
      message: 'aliases are not allowed: every part of a definition stands where it is used',
      place,
      suggestion: `write the value of &${node.source} out here`,
    });
    return { kind: 'null', place };
  }
  const unquoted = unquotedReference(node, reading);
  if (unquoted !== null) return { kind: 'text', value: unquoted.value, place: unquoted.place };
  refuseProperties(node, place, reading);
  if (isMap(node)) return { kind: 'map', place, entries: entriesOf(node.items, reading, depth) };
  if (isSeq(node)) return { kind: 'list', place, items: node.items.map((item) => itemOf(item, reading, depth)) };
  return isScalar(node) ? scalarOf(node, place, reading) : { kind: 'null', place };
}

function refuseProperties(node: Node, place: Place, reading: Reading): void {
  const anchored = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
  if (anchored !== undefined) {
    const at = reading.text.lastIndexOf(`&${anchored}`, place.start);
    reading.findings.push({
      rule: 'anchor',
      message: 'anchors are not allowed: every part of a definition stands where it is used',
      place: at < 0 ? place : { start: at, end: at + anchored.length + 1 },
      suggestion: `remove &${anchored}`,
    });
  }
  // The composer puts `tag` on what it resolved by a written tag only; its own guesses go without.
  if (typeof node.tag === 'string') {
    const written = /![^\s,\]}]*\s*$/.exec(reading.text.slice(Math.max(0, place.start - 200), place.start))?.[0];
    const start = place.start - (written?.length ?? 0);
    reading.findings.push({
      rule: 'tag',
      message: 'tags are not allowed: the way a value is written says its type',
      place: written === undefined ? place : { start, end: start + written.trimEnd().length },
      suggestion: "remove the tag; put text that begins with ! in quotes: '!text'",
    });
  }
}

/** `{!Name}` without quotes, reported; the text that was meant goes on. */
function unquotedReference(
  node: Node,
  reading: Reading,
  isKey = false,
): { readonly value: string; readonly place: Place } | null {
  if (!isCollection(node)) return null;
  const { start } = placeOf(node);
  // `[ {!Name}: 1 ]`: the map around a pair begins where its key does.
  const [first] = isMap(node) ? node.items : [];
  if (first && isCollection(first.key) && placeOf(first.key).start === start) return null;
  UNQUOTED.lastIndex = start;
  const match = UNQUOTED.exec(reading.text);
  if (!match) return null;
  const place = { start, end: start + match[0].length };
  reading.unquoted.push(place);
  // With text after it on the line the whole text wants quotes.
  const rest = /^[^\n#,\]}]*/.exec(reading.text.slice(place.end))?.[0].trimEnd() ?? '';
  reading.findings.push({
    rule: 'unquoted-reference',
    message: isKey ? 'a reference on the left side is bare' : 'a reference where a value can stand has to be in quotes',
    place,
    label: 'YAML reads this as a map',
    suggestion: isKey ? `write ${match[1]} bare` : `write '${match[0]}${rest}' in quotes`,
  });
  return { value: isKey ? (match[1] ?? '') : `{!${match[1]}}`, place };
}

function itemOf(item: unknown, reading: Reading, depth: number): DocumentNode {
  const node = isNode(item) ? item : null;
  const converted = convert(node, reading, depth + 1);
  const comments = node ? commentLines(node.commentBefore, node.comment) : [];
  return comments.length > 0 ? { ...converted, comments } : converted;
}

function entriesOf(pairs: readonly Pair[], reading: Reading, depth: number): readonly MapEntry[] {
  const entries = new Map<string, MapEntry>();
  for (const pair of pairs) {
    const entry = entryOf(pair, reading, depth);
    const first = entries.get(entry.key);
    if (first === undefined) entries.set(entry.key, entry);
    else reading.findings.push(duplicateKey(entry, lineOf(first.keyPlace.start, reading)));
  }
  return [...entries.values()];
}

/** Lines are counted once, when they are first asked for. */
function lineOf(offset: number, reading: Reading): number {
  reading.lines ??= countLines(reading.text);
  return reading.lines.positionOf(offset).line;
}

function duplicateKey(entry: MapEntry, line: number): Finding {
  return {
    rule: 'duplicate-key',
    message: `the key ${entry.key} stands in this map twice`,
    place: entry.keyPlace,
    label: `it stands in line ${line} already`,
    suggestion: 'remove or rename one of the two',
  };
}

function entryOf(pair: Pair, reading: Reading, depth: number): MapEntry {
  const key = isNode(pair.key) ? pair.key : null;
  const keyPlace = key ? placeOf(key) : { start: 0, end: 0 };
  const value = isNode(pair.value) ? convert(pair.value, reading, depth + 1) : nullAfter(keyPlace);
  const valueNode = isNode(pair.value) ? pair.value : null;
  const comments = commentLines(key?.commentBefore, valueNode?.commentBefore, key?.comment, valueNode?.comment);
  return { key: keyText(key, reading), keyPlace, value, ...(comments.length > 0 ? { comments } : {}) };
}

function nullAfter(place: Place): DocumentNode {
  return { kind: 'null', place: { start: place.end, end: place.end } };
}

/** Keys are text as they are written: `201` and `true` are names like any other. */
function keyText(key: Node | null, reading: Reading): string {
  if (isScalar(key)) {
    refuseProperties(key, placeOf(key), reading);
    return key.type === 'PLAIN' ? (key.source ?? String(key.value)) : String(key.value);
  }
  const place = key ? placeOf(key) : { start: 0, end: 0 };
  const unquoted = key ? unquotedReference(key, reading, true) : null;
  if (unquoted) return unquoted.value;
  reading.findings.push({ rule: 'yaml-syntax', message: 'a key has to be a name', place });
  return reading.text.slice(place.start, place.end);
}

function scalarOf(node: Scalar, place: Place, reading: Reading): DocumentNode {
  const { value } = node;
  if (typeof value === 'boolean') return { kind: 'boolean', value, place };
  if (typeof value === 'number' || typeof value === 'bigint') return numberOf(node, place, reading);
  if (value === null) return { kind: 'null', place };
  return { kind: 'text', value: String(value), place };
}

function numberOf(node: Scalar, place: Place, reading: Reading): DocumentNode {
  const source = node.source ?? String(node.value);
  if (/^0[xo]/.test(source)) return { kind: 'number', digits: BigInt(source).toString(), place };
  if (!/\d/.test(source)) {
    reading.findings.push({
      rule: 'yaml-syntax',
      message: `${source} is no number that a flow can hold`,
      place,
      suggestion: `put it in quotes if text is meant: '${source}'`,
    });
    return { kind: 'null', place };
  }
  return { kind: 'number', digits: source, place };
}
