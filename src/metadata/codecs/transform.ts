import { DATA_TYPE_WORDS } from '../../forms/index.ts';
import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import type { MetadataCodec } from '../codec.ts';
import { booleanNode, entry, get, mapNode, numberNode, scalarText, single, textNode } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, textOf, type XmlElement } from '../xml.ts';
import { mapOrList } from './named-values.ts';
import { textEntry } from './parts.ts';
import { plainLeaf } from './scalars.ts';
import { valueElement, valueNode } from './value.ts';

/** Codecs of a transform's keys (LANGUAGE 6). What they cannot say in full they leave to the element's patch. */

/** `result: { type: Record, object: Task, collection: true }`. */
export const transformResult: MetadataCodec = { read: resultNode, write: (node) => (node ? resultElements(node) : []) };

function resultNode(source: XmlElement): MapNode | null {
  const type = plainLeaf(source, 'dataType');
  const word = Object.entries(DATA_TYPE_WORDS).find(([, metadata]) => metadata === type?.text)?.[0];
  if (!type || word === undefined) return null;
  const entries = [entry('type', textNode(word, type.place))];
  const object = plainLeaf(source, 'objectType');
  const apex = plainLeaf(source, 'apexClass');
  const scale = plainLeaf(source, 'scale');
  if (object) entries.push(textEntry('object', object));
  if (apex) entries.push(textEntry('class', apex));
  if (scale && /^[1-9]\d*$/.test(scale.text)) entries.push(entry('scale', numberNode(scale.text, scale.place)));
  if (textOf(source, 'isCollection') === 'true') entries.push(entry('collection', booleanNode(true, type.place)));
  return mapNode(entries, type.place);
}

function resultElements(node: DocumentNode): readonly XmlElement[] {
  const scale = scalarText(get(node, 'scale')) ?? '0';
  return [...typeElements(node), leaf('scale', scale)];
}

/** The tags of a type that an inline transform has too. */
function typeElements(node: DocumentNode): readonly XmlElement[] {
  const words: Readonly<Record<string, string>> = DATA_TYPE_WORDS;
  // `Text` is short for `{ type: Text }`.
  const type = scalarText(get(node, 'type')) ?? scalarText(node) ?? 'Text';
  const object = scalarText(get(node, 'object'));
  const apex = scalarText(get(node, 'class'));
  return [
    leaf('dataType', words[type] ?? type),
    leaf('isCollection', scalarText(get(node, 'collection')) ?? 'false'),
    ...(object === null ? [] : [leaf('objectType', object)]),
    ...(apex === null ? [] : [leaf('apexClass', apex)]),
  ];
}

const MAP = 'Map';
const AGGREGATES: Readonly<Record<string, string>> = { sum: 'Sum', count: 'Count' };
const JOIN = 'InnerJoin';

/** The actions of a transform that has one plain group of them, besides a join; none where one has no words. */
function actionsOf(source: XmlElement): readonly XmlElement[] {
  const groups = childrenOf(source, 'transformValues').filter((group) => joinOf(group) === null);
  const [only, second] = groups;
  if (!only || second) return [];
  const actions = childrenOf(only, 'transformValueActions');
  return actions.every((action) => transformNode(action) !== null) ? actions : [];
}

/** The value of an action; null for a kind of action that the language has no words for. */
function transformNode(action: XmlElement): DocumentNode | null {
  const type = textOf(action, 'transformType');
  const value = childOf(action, 'value');
  if (type === MAP) {
    const inline = value && childOf(value, 'transform');
    return inline ? inlineNode(inline) : valueNode(value);
  }
  const word = Object.entries(AGGREGATES).find(([, metadata]) => metadata === type)?.[0];
  if (word === undefined) return null;
  const aggregated = aggregatedNode(action);
  return aggregated || value ? single(word, aggregated ?? valueNode(value)) : null;
}

/** What is added up stands in two parameters: the collection and the field of its items. */
const VALUES = 'aggregationValues';
const FIELD = 'aggregationField';

function aggregatedNode(action: XmlElement): DocumentNode | null {
  const parameter = (name: string): XmlElement | null => {
    const found = childrenOf(action, 'inputParameters').find((one) => textOf(one, 'name') === name);
    return found ? childOf(found, 'value') : null;
  };
  const collection = parameter(VALUES);
  const path = collection && plainLeaf(collection, 'elementReference');
  const held = parameter(FIELD);
  const field = held ? plainLeaf(held, 'stringValue')?.text : undefined;
  if (!path) return null;
  return textNode(field === undefined ? `{!${path.text}}` : `{!${path.text}[$EachItem].${field}}`, path.place);
}

const AGGREGATED = /^\{!([$A-Za-z][\w.$:[\]]*?)(?:\[\$EachItem\]\.?([\w.:]*))?\}$/i;

function aggregatedElements(node: DocumentNode): readonly XmlElement[] {
  const [, path, field] = AGGREGATED.exec(scalarText(node) ?? '') ?? [];
  if (path === undefined) {
    const value = valueElement('value', node);
    return value ? [value] : [];
  }
  const parameter = (name: string, value: XmlElement): XmlElement =>
    branch('inputParameters', [leaf('name', name), branch('value', [value])]);
  return [
    ...(field === undefined || field === '' ? [] : [parameter(FIELD, leaf('stringValue', field))]),
    parameter(VALUES, leaf('elementReference', path)),
  ];
}

