import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';

/** A terminal of cells: enough of VT100 to read what is on screen. Both screens, cursor, erasing; styles are kept out. */
export interface FakeTerminal {
  readonly stdin: PassThrough & { setRawMode(on: boolean): void };
  readonly stdout: NodeJS.WriteStream;
  /** The rows on screen, without blanks at their ends. */
  screen(): string[];
  text(): string;
  /** All that was written. */
  written(): string;
  readonly state: { raw: boolean; alternate: boolean; paste: boolean; cursor: boolean };
  type(keys: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** Waits until the screen holds a text; fails with the screen after two seconds. */
  until(expected: string | RegExp): Promise<string>;
  /** Waits until a text is not on the screen any more. */
  untilGone(text: string): Promise<void>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the language of terminals
const SEQUENCE = /\x1b\[([?>]?)([\d;]*)([A-Za-z])|\x1b\][^\x07]*\x07|\x1b[78]|[\s\S]/gu;

export function createFakeTerminal(columns = 80, rows = 24): FakeTerminal {
  const state = { raw: false, alternate: false, paste: false, cursor: true };
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode(on: boolean) {
      state.raw = on;
    },
  });
  let output = '';
  let main: string[][] = [];
  let cells: string[][] = [];
  let row = 0;
  let column = 0;
  const line = (at: number): string[] => {
    while (cells.length <= at) cells.push([]);
    return cells[at] ?? [];
  };
  const modes: Record<string, (on: boolean) => void> = {
    1049: (on) => {
      if (on) main = cells;
      cells = on ? [] : main;
      row = on ? 0 : cells.length;
      column = 0;
      state.alternate = on;
    },
    25: (on) => {
      state.cursor = on;
    },
    2004: (on) => {
      state.paste = on;
    },
  };
  const up = (n: number) => {
    row = Math.max(0, row - Math.max(1, n));
  };
  const down = (n: number) => {
    row += Math.max(1, n);
  };
  const commands = new Map<string, (n: number, m: number) => unknown>([
    ['A', up],
    ['B', down],
    ['C', (n) => (column += Math.max(1, n))],
    ['D', (n) => (column = Math.max(0, column - Math.max(1, n)))],
    ['G', (n) => (column = Math.max(1, n) - 1)],
    ['H', (n, m) => ([row, column] = [Math.max(1, n) - 1, Math.max(1, m) - 1])],
    ['K', (n) => (cells[row] = n === 0 ? line(row).slice(0, column) : [])],
    [
      'E',
      (n) => {
        down(n);
        column = 0;
      },
    ],
    [
      'J',
      (n) => {
        const kept = line(row).slice(0, column);
        cells = n > 1 ? [] : [...cells.slice(0, row), kept];
      },
    ],
  ]);
  const put = (character: string): void => {
    const width = stringWidth(character);
    const at = line(row);
    while (at.length < column) at.push(' ');
    if (width === 0) {
      at[column - 1] = (at[column - 1] ?? '') + character;
      return;
    }
    at[column] = character;
    if (width === 2) at[column + 1] = '';
    column += width;
  };
  const write = (data: string): void => {
    output += data;
    for (const [token, mark, numbers = '', command = ''] of data.matchAll(SEQUENCE)) {
      const [n = 0, m = 0] = numbers.split(';').map(Number);
      if (mark === '?' && (command === 'h' || command === 'l')) modes[numbers]?.(command === 'h');
      else if (command) commands.get(command)?.(n, m);
      else if (token === '\n') {
        row++;
        column = 0;
        if (row >= stdout.rows && state.alternate) {
          cells.shift();
          row = stdout.rows - 1;
        }
      } else if (token === '\r') column = 0;
      else if (token.length === 1 || !token.startsWith('\x1b')) put(token);
    }
  };
  const stdout = Object.assign(new PassThrough(), {
    isTTY: true as const,
    columns,
    rows,
    write(data: string | Uint8Array, encoding?: unknown, done?: unknown) {
      write(String(data));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') queueMicrotask(() => callback());
      return true;
    },
  }) as unknown as NodeJS.WriteStream;
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 30));
  const screen = () => cells.map((each) => each.join('').trimEnd());
  const text = () => screen().join('\n');
  return {
    stdin,
    stdout,
    state,
    screen,
    text,
    written: () => output,
    async type(keys) {
      stdin.write(keys);
      await settle();
    },
    async resize(width, height) {
      Object.assign(stdout, { columns: width, rows: height });
      stdout.emit('resize');
      await settle();
    },
    async untilGone(gone) {
      for (const end = Date.now() + 15_000; Date.now() < end; ) {
        if (!text().includes(gone)) return;
        await settle();
      }
      throw new Error(`still on screen: ${gone}\n${text()}`);
    },
    async until(expected) {
      for (const end = Date.now() + 15_000; Date.now() < end; ) {
        if (typeof expected === 'string' ? text().includes(expected) : expected.test(text())) return text();
        await settle();
      }
      throw new Error(`never on screen: ${expected}\n${text()}`);
    },
  };
}

export const KEYS = {
  enter: '\r',
  tab: '\t',
  shiftTab: '\x1b[Z',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  altLeft: '\x1b[1;3D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  f1: '\x1bOP',
  backspace: '\x7f',
  ctrl: (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96),
  paste: (text: string) => `\x1b[200~${text}\x1b[201~`,
} as const;
