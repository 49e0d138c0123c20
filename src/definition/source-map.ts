import type { Place } from '../model/document.ts';

/** Where a piece of a text's value stands in the source, through quotes, escapes, block indentation and XML entities. */

/** One way a text can be written: where its body begins, and what may stand for a single character in it. */
interface Notation {
  readonly open: RegExp;
  readonly escape?: RegExp;
}

/** In the order in which they are tried; the first that fits the value is right, or as good as right. */
const NOTATIONS: readonly Notation[] = [
  { open: /^(?:[|>][^\n]*\n)?/ },
  { open: /^'/, escape: /''/y },
  { open: /^"/, escape: /\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|\r?\n[ \t]*|[^\r\n])/iy },
  { open: /^/, escape: /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/iy },
];

/**
 * The place of `value.slice(start, end)` in the source.
 * @param place of the whole text; the answer too where the value cannot be laid beside the source.
 */
export function placeWithin(source: string, place: Place, value: string, start: number, end: number): Place {
  const raw = source.slice(place.start, place.end);
  const direct = raw.indexOf(value);
  if (direct >= 0) return { start: place.start + direct + start, end: place.start + direct + end };
  const offsets = offsetsIn(raw, value);
  if (!offsets) return place;
  const from = place.start + (offsets[start] ?? raw.length);
  // An end behind the last character of a line must not reach over the indentation of the next.
  const to = end > start ? place.start + (offsets[end - 1] ?? raw.length) + 1 : from;
  return { start: from, end: Math.max(from, to) };
}

/** For each character of the value its offset in the raw text; undefined where no notation fits. */
function offsetsIn(raw: string, value: string): readonly number[] | undefined {
  for (const notation of NOTATIONS) {
    const open = notation.open.exec(raw);
    const offsets = open && align(raw, open[0].length, value, notation.escape);
    if (offsets) return offsets;
  }
  return undefined;
}

function align(raw: string, from: number, value: string, escapes: RegExp | undefined): readonly number[] | undefined {
  const offsets: number[] = [];
  let at = from;
  for (const wanted of value.split('')) {
    let width = widthAt(raw, at, wanted, escapes);
    // Line ends and indentation that are not part of the value.
    while (width === 0 && /\s/.test(raw.charAt(at))) {
      at++;
      width = widthAt(raw, at, wanted, escapes);
    }
    if (width === 0) return undefined;
    offsets.push(at);
    at += width;
  }
  return offsets;
}

/** How many characters stand for `wanted` here; 0 where something else stands. */
function widthAt(raw: string, at: number, wanted: string, escapes: RegExp | undefined): number {
  if (escapes) {
    escapes.lastIndex = at;
    const match = escapes.exec(raw);
    if (match) return match[0].length;
  }
  const char = raw.charAt(at);
  // A folded line end is a blank.
  return char !== '' && (char === wanted || (wanted === ' ' && char === '\n')) ? 1 : 0;
}
