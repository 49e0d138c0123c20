import { Parser } from 'htmlparser2';
import { harmless } from './text-cells.ts';

/** Names of the terminal's own colours, so that rich text stays readable on any background. */
export type InkColour = 'red' | 'yellow' | 'green' | 'cyan' | 'blue' | 'magenta';

/** How a piece of rich text looks. */
export interface SpanStyle {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strikethrough?: boolean;
  readonly colour?: InkColour;
  /** An http, https or mailto address. */
  readonly link?: string;
  /** Stands for a picture. */
  readonly picture?: boolean;
}

/** A piece of text in one style. */
export interface Span extends SpanStyle {
  readonly text: string;
}

/** One paragraph, heading, list item or rule. `marker` stands in front of its first line, `depth` levels in. */
export interface Block {
  readonly kind: 'paragraph' | 'heading' | 'item' | 'rule';
  readonly depth: number;
  readonly marker?: string;
  readonly spans: readonly Span[];
}

const BLOCKS = new Set(['p', 'div', 'tr', 'blockquote', 'pre', 'table', 'section', 'article', 'center']);
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const CELLS = new Set(['td', 'th']);
const UNSEEN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);

const STYLES: Readonly<Record<string, SpanStyle>> = {
  b: { bold: true },
  strong: { bold: true },
  th: { bold: true },
  i: { italic: true },
  em: { italic: true },
  u: { underline: true },
  ins: { underline: true },
  s: { strikethrough: true },
  strike: { strikethrough: true },
  del: { strikethrough: true },
};

interface List {
  readonly ordered: boolean;
  count: number;
}

/**
 * Salesforce's rich text (HTML as its editor writes it) as blocks of styled text. Unknown tags give their content;
 * scripts and styles give nothing; broken HTML is read as a browser would. Numbered lists count, `bullet` marks the rest.
 */
export function parseRichText(html: string, bullet = '-'): Block[] {
  const blocks: Block[] = [];
  const lists: List[] = [];
  const open: { readonly tag: string; readonly style: SpanStyle }[] = [];
  let current: { kind: Block['kind']; marker?: string; spans: Span[] } | null = null;
  let unseen = 0;

  const depth = () => Math.max(0, lists.length - 1);
  const style = (): SpanStyle => Object.assign({}, ...open.map((tag) => tag.style));
  const begin = (kind: Block['kind'], marker?: string) => {
    finish();
    current = { kind, ...(marker === undefined ? {} : { marker }), spans: [] };
  };
  /** Ends the block; one without content is left out unless it is an empty paragraph, which is a blank line. */
  const finish = () => {
    if (current && (current.spans.length > 0 || current.kind === 'item'))
      blocks.push({ ...trimmed(current), depth: depth() });
    current = null;
  };
  const add = (text: string, extra: SpanStyle = {}) => {
    if (unseen > 0) return;
    const collapsed = harmless(text).replace(/[ \n]+/g, ' ');
    if (!current) {
      if (collapsed.trim() === '') return;
      begin('paragraph');
    }
    current?.spans.push({ text: collapsed, ...style(), ...extra });
  };

  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (UNSEEN.has(tag)) unseen++;
        if (tag === 'br') {
          if (!current) begin('paragraph');
          current?.spans.push({ text: '\n' });
        } else if (tag === 'hr') {
          finish();
          blocks.push({ kind: 'rule', depth: 0, spans: [] });
        } else if (tag === 'img') add(`[${attributes.alt || 'picture'}]`, { picture: true });
        else if (tag === 'ul' || tag === 'ol') {
          finish();
          lists.push({ ordered: tag === 'ol', count: 0 });
        } else if (tag === 'li') begin('item', nextMarker(lists.at(-1), bullet));
        else if (HEADINGS.has(tag)) begin('heading');
        else if (BLOCKS.has(tag) && !isFreshItem(current)) begin('paragraph');
        else if (CELLS.has(tag) && current && current.spans.length > 0) current.spans.push({ text: '  ' });
        open.push({ tag, style: styleOf(tag, attributes) });
      },
      ontext: (text) => add(text),
      onclosetag(tag) {
        if (UNSEEN.has(tag)) unseen--;
        const at = open.findLastIndex((entry) => entry.tag === tag);
        if (at >= 0) open.splice(at, 1);
        if (tag === 'ul' || tag === 'ol') {
          finish();
          lists.pop();
        } else if (tag === 'li' || HEADINGS.has(tag) || (BLOCKS.has(tag) && current?.kind !== 'item')) finish();
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  finish();
  return blocks;
}

