import { both, either, not, propertyTest, range, SHORTHANDS, UNICODE_SHORTHANDS, wordCharacter } from './classes.ts';
import { type BoundaryTest, type CodePointTest, type ParsedPattern, PatternError, type PatternNode } from './node.ts';

/** Reads patterns of java.util.regex: one method a construct, flags as they stand at each place. */

const FLAGS = 'idmsuxU';

const isLineEnd = (unit: number): boolean =>
  unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };

/** @throws PatternError where the pattern is none. */
export function parsePattern(pattern: string): ParsedPattern {
  return new PatternParser(pattern).parse();
}

class PatternParser {
  readonly #text: string;
  readonly #names = new Map<string, number>();
  #at = 0;
  #flags: ReadonlySet<string> = new Set();
  #groups = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): ParsedPattern {
    const root = this.#choice();
    if (this.#at < this.#text.length) throw new PatternError('a ) closes no (', this.#at);
    return { root, groups: this.#groups };
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #codePoint(): number {
    const c = this.#text.codePointAt(this.#at);
    if (c === undefined) throw new PatternError('the pattern ends too early', this.#at);
    this.#at += c > 0xffff ? 2 : 1;
    return c;
  }

  /** Under (?x) blanks and comments mean nothing. */
  #skipComments(): void {
    while (this.#flags.has('x')) {
      const match = /^(?:\s+|#[^\n]*)/.exec(this.#text.slice(this.#at));
      if (!match) return;
      this.#at += match[0].length;
    }
  }

  #choice(): PatternNode {
    const flags = this.#flags;
    const branches = [this.#sequence()];
    while (this.#take('|')) branches.push(this.#sequence());
    this.#flags = flags;
    const [only] = branches;
    return branches.length === 1 && only ? only : { kind: 'choice', branches };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    for (;;) {
      this.#skipComments();
      const next = this.#peek();
      if (next === '' || next === '|' || next === ')') break;
      const quoted = this.#quoted();
      if (quoted) {
        const last = quoted.pop();
        parts.push(...quoted);
        if (last) parts.push(this.#repeated(last));
        continue;
      }
      const atom = this.#atom();
      if (atom) parts.push(this.#repeated(atom));
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'sequence', parts };
  }

  /** `\Q…\E`: as many characters as there are. */
  #quoted(): PatternNode[] | undefined {
    if (!this.#take('\\Q')) return undefined;
    const end = this.#text.indexOf('\\E', this.#at);
    const quoted = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 2;
    return [...quoted].map((char) => this.#literal(char.codePointAt(0) ?? 0));
  }

  #literal(c: number): PatternNode {
    return this.#set((other) => other === c);
  }

  /** A set that heeds (?i): of ASCII letters only, without (?u). */
  #set(test: CodePointTest): PatternNode {
    return { kind: 'set', test: this.#folding(test) };
  }

  #folding(test: CodePointTest): CodePointTest {
    if (!this.#flags.has('i')) return test;
    const unicode = this.#flags.has('u') || this.#flags.has('U');
    return (c) => {
      if (test(c)) return true;
      if (!unicode) return (isAsciiLetter(c) && test(c ^ 0x20)) === true;
      const char = String.fromCodePoint(c);
      return test(char.toLowerCase().codePointAt(0) ?? c) || test(char.toUpperCase().codePointAt(0) ?? c);
    };
  }

  #atom(): PatternNode | undefined {
    const start = this.#at;
    const c = this.#codePoint();
    const char = String.fromCodePoint(c);
    if (char === '(') return this.#group(start);
    if (char === '[') return this.#set(this.#class());
    if (char === '\\') return this.#escape();
    if (char === '.') return { kind: 'set', test: this.#anyCharacter() };
    if (char === '^') return { kind: 'boundary', holds: this.#lineStart() };
    if (char === '$') return { kind: 'boundary', holds: this.#lineEnd() };
    if (char === '*' || char === '+' || char === '?')
      throw new PatternError(`there is nothing that ${char} repeats`, start);
    if (char === '{') throw new PatternError('there is nothing that { repeats', start);
    return this.#literal(c);
  }

  #anyCharacter(): CodePointTest {
    if (this.#flags.has('s')) return () => true;
    return this.#flags.has('d') ? (c) => c !== 10 : not(isLineEnd);
  }

  #lineStart(): BoundaryTest {
    if (!this.#flags.has('m')) return (_text, at) => at === 0;
    return (text, at) =>
      at === 0 ||
      (at < text.length &&
        isLineEnd(text.charCodeAt(at - 1)) &&
        !(text.charCodeAt(at - 1) === 13 && text.charCodeAt(at) === 10));
  }

  #lineEnd(): BoundaryTest {
    const lines = this.#flags.has('m');
    return (text, at) => {
      if (at === text.length) return true;
      if (text.charCodeAt(at) === 10 && text.charCodeAt(at - 1) === 13) return false;
      if (!isLineEnd(text.charCodeAt(at))) return false;
      const rest = text.length - at;
      return lines || rest === 1 || (rest === 2 && text.endsWith('\r\n'));
    };
  }

  #repeated(body: PatternNode): PatternNode {
    this.#skipComments();
    const bounds = this.#bounds();
    if (!bounds) return body;
    const mode = this.#take('+') ? 'possessive' : this.#take('?') ? 'reluctant' : 'greedy';
    if (/^[*+?]/.test(this.#peek())) throw new PatternError(`there is nothing that ${this.#peek()} repeats`, this.#at);
    return { kind: 'repeat', body, ...bounds, mode };
  }

  #bounds(): { readonly min: number; readonly max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (this.#peek() !== '{') return undefined;
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.#text.slice(this.#at));
    if (!match) throw new PatternError('a repetition is written {2}, {2,} or {2,4}', this.#at);
    const [all, from = '', comma, to = ''] = match;
    const [min, max] = [
      Number(from),
      comma === undefined ? Number(from) : to === '' ? Number.POSITIVE_INFINITY : Number(to),
    ];
    if (max < min || min > 2_147_483_647)
      throw new PatternError('the bounds of a repetition are out of order', this.#at);
    this.#at += all.length;
    return { min, max };
  }

  #group(start: number): PatternNode | undefined {
    const flags = this.#flags;
    if (this.#take('?:')) return this.#closed(start, flags);
    if (this.#take('?>')) return { kind: 'atomic', body: this.#closed(start, flags) };
    for (const [opening, behind, negative] of LOOKS) {
      if (this.#take(opening)) return { kind: 'look', body: this.#closed(start, flags), behind, negative };
    }
    if (this.#peek() === '?') {
      const named = /^\?<([A-Za-z][A-Za-z0-9]*)>/.exec(this.#text.slice(this.#at));
      if (!named) return this.#flagged(start);
      const [all, name = ''] = named;
      if (this.#names.has(name)) throw new PatternError(`the group ${name} is there twice`, this.#at);
      this.#at += all.length;
      this.#names.set(name, this.#groups + 1);
    }
    const index = ++this.#groups;
    return { kind: 'group', index, body: this.#closed(start, flags) };
  }

  #closed(start: number, flags: ReadonlySet<string>): PatternNode {
    const body = this.#choice();
    if (!this.#take(')')) throw new PatternError('a ( is not closed', start);
    this.#flags = flags;
    return body;
  }

  /** `(?i)` counts up to the end of the group that it stands in, `(?i:…)` within itself. */
  #flagged(start: number): PatternNode | undefined {
    const match = /^\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(this.#text.slice(this.#at));
    if (!match || ![...`${match[1]}${match[2] ?? ''}`].every((flag) => FLAGS.includes(flag))) {
      throw new PatternError('this kind of group is not known', start);
    }
    const [all, on = '', off = '', end] = match;
    const before = this.#flags;
    this.#at += all.length;
    this.#flags = new Set([...before, ...on].filter((flag) => !off.includes(flag)));
    return end === ')' ? undefined : this.#closed(start, before);
  }

  #escape(): PatternNode {
    const start = this.#at - 1;
    const char = this.#peek();
    const boundary = this.#boundary(char);
    if (boundary) {
      this.#at++;
      return { kind: 'boundary', holds: boundary };
    }
    if (char >= '1' && char <= '9') return this.#numberedBackreference();
    if (char === 'k') return this.#namedBackreference(start);
    if (char === 'R') {
      this.#at++;
      const test = SHORTHANDS.v ?? (() => false);
      const crlf: PatternNode = {
        kind: 'sequence',
        parts: [13, 10].map((c) => ({ kind: 'set', test: (x) => x === c })),
      };
      return { kind: 'choice', branches: [crlf, { kind: 'set', test }] };
    }
    return this.#set(this.#classEscape(start));
  }

  #boundary(char: string): BoundaryTest | undefined {
    if (char === 'A' || char === 'G') return (_text, at) => at === 0;
    if (char === 'z') return (text, at) => at === text.length;
    if (char === 'Z') {
      return (text, at) => {
        const rest = text.slice(at);
        return rest === '' || rest === '\r\n' || (rest.length === 1 && isLineEnd(rest.charCodeAt(0)));
      };
    }
    if (char !== 'b' && char !== 'B') return undefined;
    const isWord = (text: string, at: number): boolean =>
      at >= 0 && at < text.length && wordCharacter(text.codePointAt(at) ?? 0);
    return (text, at) => (isWord(text, at - 1) !== isWord(text, at)) === (char === 'b');
  }

  #backreference(index: number): PatternNode {
    const fold = this.#flags.has('i') ? foldAscii : (c: number) => c;
    return { kind: 'backreference', index, fold };
  }

  /** As many digits as there are groups for: \11 is the eleventh, or the first and a 1. */
  #numberedBackreference(): PatternNode {
    let index = Number(this.#peek());
    this.#at++;
    while (/^\d/.test(this.#peek()) && index * 10 + Number(this.#peek()) <= this.#groups) {
      index = index * 10 + Number(this.#peek());
      this.#at++;
    }
    return this.#backreference(index);
  }

  #namedBackreference(start: number): PatternNode {
    const match = /^k<([A-Za-z][A-Za-z0-9]*)>/.exec(this.#text.slice(this.#at));
    const index = match && this.#names.get(match[1] ?? '');
    if (!match || index === null || index === undefined)
      throw new PatternError('there is no group of this name', start);
    this.#at += match[0].length;
    return this.#backreference(index);
  }

  /** What stands behind a backslash, in classes and out of them. */
  #classEscape(start: number): CodePointTest {
    const char = this.#peek();
    const lower = char.toLowerCase();
    const shorthands = this.#flags.has('U') ? { ...SHORTHANDS, ...UNICODE_SHORTHANDS } : SHORTHANDS;
    const shorthand = Object.hasOwn(shorthands, lower) ? shorthands[lower] : undefined;
    if (shorthand) {
      this.#at++;
      return char === lower ? shorthand : not(shorthand);
    }
    if (lower === 'p') return this.#property(start);
    const c = this.#escapedCharacter(start);
    return (other) => other === c;
  }

  #property(start: number): CodePointTest {
    const match = /^([pP])(?:\{(\^?)([^}]+)\}|([A-Z]))/.exec(this.#text.slice(this.#at));
    const [all = '', p = '', caret = '', long, short] = match ?? [];
    const test = match ? propertyTest(long ?? short ?? '') : undefined;
    if (!test) throw new PatternError(`there is no class ${this.#text.slice(start, start + 20)}`, start);
    this.#at += all.length;
    return (p === 'P') !== (caret === '^') ? not(test) : test;
  }

  #escapedCharacter(start: number): number {
    const rest = this.#text.slice(this.#at);
    const coded =
      /^0([0-3]?[0-7]?[0-7])/.exec(rest) ??
      /^x([0-9a-fA-F]{2})/.exec(rest) ??
      /^x\{([0-9a-fA-F]+)\}/.exec(rest) ??
      /^u([0-9a-fA-F]{4})/.exec(rest);
    if (coded) {
      this.#at += coded[0].length;
      const c = Number.parseInt(coded[1] ?? '', coded[0].startsWith('0') ? 8 : 16);
      if (c <= 0x10ffff) return c;
      throw new PatternError('there is no such character', start);
    }
    const char = this.#peek();
    if (char === 'c' && rest.length > 1) {
      this.#at += 2;
      return rest.charCodeAt(1) ^ 64;
    }
    if (Object.hasOwn(CONTROLS, char)) {
      this.#at++;
      return CONTROLS[char] ?? 0;
    }
    if (/^[a-zA-Z0-9]/.test(rest) || rest === '') throw new PatternError(`\\${char} means nothing in a pattern`, start);
    return this.#codePoint();
  }

  /** Behind the `[`, up to and with its `]`. */
  #class(): CodePointTest {
    const start = this.#at - 1;
    const negative = this.#take('^');
    let test: CodePointTest | undefined;
    for (let first = true; ; first = false) {
      if (this.#at >= this.#text.length) throw new PatternError('a [ is not closed', start);
      if (!first && this.#take(']')) break;
      if (this.#take('&&')) {
        test = test ? both(test, this.#intersected()) : this.#intersected();
        continue;
      }
      const part = this.#take('[') ? this.#class() : this.#classRange();
      test = test ? either(test, part) : part;
    }
    const found = this.#folding(test ?? (() => false));
    return negative ? not(found) : found;
  }

  /** The right side of `&&`: all up to the next one or the end of the class. */
  #intersected(): CodePointTest {
    let test: CodePointTest | undefined;
    while (this.#at < this.#text.length && this.#peek() !== ']' && !this.#text.startsWith('&&', this.#at)) {
      const part = this.#take('[') ? this.#class() : this.#classRange();
      test = test ? either(test, part) : part;
    }
    if (!test) throw new PatternError('&& has nothing on its right', this.#at);
    return test;
  }

  #classRange(): CodePointTest {
    const start = this.#at;
    if (this.#take('\\')) {
      if (/^[dDwWsShHvVpP]/.test(this.#peek())) return this.#classEscape(start);
    }
    const from = this.#classCharacter(start);
    const next = this.#text[this.#at + 1];
    if (this.#peek() !== '-' || next === ']' || next === '[' || next === undefined) return (c) => c === from;
    this.#at++;
    const at = this.#at;
    this.#take('\\');
    const to = this.#classCharacter(at);
    if (to < from) throw new PatternError('a range of characters is out of order', start);
    return range(from, to);
  }

  /** A backslash has been taken already if there was one at `start`. */
  #classCharacter(start: number): number {
    return this.#text[start] === '\\' ? this.#escapedCharacter(start) : this.#codePoint();
  }
}

const LOOKS: readonly (readonly [string, boolean, boolean])[] = [
  ['?=', false, false],
  ['?!', false, true],
  ['?<=', true, false],
  ['?<!', true, true],
];

function isAsciiLetter(c: number): boolean {
  return (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
}

function foldAscii(c: number): number {
  return c >= 0x41 && c <= 0x5a ? c + 0x20 : c;
}
