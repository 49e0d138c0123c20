import type { FieldView, ScreenEffect, ScreenVerb, ScreenView } from '../../model/interview.ts';
import type { Edit } from './controls/define-control.ts';
import { CONTROLS } from './controls/index.ts';
import { type Focus, type FormState, findField, uiOf, visibleFields } from './form-state.ts';
import type { Key } from './keyboard.ts';
import { fieldWidths, formWidth, insideWidth } from './layout.ts';
import { clampOffset } from './scroll.ts';

/** What the form looked like when it was last drawn, in rows; and the columns of the terminal. */
export interface Seen {
  readonly columns: number;
  readonly listRows: number;
  readonly viewport: number;
  readonly total: number;
  readonly offset: number;
}

/** What a key led to. `cancel`: the person gives up. */
export interface Step {
  readonly state: FormState;
  readonly send?: ScreenVerb;
  /** The action of the screen that a button starts. */
  readonly start?: string;
  readonly cancel?: true;
}

/** The form of a screen as it comes up: its draft, the messages of a refused try, the focus on the first field. */
export function openForm(effect: ScreenEffect, view: ScreenView): FormState {
  const state: FormState = {
    draft: effect.draft,
    focus: null,
    left: new Set(),
    tried: false,
    refused: effect.errors,
    ui: {},
    helpOpen: false,
    leaving: null,
    scroll: null,
  };
  const order = focusOrder(view);
  const bad = order.find((focus) => focus.field !== undefined && effect.errors[focus.field]);
  return focusOn(state, view, bad ?? order[0] ?? null);
}

function takesKeys(field: FieldView): boolean {
  const { press, browses } = CONTROLS[field.control];
  return press !== undefined && (!field.readOnly || browses?.(field) === true);
}

/** The button that leads on: Finish or Next; where there is neither, the first. */
export function mainVerb(view: ScreenView): ScreenVerb | undefined {
  return view.verbs.find((verb) => verb === 'next' || verb === 'finish') ?? view.verbs[0];
}

/** Fields as they are drawn, then the button that leads on, then the others. */
export function focusOrder(view: ScreenView): Focus[] {
  const main = mainVerb(view);
  const verbs = view.showFooter ? view.verbs.filter((verb) => verb !== main) : [];
  return [
    ...visibleFields(view.fields)
      .filter(takesKeys)
      .map((field): Focus => ({ field: field.name })),
    ...(main && view.showFooter ? [{ verb: main }] : []),
    ...verbs.map((verb): Focus => ({ verb })),
  ];
}

function same(a: Focus | null, b: Focus | null): boolean {
  return a?.field === b?.field && a?.verb === b?.verb;
}

/** Moves the focus; the field that is left counts as left, and its list closes. */
function focusOn(state: FormState, view: ScreenView, focus: Focus | null): FormState {
  if (same(state.focus, focus)) return state;
  const was = state.focus?.field;
  const ui = { ...state.ui };
  if (was !== undefined) ui[was] = { ...uiOf(state, was), open: false, query: null };
  const field = findField(view, focus?.field);
  if (field) ui[field.name] = { ...uiOf(state, field.name), ...CONTROLS[field.control].enter?.(field) };
  const left = was === undefined ? state.left : new Set([...state.left, was]);
  return { ...state, focus, ui, left, helpOpen: false, scroll: null };
}

/**
 * After the view has changed: a focus on something that is gone goes to what now stands in its place, one on a button that
 * added fields to the first of them.
 */
export function settleFocus(state: FormState, before: ScreenView, view: ScreenView): FormState {
  const order = focusOrder(view);
  const added = addedFields(state, before, order);
  if (added) return focusOn(state, view, added);
  if (state.focus && order.some((focus) => same(focus, state.focus))) return state;
  const old = focusOrder(before);
  const at = old.findIndex((focus) => same(focus, state.focus));
  const next = old.slice(at + 1).find((focus) => order.some((each) => same(each, focus)));
  return focusOn(state, view, next ?? order[0] ?? null);
}

