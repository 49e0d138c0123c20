import type { DocumentNode } from '../../model/document.ts';
import type { MetadataCodec, MetadataRow, Scope } from '../codec.ts';
import { labelFromName } from '../construct.ts';
import { booleanNode, get, numberNode, scalarText, textNode } from '../nodes.ts';
import { isAddedByProfile, isDefaultImplied, isDefaultWritten } from '../profiles.ts';
import { branch, childOf, childrenOf, leaf, textOf, type XmlElement } from '../xml.ts';
import { impliedType } from './implied-type.ts';

/** The one plain leaf of a row's tag; null where it is missing, repeated, or more than text. */
export function plainLeaf(source: XmlElement, tag: string | undefined): XmlElement | null {
  if (tag === undefined) return null;
  const [only, second] = childrenOf(source, tag);
  if (!only || second || only.children.length > 0 || Object.keys(only.attributes).length > 0) return null;
  return only;
}

/** A codec of one leaf: `parse` gives the node its text stands for, or null where the language has no word for it. */
function leafCodec(
  parse: (found: XmlElement, row: MetadataRow, scope: Scope) => DocumentNode | null,
  text: (node: DocumentNode, row: MetadataRow) => string | null = scalarText,
): MetadataCodec {
  return {
    read: (source, row, scope) => {
      const found = plainLeaf(source, row.tag);
      if (!found || !fixedTagsMatch(source, row, scope)) return null;
      const node = parse(found, row, scope);
      return node && mayBeLeftOut(row, scope) && scalarText(node) === textWhenLeftOut(row, scope) ? null : node;
    },
    write: (node, row, scope) => {
      if (row.tag === undefined) return [];
      if (node) return [leaf(row.tag, text(node, row) ?? ''), ...fixedTags(row, scope)];
      const left = textWhenLeftOut(row, scope);
      if (left === null || !isDefaultWritten(scope.form.type, row.tag)) return [];
      return [leaf(row.tag, text(textNode(left), row) ?? left)];
    },
  };
}

/** The head of a file is written out, and so are labels that people fill in: a form reads better with them. */
function mayBeLeftOut(row: MetadataRow, scope: Scope): boolean {
  if (scope.form.type === 'flow' || !isDefaultImplied(row.tag ?? '')) return false;
  return !row.fromName || row.tag === 'label';
}

function textWhenLeftOut(row: MetadataRow, scope: Scope): string | null {
  if (row.fromName) return scope.name === '' ? null : labelFromName(scope.name);
  return row.default === undefined ? null : String(row.default);
}

function fixedTagsMatch(source: XmlElement, row: MetadataRow, scope: Scope): boolean {
  return Object.entries(row.sets ?? {}).every(([tag, text]) => {
    const found = textOf(source, tag);
    return found === text || (found === null && isAddedByProfile(scope.form.type, tag, text));
  });
}

function fixedTags(row: MetadataRow, scope: Scope): readonly XmlElement[] {
  return Object.entries(row.sets ?? {}).flatMap(([tag, text]) =>
    isAddedByProfile(scope.form.type, tag, text) ? [] : [leaf(tag, text)],
  );
}

/** text, template, name, formula, logic: the text as it stands. */
export const text = leafCodec((found) => textNode(found.text, found.place));

/** true or false; any other text is left to the patch. */
export const boolean = leafCodec((found) =>
  found.text === 'true' || found.text === 'false' ? booleanNode(found.text === 'true', found.place) : null,
);

/** A whole number by its digits. */
export const integer = leafCodec((found) => (/^-?\d+$/.test(found.text) ? numberNode(found.text, found.place) : null));

/** apiVersion: the digits as they stand. */
export const number = leafCodec((found) =>
  /^-?\d+(\.\d+)?$/.test(found.text) ? numberNode(found.text, found.place) : null,
);

const plainWord = leafCodec(
  (found, row) => {
    const known = Object.entries(row.words ?? {}).find(([, metadata]) => metadata === found.text);
    if (known) return textNode(known[0], found.place);
    return row.open && !(found.text in (row.words ?? {})) ? textNode(found.text, found.place) : null;
  },
  (node, row) => {
    const word = scalarText(node) ?? '';
    return row.words?.[word] ?? word;
  },
);

/** A word of the language for one of the metadata's; a data type that follows from the value is left out. */
export const word: MetadataCodec = {
  read: (source, row, scope) => {
    const node = plainWord.read(source, row, scope);
    const implied = row.tag === 'dataType' ? impliedType(scope.form.type, source) : null;
    return node && scalarText(node) === implied ? null : node;
  },
  write: (node, row, scope, map) => {
    const implied = node === null && row.tag === 'dataType' ? impliedType(scope.form.type, map) : null;
    return plainWord.write(implied === null ? node : textNode(implied), row, scope, map);
  },
};

/** Tags that hold a reference as a value does: `<stageReference><elementReference>Review</elementReference></stageReference>`. */
const WRAPPED = new Set(['stageReference']);

/** A bare reference. */
export const reference: MetadataCodec = {
  read: (source, row, scope) => {
    if (!WRAPPED.has(row.tag ?? '')) return text.read(source, row, scope);
    const found = childOf(source, row.tag ?? '');
    const inner = found?.children.length === 1 ? plainLeaf(found, 'elementReference') : null;
    return inner ? textNode(inner.text, inner.place) : null;
  },
  write: (node, row, scope, map) => {
    if (node === null || row.tag === undefined || !WRAPPED.has(row.tag)) return text.write(node, row, scope, map);
    return [branch(row.tag, [leaf('elementReference', scalarText(node) ?? '')])];
  },
};

/** `{ goTo: Name }` or a bare name. */
export const connector: MetadataCodec = {
  read: (source, row, scope) => {
    const found = childOf(source, row.tag ?? '');
    return found ? connectorNode(found, scope) : null;
  },
  write: (node, row, scope) => (node && row.tag ? [connectorElement(row.tag, node, scope)] : []),
};

/** A connector's target as the language writes it; null where it has none. */
function connectorNode(found: XmlElement, { bodies }: Scope): DocumentNode | null {
  const target = plainLeaf(found, 'targetReference');
  if (!target) return null;
  const callout = [...bodies].find(([, assignment]) => assignment === target.text)?.[0];
  const name = textNode(callout ?? target.text, target.place);
  if (textOf(found, 'isGoTo') !== 'true') return name;
  return { kind: 'map', place: target.place, entries: [{ key: 'goTo', keyPlace: target.place, value: name }] };
}

/** The metadata's connector for a name or `{ goTo: Name }`; a callout with a body begins with the assignment that fills it. */
function connectorElement(tag: string, node: DocumentNode, { bodies }: Scope): XmlElement {
  const jump = get(node, 'goTo');
  const name = scalarText(jump ?? node) ?? '';
  const target = leaf('targetReference', bodies.get(name) ?? name);
  return branch(tag, jump ? [leaf('isGoTo', 'true'), target] : [target]);
}
