import { renderToString } from 'ink';
import { beforeAll, describe, expect, it } from 'vitest';
import { openForm, pressKey, type Seen, settleFocus } from '../../../src/hosts/terminal/form-update.ts';
import { h } from '../../../src/hosts/terminal/h.ts';
import type { Key } from '../../../src/hosts/terminal/keyboard.ts';
import { loadRichText } from '../../../src/hosts/terminal/rich-text-loader.ts';
import { type Scene, ScreenFrame } from '../../../src/hosts/terminal/screen-frame.ts';
import { createTheme } from '../../../src/hosts/terminal/theme.ts';
import type { Draft } from '../../../src/model/interview.ts';
import { choices, DETAILS, type FieldSpec, type ScreenSpec, screenEffect, screenView } from './sample-screens.ts';

const UNICODE = createTheme({ LANG: 'C.UTF-8' });
const ASCII = createTheme({ TERM: 'dumb' });
const SEEN: Seen = { columns: 50, listRows: 8, viewport: 10, total: 30, offset: 0 };

interface Picture extends Partial<Scene> {
  readonly draft?: Draft;
  readonly errors?: Record<string, string>;
  readonly keys?: readonly (string | Key)[];
}

/** The whole screen, drawn after some keys. */
function picture(spec: ScreenSpec, { draft = {}, errors = {}, keys = [], ...scene }: Picture = {}): string[] {
  let view = screenView(spec, draft);
  let state = openForm(screenEffect(draft, errors), view);
  for (const each of keys) {
    const key = typeof each === 'string' ? { chord: each, text: each === 'space' ? ' ' : '' } : each;
    const step = pressKey(state, key, view, SEEN);
    const next = screenView(spec, step.state.draft);
    state = settleFocus(step.state, view, next);
    view = next;
  }
  const columns = scene.columns ?? 50;
  const whole = {
    turn: 1,
    form: { view, state },
    busy: null,
    theme: UNICODE,
    columns,
    rows: 20,
    screenReader: false,
    ...scene,
  };
  return renderToString(h(ScreenFrame, whole), { columns })
    .split('\n')
    .map((line) => line.trimEnd());
}

/** The rows of one field, without the rest of the screen. */
function field(spec: Omit<FieldSpec, 'name'>, options: Picture = {}): string[] {
  const rows = picture({ fields: [{ name: 'F', label: 'Label', ...spec }] }, options);
  return rows
    .slice(
      3,
      rows.findLastIndex((row) => /^[\u2500-]{10}/.test(row)),
    )
    .filter((row) => row !== '');
}

const typed = (text: string): Key => ({ chord: 'text', text });

beforeAll(loadRichText);

