import { oneLineIn } from './detect-one-line.ts';
import { learnOrder } from './tag-order.ts';
import { cluesIn, lineEndsIn, type WriterClues } from './writer-clues.ts';
import {
  CANONICAL,
  type CommentForm,
  GAPS,
  type Gap,
  gapAbove,
  isDeclaration,
  WRITER_LIMITS,
  type Wrap,
  type WriterProfile,
} from './writer-profile.ts';
import { NAMESPACES, type XmlElement } from './xml.ts';
import { tokensOf } from './xml-tokens.ts';
import { metadataXml, usualNamespaces } from './xml-writer.ts';

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
  const seen = cluesIn(lf);
  return {
    byteOrderMark: text.startsWith('\uFEFF'),
    lineEnd: isMostlyCrlf(text, lf) ? '\r\n' : '\n',
    ...aboveRoot(lf, root),
    namespaces: namespacesOf(seen.rootTag, root),
    finalLineEnds: /\n*$/.exec(lf.slice(-20))?.[0].length ?? 0,
    indent: seen.indent ?? CANONICAL.indent,
    wrap: wrapOf(seen),
    entities: entitiesOf(seen.characters, lf),
    cdata: cdataOf(seen.cdata),
    emptyTag: seen.emptyTag ?? CANONICAL.emptyTag,
    nilTag: seen.nilTag ?? CANONICAL.nilTag,
    oneLine: oneLineIn(lf),
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

/** What the start tag of the root element declares, where an org would not; null where it would, or nobody knows. */
function namespacesOf(rootTag: string, root: XmlElement): WriterProfile['namespaces'] {
  const found = new Map<string, string>();
  for (const [, name = '', uri = ''] of rootTag.slice(0, 2000).matchAll(/\s(xmlns(?::xsi)?)="([^"&<\s]{0,200})"/g)) {
    if (NAMESPACES.has(name)) found.set(name, uri);
  }
  const usual = usualNamespaces(root);
  const isUsual = [...found].join(' ') === [...usual].join(' ');
  return isUsual || !found.has('xmlns') ? null : found;
}

/** The tags whose texts mostly stand in a CDATA section. */
function cdataOf(balance: WriterClues['cdata']): readonly string[] {
  const tags = [...balance].filter(([, count]) => count > 0).map(([tag]) => tag);
  return tags.length > WRITER_LIMITS.cdata ? [] : tags;
}

/** The form that most have. */
function commentFormOf(forms: WriterClues['commentForms']): CommentForm | null {
  const [[form] = [null]] = [...forms].toSorted(([, a], [, b]) => b - a);
  const [lines, margin] = form?.split(' ') ?? [];
  return margin === undefined ? null : { inline: lines === 'inline', margin: Number(margin) };
}

/** The kinds of gaps of which most hold a blank line. */
function blankLinesOf(gaps: WriterClues['gaps'], root: XmlElement): readonly Gap[] {
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

/**
 * The form that each character mostly has; canonical for those that the file does not hold. What an org writes as it is
 * counts as written so wherever the file does that too.
 */
function entitiesOf(characters: WriterClues['characters'], text: string): WriterProfile['entities'] {
  const told = new Map<string, string>();
  if (characters.size > WRITER_LIMITS.entities) return CANONICAL.entities;
  for (const [character, forms] of characters) {
    if (!(character in CANONICAL.entities) && text.includes(character)) continue;
    const [[usual] = [character]] = [...forms].toSorted(([, a], [, b]) => b - a);
    if (usual !== (CANONICAL.entities[character] ?? character)) told.set(character, usual);
  }
  return told.size === 0 ? CANONICAL.entities : { ...CANONICAL.entities, ...Object.fromEntries(told) };
}

/** Widths that people set in formatters. */
const USUAL_WIDTHS = [80, 100, 120, 140, 160, 200];

function wrapOf({ step, narrowestBroken, widestWhole }: WriterClues): Wrap | null {
  if (step === null || widestWhole >= narrowestBroken) return null;
  const usual = USUAL_WIDTHS.find((width) => width >= widestWhole && width < narrowestBroken);
  const width = usual ?? narrowestBroken - 1;
  return width > WRITER_LIMITS.width || step > WRITER_LIMITS.indent ? null : { width, step };
}
