import { Box, Text } from 'ink';
import type { ChoiceView, FieldView } from '../../../model/interview.ts';
import type { FieldUi } from '../form-state.ts';
import { h } from '../h.ts';
import { filterChoices, jumpTo } from '../list-filter.ts';
import { clip, oneLine } from '../text-cells.ts';
import type { ControlDefinition, Drawn, Edit, Pressed } from './define-control.ts';
import { activeOf, searchInList, stepInList } from './list-keys.ts';
import { drawList } from './list-rows.ts';

/** Stands for no choice in a drop-down that may stay empty (Salesforce shows the same words). */
const NONE: ChoiceView = { key: '', label: '--None--' };

function choicesOf(field: FieldView): readonly ChoiceView[] {
  const choices = field.choices ?? [];
  return field.expanded || field.required || choices.some((choice) => choice.key === '') ? choices : [NONE, ...choices];
}

function shown(field: FieldView, ui: FieldUi): readonly ChoiceView[] {
  return ui.query === null ? choicesOf(field) : filterChoices(choicesOf(field), ui.query);
}

function labelOf(field: FieldView): string | null {
  return field.choices?.find((choice) => choice.key === field.raw)?.label ?? null;
}

const CLOSED: Partial<FieldUi> = { open: false, query: null };

/** One of several: a drop-down with search, or radio buttons where the field is `expanded`. */
export const chooseOne: ControlDefinition = {
  frame: 'boxed',
  role: 'listbox',
  enter: (field) => ({ ...CLOSED, active: activeOf(choicesOf(field), field.raw) }),
  press: (at) => (at.field.expanded ? pressRadio(at) : at.ui.open ? pressOpen(at) : pressClosed(at)),
  draw: (at) => (at.field.expanded || at.ui.open ? drawChoices(at) : drawClosed(at)),
  speak(field, ui) {
    const chosen = labelOf(field) ?? 'nothing chosen';
    if (!field.expanded && !ui.open) return `${chosen}, ${choicesOf(field).length} choices`;
    const choices = shown(field, ui);
    const active = choices[ui.active];
    return `${chosen}. ${active ? `On ${active.label}, ${ui.active + 1} of ${choices.length}` : 'Nothing matches'}`;
  },
  hints(field, ui) {
    if (field.expanded) return [['Up/Down', 'choose'], ui.query === null ? ['/', 'search'] : ['Esc', 'end search']];
    return ui.open
      ? [
          ['Enter', 'choose'],
          ['Esc', 'close'],
          ['type', 'search'],
        ]
      : [
          ['Space', 'open'],
          ['type', 'search'],
        ];
  },
};

function choose(choice: ChoiceView | undefined): Edit {
  if (!choice) return {};
  return { raw: choice === NONE ? null : choice.key };
}

const OPENS = new Set(['space', 'alt+down', 'right']);

function pressClosed({ field, key }: Pressed): Edit | null {
  const active = activeOf(choicesOf(field), field.raw);
  if (OPENS.has(key.chord)) return { ui: { open: true, query: null, active } };
  if (key.chord === 'text') return { ui: { open: true, query: key.text === '/' ? '' : key.text, active: 0 } };
  if (key.chord === 'backspace' || key.chord === 'delete') return field.required ? {} : choose(NONE);
  return null;
}

function pressOpen({ field, ui, key }: Pressed): Edit | null {
  const choices = shown(field, ui);
  if (key.chord === 'enter') {
    const choice = choices[ui.active];
    return choice ? { ...choose(choice), ui: CLOSED, goOn: true } : {};
  }
  if (key.chord === 'escape') return { ui: CLOSED };
  if (key.chord === 'space' && !ui.query) return { ...choose(choices[ui.active]), ui: CLOSED };
  const active = stepInList(key.chord, ui.active, choices.length);
  if (active !== null) return { ui: { active } };
  if (key.chord === 'up' || key.chord === 'down') return {};
  if (key.chord === 'text' && key.text === '/' && ui.query === null) return { ui: { query: '' } };
  const search = searchInList(key, ui.query ?? '');
  return search && { ui: search };
}

function pressRadio({ field, ui, key }: Pressed): Edit | null {
  const choices = shown(field, ui);
  const here = choices[ui.active];
  if (key.chord === 'escape')
    return ui.query === null ? null : { ui: { query: null, active: activeOf(choicesOf(field), field.raw) } };
  if (key.chord === 'enter') return here ? { ...choose(here), goOn: true } : null;
  if (key.chord === 'space' && !ui.query) return choose(here);
  const chord = key.chord === 'left' ? 'up' : key.chord === 'right' ? 'down' : key.chord;
  // Nothing chosen yet: the first arrow chooses the row the pointer is on.
  const start = field.raw === null && ui.query === null && chord === 'down' ? ui.active - 1 : ui.active;
  const active = stepInList(chord, start, choices.length);
  if (active !== null) return { ...choose(choices[active]), ui: { active } };
  return ui.query === null ? beginSearch(choices, ui, key) : maybe(searchInList(key, ui.query));
}

function beginSearch(choices: readonly ChoiceView[], ui: FieldUi, key: Pressed['key']): Edit | null {
  if (key.chord !== 'text') return null;
  if (key.text === '/') return { ui: { query: '', active: 0 } };
  const active = jumpTo(choices, ui.active, key.text);
  return active < 0 ? {} : { ...choose(choices[active]), ui: { active } };
}

function maybe(ui: Partial<FieldUi> | null): Edit | null {
  return ui && { ui };
}

function drawChoices(at: Drawn) {
  const { field, ui, theme } = at;
  const isChosen = (choice: ChoiceView) =>
    choice === NONE ? field.raw === null || field.raw === '' : choice.key === field.raw;
  return drawList(at, {
    choices: shown(field, ui),
    active: ui.active,
    query: ui.query,
    sign: (choice) => (!field.expanded ? null : isChosen(choice) ? theme.glyphs.radioOn : theme.glyphs.radioOff),
    chosen: isChosen,
  });
}

function drawClosed({ field, focused, theme, width }: Drawn) {
  const label = labelOf(field);
  const style = field.readOnly || label === null ? theme.styles.muted : {};
  return h(
    Box,
    { justifyContent: 'space-between' },
    h(Text, style, clip(oneLine(label ?? (field.readOnly ? '' : NONE.label)), width - 2)),
    field.readOnly ? null : h(Text, focused ? theme.styles.focusLabel : theme.styles.muted, theme.glyphs.opener),
  );
}
