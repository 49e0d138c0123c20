import type { Draft, FieldView, ScreenVerb, ScreenView } from '../../model/interview.ts';
import type { Value } from '../../model/value.ts';

/** What a control remembers beside its value. */
export interface FieldUi {
  /** Offset in the typed text. */
  readonly caret: number;
  /** A list is dropped down. */
  readonly open: boolean;
  /** The search in a list; null = none was begun. */
  readonly query: string | null;
  /** The row of the list the keys are on. */
  readonly active: number;
}

export const INITIAL_UI: FieldUi = { caret: 0, open: false, query: null, active: 0 };

/** Where the keys go: a field, by name, or a button. */
export type Focus =
  | { readonly field: string; readonly verb?: undefined }
  | { readonly verb: ScreenVerb; readonly field?: undefined };

/** All that one screen's form knows, beside the `ScreenView` that follows from `draft`. Never changed in place. */
export interface FormState {
  readonly draft: Draft;
  readonly focus: Focus | null;
  /** Fields that were left: their errors are shown. */
  readonly left: ReadonlySet<string>;
  /** Next was tried: all errors are shown. */
  readonly tried: boolean;
  /** Messages of a refused try, until the field is edited. */
  readonly refused: Readonly<Record<string, string>>;
  readonly ui: Readonly<Record<string, FieldUi>>;
  readonly helpOpen: boolean;
  /** The question "Leave the flow?" is on screen, with this answer highlighted. */
  readonly leaving: 'stay' | 'leave' | null;
  /** Rows the form was scrolled to by hand; null = it follows the focus. */
  readonly scroll: number | null;
}

/** Every visible field in the order it is drawn, those in sections included; a hidden section hides its fields. */
export function visibleFields(fields: readonly FieldView[]): FieldView[] {
  return fields
    .filter((field) => field.visible)
    .flatMap((field) => [field, ...(field.columns ?? []).flatMap((column) => visibleFields(column.fields))]);
}

/** A visible field by name. */
export function findField(view: ScreenView, name: string | undefined): FieldView | undefined {
  return name === undefined ? undefined : visibleFields(view.fields).find((field) => field.name === name);
}

/** The message to draw under a field, if any. */
export function shownError(state: FormState, field: FieldView): string | null {
  const refused = state.refused[field.name];
  if (refused) return refused;
  return state.tried || state.left.has(field.name) ? field.error : null;
}

/** What the control of a field remembers; where it stands at first when the field was never touched. */
export function uiOf(state: FormState, name: string): FieldUi {
  return state.ui[name] ?? INITIAL_UI;
}

/** A raw entry as text: null is empty, numbers as JavaScript writes them. */
export function rawText(raw: Value): string {
  return typeof raw === 'string' ? raw : raw === null ? '' : String(raw);
}