function addedFields(state: FormState, before: ScreenView, order: readonly Focus[]): Focus | undefined {
  const press = findField(before, state.focus?.field)?.press;
  if (!press || !('draft' in press)) return undefined;
  const known = new Set(focusOrder(before).map(({ field }) => field));
  return order.find(({ field }) => !known.has(field));
}

function move(state: FormState, view: ScreenView, by: number): Step {
  const order = focusOrder(view);
  if (order.length === 0) return { state };
  const at = order.findIndex((focus) => same(focus, state.focus));
  return { state: focusOn(state, view, order[(at + by + order.length) % order.length] ?? null) };
}

/** On to the next field; after the last one to the button that leads on. */
function goOn(state: FormState, view: ScreenView): Step {
  const fields = focusOrder(view).filter((focus) => focus.field !== undefined);
  const at = fields.findIndex((focus) => same(focus, state.focus));
  const main = mainVerb(view);
  const next = fields[at + 1] ?? (main && view.showFooter ? { verb: main } : null);
  return next ? { state: focusOn(state, view, next) } : { state };
}

const CHECKED: ReadonlySet<ScreenVerb> = new Set(['next', 'finish']);

/** A button: Next and Finish are held back while a field is bad, and the first bad one gets the focus. */
function pressVerb(state: FormState, view: ScreenView, verb: ScreenVerb | undefined): Step {
  if (!verb || !view.verbs.includes(verb)) return { state };
  if (!CHECKED.has(verb)) return { state, send: verb };
  const bad = visibleFields(view.fields).find((field) => field.error !== null);
  if (!bad) return { state, send: verb };
  const tried: FormState = { ...state, tried: true };
  return { state: takesKeys(bad) ? focusOn(tried, view, { field: bad.name }) : tried };
}

type KeyAction = (state: FormState, view: ScreenView, seen: Seen) => Step;

const scrollBy =
  (pages: number): KeyAction =>
  (state, _view, { offset, viewport, total }) => ({
    state: { ...state, scroll: clampOffset(offset + pages * Math.max(1, viewport - 2), viewport, total) },
  });

const previous: KeyAction = (state, view) => pressVerb(state, view, 'previous');
const main: KeyAction = (state, view) => pressVerb(state, view, mainVerb(view));
const help: KeyAction = (state) => ({ state: { ...state, helpOpen: !state.helpOpen } });

/** Keys that do the same everywhere. */
const ANYWHERE: Readonly<Record<string, KeyAction>> = {
  'ctrl+c': (state) => ({ state, cancel: true }),
  'ctrl+s': main,
  'ctrl+enter': main,
  'ctrl+b': previous,
  'alt+left': previous,
  'ctrl+p': (state, view) => pressVerb(state, view, 'pause'),
  f1: help,
  'ctrl+g': help,
  tab: (state, view) => move(state, view, 1),
  'shift+tab': (state, view) => move(state, view, -1),
};

/** Keys that do this where the field had no use for them. */
const ELSEWHERE: Readonly<Record<string, KeyAction>> = {
  enter: (state, view) => (state.focus?.verb ? pressVerb(state, view, state.focus.verb) : goOn(state, view)),
  down: (state, view, seen) => step(state, view, seen, 1),
  up: (state, view, seen) => step(state, view, seen, -1),
  pagedown: scrollBy(1),
  pageup: scrollBy(-1),
  escape: (state) => ({ state: state.helpOpen ? { ...state, helpOpen: false } : { ...state, leaving: 'stay' } }),
};

/** Keys on a button. */
const ON_BUTTON: Readonly<Record<string, KeyAction>> = {
  space: (state, view) => pressVerb(state, view, state.focus?.verb),
  left: (state, view) => moveButton(state, view, -1),
  right: (state, view) => moveButton(state, view, 1),
};

function moveButton(state: FormState, view: ScreenView, by: number): Step {
  const at = state.focus?.verb ? view.verbs.indexOf(state.focus.verb) : -1;
  const verb = view.verbs[at + by];
  return verb ? { state: focusOn(state, view, { verb }) } : { state };
}

