import { commentLines } from './nodes.ts';
import { inOrder } from './tag-order.ts';
import { CANONICAL, type CommentForm, gapAbove, type TagEnd, type WriterProfile } from './writer-profile.ts';
import type { XmlElement } from './xml.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const NIL = 'xsi:nil';

/**
 * Writes metadata XML in the form in which an org gives it back (reference: inventory 9): children in canonical order,
 * four spaces, five entities, `<x></x>` for nothing, a final newline. With a profile, in the form that this describes.
 */
export function metadataXml(root: XmlElement, profile: WriterProfile = CANONICAL): string {
  const lines: string[] = [];
  const write = writerOf(profile, lines);
  const namespaces = [...(profile.namespaces ?? usualNamespaces(root))];
  const declared = namespaces.map(([name, uri]) => ` ${name}="${escapeXml(uri)}"`).join('');
  lines.push(`<${root.name}${declared}${attributes(root, profile)}>`);
  const blank = new Set(profile.blankLines);
  let before: XmlElement | null = null;
  for (const child of inOrder(root, true, profile)) {
    if (blank.has(gapAbove(child, before))) lines.push('');
    write(child, root, 1, blank.has('belowComments'));
    before = child;
  }
  if (blank.has('last')) lines.push('');
  lines.push(`</${root.name}>`);
  const text = `${prolog(root, profile)}${lines.join('\n')}${'\n'.repeat(profile.finalLineEnds)}`;
  const ended = profile.lineEnd === '\n' ? text : text.replaceAll('\n', profile.lineEnd);
  return profile.byteOrderMark ? `\uFEFF${ended}` : ended;
}

/** What an org declares: the namespace of metadata, and that of `xsi:nil` where there is one. */
export function usualNamespaces(root: XmlElement): ReadonlyMap<string, string> {
  return new Map([['xmlns', NAMESPACE], ...(usesNil(root) ? [['xmlns:xsi', XSI] as const] : [])]);
}

/** What stands above the root element, with the line ends after it. */
function prolog(root: XmlElement, { declaration, lineEndsAbove }: WriterProfile): string {
  const parts = [declaration, ...(root.comments ?? []).map((comment) => commentLine(comment, '', null))];
  const above = lineEndsAbove ?? [];
  return parts.map((part, index) => part + '\n'.repeat(above[index] ?? (part === '' ? 0 : 1))).join('');
}

/** What would end the section, or be read as another character. */
const NOT_IN_CDATA = /]]>|\r/;

type Write = (element: XmlElement, owner: XmlElement, depth: number, blankBelowComments: boolean) => void;

function writerOf(profile: WriterProfile, lines: string[]): Write {
  const escaped = escaperOf(profile);
  const { wrap, emptyTag, nilTag } = profile;
  const oneLine = new Set([...profile.oneLine].flatMap(([owner, paths]) => paths.map((path) => `${owner}/${path}`)));
  const cdata = new Set(profile.cdata);
  const indents: string[] = [];
  /** An element without children, or with one on the same line. `depth` is null for that one: its tag is not broken. */
  const inLine = (element: XmlElement, indent: string, depth: number | null): string => {
    const { name, text } = element;
    const open = `${indent}<${name}${attributes(element, profile)}`;
    const [child] = element.children;
    if (child) return `${open}>${inLine(child, '', null)}</${name}>`;
    if (element.attributes[NIL] === 'true') return open + closing(nilTag, name);
    if (text === '') return open + closing(emptyTag, name);
    const rest =
      cdata.has(name) && !NOT_IN_CDATA.test(text) ? `><![CDATA[${text}]]></${name}>` : `>${escaped(text)}</${name}>`;
    if (!wrap || depth === null || open.length + firstLineLength(rest) <= wrap.width) return open + rest;
    return `${open}\n${' '.repeat(wrap.step * depth)}${rest}`;
  };
  const write: Write = (element, owner, depth, blankBelowComments) => {
    indents[depth] ??= profile.indent.repeat(depth);
    const indent = indents[depth];
    for (const comment of element.comments ?? []) lines.push(commentLine(comment, indent, profile.comments));
    if (blankBelowComments && element.comments) lines.push('');
    const { name, children } = element;
    if (children.length === 0 || (oneLine.size > 0 && oneLine.has(pathOnOneLine(element, owner) ?? ''))) {
      lines.push(inLine(element, indent, depth));
      return;
    }
    lines.push(`${indent}<${name}${attributes(element, profile)}>`);
    for (const child of inOrder(element, false, profile)) write(child, element, depth + 1, false);
    lines.push(`${indent}</${name}>`);
  };
  return write;
}

/** `filters/value/stringValue` for an element that holds one leaf and no comment; null for others. */
function pathOnOneLine(element: XmlElement, owner: XmlElement): string | null {
  const [only, second] = element.children;
  if (!only || second || only.children.length > 0 || only.comments) return null;
  return `${owner.name}/${element.name}/${only.name}`;
}

function firstLineLength(text: string): number {
  const end = text.indexOf('\n');
  return end < 0 ? text.length : end;
}

function closing(end: TagEnd, name: string): string {
  return end === '></>' ? `></${name}>` : end;
}

function usesNil(element: XmlElement): boolean {
  return NIL in element.attributes || element.children.some(usesNil);
}

function attributes(element: XmlElement, profile: WriterProfile): string {
  let written = '';
  for (const [name, value] of Object.entries(element.attributes)) {
    written += ` ${name}="${profile === CANONICAL ? escapeXml(value) : escapedAttribute(value, profile)}"`;
  }
  return written;
}

/** A comment; what blanks stood before its lines is not kept, but for those that a line has more than the others. */
function commentLine(comment: string, indent: string, form: CommentForm | null): string {
  if (!comment.includes('\n')) return `${indent}<!-- ${comment} -->`;
  const lines = commentLines([comment]);
  const blanks = form ? indent + ' '.repeat(form.margin) : ' ';
  const [first = '', ...others] = lines.map((line) => (line === '' ? '' : blanks + line));
  if (form?.inline) return `${indent}<!-- ${[first.trimStart(), ...others].join('\n')} -->`;
  return [`${indent}<!--`, first, ...others, `${form ? indent : ''}-->`].join('\n');
}

/** In an attribute what a file leaves as it is would end it, or be read as a blank. */
function escapedAttribute(text: string, { entities }: WriterProfile): string {
  const told = Object.entries(entities).filter(([, entity]) => entity.startsWith('&'));
  return escaperOf({ entities: { ...CANONICAL.entities, ...Object.fromEntries(told) } })(text);
}

function escaperOf({ entities }: Pick<WriterProfile, 'entities'>): (text: string) => string {
  if (entities === CANONICAL.entities) return escapeXml;
  const written = Object.keys(entities).filter((character) => entities[character] !== character);
  const pattern = new RegExp(`\\]\\]>|[${written.map(codeInPattern).join('')}]`, 'gu');
  return (text) => text.replace(pattern, (found) => (found === ']]>' ? ']]&gt;' : (entities[found] ?? found)));
}

function codeInPattern(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Text as an org writes it, in elements and attributes alike. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => CANONICAL.entities[character] ?? character);
}
