import type { BoxProps, TextProps } from 'ink';

/** How a kind of text is drawn; ink's own properties, so that they can be spread on a `Text`. */
export type TextStyle = Pick<TextProps, 'color' | 'backgroundColor' | 'bold' | 'dimColor' | 'inverse' | 'italic'>;

/** What is drawn in one style. */
export type StyleName =
  | 'flow'
  | 'title'
  | 'label'
  | 'focusLabel'
  | 'border'
  | 'focusBorder'
  | 'errorBorder'
  | 'error'
  | 'required'
  | 'muted'
  | 'help'
  | 'chosen'
  | 'caret'
  | 'button'
  | 'mainButton'
  | 'focusButton'
  | 'key'
  | 'busy';

/** Signs the screens are drawn with. None but the box lines has an ambiguous width. */
export interface Glyphs {
  readonly radioOn: string;
  readonly radioOff: string;
  readonly checkOn: string;
  readonly checkOff: string;
  readonly pointer: string;
  readonly opener: string;
  readonly error: string;
  readonly done: string;
  readonly above: string;
  readonly below: string;
  readonly next: string;
  readonly previous: string;
  readonly bullet: string;
  readonly rule: string;
  readonly spinner: readonly string[];
  readonly box: Exclude<NonNullable<BoxProps['borderStyle']>, string>;
}

export interface Theme {
  readonly glyphs: Glyphs;
  readonly styles: Readonly<Record<StyleName, TextStyle>>;
  /** False: `font` colours of rich text are left out. */
  readonly colour: boolean;
  /** False on a terminal without attributes (TERM=dumb): the caret is then drawn as a character. */
  readonly attributes: boolean;
}

const UNICODE: Glyphs = {
  radioOn: '\u25c9',
  radioOff: '\u25cc',
  checkOn: '\u2611',
  checkOff: '\u2610',
  pointer: '\u276f',
  opener: '\u25be',
  error: '\u2716',
  done: '\u2714',
  above: '\u25b4',
  below: '\u25be',
  next: '\u276f',
  previous: '\u276e',
  bullet: '\u25e6',
  rule: '\u2500',
  spinner: ['\u280b', '\u2819', '\u2839', '\u2838', '\u283c', '\u2834', '\u2826', '\u2827', '\u2807', '\u280f'],
  box: {
    topLeft: '\u256d',
    top: '\u2500',
    topRight: '\u256e',
    right: '\u2502',
    bottomRight: '\u256f',
    bottom: '\u2500',
    bottomLeft: '\u2570',
    left: '\u2502',
  },
};

const ASCII: Glyphs = {
  radioOn: '(x)',
  radioOff: '( )',
  checkOn: '[x]',
  checkOff: '[ ]',
  pointer: '>',
  opener: 'v',
  error: '!',
  done: 'ok',
  above: '^',
  below: 'v',
  next: '>',
  previous: '<',
  bullet: '-',
  rule: '-',
  spinner: ['|', '/', '-', '\\'],
  box: {
    topLeft: '+',
    top: '-',
    topRight: '+',
    right: '|',
    bottomRight: '+',
    bottom: '-',
    bottomLeft: '+',
    left: '|',
  },
};

const COLOURED: Readonly<Record<StyleName, TextStyle>> = {
  flow: { color: 'cyan', bold: true },
  title: { bold: true },
  label: {},
  focusLabel: { color: 'cyan', bold: true },
  border: { dimColor: true },
  focusBorder: { color: 'cyan' },
  errorBorder: { color: 'red' },
  error: { color: 'red' },
  required: { color: 'red', bold: true },
  muted: { dimColor: true },
  help: { color: 'yellow' },
  chosen: { color: 'cyan', bold: true },
  caret: { inverse: true },
  button: { dimColor: true },
  mainButton: { color: 'cyan', bold: true },
  focusButton: { color: 'cyan', inverse: true, bold: true },
  key: { bold: true },
  busy: { color: 'cyan' },
};

function withoutColour({ color: _color, backgroundColor: _background, ...style }: TextStyle): TextStyle {
  return style;
}

const COLOURLESS = Object.fromEntries(
  Object.entries(COLOURED).map(([name, style]) => [name, withoutColour(style)]),
) as Record<StyleName, TextStyle>;

/** `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

function localeOf(env: Environment): string {
  return env.LC_ALL || env.LC_CTYPE || env.LANG || '';
}

/** Whether only ASCII should be drawn: TERM=dumb, the Linux console, or a locale that is set and not UTF-8. */
export function wantsAscii(env: Environment): boolean {
  if (env.TERM === 'dumb' || env.TERM === 'linux') return true;
  const locale = localeOf(env);
  return locale !== '' && !/utf-?8/i.test(locale);
}

/** Whether colours should be drawn: not with NO_COLOR (https://no-color.org) or TERM=dumb. */
export function wantsColour(env: Environment): boolean {
  return !env.NO_COLOR && env.TERM !== 'dumb';
}

/** The looks for an environment; options win over it. */
export function createTheme(
  env: Environment,
  options: { readonly colour?: boolean | undefined; readonly ascii?: boolean | undefined } = {},
): Theme {
  const colour = options.colour ?? wantsColour(env);
  return {
    glyphs: (options.ascii ?? wantsAscii(env)) ? ASCII : UNICODE,
    styles: colour ? COLOURED : COLOURLESS,
    colour,
    attributes: env.TERM !== 'dumb',
  };
}
