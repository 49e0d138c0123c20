import type { DocumentNode, MapNode } from '../../model/document.ts';
import type { MetadataCodec } from '../codec.ts';
import { elementOfNode, nodeOfElement } from '../merge-patch.ts';
import { booleanNode, entry, get, mapNode, nullNode, numberNode, scalarText, single, textNode } from '../nodes.ts';
import { branch, childrenOf, leaf, type XmlElement } from '../xml.ts';
import { plainLeaf } from './scalars.ts';

/** Values (LANGUAGE 4): `{!x}`, text, numbers, dates, and what only the metadata has words for. */

const REFERENCE = /^\{!([$A-Za-z][\w.$:[\]]*)\}$/;
/** A reference as it stands where nothing else can: bare. */
export const REFERENCE_PATH = /^[$A-Za-z][\w.$:[\]]*$/;

/** A value element (`value`, `rightValue`, `defaultValue`) in the language's words; null node where there is none. */
export function valueNode(element: XmlElement | null): DocumentNode {
  if (element === null) return nullNode();
  const known =
    element.children.length > 0 && Object.keys(element.attributes).length === 0 ? knownValue(element) : null;
  if (known) return known;
  const node = nodeOfElement(element);
  return single('metadata', node.kind === 'map' ? node : mapNode([], element.place));
}

function knownValue(element: XmlElement): DocumentNode | null {
  const [first, second, more] = element.children;
  if (!first || more) return null;
  const plain = plainLeaf(element, first.name);
  if (!plain) return null;
  if (!second) return VALUES[first.name]?.(plain) ?? null;
  const formula = plainLeaf(element, 'formulaExpression');
  const type = plainLeaf(element, 'formulaDataType');
  if (!formula || !type) return null;
  const entries = [
    entry('formula', textNode(formula.text, formula.place)),
    entry('type', textNode(word(type.text), type.place)),
  ];
  return mapNode(entries, formula.place);
}

const VALUES: Readonly<Record<string, (found: XmlElement) => DocumentNode | null>> = {
  stringValue: ({ text, place }) =>
    REFERENCE.test(text) ? single('text', textNode(text, place)) : textNode(text, place),
  numberValue: ({ text, place }) => {
    if (!/^-?\d+\.\d+(E-?\d+)?$/.test(text)) return null;
    return numberNode(/^-?\d+\.0$/.test(text) ? text.slice(0, -2) : text, place);
  },
  booleanValue: ({ text, place }) => (text === 'true' || text === 'false' ? booleanNode(text === 'true', place) : null),
  elementReference: ({ text, place }) => (REFERENCE_PATH.test(text) ? textNode(`{!${text}}`, place) : null),
  dateValue: ({ text, place }) => single('date', textNode(text, place)),
  dateTimeValue: ({ text, place }) => single('dateTime', textNode(text, place)),
  timeValue: ({ text, place }) => single('time', textNode(text, place)),
};

/** Metadata's data types in formulas under the language's names. */
function word(metadata: string): string {
  return metadata === 'String' ? 'Text' : metadata;
}

/** The value element of that tag; null for `null`, which has none. */
export function valueElement(tag: string, node: DocumentNode): XmlElement | null {
  if (node.kind === 'null') return null;
  if (node.kind === 'map') return valueOfMap(tag, node);
  if (node.kind === 'number') {
    const digits = /^-?\d+$/.test(node.digits) ? `${node.digits}.0` : node.digits;
    return branch(tag, [leaf('numberValue', digits)]);
  }
  if (node.kind === 'boolean') return branch(tag, [leaf('booleanValue', String(node.value))]);
  const text = scalarText(node) ?? '';
  const reference = REFERENCE.exec(text)?.[1];
  return branch(tag, [reference === undefined ? leaf('stringValue', text) : leaf('elementReference', reference)]);
}

const TAGS: Readonly<Record<string, string>> = {
  text: 'stringValue',
  date: 'dateValue',
  dateTime: 'dateTimeValue',
  time: 'timeValue',
};

function valueOfMap(tag: string, node: MapNode): XmlElement {
  const metadata = get(node, 'metadata');
  if (metadata) return elementOfNode(tag, metadata);
  const formula = get(node, 'formula');
  if (formula) {
    const type = scalarText(get(node, 'type')) ?? 'Text';
    const children = [
      leaf('formulaDataType', type === 'Text' ? 'String' : type),
      leaf('formulaExpression', scalarText(formula) ?? ''),
    ];
    return branch(tag, children);
  }
  const [first] = node.entries;
  return branch(tag, first ? [leaf(TAGS[first.key] ?? 'stringValue', scalarText(first.value) ?? '')] : []);
}

/** A key that holds one value; left out = the metadata has no such tag. */
export const value: MetadataCodec = {
  read: (source, row) => {
    const [only, second] = childrenOf(source, row.tag ?? '');
    return only && !second ? valueNode(only) : null;
  },
  write: (node, row) => {
    const element = node && row.tag ? valueElement(row.tag, node) : null;
    return element ? [element] : [];
  },
};
