import { NotExportableError } from '../errors.ts';
import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';
import { sameValue } from './merge-patch.ts';
import {
  booleanNode,
  entry,
  entryOf,
  get,
  listNode,
  mapNode,
  nullNode,
  numberNode,
  scalarText,
  textNode,
} from './nodes.ts';
import {
  CANONICAL,
  characterOf,
  GAPS,
  isDeclaration,
  TAG_ENDS,
  type TagEnd,
  WRITER_FACTS,
  WRITER_LIMITS,
  type WriterProfile,
} from './writer-profile.ts';
import { NAMESPACES } from './xml.ts';

/**
 * A writer profile in YAML, `writer:` in the file's `metadata:` (LANGUAGE 10): one key for each fact that is not canonical.
 * Whatever stands there, export writes well-formed XML or says what it does not take.
 */
interface Fact<T> {
  readonly toNode: (value: T) => DocumentNode;
  /** null where the node does not tell the fact. */
  readonly fromNode: (node: DocumentNode) => T | null;
  /** What a node has to be. */
  readonly expects: string;
}

/** The key of the top-level `metadata:` whose map tells how the file is written. A tag of that name is a list. */
export const WRITER_KEY = 'writer';

function whole(node: DocumentNode | null, least: number, most: number): number | null {
  const digits = scalarText(node) ?? '';
  const number = Number(digits);
  return /^\d+$/.test(digits) && number >= least && number <= most ? number : null;
}

const EMPTY_ELEMENTS: Readonly<Record<TagEnd, string>> = { '></>': '<x></x>', '/>': '<x/>', ' />': '<x />' };
const TAG_END: Fact<TagEnd> = {
  toNode: (end) => textNode(EMPTY_ELEMENTS[end]),
  fromNode: (node) => TAG_ENDS.find((end) => EMPTY_ELEMENTS[end] === scalarText(node)) ?? null,
  expects: Object.values(EMPTY_ELEMENTS).join(', '),
};

/** Tags, names or paths in their order, as one text: `b a c`. */
const SEQUENCES: Fact<ReadonlyMap<string, readonly string[]>> = {
  toNode: (lists) => mapNode([...lists].map(([tag, list]) => entry(tag, textNode(list.join(' '))))),
  fromNode: (node) => {
    const told = node.kind === 'map' ? node.entries.map(({ key, value }) => [key, scalarText(value)] as const) : [null];
    const lists = told.flatMap((pair) => (pair && pair[1] !== null ? [[pair[0], wordsOf(pair[1])] as const] : []));
    return lists.length === told.length ? new Map(lists) : null;
  },
  expects: 'a map of tags, each with words: { Flow: label start screens }',
};

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

const FACTS: { readonly [K in keyof WriterProfile]: Fact<WriterProfile[K]> } = {
  byteOrderMark: {
    toNode: booleanNode,
    fromNode: (node) => (node.kind === 'boolean' ? node.value : null),
    expects: 'true or false',
  },
  declaration: {
    toNode: textNode,
    fromNode: (node) => (node.kind === 'text' && isDeclaration(node.value) ? node.value : null),
    expects: `an XML declaration of UTF-8, such as ${CANONICAL.declaration}, or an empty text for none`,
  },
  namespaces: {
    toNode: (namespaces) =>
      namespaces === null ? nullNode() : mapNode([...namespaces].map(([name, uri]) => entry(name, textNode(uri)))),
    fromNode: (node) => {
      const told = node.kind === 'map' ? node.entries.map(({ key, value }) => [key, scalarText(value)] as const) : [];
      const known = told.flatMap(([key, uri]) => (NAMESPACES.has(key) && uri !== null ? [[key, uri] as const] : []));
      const isComplete = known.length === told.length && known.some(([key]) => key === 'xmlns');
      return isComplete ? new Map(known) : null;
    },
    expects: 'a map of xmlns, and xmlns:xsi where it is declared, to their namespaces',
  },
  lineEndsAbove: {
    toNode: (counts) => listNode((counts ?? []).map((count) => numberNode(String(count)))),
    fromNode: (node) => {
      const counts = node.kind === 'list' ? node.items.map((item) => whole(item, 0, WRITER_LIMITS.lineEnds)) : [null];
      const known = counts.filter((count) => count !== null);
      return known.length === counts.length ? known : null;
    },
    expects: `a list of whole numbers up to ${WRITER_LIMITS.lineEnds}`,
  },
  lineEnd: {
    toNode: (lineEnd) => textNode(lineEnd === '\n' ? 'LF' : 'CRLF'),
    fromNode: (node) => {
      const told = scalarText(node);
      if (told === 'CRLF') return '\r\n';
      return told === 'LF' ? '\n' : null;
    },
    expects: 'LF or CRLF',
  },
  finalLineEnds: {
    toNode: (count) => numberNode(String(count)),
    fromNode: (node) => whole(node, 0, WRITER_LIMITS.lineEnds),
    expects: `a whole number up to ${WRITER_LIMITS.lineEnds}`,
  },
  indent: {
    toNode: (indent) => (indent.startsWith('\t') ? textNode('tab') : numberNode(String(indent.length))),
    fromNode: (node) => {
      const blanks = whole(node, 0, WRITER_LIMITS.indent);
      if (blanks !== null) return ' '.repeat(blanks);
      return scalarText(node) === 'tab' ? '\t' : null;
    },
    expects: `a number of blanks up to ${WRITER_LIMITS.indent}, or tab`,
  },
  wrap: {
    toNode: (wrap) =>
      wrap === null
        ? nullNode()
        : mapNode([entry('width', numberNode(String(wrap.width))), entry('step', numberNode(String(wrap.step)))]),
    fromNode: (node) => {
      const width = whole(get(node, 'width'), 1, WRITER_LIMITS.width);
      const step = whole(get(node, 'step'), 0, WRITER_LIMITS.indent);
      return width === null || step === null ? null : { width, step };
    },
    expects: `{ width: up to ${WRITER_LIMITS.width}, step: up to ${WRITER_LIMITS.indent} }`,
  },
  entities: {
    toNode: (entities) =>
      mapNode(
        Object.entries(entities)
          .filter(([character, form]) => form !== CANONICAL.entities[character])
          .map(([character, form]) => entry(character, textNode(form))),
      ),
    fromNode: (node) => {
      if (node.kind !== 'map') return null;
      const told = node.entries.map(({ key, value }) => [key, scalarText(value) ?? ''] as const);
      if (!told.every(([character, form]) => isFormOf(character, form))) return null;
      return { ...CANONICAL.entities, ...Object.fromEntries(told) };
    },
    expects: `a map of characters, each with how it is written: { "'": "&#39;" }`,
  },
  cdata: {
    toNode: (tags) => listNode(tags.map((tag) => textNode(tag))),
    fromNode: (node) => {
      const tags = node.kind === 'list' ? node.items.map(scalarText) : [null];
      const known = tags.filter((tag) => tag !== null);
      return known.length === tags.length ? known : null;
    },
    expects: 'a list of tags',
  },
  emptyTag: TAG_END,
  nilTag: TAG_END,
  oneLine: SEQUENCES,
  comments: {
    toNode: (form) =>
      form === null
        ? nullNode()
        : mapNode([entry('inline', booleanNode(form.inline)), entry('margin', numberNode(String(form.margin)))]),
    fromNode: (node) => {
      const inline = get(node, 'inline');
      const margin = whole(get(node, 'margin'), 0, WRITER_LIMITS.margin);
      return inline?.kind !== 'boolean' || margin === null ? null : { inline: inline.value, margin };
    },
    expects: `{ inline: true or false, margin: up to ${WRITER_LIMITS.margin} }`,
  },
  blankLines: {
    toNode: (gaps) => listNode(gaps.map((gap) => textNode(gap))),
    fromNode: (node) => {
      const told = node.kind === 'list' ? node.items.map(scalarText) : [null];
      const gaps = GAPS.filter((gap) => told.includes(gap));
      return gaps.length === told.length ? gaps : null;
    },
    expects: `a list of ${GAPS.join(', ')}`,
  },
  tagOrder: SEQUENCES,
  nameOrder: SEQUENCES,
};

