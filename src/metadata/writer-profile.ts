import type { TagOrder } from './tag-order.ts';
import type { XmlElement } from './xml.ts';

/**
 * How a metadata file is written, apart from what it says: the small facts by which a file that a person, an older tool or
 * a formatter wrote differs from the org's canonical form (LANGUAGE 10; reference: inventory 9). Import detects them,
 * export replays them; a flow without any is written in canonical form.
 */
export interface WriterProfile extends TagOrder {
  readonly byteOrderMark: boolean;
  /** The XML declaration as it stands; empty where there is none. */
  readonly declaration: string;
  /** `xmlns` and `xmlns:xsi` of the root element; null = that of metadata, and the other where it is used. */
  readonly namespaces: ReadonlyMap<string, string> | null;
  /** Line ends before each comment above the root element, and before that. null = one each. */
  readonly lineEndsAbove: readonly number[] | null;
  readonly lineEnd: '\n' | '\r\n';
  /** Line ends after the last tag. */
  readonly finalLineEnds: number;
  /** One step of indentation. */
  readonly indent: string;
  /** Formatters break the start tag of a leaf before its `>` where the line is wider than this. */
  readonly wrap: Wrap | null;
  /** How a character is written in texts and attributes. */
  readonly entities: Readonly<Record<string, string>>;
  /** The end of an element that holds nothing. */
  readonly emptyTag: TagEnd;
  /** The end of one that says `xsi:nil`. */
  readonly nilTag: TagEnd;
  /** Tags whose texts stand in a CDATA section. */
  readonly cdata: readonly string[];
  /** By owner: `value/stringValue` for elements in it that stand on one line with the one leaf they hold. */
  readonly oneLine: ReadonlyMap<string, readonly string[]>;
  /** How comments of several lines stand below the root element; null = as above it, `<!--` and `-->` on lines of their own. */
  readonly comments: CommentForm | null;
  /** Where blank lines stand between the elements at the top of the file. */
  readonly blankLines: readonly Gap[];
}

/** Of a comment of several lines. */
export interface CommentForm {
  /** Whether the first line stands beside `<!--` and the last beside `-->`. */
  readonly inline: boolean;
  /** Blanks before a line, more than before `<!--`. */
  readonly margin: number;
}

/**
 * Gaps at the top of a file that may hold a blank line: above the first element, above leaves (`label`), above groups (an
 * element with children and another tag than the one before), above elements of the same tag as the one before; above the
 * comments of each of these, below comments, and below the last element.
 */
export const GAPS = [
  'first',
  'leaves',
  'groups',
  'elements',
  'commentsOfLeaves',
  'commentsOfGroups',
  'commentsOfElements',
  'belowComments',
  'last',
] as const;
/** A place at the top of a file that may hold a blank line. */
export type Gap = (typeof GAPS)[number];

/** The gap between an element at the top, or its comments, and the element before it; null before the first. */
export function gapAbove(element: Neighbour, before: Neighbour | null): Gap {
  if (!before) return 'first';
  const isCommented = element.comments !== undefined && element.comments.length > 0;
  if (element.children.length === 0) return isCommented ? 'commentsOfLeaves' : 'leaves';
  if (element.name !== before.name) return isCommented ? 'commentsOfGroups' : 'groups';
  return isCommented ? 'commentsOfElements' : 'elements';
}

type Neighbour = Pick<XmlElement, 'name' | 'children' | 'comments'>;

/** The facts in the order in which YAML tells them. */
export const WRITER_FACTS = [
  'byteOrderMark',
  'declaration',
  'namespaces',
  'lineEndsAbove',
  'lineEnd',
  'finalLineEnds',
  'indent',
  'wrap',
  'entities',
  'cdata',
  'emptyTag',
  'nilTag',
  'oneLine',
  'comments',
  'blankLines',
  'tagOrder',
  'nameOrder',
] as const satisfies readonly (keyof WriterProfile)[];

/** Width in characters, and blanks before the `>` for each level of depth. */
export interface Wrap {
  readonly width: number;
  readonly step: number;
}

/** `<x></x>`, `<x/>`, `<x />`. */
export type TagEnd = '></>' | '/>' | ' />';
/** All of them. */
export const TAG_ENDS: readonly TagEnd[] = ['></>', '/>', ' />'];

/** No file that anybody wrote goes beyond these; a profile that does is not followed. */
export const WRITER_LIMITS = {
  lineEnds: 20,
  indent: 16,
  width: 1000,
  margin: 40,
  entities: 100,
  namespaces: 10,
  cdata: 100,
} as const;

/** Characters that an org writes as entities. */
export const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** The form in which an org gives files back. */
export const CANONICAL: WriterProfile = {
  byteOrderMark: false,
  declaration: '<?xml version="1.0" encoding="UTF-8"?>',
  namespaces: null,
  lineEndsAbove: null,
  lineEnd: '\n',
  finalLineEnds: 1,
  indent: '    ',
  wrap: null,
  entities: ENTITIES,
  cdata: [],
  emptyTag: '></>',
  nilTag: '/>',
  oneLine: new Map(),
  comments: null,
  blankLines: [],
  tagOrder: new Map(),
  nameOrder: new Map(),
};

/** The character that an entity stands for, or that stands for itself; null for what is neither. */
export function characterOf(form: string): string | null {
  if (!form.startsWith('&')) return [...form].length === 1 ? form : null;
  const [, hex, decimal] = /^&#(?:x([\da-f]{1,6})|(\d{1,7}));$/i.exec(form) ?? [];
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
  return NAMED.get(form) ?? null;
}

const NAMED = new Map(
  ['&amp;&', '&lt;<', '&gt;>', '&quot;"', "&apos;'"].map((pair) => [pair.slice(0, -1), pair.slice(-1)]),
);

const MOST_DECLARATION = 220;

/** Whether a text is an XML declaration that a file of this engine may have, or none: it is UTF-8 whatever was before. */
export function isDeclaration(text: string): boolean {
  if (text.length > MOST_DECLARATION) return false;
  return text === '' || /^<\?xml\s(?!.*\sencoding\s*=\s*["'](?!utf-8["']))[^<>?\n]*\?>$/i.test(text);
}
