import { DATA_TYPE_WORDS } from '../../forms/index.ts';
import type { DocumentNode } from '../../model/document.ts';
import type { MetadataCodec } from '../codec.ts';
import { WAIT_EVENT } from '../further/elements.ts';
import { booleanNode, entry, get, listNode, mapNode, numberNode, scalarText, single, textNode } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, textOf, type XmlElement } from '../xml.ts';
import { where } from './conditions.ts';
import { mapOrList } from './named-values.ts';
import { namedConstructs, textEntry } from './parts.ts';
import { plainLeaf } from './scalars.ts';
import { valueElement, valueNode } from './value.ts';

/** Codecs of the keys that only the further element kinds have (LANGUAGE 6). */

/** `events` of a wait. */
export const waitEvents = namedConstructs(WAIT_EVENT);

/** `fields: [Id, Name]`. */
export const queriedFields: MetadataCodec = {
  read: (source) => {
    const found = childrenOf(source, 'queriedFields');
    const [first] = found;
    return first
      ? listNode(
          found.map(({ text, place }) => textNode(text, place)),
          first.place,
        )
      : null;
  },
  write: (node) =>
    node?.kind === 'list' ? node.items.map((item) => leaf('queriedFields', scalarText(item) ?? '')) : [],
};

/** `records: all`; the first is what an automatic output gives unless said otherwise. */
export const recordCount: MetadataCodec = {
  read: (source) => {
    const found = plainLeaf(source, 'getFirstRecordOnly');
    const automatic = textOf(source, 'storeOutputAutomatically') === 'true';
    if (!found || (automatic && found.text === 'true')) return null;
    return textNode(found.text === 'true' ? 'first' : 'all', found.place);
  },
  write: (node, _row, _scope, map) => {
    if (node) return [leaf('getFirstRecordOnly', String(scalarText(node) === 'first'))];
    return get(map, 'outputs') ? [] : [leaf('getFirstRecordOnly', 'true')];
  },
};

const MATCHES: Readonly<Record<string, string>> = {
  none: 'operationZeroMatchingRecords',
  one: 'operationOneMatchingRecord',
  many: 'operationMultMatchingRecords',
};

/** `upsert: { where, none, one, many }`. */
export const upsert: MetadataCodec = {
  read: (source, row, scope) => {
    const does = plainLeaf(source, 'doesUpsert');
    if (does?.text !== 'true') return null;
    const filters = where.read(source, row, scope);
    const entries = Object.entries(MATCHES).flatMap(([key, tag]) => {
      const found = plainLeaf(source, tag);
      return found ? [textEntry(key, found)] : [];
    });
    return mapNode([...(filters ? [entry('where', filters)] : []), ...entries], does.place);
  },
  write: (node, row, scope, map) => {
    if (!node) return [];
    const told = Object.entries(MATCHES).flatMap(([key, tag]) => {
      const text = scalarText(get(node, key));
      return text === null ? [] : [leaf(tag, text)];
    });
    return [leaf('doesUpsert', 'true'), ...told, ...where.write(get(node, 'where'), row, scope, map)];
  },
};

/** `errors: [ { message: …, field: Amount } ]`. */
export const errorMessages: MetadataCodec = {
  read: (source) => {
    const found = childrenOf(source, 'customErrorMessages');
    const [first] = found;
    if (!first) return null;
    const items = found.map((element) => {
      const message = plainLeaf(element, 'errorMessage');
      const field = plainLeaf(element, 'fieldSelection');
      return mapNode(
        [...(message ? [textEntry('message', message)] : []), ...(field ? [textEntry('field', field)] : [])],
        element.place,
      );
    });
    return listNode(items, first.place);
  },
  write: (node) => {
    if (node?.kind !== 'list') return [];
    return node.items.map((item) => {
      const field = scalarText(get(item, 'field'));
      return branch('customErrorMessages', [
        leaf('errorMessage', scalarText(get(item, 'message')) ?? ''),
        ...(field === null ? [] : [leaf('fieldSelection', field)]),
        leaf('isFieldError', String(field !== null)),
      ]);
    });
  },
};

/** `result: { type: Record, object: Task, collection: true }`. */
export const transformResult: MetadataCodec = {
  read: (source) => {
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
  },
  write: (node) => {
    if (!node) return [];
    const words: Readonly<Record<string, string>> = DATA_TYPE_WORDS;
    const type = scalarText(get(node, 'type')) ?? 'Text';
    const object = scalarText(get(node, 'object'));
    const apex = scalarText(get(node, 'class'));
    return [
      leaf('dataType', words[type] ?? type),
      leaf('isCollection', scalarText(get(node, 'collection')) ?? 'false'),
      leaf('scale', scalarText(get(node, 'scale')) ?? '0'),
      ...(object === null ? [] : [leaf('objectType', object)]),
      ...(apex === null ? [] : [leaf('apexClass', apex)]),
    ];
  },
};

const TRANSFORMS: Readonly<Record<string, string>> = { map: 'Map', sum: 'Sum', count: 'Count', innerJoin: 'InnerJoin' };

/** The actions of a transform that has one plain group of them. */
function actionsOf(source: XmlElement): readonly XmlElement[] {
  const [only, second] = childrenOf(source, 'transformValues');
  return only && !second ? only.children.filter(({ name }) => name === 'transformValueActions') : [];
}

function transformNode(action: XmlElement): DocumentNode {
  const value = valueNode(childOf(action, 'value'));
  const type = textOf(action, 'transformType');
  const word = Object.entries(TRANSFORMS).find(([, metadata]) => metadata === type)?.[0] ?? 'map';
  return word === 'map' ? value : single(word, value);
}

function transformAction(node: DocumentNode, field: string | null): XmlElement {
  const [first] = node.kind === 'map' ? node.entries : [];
  const operation = first && first.key in TRANSFORMS ? first : null;
  const value = valueElement('value', operation?.value ?? node);
  return branch('transformValueActions', [
    ...(field === null ? [] : [leaf('outputFieldApiName', field)]),
    leaf('transformType', TRANSFORMS[operation?.key ?? 'map'] ?? 'Map'),
    ...(value ? [value] : []),
  ]);
}

/** `set: { Subject: '{!Rows[$EachItem].Name}', Total: { sum: … } }`. */
export const transformRows: MetadataCodec = {
  read: (source) => {
    const actions = actionsOf(source);
    const [first] = actions;
    const entries = actions.flatMap((action) => {
      const field = plainLeaf(action, 'outputFieldApiName');
      return field ? [entry(field.text, transformNode(action), field.place)] : [];
    });
    return first && entries.length === actions.length ? mapOrList(entries, first.place) : null;
  },
  write: (node) => {
    const entries = node?.kind === 'map' ? node.entries : [];
    if (entries.length === 0) return [];
    return [
      branch(
        'transformValues',
        entries.map(({ key, value }) => transformAction(value, key)),
      ),
    ];
  },
};

/** `value:` of a transform whose result has no fields. */
export const transformValue: MetadataCodec = {
  read: (source) => {
    const [only, second] = actionsOf(source);
    return only && !second && !plainLeaf(only, 'outputFieldApiName') ? transformNode(only) : null;
  },
  write: (node) => (node ? [branch('transformValues', [transformAction(node, null)])] : []),
};
