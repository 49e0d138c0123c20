import type { ChoiceView, FieldView } from '../../../model/interview.ts';
import type { FieldUi } from '../form-state.ts';
import { filterChoices, jumpTo } from '../list-filter.ts';
import type { ControlDefinition, Edit, Pressed } from './define-control.ts';
import { activeOf, searchInList, stepInList } from './list-keys.ts';
import { drawList } from './list-rows.ts';

function chosenKeys(field: FieldView): readonly string[] {
  return Array.isArray(field.raw) ? field.raw.filter((key): key is string => typeof key === 'string') : [];
}

function shown(field: FieldView, ui: FieldUi): readonly ChoiceView[] {
  return filterChoices(field.choices ?? [], ui.query ?? '');
}

/** Any number of several: a list of checkboxes. The entry keeps the order of the choices. */
export const chooseMany: ControlDefinition = {
  frame: 'boxed',
  role: 'listbox',
  enter: () => ({ query: null, active: 0 }),
  press,
  draw(at) {
    const { field, ui, theme } = at;
    const chosen = chosenKeys(field);
    return drawList(at, {
      choices: shown(field, ui),
      active: ui.active,
      query: ui.query,
      sign: (choice) => (chosen.includes(choice.key) ? theme.glyphs.checkOn : theme.glyphs.checkOff),
      chosen: (choice) => chosen.includes(choice.key),
    });
  },
  speak(field, ui) {
    const chosen = chosenKeys(field);
    const labels = (field.choices ?? []).filter((choice) => chosen.includes(choice.key)).map((choice) => choice.label);
    const active = shown(field, ui)[ui.active];
    const here = active ? `. On ${active.label}, ${chosen.includes(active.key) ? 'checked' : 'not checked'}` : '';
    return `${labels.join(', ') || 'nothing chosen'}${here}`;
  },
  hints: (_field, ui) => [
    ['Space', 'check'],
    ['Ctrl+A', 'all'],
    ui.query === null ? ['/', 'search'] : ['Esc', 'end search'],
  ],
};

function setChosen(field: FieldView, wanted: (key: string, was: boolean) => boolean): Edit {
  const chosen = chosenKeys(field);
  const keys = (field.choices ?? []).map((choice) => choice.key);
  return { raw: keys.filter((key) => wanted(key, chosen.includes(key))) };
}

function press({ field, ui, key }: Pressed): Edit | null {
  const choices = shown(field, ui);
  const here = choices[ui.active];
  if (key.chord === 'space') return here ? setChosen(field, (name, was) => (name === here.key ? !was : was)) : {};
  if (key.chord === 'ctrl+a') return toggleAll(field, choices);
  if (key.chord === 'escape')
    return ui.query === null ? null : { ui: { query: null, active: activeOf(field.choices ?? [], here?.key) } };
  const active = stepInList(key.chord, ui.active, choices.length);
  if (active !== null) return { ui: { active } };
  if (ui.query !== null) {
    const search = searchInList(key, ui.query);
    return search && { ui: search };
  }
  if (key.chord !== 'text') return null;
  if (key.text === '/') return { ui: { query: '', active: 0 } };
  const found = jumpTo(choices, ui.active, key.text);
  return found < 0 ? {} : { ui: { active: found } };
}

/** Checks all that are listed, or unchecks them where all are checked. */
function toggleAll(field: FieldView, listed: readonly ChoiceView[]): Edit {
  const chosen = chosenKeys(field);
  const keys = new Set(listed.map((choice) => choice.key));
  const on = listed.some((choice) => !chosen.includes(choice.key));
  return setChosen(field, (key, was) => (keys.has(key) ? on : was));
}
