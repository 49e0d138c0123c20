import { Box, Text } from 'ink';
import type { ChoiceView, FieldView, TableView } from '../../../model/interview.ts';
import { type FieldUi, INITIAL_UI } from '../form-state.ts';
import { h } from '../h.ts';
import { filterChoices } from '../list-filter.ts';
import { cells, clip, oneLine } from '../text-cells.ts';
import type { ControlDefinition, Drawn, Edit, Pressed } from './define-control.ts';
import { activeOf, searchInList, stepInList } from './list-keys.ts';
import { drawList, MOST_ROWS } from './list-rows.ts';

const EMPTY: TableView = { columns: [], rows: [], select: 'none' };
/** Between two columns. */
const GAP = 2;
/** A row's front: the pointer, the sign and a blank after each. */
const FRONT = 4;
const WIDEST_CELL = 40;

function chosenKeys(field: FieldView): readonly string[] {
  if (typeof field.raw === 'string') return [field.raw];
  return Array.isArray(field.raw) ? field.raw.filter((key): key is string => typeof key === 'string') : [];
}

/** Rows that hold every word of the search, as choices whose labels are their cells. */
function shown(field: FieldView, ui: FieldUi): readonly ChoiceView[] {
  const { rows } = field.table ?? EMPTY;
  return filterChoices(
    rows.map((row) => ({ key: row.key, label: row.cells.join(' ') })),
    ui.query ?? '',
  );
}

/** Rows and columns, with rows to select where that is possible. */
export const table: ControlDefinition = {
  frame: 'boxed',
  role: 'table',
  enter: () => ({ query: null, active: 0 }),
  press,
  browses: ({ table }) => (table?.rows.length ?? 0) > MOST_ROWS,
  draw,
  speak(field, ui) {
    const { columns, rows, select } = field.table ?? EMPTY;
    const chosen = chosenKeys(field);
    const here = rows.find(({ key }) => key === shown(field, ui)[ui.active]?.key);
    const heads = columns.map(({ label }) => label).join(', ');
    const all = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}, ${heads}`;
    if (select === 'none') return `${all}. ${rows.map((row) => row.cells.join(', ')).join('; ')}`;
    const on = here ? `. On ${here.cells.join(', ')}, ${chosen.includes(here.key) ? 'selected' : 'not selected'}` : '';
    return `${all}. ${chosen.length} selected${on}`;
  },
  hints: (field, ui) => [
    field.readOnly ? ['Up/Down', 'look through'] : [ui.query ? 'Enter' : 'Space', 'select'],
    ...(field.table?.select === 'many' && !field.readOnly ? [['Ctrl+A', 'all'] as const] : []),
    ui.query === null ? ['/', 'search'] : ['Esc', 'end search'],
  ],
};

function press({ field, ui, key }: Pressed): Edit | null {
  const rows = shown(field, ui);
  const here = rows[ui.active];
  // In a search a blank stands between its words: there, Enter selects.
  if (!field.readOnly && key.chord === (ui.query ? 'enter' : 'space'))
    return here ? { raw: toggled(field, here.key) } : {};
  if (key.chord === 'ctrl+a' && !field.readOnly && field.table?.select === 'many')
    return { raw: allOrNone(field, rows) };
  if (key.chord === 'escape')
    return ui.query === null ? null : { ui: { query: null, active: activeOf(shown(field, INITIAL_UI), here?.key) } };
  const active = stepInList(key.chord, ui.active, rows.length);
  if (active !== null) return { ui: { active } };
  if (ui.query !== null) {
    const search = searchInList(key, ui.query);
    return search && { ui: search };
  }
  if (key.chord !== 'text') return null;
  return key.text === '/' ? { ui: { query: '', active: 0 } } : {};
}

/** With the row selected or not any more; where one can be selected, it takes the place of another. */
function toggled(field: FieldView, key: string): readonly string[] {
  const chosen = chosenKeys(field);
  if (chosen.includes(key)) return chosen.filter((other) => other !== key);
  return field.table?.select === 'one' ? [key] : inOrder(field, [...chosen, key]);
}

function allOrNone(field: FieldView, listed: readonly ChoiceView[]): readonly string[] {
  const chosen = chosenKeys(field);
  const keys = listed.map(({ key }) => key);
  if (keys.every((key) => chosen.includes(key))) return chosen.filter((key) => !keys.includes(key));
  return inOrder(field, [...chosen, ...keys]);
}

function inOrder(field: FieldView, keys: readonly string[]): readonly string[] {
  return (field.table ?? EMPTY).rows.map(({ key }) => key).filter((key) => keys.includes(key));
}

function draw(at: Drawn) {
  const { field, ui, theme, width } = at;
  const { columns, rows, select } = field.table ?? EMPTY;
  const { glyphs, styles } = theme;
  const widths = columnWidths(field.table ?? EMPTY, width - FRONT);
  const chosen = chosenKeys(field);
  const byKey = new Map(rows.map((row) => [row.key, row.cells]));
  const line = (texts: readonly string[]): string =>
    texts.map((text, index) => padded(text, widths[index] ?? 0, columns[index]?.align ?? 'left')).join(' '.repeat(GAP));
  const [on, off] = select === 'one' ? [glyphs.radioOn, glyphs.radioOff] : [glyphs.checkOn, glyphs.checkOff];
  const choices = shown(field, ui).map(({ key }) => ({ key, label: line(byKey.get(key) ?? []).trimEnd() }));
  return h(
    Box,
    { flexDirection: 'column' },
    h(Text, styles.title, `${' '.repeat(select === 'none' ? 2 : FRONT)}${line(columns.map(({ label }) => label))}`),
    rows.length === 0
      ? h(Text, styles.muted, '  no rows')
      : drawList(at, {
          choices,
          active: ui.active,
          query: ui.query,
          sign: ({ key }) => (select === 'none' ? null : chosen.includes(key) ? on : off),
          chosen: ({ key }) => chosen.includes(key),
        }),
  );
}

function padded(text: string, width: number, align: 'left' | 'right'): string {
  const clipped = clip(oneLine(text), width);
  const blanks = ' '.repeat(Math.max(0, width - cells(clipped)));
  return align === 'right' ? blanks + clipped : clipped + blanks;
}

/** As wide as the widest cell; where that is too much in all, the widest columns give way first. */
function columnWidths({ columns, rows }: TableView, room: number): readonly number[] {
  const wanted = columns.map(({ label }, index) =>
    Math.min(WIDEST_CELL, Math.max(cells(label), 3, ...rows.map((row) => cells(row.cells[index] ?? '')))),
  );
  const widths = [...wanted];
  let over = widths.reduce((sum, each) => sum + each + GAP, -GAP) - room;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= 3) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}
