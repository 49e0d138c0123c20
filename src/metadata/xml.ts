import {
  XmlElement as ParsedElement,
  parseXml,
  type XmlComment,
  XmlError,
  type XmlNode,
  XmlText,
} from '@rgrove/parse-xml';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Place } from '../model/document.ts';
import { endOfTag, OPAQUE } from './xml-tokens.ts';

/** An element of a metadata file. It holds either child elements or text, never both. */
export interface XmlElement {
  readonly name: string;
  /** Without the namespaces, which the writer adds. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** A leaf's text, blanks included; empty where there are children. */
  readonly text: string;
  /** The text or, where there are children, the whole element; nowhere (0, 0) in a tree made from YAML. */
  readonly place: Place;
  /** Texts of the comments above it; those after the last child belong to the parent. */
  readonly comments?: readonly string[];
}

/** A file that is larger is not read: real flows reach 1.5 MB. */
export const MAX_XML_LENGTH = 10 * 1024 * 1024;
/** Metadata nests a dozen deep. */
export const MAX_XML_DEPTH = 100;

/** A file as a tree, and what is wrong with it. */
export interface ParsedXml {
  /** null where the text is not well-formed; `diagnostics` says why. */
  readonly root: XmlElement | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads metadata XML into an ordered tree with places (offsets in `text`, whatever its line ends or byte order mark).
 * Document types are refused, so that no entity can grow or reach outside; so are files too large or too deep. Text
 * beside elements is left out, with a warning. Never throws for bad input.
 */
export function parseMetadataXml(text: string, file: string): ParsedXml {
  const refuse = (rule: string, message: string, start: number, suggestion?: string): ParsedXml => {
    const place = { start: Math.min(start, text.length), end: Math.min(start + 1, text.length) };
    const diagnostic: Diagnostic = { rule, severity: 'error', message, file, place };
    return { root: null, diagnostics: [suggestion === undefined ? diagnostic : { ...diagnostic, suggestion }] };
  };
  if (text.length > MAX_XML_LENGTH) {
    return refuse('file-too-large', `the file has ${text.length} characters; at most ${MAX_XML_LENGTH} are read`, 0);
  }
  const objection = objectionBeforeParsing(text);
  if (objection) return refuse('xml-syntax', objection.message, objection.at, objection.suggestion);
  try {
    const document = parseXml(declarationFirst(text), { includeOffsets: true, preserveComments: true });
    const root = document.root;
    if (!root) return refuse('xml-syntax', 'the file has no root element', 0);
    const mixed: ParsedElement[] = [];
    const outside = document.children.filter(isComment).map(commentText);
    const converted = convert(root, outside, text, mixed);
    const diagnostics = mixed.map((element): Diagnostic => strayText(element, file));
    return { root: converted, diagnostics };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const [what = ''] = error.message.split(' (line ');
    return refuse('xml-syntax', sentence(what), utf16Offset(text, error.pos));
  }
}

/** `<?xml … ?>` below comments: files with a licence on top are written so. */
const LATE_DECLARATION = /^(\uFEFF?\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)+|\uFEFF?\s+)(<\?xml\s(?:(?!\?>)[^<])*\?>)/;

/** XML wants its declaration first; one below comments counts as none, and no place moves. */
function declarationFirst(text: string): string {
  const [whole, before = '', declaration = ''] = LATE_DECLARATION.exec(text) ?? [];
  return whole === undefined ? text : before + ' '.repeat(declaration.length) + text.slice(whole.length);
}

function strayText({ name, start }: ParsedElement, file: string): Diagnostic {
  const message = `text beside the elements in <${name}> is left out`;
  return { rule: 'xml-stray-text', severity: 'warning', message, file, place: { start, end: start + name.length + 1 } };
}

interface Objection {
  readonly message: string;
  readonly at: number;
  readonly suggestion?: string;
}