/** Whether an XML reader takes the form for that character: not so a bare `<`. */
function isFormOf(character: string, form: string): boolean {
  const isBare = !form.startsWith('&');
  return characterOf(form) === character && !(isBare && '<&\r'.includes(form));
}

/** `writer:` for a profile; null where all of it is canonical. */
export function writerNode(profile: WriterProfile): MapNode | null {
  const entries = WRITER_FACTS.flatMap((key) => factEntry(key, profile));
  return entries.length === 0 ? null : mapNode(entries);
}

function factEntry<K extends keyof WriterProfile>(key: K, profile: WriterProfile): readonly MapEntry[] {
  const { toNode } = FACTS[key];
  const node = toNode(profile[key]);
  return sameValue(node, toNode(CANONICAL[key])) ? [] : [entry(key, node)];
}

/**
 * The profile that a flow's `writer:` tells; canonical where it has none.
 * @throws NotExportableError for a key or a value that it cannot have.
 */
export function writerProfileOf(document: DocumentNode): WriterProfile {
  const writer = get(get(document, 'metadata'), WRITER_KEY);
  if (writer?.kind !== 'map') return CANONICAL;
  const stray = writer.entries.find(({ key }) => !WRITER_FACTS.some((fact) => fact === key));
  if (stray) {
    const help = `one of ${WRITER_FACTS.join(', ')}`;
    throw new NotExportableError(`writer has no key ${stray.key}`, stray.keyPlace, help);
  }
  const told = <K extends keyof WriterProfile>(key: K): WriterProfile[K] => {
    const found = entryOf(writer, key);
    if (!found) return CANONICAL[key];
    const value = FACTS[key].fromNode(found.value);
    if (value !== null) return value;
    throw new NotExportableError(`writer.${key} cannot be that`, found.value.place, `write ${FACTS[key].expects}`);
  };
  return {
    byteOrderMark: told('byteOrderMark'),
    declaration: told('declaration'),
    namespaces: told('namespaces'),
    lineEndsAbove: told('lineEndsAbove'),
    lineEnd: told('lineEnd'),
    finalLineEnds: told('finalLineEnds'),
    indent: told('indent'),
    wrap: told('wrap'),
    entities: told('entities'),
    cdata: told('cdata'),
    emptyTag: told('emptyTag'),
    nilTag: told('nilTag'),
    oneLine: told('oneLine'),
    comments: told('comments'),
    blankLines: told('blankLines'),
    tagOrder: told('tagOrder'),
    nameOrder: told('nameOrder'),
  };
}

/** The flow without `writer:`: what it says, not how its file is written. */
export function withoutWriter(document: DocumentNode): DocumentNode {
  const metadata = entryOf(document, 'metadata');
  if (document.kind !== 'map' || get(metadata?.value ?? null, WRITER_KEY)?.kind !== 'map') return document;
  const entries = document.entries.flatMap((item) => {
    if (item !== metadata || item.value.kind !== 'map') return [item];
    const kept = item.value.entries.filter(({ key }) => key !== WRITER_KEY);
    return kept.length === 0 ? [] : [{ ...item, value: { ...item.value, entries: kept } }];
  });
  return { ...document, entries };
}