function transformAction(node: DocumentNode, field: string | null): XmlElement {
  const [first] = node.kind === 'map' ? node.entries : [];
  const aggregate = first ? AGGREGATES[first.key] : undefined;
  const value =
    first?.key === 'transform' ? branch('value', [inlineElement(first.value)]) : valueElement('value', node);
  return branch('transformValueActions', [
    ...(field === null ? [] : [leaf('outputFieldApiName', field)]),
    leaf('transformType', aggregate ?? MAP),
    ...(aggregate !== undefined && first ? aggregatedElements(first.value) : value ? [value] : []),
  ]);
}

/** A value with fields of its own: `transform: { result, set }`. */
function inlineNode(inline: XmlElement): DocumentNode | null {
  const result = resultNode(inline);
  const rows = rowsNode(inline);
  const value = rows ? null : oneValue(inline);
  if (!result || (!rows && !value)) return null;
  const entries = [entry('result', result), ...(rows ? [entry('set', rows)] : value ? [entry('value', value)] : [])];
  return single('transform', mapNode(entries, inline.place));
}

function inlineElement(node: DocumentNode): XmlElement {
  const value = get(node, 'value');
  return branch('transform', [
    ...typeElements(get(node, 'result') ?? mapNode([])),
    ...(value ? [group([transformAction(value, null)])] : rowElements(get(node, 'set'))),
  ]);
}

function group(actions: readonly XmlElement[]): XmlElement {
  return branch('transformValues', actions);
}

function rowsNode(source: XmlElement): DocumentNode | null {
  const actions = actionsOf(source);
  const [first] = actions;
  const entries = actions.flatMap((action): readonly MapEntry[] => {
    const field = plainLeaf(action, 'outputFieldApiName');
    const value = transformNode(action);
    return field && value ? [entry(field.text, value, field.place)] : [];
  });
  return first && entries.length === actions.length ? mapOrList(entries, first.place) : null;
}

function rowElements(node: DocumentNode | null): readonly XmlElement[] {
  const entries =
    node?.kind === 'map'
      ? node.entries
      : node?.kind === 'list'
        ? node.items.flatMap((item) => (item.kind === 'map' ? item.entries : []))
        : [];
  return entries.length === 0 ? [] : [group(entries.map(({ key, value }) => transformAction(value, key)))];
}

function oneValue(source: XmlElement): DocumentNode | null {
  const [only, second] = actionsOf(source);
  return only && !second && !plainLeaf(only, 'outputFieldApiName') ? transformNode(only) : null;
}

/** `set: { Subject: '{!Rows[$EachItem].Name}', Total: { sum: … } }`. */
export const transformRows: MetadataCodec = { read: rowsNode, write: (node) => rowElements(node) };

/** `value:` of a transform whose result has no fields. */
export const transformValue: MetadataCodec = {
  read: oneValue,
  write: (node) => (node ? [group([transformAction(node, null)])] : []),
};

/**
 * `innerJoin:`. The metadata keeps a join as a text (`complexValue`) whose form is documented nowhere and stands in no file
 * we know: ours is written in its place and read back; a text of another form stays in the element's patch.
 */
const DEFINITION = 'JoinDefinition';

interface WrittenJoin {
  readonly left: string;
  readonly right: string;
  readonly keys: Readonly<Record<string, string>>;
}

function joinOf(transformValues: XmlElement): { readonly join: WrittenJoin; readonly at: XmlElement } | null {
  const [action, more] = childrenOf(transformValues, 'transformValueActions');
  if (!action || more || textOf(action, 'transformType') !== JOIN) return null;
  const parameter = childOf(action, 'inputParameters');
  const value = parameter && childOf(parameter, 'value');
  const text = value && plainLeaf(value, 'complexValue');
  const join = text && parsedJoin(text.text);
  return text && join ? { join, at: text } : null;
}

function parsedJoin(text: string): WrittenJoin | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { left, right, keys } = parsed as Readonly<Record<string, unknown>>;
  if (typeof left !== 'string' || typeof right !== 'string' || typeof keys !== 'object' || keys === null) return null;
  const fields = Object.entries(keys).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { left, right, keys: Object.fromEntries(fields) };
}

export const innerJoin: MetadataCodec = {
  read: (source) => {
    const [found] = childrenOf(source, 'transformValues').flatMap((one) => joinOf(one) ?? []);
    if (!found) return null;
    const { join, at } = found;
    const keys = Object.entries(join.keys).map(([left, right]) => entry(left, textNode(right, at.place)));
    const side = (key: 'left' | 'right'): MapEntry => entry(key, textNode(join[key], at.place));
    return mapNode([side('left'), side('right'), entry('keys', mapNode(keys, at.place))], at.place);
  },
  write: (node) => {
    if (!node) return [];
    const held = get(node, 'keys');
    const keys = held?.kind === 'map' ? held.entries.map(({ key, value }) => [key, scalarText(value) ?? '']) : [];
    const join = {
      left: scalarText(get(node, 'left')),
      right: scalarText(get(node, 'right')),
      keys: Object.fromEntries(keys),
    };
    const value = branch('value', [leaf('complexValue', JSON.stringify(join)), leaf('complexValueType', DEFINITION)]);
    return [
      group([
        branch('transformValueActions', [
          branch('inputParameters', [leaf('name', 'joinDefinition'), value]),
          leaf('transformType', JOIN),
        ]),
      ]),
    ];
  },
};