describe('the screen', () => {
  it('has a header, the form, buttons and keys', () => {
    const spec = {
      flowLabel: 'Refund',
      label: 'Amount',
      fields: [{ name: 'F', control: 'text', label: 'Label' }],
    } as const;
    expect(picture({ ...spec, verbs: ['previous', 'next'], labels: { next: 'Go on' } }, { rows: 13 })).toEqual([
      ' Refund',
      ' Amount',
      '\u2500'.repeat(50),
      ' \u256d\u2500 Label \u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u256e',
      ' \u2502                                              \u2502',
      ` \u2570${'\u2500'.repeat(46)}\u256f`,
      '',
      '',
      '',
      '',
      '\u2500'.repeat(50),
      ' [ \u276e Previous ] [ Go on \u276f ]',
      ' Tab next field   Ctrl+S Go on   Esc leave',
    ]);
  });

  it('keeps the keys that lead on and out where not all fit', () => {
    const list = choices('Apple', 'Banana');
    const keys = (columns: number, pressed: readonly string[] = []) =>
      picture(
        { fields: [{ name: 'F', control: 'chooseMany', choices: list, help: 'Eat.' }], verbs: ['previous', 'next'] },
        { columns, keys: pressed },
      ).at(-1);
    expect(keys(110)).toBe(
      ' Space check   Ctrl+A all   / search   Tab next field   Ctrl+S Next   Ctrl+B Previous   F1 help   Esc leave',
    );
    expect(keys(60)).toBe(' Space check   Tab next field   Ctrl+S Next   Esc leave');
    expect(keys(28)).toBe(' Space check   Ctrl+S Next');
    expect(keys(100, ['tab'])).toBe(' Enter press   Ctrl+S Next   Ctrl+B Previous   Esc leave');
  });

  it('says of Esc one thing only: what it does to an open list', () => {
    const spec = { fields: [{ name: 'F', control: 'chooseOne', choices: choices('Apple') }] } as const;
    expect(picture(spec, { columns: 100, keys: ['space'] }).at(-1)).toBe(
      ' Enter choose   Esc close   type search   Tab next field   Ctrl+S Next',
    );
    expect(picture(spec, { columns: 100, keys: ['space', 'escape'] }).at(-1)).toContain('Esc leave');
  });

  it('is one row of header and no keys where there are few rows', () => {
    const rows = picture(DETAILS, { rows: 10 });
    expect(rows).toHaveLength(10);
    expect(rows[0]).toBe(' Create Account in t... \u276f Account details (?)');
    expect(rows[9]).toBe(' [ Create account \u276f ]');
  });

  it.each([
    [80, 24],
    [50, 15],
    [120, 40],
    [30, 8],
    [20, 6],
    [200, 60],
  ])('fills %i x %i and no more', (columns, rows) => {
    const drawn = picture(DETAILS, { columns, rows });
    expect(drawn).toHaveLength(rows);
    for (const line of drawn) expect(line.length).toBeLessThanOrEqual(columns);
    expect(drawn.join('\n')).toContain('Account');
  });

  it('scrolls to the field with the focus, and says that there is more', () => {
    const rows = picture(DETAILS, { keys: Array(8).fill('tab'), rows: 18 });
    expect(rows.join('\n')).toContain('Your PIN');
    expect(rows.join('\n')).not.toContain('Account name');
    expect(rows[2]).toMatch(/\u25b4 more \u2500\u2500$/);
    expect(picture(DETAILS, { rows: 18 })[15]).toMatch(/\u25be more \u2500\u2500$/);
  });

  it('shows the help of the screen, rich text and all', () => {
    const rows = picture({ ...DETAILS, fields: [] }, { keys: ['f1'], rows: 16 }).join('\n');
    expect(rows).toContain('Help: Account details');
    expect(rows).toMatch(/goes into the Account record/);
  });

  it('asks before it leaves, in place of the buttons', () => {
    const rows = picture(DETAILS, { keys: ['escape'] });
    expect(rows.at(-2)).toBe(' Leave the flow? [ Stay ] [ Leave ]');
    expect(rows.at(-1)).toBe(' Y leave   N stay');
  });

  it('shows progress in place of the buttons, cut to the width', () => {
    const busy = { text: `POST /services/data/${'x'.repeat(80)} via Target_Org`, since: Date.now() - 2500 };
    const rows = picture(DETAILS, { busy });
    expect(rows.at(-2)).toMatch(/^ \u280b POST \/services\/data\/x+\.\.\. {2}2 s$/);
    expect(rows.at(-2)?.length).toBeLessThanOrEqual(50);
    expect(rows.at(-1)).toBe(' Ctrl+C cancel');
  });

  it('hides header and buttons where the view says so', () => {
    const view = { ...screenView({ fields: [] }), showHeader: false, showFooter: false };
    const form = { view, state: openForm(screenEffect(), view) };
    const text = picture({ fields: [] }, { form }).join('\n');
    expect(text).not.toContain('Create Account');
    expect(text).not.toContain('[ Next');
  });
});

