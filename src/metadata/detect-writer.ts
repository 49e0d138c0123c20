import { learnOrder } from './tag-order.ts';
import {
  CANONICAL,
  type CommentForm,
  characterOf,
  GAPS,
  type Gap,
  gapAbove,
  isDeclaration,
  type TagEnd,
  WRITER_LIMITS,
  type Wrap,
  type WriterProfile,
} from './writer-profile.ts';
import type { XmlElement } from './xml.ts';
import { tokensOf, type XmlToken } from './xml-tokens.ts';
import { metadataXml } from './xml-writer.ts';

/**
 * The facts by which a file differs from the org's canonical form; null where it is in that form. Each is found by itself,
 * where a file is at odds with itself by what it does first or mostly: what no fact can say is left to the canonical form.
 * Linear in the length of the text.
 *
 * @param text a well-formed file.
 * @param root what was read from it.
 */
export function detectWriter(text: string, root: XmlElement): WriterProfile | null {
  if (metadataXml(root) === text) return null;
  const lf = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  const seen = lookThrough(lf);
  return {
    byteOrderMark: text.startsWith('\uFEFF'),
    lineEnd: isMostlyCrlf(text, lf) ? '\r\n' : '\n',
    ...aboveRoot(lf, root),
    finalLineEnds: /\n*$/.exec(lf.slice(-20))?.[0].length ?? 0,
    indent: seen.indent ?? CANONICAL.indent,
    wrap: wrapOf(seen),
    entities: entitiesOf(seen.characters, lf),
    emptyTag: seen.emptyTag ?? CANONICAL.emptyTag,
    nilTag: seen.nilTag ?? CANONICAL.nilTag,
    comments: commentFormOf(seen.commentForms),
    blankLines: blankLinesOf(seen.gaps, root),
    ...learnOrder(root),
  };
}

function isMostlyCrlf(text: string, lf: string): boolean {
  return (text.replace(/^\uFEFF/, '').length - lf.length) * 2 > lineEndsIn(lf);
}

/** The declaration, and the line ends after it and after each comment above the root element. */
function aboveRoot(text: string, root: XmlElement): Pick<WriterProfile, 'declaration' | 'lineEndsAbove'> {
  const [declaration = ''] = /^<\?xml\s[^>]{0,200}\?>/.exec(text) ?? [];
  const lineEnds: number[] = [];
  let lineEndsNow = 0;
  const rest = text.slice(declaration.length);
  for (const { kind, start, end } of tokensOf(rest)) {
    if (kind === 'text') lineEndsNow += lineEndsIn(rest.slice(start, end));
    else {
      lineEnds.push(Math.min(lineEndsNow, WRITER_LIMITS.lineEnds));
      lineEndsNow = 0;
      if (kind !== 'opaque') break;
    }
  }
  const isUsual = lineEnds.every((count, index) => count === (index === 0 && declaration === '' ? 0 : 1));
  const isComplete = lineEnds.length === (root.comments?.length ?? 0) + 1;
  const isReplayed = isDeclaration(declaration);
  return {
    declaration: isReplayed ? declaration : CANONICAL.declaration,
    lineEndsAbove: isUsual || !isComplete ? null : lineEnds,
  };
}

function lineEndsIn(text: string): number {
  return text.split('\n').length - 1;
}

/** What a look through the pieces of a file finds. */
interface Seen {
  indent: string | null;
  emptyTag: TagEnd | null;
  nilTag: TagEnd | null;
  /** How often comments below the root element have which form. */
  readonly commentForms: Map<string, number>;
  /** Of what stands at the top of the file, and of its end: whether a blank line is above it. */
  readonly gaps: { readonly kind: XmlToken['kind']; readonly isBlank: boolean }[];
  /** How often each character stands in which form. */
  readonly characters: Map<string, Map<string, number>>;
  /** Blanks for each level before the `>` of the first start tag that is broken. */
  step: number | null;
  /** Width of the narrowest line that is broken, as it would be unbroken, and of the widest that is not. */
  narrowestBroken: number;
  widestWhole: number;
}

function lookThrough(text: string): Seen {
  const seen: Seen = {
    indent: null,
    emptyTag: null,
    nilTag: null,
    commentForms: new Map(),
    gaps: [],
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
    if (depth > 0 && kind === 'opaque') noteComment(seen.commentForms, piece, start - lineStart);
    if (kind === 'open' || kind === 'empty') {
      if (depth === 1 && before?.kind === 'text') seen.indent ??= indentIn(text.slice(before.start, before.end));
      if (kind === 'open') depth += 1;
      else noteEnd(seen, piece, piece.endsWith(' />') ? ' />' : '/>');
      open = kind === 'open' ? { ...token, column: start - lineStart } : null;
    } else if (kind === 'close') {
      depth -= 1;
      if (open && open.end === start) noteEnd(seen, text.slice(open.start, open.end), '></>');
      else if (open) noteLeaf(seen, text, open, end, depth);
      open = null;
    } else if (kind === 'text' && open) noteCharacters(seen.characters, piece);
    const lastLineEnd = piece.lastIndexOf('\n');
    if (lastLineEnd >= 0) lineStart = start + lastLineEnd + 1;
    before = token;
  }
  return seen;
}

