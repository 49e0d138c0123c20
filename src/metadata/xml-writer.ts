import type { XmlElement } from './xml.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const NIL = 'xsi:nil';

/**
 * Writes metadata XML in the form in which an org gives it back (reference: inventory 9): children in canonical order,
 * four spaces, five entities, `<x></x>` for nothing, a final newline. 972 of 1090 real files have this order.
 */
export function metadataXml(root: XmlElement): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  for (const comment of root.comments ?? []) lines.push(commentLine(comment, ''));
  const xsi = usesNil(root) ? ` xmlns:xsi="${XSI}"` : '';
  lines.push(`<${root.name} xmlns="${NAMESPACE}"${xsi}${attributes(root)}>`);
  for (const child of inCanonicalOrder(root, true)) write(child, '    ', lines);
  lines.push(`</${root.name}>`);
  return `${lines.join('\n')}\n`;
}

function write(element: XmlElement, indent: string, lines: string[]): void {
  for (const comment of element.comments ?? []) lines.push(commentLine(comment, indent));
  const open = `${indent}<${element.name}${attributes(element)}`;
  if (element.children.length > 0) {
    lines.push(`${open}>`);
    for (const child of inCanonicalOrder(element, false)) write(child, `${indent}    `, lines);
    lines.push(`${indent}</${element.name}>`);
  } else if (element.attributes[NIL] === 'true') lines.push(`${open}/>`);
  else lines.push(`${open}>${escapeXml(element.text)}</${element.name}>`);
}

/**
 * The children of an element in canonical order: at the top by tag, then by name; below processMetadataValues,
 * description, name, a canvas node's four, then by tag. Repeated tags keep their order.
 */
export function inCanonicalOrder(element: XmlElement, top: boolean): readonly XmlElement[] {
  if (top) return element.children.toSorted((a, b) => compare(a.name, b.name) || compare(nameOf(a), nameOf(b)));
  if (NAME_IN_PLACE.has(element.name)) return element.children.toSorted((a, b) => compare(a.name, b.name));
  const canvas = element.children.some((child) => child.name === 'locationX');
  return element.children.toSorted((a, b) => rank(a.name, canvas) - rank(b.name, canvas) || compare(a.name, b.name));
}

/** Their `name` stands in alphabetical place. */
const NAME_IN_PLACE = new Set(['outputParameters', 'outputAssignments']);
const FIRST = ['processMetadataValues', 'description', 'name'];
const FIRST_OF_NODES = [...FIRST, 'elementSubtype', 'label', 'locationX', 'locationY'];

function rank(name: string, canvas: boolean): number {
  const first = canvas ? FIRST_OF_NODES : FIRST;
  const index = first.indexOf(name);
  return index < 0 ? first.length : index;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nameOf(element: XmlElement): string {
  return element.children.find((child) => child.name === 'name')?.text.toLowerCase() ?? '';
}

function usesNil(element: XmlElement): boolean {
  return NIL in element.attributes || element.children.some(usesNil);
}

function attributes(element: XmlElement): string {
  return Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

function commentLine(comment: string, indent: string): string {
  return comment.includes('\n') ? `${indent}<!--${comment}-->` : `${indent}<!-- ${comment} -->`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** Text as an org writes it, in elements and attributes alike. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? character);
}