describe('entries', () => {
  it('errors stand under the field, broken into rows', () => {
    const rows = field({ control: 'text' }, { errors: { F: 'This is a message that is too long for one row.' } });
    expect(rows.slice(3)).toEqual(['   \u2716 This is a message that is too long for one', '     row.']);
  });

  it('a label that is too long for the frame stands above it, whole', () => {
    const rows = field({ control: 'text', label: 'A very long label that will not fit into the line above' });
    expect(rows.slice(0, 3)).toEqual([
      '  A very long label that will not fit into the',
      '  line above',
      ` \u256d${'\u2500'.repeat(46)}\u256e`,
    ]);
  });

  it('required fields have a star, those with help a question mark', () => {
    expect(field({ control: 'text', required: true, help: 'x' })[0]).toContain(' * Label (?) ');
  });

  it('a long entry shows the part with the caret', () => {
    const rows = field({ control: 'text' }, { draft: { F: `start${'.'.repeat(60)}end` } });
    expect(rows[1]).toMatch(/^ \u2502 \.+end {2}\u2502$/);
    expect(field({ control: 'text' }, { draft: { F: `start${'.'.repeat(60)}end` }, keys: ['home'] })[1]).toContain(
      'start...',
    );
  });

  it('wide characters keep the frame straight', () => {
    const rows = field({ control: 'text' }, { draft: { F: '\u65e5\u672c\u8a9e' } });
    expect(rows[1]).toBe(` \u2502 \u65e5\u672c\u8a9e${' '.repeat(39)}\u2502`);
  });

  it('a secret is not drawn', () => {
    expect(field({ control: 'secret' }, { draft: { F: 's3cret' } })[1]).toMatch(/^ \u2502 \*{6} +\u2502$/);
  });

  it('a number stands on the right, money with its sign on the left', () => {
    expect(field({ control: 'number' }, { draft: { F: '1234' }, keys: ['tab'] })[1]).toMatch(/^ \u2502 +1234 \u2502$/);
    expect(field({ control: 'number', currency: '$' }, { draft: { F: '19.99' }, keys: ['tab'] })[1]).toMatch(
      /^ \u2502 \$ +19\.99 \u2502$/,
    );
    expect(field({ control: 'number' }, { keys: ['tab'] })).toHaveLength(3);
  });

  it.each([
    ['date', 'YYYY-MM-DD'],
    ['time', 'HH:MM'],
    ['dateTime', 'YYYY-MM-DD HH:MM'],
  ] as const)('an empty %s shows its format, or the one the field names', (control, format) => {
    expect(field({ control })[1]).toContain(format);
    expect(field({ control, format: 'D.M.YY' })[1]).toContain(' D.M.YY ');
    expect(field({ control }, { draft: { F: '1' } })[1]).not.toContain(format);
  });

  it('a long text breaks into rows and grows', () => {
    const rows = field({ control: 'longText' }, { draft: { F: `${'word '.repeat(12)}\n\nlast` } });
    expect(rows.slice(1, -1).map((row) => row.replaceAll('\u2502', '').trim())).toEqual([
      'word '.repeat(8).trim(),
      'word '.repeat(4).trim(),
      '',
      'last',
    ]);
    expect(field({ control: 'longText' })).toHaveLength(5);
  });

  it('a toggle is a box with its label', () => {
    expect(field({ control: 'toggle', required: true })).toEqual(['  \u276f \u2610 * Label']);
    expect(field({ control: 'toggle' }, { draft: { F: true }, keys: ['tab'] })).toEqual(['    \u2611 Label']);
  });
});

