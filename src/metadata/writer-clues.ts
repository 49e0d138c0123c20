import { characterOf, type TagEnd, WRITER_LIMITS } from './writer-profile.ts';
import { tokensOf, type XmlToken } from './xml-tokens.ts';

/** What a look through the pieces of a file finds: the grounds on which its writer is told. */
export interface WriterClues {
  indent: string | null;
  emptyTag: TagEnd | null;
  nilTag: TagEnd | null;
  /** How often comments below the root element have which form. */
  readonly commentForms: Map<string, number>;
  /** Of what stands at the top of the file, and of its end: whether a blank line is above it. */
  readonly gaps: { readonly kind: XmlToken['kind']; readonly isBlank: boolean }[];
  /** The start tag of the root element. */
  rootTag: string;
  /** By tag: how many texts stand in a CDATA section, less those that do not. */
  readonly cdata: Map<string, number>;
  /** How often each character stands in which form. */
  readonly characters: Map<string, Map<string, number>>;
  /** Blanks for each level before the `>` of the first start tag that is broken. */
  step: number | null;
  /** Width of the narrowest line that is broken, as it would be unbroken, and of the widest that is not. */
  narrowestBroken: number;
  widestWhole: number;
}

/** Looks through a well-formed text whose lines end with LF. Linear in its length. */
export function cluesIn(text: string): WriterClues {
  const seen: WriterClues = {
    indent: null,
    emptyTag: null,
    nilTag: null,
    commentForms: new Map(),
    gaps: [],
    rootTag: '',
    cdata: new Map(),
    characters: new Map(),
    step: null,
    narrowestBroken: Number.POSITIVE_INFINITY,
    widestWhole: 0,
  };
  let depth = 0;
  let lineStart = 0;
  let open: OpenTag | null = null;
  let before: XmlToken | null = null;
  for (const token of tokensOf(text)) {
    const { kind, start, end } = token;
    const piece = text.slice(start, end);
    if (depth === 1 && kind !== 'text') seen.gaps.push({ kind, isBlank: before !== null && isBlankLine(text, before) });
    if (depth > 0 && piece.startsWith('<!--')) noteComment(seen.commentForms, piece, start - lineStart);
    if (kind === 'open' || kind === 'empty') {
      if (depth === 0) seen.rootTag = piece;
      if (depth === 1 && before?.kind === 'text') seen.indent ??= indentIn(text.slice(before.start, before.end));
      if (kind === 'open') depth += 1;
      else noteEnd(seen, piece, piece.endsWith(' />') ? ' />' : '/>');
      const isFirst = before?.kind === 'text' && lineStart > before.start;
      open = kind === 'open' ? { ...token, column: isFirst ? start - lineStart : null } : null;
    } else if (kind === 'close') {
      depth -= 1;
      if (open && open.end === start) noteEnd(seen, text.slice(open.start, open.end), '></>');
      else if (open) {
        noteLeaf(seen, text, open, end, depth);
        noteSection(seen.cdata, piece, before?.kind === 'opaque' && text.startsWith('<![CDATA[', before.start));
      }
      open = null;
    } else if (kind === 'text' && open) noteCharacters(seen.characters, piece);
    const lastLineEnd = piece.lastIndexOf('\n');
    if (lastLineEnd >= 0) lineStart = start + lastLineEnd + 1;
    before = token;
  }
  return seen;
}

interface OpenTag extends XmlToken {
  /** How far from the beginning of its line it stands; null where a tag stands before it on that line. */
  readonly column: number | null;
}

function noteSection(cdata: WriterClues['cdata'], endTag: string, isSection: boolean): void {
  const tag = endTag.slice('</'.length, -'>'.length).trim();
  cdata.set(tag, (cdata.get(tag) ?? 0) + (isSection ? 1 : -1));
}

function isBlankLine(text: string, { kind, start, end }: XmlToken): boolean {
  return kind === 'text' && lineEndsIn(text.slice(start, end)) > 1;
}

/** The form of a comment of several lines. Not counted are lines that stand further out than the comment itself. */
function noteComment(forms: WriterClues['commentForms'], comment: string, column: number): void {
  const [first = '', ...others] = comment.slice('<!--'.length, -'-->'.length).split('\n');
  const blanks = others.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  if (blanks.length === 0) return;
  const margin = blanks.reduce((least, count) => Math.min(least, count)) - column;
  if (margin < 0 || margin > WRITER_LIMITS.margin) return;
  const form = `${first.trim() === '' ? 'own' : 'inline'} ${margin}`;
  forms.set(form, (forms.get(form) ?? 0) + 1);
}

/** The blanks of the last line; null where they are of both kinds, or no line begins. */
function indentIn(blanks: string): string | null {
  return /\n( {0,16}|\t)$/.exec(blanks.slice(-20))?.[1] ?? null;
}

function noteEnd(seen: WriterClues, tag: string, end: TagEnd): void {
  if (tag.includes('xsi:nil')) seen.nilTag ??= end;
  else seen.emptyTag ??= end;
}

const FORM = /&[^;&]{1,10};|["'>]/g;

function noteCharacters(characters: WriterClues['characters'], text: string): void {
  for (const [form] of text.matchAll(FORM)) {
    const character = characterOf(form);
    if (character === null) continue;
    const forms = characters.get(character) ?? new Map<string, number>();
    characters.set(character, forms.set(form, (forms.get(form) ?? 0) + 1));
  }
}

/** Measures the line of a leaf with text: whether its start tag is broken, and how wide it is or would be. */
function noteLeaf(seen: WriterClues, text: string, open: OpenTag, end: number, depth: number): void {
  if (open.column === null) return;
  const tag = text.slice(open.start, open.end);
  const rest = text.slice(open.end, end);
  const width = open.column + tag.replace(/\n *>$/, '>').length + (rest.split('\n', 1)[0] ?? '').length;
  const broken = /\n( *)>$/.exec(tag);
  if (!broken) seen.widestWhole = Math.max(seen.widestWhole, width);
  else {
    seen.narrowestBroken = Math.min(seen.narrowestBroken, width);
    seen.step ??= Math.round((broken[1] ?? '').length / Math.max(depth, 1));
  }
}

/** How many lines end in a text. */
export function lineEndsIn(text: string): number {
  return text.split('\n').length - 1;
}