/** Up and down: to the field above or below, not round the ends. On a screen with nothing to fill in they scroll. */
function step(state: FormState, view: ScreenView, seen: Seen, by: number): Step {
  const order = focusOrder(view);
  const fields = order.filter((focus) => focus.field !== undefined);
  if (fields.length === 0) {
    return { state: { ...state, scroll: clampOffset(seen.offset + by, seen.viewport, seen.total) } };
  }
  if (by > 0) return state.focus?.verb ? { state } : goOn(state, view);
  const at = state.focus?.verb ? fields.length : fields.findIndex((focus) => same(focus, state.focus));
  const target = fields[at - 1];
  if (target) return { state: focusOn(state, view, target) };
  return { state: { ...state, scroll: 0 } };
}

const LEAVING: Readonly<Record<string, (answer: 'stay' | 'leave') => 'stay' | 'leave' | 'back' | 'go'>> = {
  escape: () => 'back',
  enter: (answer) => (answer === 'leave' ? 'go' : 'back'),
  space: (answer) => (answer === 'leave' ? 'go' : 'back'),
  left: () => 'stay',
  right: () => 'leave',
  tab: (answer) => (answer === 'stay' ? 'leave' : 'stay'),
  'shift+tab': (answer) => (answer === 'stay' ? 'leave' : 'stay'),
  'ctrl+c': () => 'go',
};
const LEAVING_LETTERS: Readonly<Record<string, 'back' | 'go'>> = { y: 'go', Y: 'go', n: 'back', N: 'back' };

function answerLeaving(state: FormState, answer: 'stay' | 'leave', key: Key): Step {
  const result = key.chord === 'text' ? LEAVING_LETTERS[key.text] : LEAVING[key.chord]?.(answer);
  if (result === 'go') return { state, cancel: true };
  if (result === 'back') return { state: { ...state, leaving: null } };
  return { state: result ? { ...state, leaving: result } : state };
}

/** What a key does to the form. Pure: the view is that of `state.draft`, `seen` tells sizes. */
export function pressKey(state: FormState, key: Key, view: ScreenView, seen: Seen): Step {
  if (state.leaving) return answerLeaving(state, state.leaving, key);
  const anywhere = ANYWHERE[key.chord];
  if (anywhere) return anywhere(state, view, seen);
  const field = findField(view, state.focus?.field);
  const edit = field && pressField(state, field, key, view, seen);
  if (edit) return applyEdit(state, field, edit, view);
  const action = (state.focus?.verb ? ON_BUTTON[key.chord] : undefined) ?? ELSEWHERE[key.chord];
  return action ? action(state, view, seen) : { state };
}

function pressField(state: FormState, field: FieldView, key: Key, view: ScreenView, seen: Seen): Edit | null {
  const control = CONTROLS[field.control];
  const width = fieldWidths(view.fields, formWidth(seen.columns)).get(field.name) ?? seen.columns;
  return (
    control.press?.({
      field,
      ui: uiOf(state, field.name),
      key,
      width: insideWidth(width, control.maxWidth),
      rows: seen.listRows,
    }) ?? null
  );
}

function applyEdit(state: FormState, field: FieldView, edit: Edit, view: ScreenView): Step {
  const { name } = field;
  let next: FormState = { ...state, scroll: null };
  if (edit.raw !== undefined) {
    const { [name]: _refused, ...refused } = next.refused;
    next = { ...next, draft: { ...next.draft, [name]: edit.raw }, refused };
  }
  if (edit.press && 'draft' in edit.press) next = { ...next, draft: { ...next.draft, ...edit.press.draft } };
  if (edit.ui) next = { ...next, ui: { ...next.ui, [name]: { ...uiOf(next, name), ...edit.ui } } };
  if (edit.press && 'action' in edit.press) return { state: next, start: edit.press.action };
  return edit.goOn ? goOn(next, view) : { state: next };
}
