/** What YAML 1.1 or 1.2 would read as something else than text. */
const WORDS = /^(~|null|true|false|yes|no|on|off|y|n)$/i;
const NUMBERS = /^[-+]?(\.\d|\d)[\d_,:.]*([eE][-+]?\d+)?$|^[-+]?0[xob]|^[-+]?\.(inf|nan)$|^\.nan$/i;
const DATES = /^\d{4}-\d\d?-\d\d?/;
/** Characters that cannot begin a plain scalar; `<` and `=` so that markup and formulas stand out. */
const INDICATORS = /^[-?:](\s|$)|^[,[\]{}#&*!|>'"%@`=<]/;
/** What ends a plain scalar early, or is lost in it. */
const BREAKS = /:(\s|$)|\s#|^\s|\s$|^---|^\.\.\./;
/** What only double quotes can hold so that a person sees it. */
const ESCAPED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u00a0\u202f\ufffe\uffff]/u;

/** A text as one YAML scalar on one line: plain where every reader takes it for this text, else in quotes. */
export function plainOrQuoted(text: string, inFlow: boolean): string {
  if (ESCAPED.test(text) || /\s$/.test(text)) return doubleQuoted(text);
  if (text === '' || isAmbiguous(text) || (inFlow && /[,:[\]{}]/.test(text))) return singleQuoted(text);
  return text;
}

function isAmbiguous(text: string): boolean {
  return (
    WORDS.test(text) ||
    NUMBERS.test(text) ||
    DATES.test(text) ||
    INDICATORS.test(text) ||
    BREAKS.test(text) ||
    text === '<<'
  );
}

/** A key of a map; long or odd ones in quotes. */
export function quotedKey(key: string): string {
  return plainOrQuoted(key, true);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\' };

function doubleQuoted(text: string): string {
  const escaped = [...text].map((character) => {
    const known = ESCAPES[character];
    if (known !== undefined) return known;
    return ESCAPED.test(character) ? codeEscape(character.codePointAt(0) ?? 0) : character;
  });
  return `"${escaped.join('')}"`;
}

function codeEscape(code: number): string {
  const hex = code.toString(16);
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** What a block of lines cannot hold, or a person could not see in it. */
const NOT_IN_BLOCK = /[^\n\P{Cc}]|[\p{Zl}\p{Zp}\p{Cs}\u00a0\ufeff\ufffe\uffff]|[ \t]$|[ \t]\n/u;

/** `|-` or `|` for text of several lines that a block holds exactly; null for all else. */
export function blockMark(text: string): '|-' | '|' | null {
  if (!text.includes('\n') || text.endsWith('\n\n') || /^\s/.test(text) || text.trim() === '') return null;
  if (NOT_IN_BLOCK.test(text)) return null;
  return text.endsWith('\n') ? '|' : '|-';
}

/** What a folded block cannot hold: what no block can, or blanks at its ends. */
const NOT_FOLDED = /^\s|\s$|\n/;

/**
 * The lines of a folded block (`>-`) for a long text on one line: broken at single blanks, so that read back it is the same
 * text. null for what cannot be folded, or would not gain by it.
 * @param width how long a line may be.
 */
export function foldedLines(text: string, width: number): readonly string[] | null {
  if (NOT_FOLDED.test(text) || NOT_IN_BLOCK.test(text)) return null;
  const lines: string[] = [];
  let line = '';
  // Blanks in a row stay inside of a line.
  for (const word of text.split(/(?<=[^ \t]) (?=[^ \t])/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  const all = [...lines, line];
  return lines.length === 0 || all.some(({ length }) => length > width) ? null : all;
}
