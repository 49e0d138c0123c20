/** Where something stands in a JSON text, from 1. */
export interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a JSON text, in the words of Jackson, the parser behind Salesforce's REST API. */
export interface JsonFlaw {
  readonly message: string;
  readonly place: JsonPlace;
}

const MAX_DEPTH = 500;
const VALUE = "expected a valid value (number, String, array, object, 'true', 'false' or 'null')";

class Flaw {
  readonly message: string;
  readonly offset: number;
  constructor(message: string, offset: number) {
    this.message = message;
    this.offset = offset;
  }
}

/**
 * Walks through JSON text to say where it goes wrong or where a value stands; it runs only once something is wrong.
 * @returns the first flaw, or null and the places of the values by path (`0.Name`, `Name`)
 */
export function scanJson(text: string): {
  readonly flaw: JsonFlaw | null;
  readonly places: ReadonlyMap<string, JsonPlace>;
} {
  const places = new Map<string, JsonPlace>();
  let at = 0;

  const unexpected = (wanted: string): Flaw => {
    const character = text[at] ?? '';
    return new Flaw(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${wanted}`, at + 1);
  };
  const skipBlanks = (): void => {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at++;
  };
  const endOfInput = (what: string): Flaw => new Flaw(`Unexpected end-of-input${what}`, text.length);

  const string = (): string => {
    const start = at++;
    for (; at < text.length; at++) {
      const character = text[at] ?? '';
      if (character === '"') return text.slice(start + 1, at++);
      if (character < ' ') {
        const code = `(CTRL-CHAR, code ${character.charCodeAt(0)})`;
        throw new Flaw(
          `Illegal unquoted character (${code}): has to be escaped using backslash to be included in string value`,
          at + 1,
        );
      }
      if (character !== '\\') continue;
      const escaped = text[++at] ?? '';
      if (escaped === 'u' && !/^[0-9A-Fa-f]{4}$/.test(text.slice(at + 1, at + 5))) {
        at++;
        throw unexpected('expected a hex-digit for character escape sequence');
      }
      if (escaped !== '' && !/["\\/bfnrtu]/.test(escaped)) {
        throw new Flaw(`Unrecognized character escape '${escaped}' (code ${escaped.charCodeAt(0)})`, at + 1);
      }
    }
    throw endOfInput(': was expecting closing quote for a string value');
  };

  const word = (): void => {
    const start = at;
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = at;
    const found = number.exec(text)?.[0];
    if (found !== undefined) {
      at += found.length;
      if (/\d/.test(text[at] ?? '')) throw new Flaw('Invalid numeric value: Leading zeroes not allowed', at + 1);
      if (!/[\w.]/.test(text[at] ?? '')) return;
      throw unexpected('Expected space separating root-level values');
    }
    if (!/[A-Za-z_$]/.test(text[at] ?? '')) throw unexpected(VALUE);
    while (/[\w$]/.test(text[at] ?? '')) at++;
    const token = text.slice(start, at);
    if (!/^(?:true|false|null)$/.test(token)) {
      throw new Flaw(`Unrecognized token '${token}': was expecting ('true', 'false' or 'null')`, at + 1);
    }
  };

  const value = (path: string, depth: number): void => {
    skipBlanks();
    if (at >= text.length) throw endOfInput('');
    places.set(path, placeAt(text, at));
    const first = text[at];
    if (depth > MAX_DEPTH) throw new Flaw(`Document nesting depth exceeds the maximum allowed (${MAX_DEPTH})`, at);
    if (first === '"') string();
    else if (first === '{') entries('OBJECT', '}', path, depth);
    else if (first === '[') entries('ARRAY', ']', path, depth);
    else word();
  };

  const entries = (kind: 'OBJECT' | 'ARRAY', close: string, path: string, depth: number): void => {
    const { line, column } = placeAt(text, at);
    const unclosed = `: expected close marker for ${kind} (from [line:${line}, column:${column}])`;
    const below = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`);
    at++;
    for (let i = 0; ; i++) {
      skipBlanks();
      if (at >= text.length) throw endOfInput(unclosed);
      if (i === 0 && text[at] === close) break;
      let name: string | number = i;
      if (kind === 'OBJECT') {
        if (text[at] !== '"') throw unexpected('was expecting double-quote to start field name');
        name = string();
        skipBlanks();
        if (at >= text.length) throw endOfInput(unclosed);
        if (text[at] !== ':') throw unexpected('was expecting a colon to separate field name and value');
        at++;
        skipBlanks();
        if (at >= text.length) throw endOfInput(unclosed);
      }
      value(below(name), depth + 1);
      skipBlanks();
      if (at >= text.length) throw endOfInput(unclosed);
      if (text[at] === close) break;
      if (text[at] !== ',') throw unexpected(`was expecting comma to separate ${kind} entries`);
      at++;
    }
    at++;
  };

  try {
    value('', 0);
    skipBlanks();
    if (at < text.length) throw unexpected(VALUE);
    return { flaw: null, places };
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    return { flaw: { message: error.message, place: placeAfter(text, error.offset) }, places };
  }
}

function placeAt(text: string, offset: number): JsonPlace {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Jackson points behind the character that it did not expect, on the line of that character. */
function placeAfter(text: string, offset: number): JsonPlace {
  if (offset === 0) return { line: 1, column: 1 };
  const { line, column } = placeAt(text, offset - 1);
  return { line, column: column + 1 };
}
