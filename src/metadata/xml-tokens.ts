/** A piece of an XML text: the offsets of its first character and of that after its last. */
export interface XmlToken {
  readonly kind: 'open' | 'close' | 'empty' | 'text' | 'opaque';
  readonly start: number;
  readonly end: number;
}

/** What holds no tags, whatever stands in it: its beginning and its end. */
export const OPAQUE: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/**
 * The pieces of an XML text in their order, in one linear pass without a judgement: start tags, end tags, tags of empty
 * elements, texts between them, and what is opaque (comments, CDATA, instructions). What is never closed ends it.
 */
export function* tokensOf(text: string): Generator<XmlToken, void> {
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('<', at);
    if (start !== at) yield { kind: 'text', start: at, end: start < 0 ? text.length : start };
    if (start < 0) return;
    const opaque = OPAQUE.find(([begin]) => text.startsWith(begin, start));
    const last = opaque ? text.indexOf(opaque[1], start + opaque[0].length) : endOfTag(text, start);
    if (last < 0) return;
    at = last + (opaque ? opaque[1].length : 1);
    yield { kind: opaque ? 'opaque' : kindOfTag(text, start, last), start, end: at };
  }
}

function kindOfTag(text: string, start: number, last: number): XmlToken['kind'] {
  if (text[start + 1] === '/') return 'close';
  return text[last - 1] === '/' ? 'empty' : 'open';
}

/** The `>` that closes a tag: not one in an attribute. Negative where there is none. */
export function endOfTag(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '>') return at;
    if (character === '"' || character === "'") {
      at = text.indexOf(character, at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}