/** What the parser would not say well, or would not survive: a linear look at the tags before it runs. */
function objectionBeforeParsing(text: string): Objection | null {
  if (text.trim() === '') {
    return { message: 'the file is empty', at: 0, suggestion: 'a flow begins with <Flow xmlns="…">' };
  }
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!DOCTYPE', at)) {
      return { message: 'a document type declaration is not allowed', at, suggestion: 'remove the <!DOCTYPE …>' };
    }
    if (at !== start && /^<\?xml\s/.test(text.slice(at, at + 6)) && !LATE_DECLARATION.test(text)) {
      const suggestion = 'move what stands above it (a comment, a blank line) below it';
      return { message: 'the XML declaration must be the first thing in the file', at, suggestion };
    }
    const opaque = OPAQUE.find(([begin]) => text.startsWith(begin, at));
    const end = opaque ? text.indexOf(opaque[1], at + opaque[0].length) : endOfTag(text, at);
    // What is never closed is the parser's to tell.
    if (end < 0) return null;
    if (!opaque) {
      if (text[at + 1] === '/') depth -= 1;
      else if (text[end - 1] !== '/') depth += 1;
    }
    if (depth > MAX_XML_DEPTH) return { message: `elements nest more than ${MAX_XML_DEPTH} deep`, at };
    at = end + 1;
  }
  return null;
}

function convert(node: ParsedElement, above: readonly string[], source: string, mixed: ParsedElement[]): XmlElement {
  const children: XmlElement[] = [];
  let pending: string[] = [];
  let text = '';
  for (const child of node.children) {
    if (isComment(child)) pending.push(commentText(child));
    else if (child instanceof XmlText) text += child.text;
    else if (child instanceof ParsedElement) {
      children.push(convert(child, pending, source, mixed));
      pending = [];
    }
  }
  const own = [...above, ...pending];
  if (children.length > 0 && text.trim() !== '') mixed.push(node);
  const leaf = children.length === 0;
  const element = {
    name: node.name,
    attributes: withoutNamespaces(node.attributes),
    children,
    text: leaf ? text : '',
    place: leaf ? innerPlace(node, source) : { start: node.start, end: node.end },
  };
  return own.length > 0 ? { ...element, comments: own } : element;
}

/** Attributes that are not among an element's: the writer adds them. */
export const NAMESPACES: ReadonlySet<string> = new Set(['xmlns', 'xmlns:xsi']);

function withoutNamespaces(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !NAMESPACES.has(name)));
}

/** The text between the tags; of an empty element the element. */
function innerPlace(node: ParsedElement, source: string): Place {
  const open = source.indexOf('>', node.start) + 1;
  const close = source.lastIndexOf('</', node.end - 1);
  return open < close ? { start: open, end: close } : { start: node.start, end: node.end };
}

function isComment(node: XmlNode): node is XmlComment {
  return node.type === 'comment';
}

/** Without the blanks next to the marks; a comment of several lines keeps their common form. */
function commentText(comment: XmlComment): string {
  return comment.content.includes('\n') ? comment.content : comment.content.trim();
}

function sentence(text: string): string {
  const line = (text.split('\n')[0] ?? '').trim().replace(/\.$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

/** The parser counts code points, places count UTF-16 units. */
function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let n = 0; n < codePoints && offset < text.length; n += 1)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

/** A leaf made for export. */
export function leaf(name: string, text: string): XmlElement {
  return { name, attributes: {}, children: [], text, place: NOWHERE };
}

/** An element with children, made for export. */
export function branch(name: string, children: readonly XmlElement[]): XmlElement {
  return { name, attributes: {}, children, text: '', place: NOWHERE };
}

/** Place of what has no source text. */
export const NOWHERE: Place = { start: 0, end: 0 };

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** All children of that name, in file order. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Text of the first child of that name; null where there is none. */
export function textOf(element: XmlElement, name: string): string | null {
  return childOf(element, name)?.text ?? null;
}