interface OpenTag extends XmlToken {
  /** How far from the beginning of its line it stands. */
  readonly column: number;
}

function isBlankLine(text: string, { kind, start, end }: XmlToken): boolean {
  return kind === 'text' && lineEndsIn(text.slice(start, end)) > 1;
}

/** The form of a comment of several lines. Not counted are lines that stand further out than the comment itself. */
function noteComment(forms: Seen['commentForms'], comment: string, column: number): void {
  const [first = '', ...others] = comment.slice('<!--'.length, -'-->'.length).split('\n');
  const blanks = others.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  if (blanks.length === 0) return;
  const margin = blanks.reduce((least, count) => Math.min(least, count)) - column;
  if (margin < 0 || margin > WRITER_LIMITS.margin) return;
  const form = `${first.trim() === '' ? 'own' : 'inline'} ${margin}`;
  forms.set(form, (forms.get(form) ?? 0) + 1);
}

/** The form that most have. */
function commentFormOf(forms: Seen['commentForms']): CommentForm | null {
  const [[form] = [null]] = [...forms].toSorted(([, a], [, b]) => b - a);
  const [lines, margin] = form?.split(' ') ?? [];
  return margin === undefined ? null : { inline: lines === 'inline', margin: Number(margin) };
}

/** The kinds of gaps of which most hold a blank line. */
function blankLinesOf(gaps: Seen['gaps'], root: XmlElement): readonly Gap[] {
  const balance = new Map<Gap, number>();
  const note = (gap: Gap, isBlank: boolean) => balance.set(gap, (balance.get(gap) ?? 0) + (isBlank ? 1 : -1));
  const children = root.children.values();
  let before: XmlElement | null = null;
  let isBelowComment = false;
  let child = children.next().value;
  for (const { kind, isBlank } of gaps) {
    // Comments below the last element are taken for some of the file's.
    if (!child) {
      if (kind === 'close') note('last', isBlank);
      continue;
    }
    if (!isBelowComment) note(gapAbove(child, before), isBlank);
    else if (kind !== 'opaque') note('belowComments', isBlank);
    isBelowComment = kind === 'opaque';
    if (isBelowComment) continue;
    before = child;
    child = children.next().value;
  }
  return GAPS.filter((gap) => (balance.get(gap) ?? 0) > 0);
}

/** The blanks of the last line; null where they are of both kinds, or no line begins. */
function indentIn(blanks: string): string | null {
  return /\n( {0,16}|\t)$/.exec(blanks.slice(-20))?.[1] ?? null;
}

function noteEnd(seen: Seen, tag: string, end: TagEnd): void {
  if (tag.includes('xsi:nil')) seen.nilTag ??= end;
  else seen.emptyTag ??= end;
}

const FORM = /&[^;&]{1,10};|["'>]/g;

function noteCharacters(characters: Seen['characters'], text: string): void {
  for (const [form] of text.matchAll(FORM)) {
    const character = characterOf(form);
    if (character === null) continue;
    const forms = characters.get(character) ?? new Map<string, number>();
    characters.set(character, forms.set(form, (forms.get(form) ?? 0) + 1));
  }
}

/**
 * The form that each character mostly has; canonical for those that the file does not hold. What an org writes as it is
 * counts as written so wherever the file does that too.
 */
function entitiesOf(characters: Seen['characters'], text: string): WriterProfile['entities'] {
  const told = new Map<string, string>();
  if (characters.size > WRITER_LIMITS.entities) return CANONICAL.entities;
  for (const [character, forms] of characters) {
    if (!(character in CANONICAL.entities) && text.includes(character)) continue;
    const [[usual] = [character]] = [...forms].toSorted(([, a], [, b]) => b - a);
    if (usual !== (CANONICAL.entities[character] ?? character)) told.set(character, usual);
  }
  return told.size === 0 ? CANONICAL.entities : { ...CANONICAL.entities, ...Object.fromEntries(told) };
}

/** Measures the line of a leaf with text: whether its start tag is broken, and how wide it is or would be. */
function noteLeaf(seen: Seen, text: string, open: OpenTag, end: number, depth: number): void {
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

/** Widths that people set in formatters. */
const USUAL_WIDTHS = [80, 100, 120, 140, 160, 200];

function wrapOf({ step, narrowestBroken, widestWhole }: Seen): Wrap | null {
  if (step === null || widestWhole >= narrowestBroken) return null;
  const usual = USUAL_WIDTHS.find((width) => width >= widestWhole && width < narrowestBroken);
  const width = usual ?? narrowestBroken - 1;
  return width > WRITER_LIMITS.width || step > WRITER_LIMITS.indent ? null : { width, step };
}
