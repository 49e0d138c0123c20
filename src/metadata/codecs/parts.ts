import { BUTTONS, DEFAULT_OUTCOME, OUTCOME, USER_INPUT, VALIDATION_RULE } from '../../forms/index.ts';
import type { MapEntry, MapNode } from '../../model/document.ts';
import type { Context, MetadataCodec, MetadataForm, Scope } from '../codec.ts';
import { constructEntry, readConstruct, readRows, withComments, writeConstruct, writeRows } from '../construct.ts';
import { entry, get, mapNode, scalarText, single, textNode } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, type XmlElement } from '../xml.ts';
import { plainLeaf } from './scalars.ts';

/** Named constructs of one form as a map by name: outcomes, wait events. null where one has no name, or two share it. */
export function namedConstructs(form: MetadataForm): MetadataCodec {
  return {
    read: (source, _row, scope) => {
      const found = childrenOf(source, form.tag);
      const entries = readNamed(found, scope, () => form);
      const [first] = found;
      return first && entries ? mapNode(entries, first.place) : null;
    },
    write: (node, _row, scope) => {
      if (node?.kind !== 'map') return [];
      return node.entries.flatMap(({ key, value, comments }) => {
        const map = value.kind === 'map' ? value : mapNode([], value.place);
        return withComments([writeConstruct(form, map, key, scope)], comments);
      });
    },
  };
}

/** Entries of named constructs; `formOf` says which form each has. */
export function readNamed(
  found: readonly XmlElement[],
  context: Context,
  formOf: (element: XmlElement) => MetadataForm | null,
): MapEntry[] | null {
  const entries: MapEntry[] = [];
  const names = new Set<string>();
  for (const element of found) {
    const form = formOf(element);
    const name = plainLeaf(element, 'name')?.text;
    if (!form || name === undefined || names.has(name)) return null;
    names.add(name);
    entries.push(constructEntry(name, readConstruct(form, element, name, context), element, context));
  }
  return entries;
}

/** `outcomes` of a decision. */
export const outcomes = namedConstructs(OUTCOME);

/** `default:` of a decision: a bare target where the label is the usual one. */
export const defaultOutcome: MetadataCodec = {
  read: (source, _row, scope) => shortened(DEFAULT_OUTCOME, partOf(DEFAULT_OUTCOME, source, scope)),
  write: (node, _row, scope) => {
    const map = node?.kind === 'map' && get(node, 'goTo') === null ? node : single('next', node ?? mapNode([]));
    return writeRows(DEFAULT_OUTCOME.rows, node ? map : mapNode([]), { ...scope, form: DEFAULT_OUTCOME });
  },
};

/** A map of the short key alone is written without it. */
function shortened(form: MetadataForm, map: MapNode | null) {
  const [first, second] = map?.entries ?? [];
  return first && !second && first.key === form.short && first.value.kind !== 'map' ? first.value : map;
}

/** The keys of a part that stands in its construct's own tags; null where there are none. */
function partOf(form: MetadataForm, source: XmlElement, scope: Scope): MapNode | null {
  const entries = readRows(form.rows, source, { ...scope, form });
  const [first] = entries;
  return first ? mapNode(entries, first.value.place) : null;
}

/** A part with a tag of its own: a validation rule, a choice's input. */
function taggedPart(form: MetadataForm): MetadataCodec {
  return {
    read: (source, _row, scope) => {
      const found = childOf(source, form.tag);
      return found ? mapNode(readRows(form.rows, found, { ...scope, form }), found.place) : null;
    },
    write: (node, _row, scope) =>
      node?.kind === 'map' ? [branch(form.tag, writeRows(form.rows, node, { ...scope, form }))] : [],
  };
}

/** `validate` of a field. */
export const validate = taggedPart(VALIDATION_RULE);
/** `input` of a choice. */
export const userInput = taggedPart(USER_INPUT);

/** `buttons` of a screen. */
export const buttons: MetadataCodec = {
  read: (source, _row, scope) => partOf(BUTTONS, source, scope),
  write: (node, _row, scope) =>
    node?.kind === 'map' ? writeRows(BUTTONS.rows, node, { ...scope, form: BUTTONS }) : [],
};

/** `Account.Industry`: object and field; such a choice set has neither object nor displayField of its own. */
export const picklistField: MetadataCodec = {
  read: (source) => {
    const object = plainLeaf(source, 'picklistObject');
    const field = plainLeaf(source, 'picklistField');
    if (!object || !field || object.text.includes('.')) return null;
    return textNode(`${object.text}.${field.text}`, object.place);
  },
  write: (node) => {
    if (!node) return [];
    const [object = '', ...field] = (scalarText(node) ?? '').split('.');
    const none = ['displayField', 'object'].map((tag) => ({ ...leaf(tag, ''), attributes: { 'xsi:nil': 'true' } }));
    return [...none, leaf('picklistField', field.join('.')), leaf('picklistObject', object)];
  },
};

/** `{ Name: Asc }`. */
export const sort: MetadataCodec = {
  read: (source) => {
    const field = plainLeaf(source, 'sortField');
    const order = plainLeaf(source, 'sortOrder');
    return field && order ? single(field.text, textNode(order.text, order.place), field.place) : null;
  },
  write: (node) => {
    const [first] = node?.kind === 'map' ? node.entries : [];
    return first ? [leaf('sortField', first.key), leaf('sortOrder', scalarText(first.value) ?? 'Asc')] : [];
  },
};

/** A map entry for a text, at its leaf. */
export function textEntry(key: string, found: XmlElement): MapEntry {
  return entry(key, textNode(found.text, found.place));
}