function isFreshItem(current: { readonly kind: Block['kind']; readonly spans: readonly Span[] } | null): boolean {
  return current?.kind === 'item' && current.spans.length === 0;
}

function nextMarker(list: List | undefined, bullet: string): string {
  if (!list?.ordered) return bullet;
  list.count++;
  return `${list.count}.`;
}

function styleOf(tag: string, attributes: Readonly<Record<string, string>>): SpanStyle {
  const css = attributes.style ?? '';
  const colour = namedHue(attributes.color ?? /(?:^|;)\s*color\s*:\s*([^;]+)/i.exec(css)?.[1] ?? '');
  const link = tag === 'a' ? safeLink(attributes.href ?? '') : null;
  return {
    ...STYLES[tag],
    ...(/font-weight\s*:\s*(bold|[6-9]00)/i.test(css) ? { bold: true } : {}),
    ...(/font-style\s*:\s*italic/i.test(css) ? { italic: true } : {}),
    ...(/text-decoration[^;]*underline/i.test(css) ? { underline: true } : {}),
    ...(/text-decoration[^;]*line-through/i.test(css) ? { strikethrough: true } : {}),
    ...(colour ? { colour } : {}),
    ...(link ? { link } : {}),
  };
}

/** The address when it is safe to hand to a terminal; null for scripts, relative and broken ones. */
export function safeLink(href: string): string | null {
  const url = URL.parse(href.trim());
  return url && /^(https?|mailto):$/.test(url.protocol) ? url.href : null;
}

function trimmed<B extends { spans: Span[] }>(block: B): B {
  const spans: Span[] = [];
  let atStart = true;
  for (const span of block.spans) {
    const text = atStart && span.text !== '\n' ? span.text.replace(/^ +/, '') : span.text;
    if (text === '') continue;
    spans.push({ ...span, text });
    atStart = /[ \n]$/.test(text);
  }
  const last = spans.at(-1);
  // A <br> at the end of a paragraph draws nothing in a browser, except where it is all there is.
  if (last) spans[spans.length - 1] = { ...last, text: last.text.replace(/[ \n]+$/, '') };
  return { ...block, spans };
}

const CSS_NAMES: Readonly<Record<string, string>> = {
  red: '#ff0000',
  maroon: '#800000',
  crimson: '#dc143c',
  orange: '#ffa500',
  yellow: '#ffff00',
  olive: '#808000',
  green: '#008000',
  lime: '#00ff00',
  teal: '#008080',
  aqua: '#00ffff',
  cyan: '#00ffff',
  blue: '#0000ff',
  navy: '#000080',
  purple: '#800080',
  magenta: '#ff00ff',
  fuchsia: '#ff00ff',
};

const HUES: readonly (readonly [below: number, name: InkColour])[] = [
  [25, 'red'],
  [75, 'yellow'],
  [165, 'green'],
  [200, 'cyan'],
  [265, 'blue'],
  [335, 'magenta'],
  [361, 'red'],
];

/**
 * The terminal colour nearest to a CSS colour by hue. Null for black, white and greys: on a terminal they are the text
 * colour or invisible, depending on the background, so the text colour it is.
 */
export function namedHue(css: string): InkColour | null {
  const rgb = parseColour(css.trim().toLowerCase());
  if (!rgb) return null;
  const [red, green, blue] = rgb;
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (most < 60 || spread < 0.25 * most) return null;
  const sector =
    most === red ? (green - blue) / spread : most === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
  const hue = (sector * 60 + 360) % 360;
  return HUES.find(([below]) => hue < below)?.[1] ?? null;
}

function parseColour(css: string): [number, number, number] | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(CSS_NAMES[css] ?? css)?.[1];
  const digits = hex?.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  if (digits) return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as [number, number, number];
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(css);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null;
}