describe('lists', () => {
  const list = choices('Apple', 'Banana', 'Cherry');

  it('a closed one shows what is chosen', () => {
    expect(field({ control: 'chooseOne', choices: list }, { draft: { F: 'Banana' } })[1]).toMatch(
      /^ \u2502 Banana +\u25be \u2502$/,
    );
    expect(field({ control: 'chooseOne', choices: list })[1]).toContain('--None--');
  });

  it('an open one shows the choices and the search', () => {
    const rows = field({ control: 'chooseOne', choices: list }, { draft: { F: 'Banana' }, keys: ['space'] });
    expect(rows.slice(1, -1).map((row) => row.slice(3, 15).trimEnd())).toEqual([
      '  --None--',
      '  Apple',
      '\u276f Banana',
      '  Cherry',
    ]);
    const searched = field({ control: 'chooseOne', choices: list }, { keys: [typed('e'), typed('r')] });
    expect(searched.slice(1, -1).map((row) => row.slice(3, 15).trimEnd())).toEqual(['/ er', '\u276f Cherry']);
    expect(field({ control: 'chooseOne', choices: list }, { keys: [typed('q')] }).join()).toContain('nothing matches');
  });

  it('radio buttons and checks show what is chosen', () => {
    const radios = field({ control: 'chooseOne', choices: list, expanded: true }, { draft: { F: 'Banana' } });
    expect(radios.slice(1, -1).map((row) => row.slice(3, 15).trimEnd())).toEqual([
      '  \u25cc Apple',
      '\u276f \u25c9 Banana',
      '  \u25cc Cherry',
    ]);
    const checks = field(
      { control: 'chooseMany', choices: list },
      { draft: { F: ['Apple', 'Cherry'] }, keys: ['tab'] },
    );
    expect(checks.slice(1, -1).map((row) => row.slice(3, 15).trimEnd())).toEqual([
      '  \u2611 Apple',
      '  \u2610 Banana',
      '  \u2611 Cherry',
    ]);
  });

  it('long ones show a part, and how many more there are', () => {
    const many = choices(...Array.from({ length: 40 }, (_, index) => `Choice ${index + 1}`));
    const rows = field({ control: 'chooseMany', choices: many }, { keys: Array(20).fill('down') });
    expect(rows.length).toBeLessThan(14);
    expect(rows.join('\n')).toMatch(/\u25b4 \d+ more/);
    expect(rows.join('\n')).toMatch(/\u25be \d+ more/);
    expect(rows.join('\n')).toContain('\u276f \u2610 Choice 21');
  });

  it('labels that are too long are cut, but for the one that the keys are on', () => {
    const long = choices('x'.repeat(90), `${'Words to read '.repeat(4)}end`);
    const rows = field({ control: 'chooseMany', choices: long }, { keys: ['down'] });
    expect(rows.slice(1, -1).map((row) => row.replace(/^ \u2502 | +\u2502$/g, ''))).toEqual([
      `  \u2610 ${'x'.repeat(37)}...`,
      '\u276f \u2610 Words to read Words to read Words to',
      '    read Words to read end',
    ]);
    expect(field({ control: 'chooseMany', choices: long }, { keys: ['down', 'tab'] }).slice(1, -1)).toHaveLength(2);
  });
});

describe('tables', () => {
  const table = (select: 'none' | 'one' | 'many', count = 3) => ({
    control: 'table' as const,
    readOnly: select === 'none',
    table: {
      columns: [
        { label: 'Room', align: 'left' as const },
        { label: 'Seats', align: 'right' as const },
      ],
      rows: Array.from({ length: count }, (_, index) => ({ key: `${index}`, cells: [`R${index}`, `${index * 10}`] })),
      select,
    },
  });
  const marked = (rows: readonly string[]) =>
    rows.filter((row) => /[\u25c9\u2611\u276f]/.test(row)).map((row) => row.trim());

  it('line their columns up, numbers on the right', () => {
    expect(field(table('many')).slice(1, -1)).toEqual([
      ` \u2502     Room  Seats${' '.repeat(30)}\u2502`,
      ` \u2502 \u276f \u2610 R0        0${' '.repeat(30)}\u2502`,
      ` \u2502   \u2610 R1       10${' '.repeat(30)}\u2502`,
      ` \u2502   \u2610 R2       20${' '.repeat(30)}\u2502`,
    ]);
  });

  it('select by Enter while a search is typed, and stay on the row when it ends', () => {
    const search = [typed('/'), typed('r'), typed('2'), 'enter'];
    expect(field(table('one'), { keys: search }).join()).toContain('\u276f \u25c9 R2');
    const ended = field(table('one'), { keys: [...search, 'escape'] });
    expect(marked(ended)).toEqual([expect.stringContaining('\u276f \u25c9 R2')]);
    expect(picture({ fields: [{ name: 'F', ...table('one') }] }, { columns: 90, keys: search }).at(-1)).toBe(
      ' Enter select   Esc end search   Tab next field   Ctrl+S Next',
    );
  });

  it('that are only read can be looked through where they are long', () => {
    const long = field(table('none', 30), { keys: Array(20).fill('down') });
    expect(long.join()).toContain('\u276f R20');
    expect(field(table('none', 30), { keys: ['space', 'ctrl+a'] }).join()).not.toMatch(/[\u25c9\u2611]/);
    expect(marked(field(table('none', 3), { keys: ['down'] }))).toEqual([]);
  });
});

