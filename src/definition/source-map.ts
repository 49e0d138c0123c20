import type { Place } from '../model/document.ts';

/** Where a piece of a text's value stands in the source, through quotes, escapes, block indentation and XML entities. */

/** One way a text can be written: where its body begins, and what may stand for a single character in it. */
interface Notation {
  readonly open: RegExp;
  readonly escape?: RegExp;
  /** What an escape stands for. */
  readonly decode?: (escaped: string) => string;
  /** What stands for nothing at all. */
  readonly nothing?: RegExp;
  /** Blanks at the beginning of a line that are not part of the value. */
  readonly indentation: (raw: string) => RegExp;
}

const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  0: '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
};
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeBackslash(escaped: string): string {
  const letter = escaped.charAt(1);
  if (escaped.length > 2) return String.fromCodePoint(Number.parseInt(escaped.slice(2), 16));
  return LETTERS[letter] ?? letter;
}

function decodeEntity(escaped: string): string {
  const name = escaped.slice(1, -1);
  if (!name.startsWith('#')) return ENTITIES[name] ?? '';
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

const ALL_BLANKS = (): RegExp => /[ \t]*/y;
/** A block's lines are indented as its first one is. */
function blockIndentation(raw: string): RegExp {
  const first = /\n( *)[^ \r\n]/.exec(raw);
  return new RegExp(` {0,${first?.[1]?.length ?? 0}}`, 'y');
}

/** In the order in which they are tried; the first that fits the value is right, or as good as right. */
const NOTATIONS: readonly Notation[] = [
  { open: /^[|>][^\n]*\n/, indentation: blockIndentation },
  { open: /^(?![|>"'])/, indentation: ALL_BLANKS },
  { open: /^'/, escape: /''/y, decode: () => "'", indentation: ALL_BLANKS },
  {
    open: /^"/,
    escape: /\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[^\r\n])/iy,
    decode: decodeBackslash,
    nothing: /\\\r?\n[ \t]*/y,
    indentation: ALL_BLANKS,
  },
  {
    open: /^/,
    escape: /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/iy,
    decode: decodeEntity,
    indentation: () => /(?:)/y,
  },
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
    const offsets = open && align(raw, open[0].length, value, notation);
    if (offsets) return offsets;
  }
  return undefined;
}

function align(raw: string, from: number, value: string, notation: Notation): readonly number[] | undefined {
  const indentation = notation.indentation(raw);
  const offsets: number[] = [];
  // A block's body begins with a line.
  let at = from + (raw.charAt(from - 1) === '\n' ? matchAt(indentation, raw, from).length : 0);
  const pass = (width: number): void => {
    const breaks = raw.charAt(at) === '\n';
    at += width;
    if (breaks) at += matchAt(indentation, raw, at).length;
    at += matchAt(notation.nothing, raw, at).length;
  };
  pass(0);
  for (const wanted of value.split('')) {
    let width = widthAt(raw, at, wanted, notation);
    // Line ends that are not part of the value.
    while (width === 0 && /\s/.test(raw.charAt(at))) {
      pass(1);
      width = widthAt(raw, at, wanted, notation);
    }
    if (width === 0) return undefined;
    offsets.push(at);
    pass(width);
  }
  return offsets;
}

/** What the pattern matches here; empty where it does not. */
function matchAt(pattern: RegExp | undefined, raw: string, at: number): string {
  if (!pattern) return '';
  pattern.lastIndex = at;
  return pattern.exec(raw)?.[0] ?? '';
}

/** How many characters stand for `wanted` here; 0 where something else stands. */
function widthAt(raw: string, at: number, wanted: string, { escape: pattern, decode }: Notation): number {
  const escaped = matchAt(pattern, raw, at);
  if (escaped !== '') return decode?.(escaped) === wanted ? escaped.length : 0;
  if (raw.charAt(at) === wanted) return 1;
  return wanted === ' ' && isFolded(raw, at) ? 1 : 0;
}

/** A single line end is a blank; of several the first is, and the others stand for line ends. */
function isFolded(raw: string, at: number): boolean {
  if (raw.charAt(at) !== '\n') return false;
  return !/\n[ \t\r]*$/.test(raw.slice(0, at)) && !/^\n[ \t\r]*\n/.test(raw.slice(at));
}
