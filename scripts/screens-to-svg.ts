/**
 * Draws captured terminal screens as one SVG: `node scripts/screens-to-svg.ts OUT.svg TITLE=FILE…`. Each FILE is what
 * `tmux capture-pane -e -p` printed of a real run; colours and weights are taken from its escape sequences.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const CELL = { width: 8.4, height: 18 } as const;
const PAD = 16;
const BAR = 34;
const FOREGROUND = '#d6deeb';
const BASIC = ['#1d2433', '#ef6b73', '#8fd18a', '#e6c07b', '#6cb2f7', '#c792ea', '#5ccfe6', '#d6deeb'] as const;
const BRIGHT = ['#7a869e', '#ff8b92', '#b5e8b0', '#ffd68a', '#94c9ff', '#ddb3ff', '#8ae9f7', '#ffffff'] as const;

interface Style {
  readonly colour: string;
  readonly background: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}
const PLAIN: Style = {
  colour: FOREGROUND,
  background: null,
  bold: false,
  dim: false,
  underline: false,
  inverse: false,
};

interface Run {
  readonly column: number;
  readonly text: string;
  readonly style: Style;
}

/** xterm's 256 colours: 16 named, a 6×6×6 cube, 24 greys. */
function indexed(n: number): string {
  if (n < 8) return BASIC[n] ?? FOREGROUND;
  if (n < 16) return BRIGHT[n - 8] ?? FOREGROUND;
  if (n >= 232) return `rgb(${8 + (n - 232) * 10},${8 + (n - 232) * 10},${8 + (n - 232) * 10})`;
  const level = (i: number): number => (i === 0 ? 0 : 55 + i * 40);
  const cube = n - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}

function restyle(style: Style, codes: readonly number[]): Style {
  let next = style;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    if (code === 0) next = PLAIN;
    else if (code === 1) next = { ...next, bold: true };
    else if (code === 2) next = { ...next, dim: true };
    else if (code === 4) next = { ...next, underline: true };
    else if (code === 7) next = { ...next, inverse: true };
    else if (code === 22) next = { ...next, bold: false, dim: false };
    else if (code === 24) next = { ...next, underline: false };
    else if (code === 27) next = { ...next, inverse: false };
    else if (code >= 30 && code <= 37) next = { ...next, colour: indexed(code - 30) };
    else if (code >= 90 && code <= 97) next = { ...next, colour: indexed(code - 82) };
    else if (code >= 40 && code <= 47) next = { ...next, background: indexed(code - 40) };
    else if (code >= 100 && code <= 107) next = { ...next, background: indexed(code - 92) };
    else if (code === 39) next = { ...next, colour: FOREGROUND };
    else if (code === 49) next = { ...next, background: null };
    else if ((code === 38 || code === 48) && (codes[i + 1] === 5 || codes[i + 1] === 2)) {
      const isIndexed = codes[i + 1] === 5;
      const colour = isIndexed ? indexed(codes[i + 2] ?? 7) : `rgb(${codes.slice(i + 2, i + 5).join(',')})`;
      next = code === 38 ? { ...next, colour } : { ...next, background: colour };
      i += isIndexed ? 2 : 4;
    }
  }
  return next;
}

function runsOf(line: string, before: Style): { runs: Run[]; style: Style } {
  const runs: Run[] = [];
  let style = before;
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  for (const piece of line.split(/(\u001b\[[\d;:]*m|\u001b\]8;[^\u001b]*\u001b\\)/)) {
    if (piece.startsWith('\u001b[')) style = restyle(style, piece.slice(2, -1).split(/[;:]/).map(Number));
    else if (!piece.startsWith('\u001b]') && piece !== '') {
      runs.push({ column, text: piece, style });
      column += [...piece].length;
    }
  }
  return { runs, style };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function drawRun({ column, text, style }: Run, y: number): string {
  const x = PAD + column * CELL.width;
  const width = [...text].length * CELL.width;
  const colour = style.inverse ? '#131a26' : style.colour;
  const background = style.inverse ? style.colour : style.background;
  const box = background
    ? `<rect x="${x}" y="${y - 13.5}" width="${width}" height="${CELL.height}" fill="${background}"/>`
    : '';
  if (text.trim() === '' && !style.underline) return box;
  const extras = [
    style.bold ? ' font-weight="700"' : '',
    style.dim ? ' opacity="0.6"' : '',
    style.underline ? ' text-decoration="underline"' : '',
  ].join('');
  return `${box}<text x="${x}" y="${y}" fill="${colour}" textLength="${width}" lengthAdjust="spacingAndGlyphs"${extras}>${escaped(text)}</text>`;
}

function drawScreen(title: string, text: string, top: number): { svg: string; width: number; height: number } {
  const lines = text.trimEnd().split('\n');
  let style = PLAIN;
  let columns = 60;
  const drawn = lines.map((line, row) => {
    const parsed = runsOf(line, style);
    style = parsed.style;
    const last = parsed.runs.at(-1);
    if (last) columns = Math.max(columns, last.column + [...last.text].length);
    return parsed.runs.map((run) => drawRun(run, BAR + PAD + 8 + row * CELL.height)).join('');
  });
  const width = columns * CELL.width + 2 * PAD;
  const height = BAR + 2 * PAD + lines.length * CELL.height;
  const dots = ['#ff5f57', '#febc2e', '#28c840']
    .map((fill, i) => `<circle cx="${20 + i * 20}" cy="17" r="6" fill="${fill}"/>`)
    .join('');
  const frame = `<rect width="${width}" height="${height}" rx="10" fill="#131a26"/><rect width="${width}" height="${BAR}" rx="10" fill="#222b3c"/>`;
  const caption = `<text x="${width / 2}" y="22" text-anchor="middle" fill="#9aa7bd" font-size="13">${escaped(title)}</text>`;
  return { svg: `<g transform="translate(0 ${top})">${frame}${dots}${caption}${drawn.join('\n')}</g>`, width, height };
}

const [out, ...screens] = process.argv.slice(2);
if (!out || screens.length === 0) {
  process.stderr.write('usage: node scripts/screens-to-svg.ts OUT.svg TITLE=FILE…\n');
  process.exit(2);
}
let top = 0;
let width = 0;
const parts: string[] = [];
for (const screen of screens) {
  const at = screen.indexOf('=');
  const drawn = drawScreen(screen.slice(0, at), readFileSync(screen.slice(at + 1), 'utf8'), top);
  parts.push(drawn.svg);
  top += drawn.height + 16;
  width = Math.max(width, drawn.width);
}
writeFileSync(
  out,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top - 16}" width="${width}" height="${top - 16}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">\n${parts.join('\n')}\n</svg>\n`,
);