describe('sections', () => {
  const section: FieldSpec = {
    name: 'S',
    control: 'group',
    label: 'Address',
    columns: [
      { width: 6, fields: [{ name: 'L', control: 'text', label: 'Street' }] },
      { width: 6, fields: [{ name: 'R', control: 'text', label: 'City' }] },
    ],
  };

  it('stand side by side where there is room', () => {
    const rows = picture({ fields: [section] }, { columns: 80 });
    expect(rows[3]).toMatch(/^ {2}Address \u2500+$/);
    expect(rows[4]).toMatch(/^ \u256d\u2500 Street \u2500+\u256e {2}\u256d\u2500 City \u2500+\u256e$/);
  });

  it('are stacked where there is not', () => {
    const rows = picture({ fields: [section] }, { columns: 50 });
    expect(rows[4]).toMatch(/^ \u256d\u2500 Street \u2500+\u256e$/);
    expect(rows[7]).toMatch(/^ \u256d\u2500 City \u2500+\u256e$/);
  });

  it('have no heading without a label', () => {
    expect(picture({ fields: [{ ...section, label: '' }] }, { columns: 80 })[3]).toContain('Street');
  });
});

describe('text', () => {
  it('plain text is broken at blanks and keeps its lines', () => {
    expect(field({ control: 'static', text: `one\ntwo ${'word '.repeat(12).trim()}` })).toEqual([
      '  one',
      '  two word word word word word word word word',
      '  word word word word',
    ]);
  });

  it('plain text that looks like HTML stays as it is', () => {
    expect(field({ control: 'static', text: '<b>1 & 2</b>' })).toEqual(['  <b>1 & 2</b>']);
  });

  it('rich text is drawn: paragraphs, lists, pictures, links', () => {
    const text =
      '<p>Hi <b>you</b></p><ul><li>one<ul><li>in</li></ul></li></ul><ol><li>a</li></ol><img alt="Logo"><a href="https://e.example">go</a>';
    expect(field({ control: 'static', html: true, text })).toEqual([
      '  Hi you',
      '   \u25e6 one',
      '      \u25e6 in',
      '   1. a',
      '  [Logo]\x1b]8;;https://e.example/\x07go\x1b]8;;\x07',
    ]);
  });

  it('addresses are written out where the terminal has no links', () => {
    const rows = picture(
      { fields: [{ name: 'F', control: 'static', html: true, text: '<a href="https://e.example/">go</a>' }] },
      { theme: ASCII },
    );
    expect(rows[3]).toBe('  go (https://e.example/)');
  });
});

describe('ASCII', () => {
  it('is all there is, and shows the focus without attributes', () => {
    const rows = picture({ ...DETAILS, verbs: ['previous', 'next'] }, { theme: ASCII, keys: ['tab', 'tab'], rows: 40 });
    for (const row of rows) expect(row).toMatch(/^[\x20-\x7e]*$/);
    expect(rows.join('\n')).toContain('+- > * Rating -');
    expect(rows.join('\n')).toContain('| > ( ) Hot');
    expect(picture(DETAILS, { theme: ASCII, rows: 40 }).join('\n')).toMatch(/\| \| +\|/);
  });
});
