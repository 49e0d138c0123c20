import { Box, type DOMElement, Text } from 'ink';
import type { ReactElement, RefObject } from 'react';
import type { FieldView } from '../../model/interview.ts';
import type { ControlDefinition } from './controls/define-control.ts';
import { CONTROLS } from './controls/index.ts';
import { type FormState, shownError, uiOf } from './form-state.ts';
import { h } from './h.ts';
import { insideWidth } from './layout.ts';
import { cells, oneLine } from './text-cells.ts';
import type { Theme } from './theme.ts';
import { wrapSpans } from './wrap-spans.ts';

/** What every field of a screen is drawn from. */
export interface FormDrawing {
  readonly state: FormState;
  readonly theme: Theme;
  /** Rows a list may take. */
  readonly listRows: number;
  /** Blank rows between fields. */
  readonly gap: number;
  readonly screenReader: boolean;
  /** Put on the field that has the focus, to find it in the layout. */
  readonly focusRef: RefObject<DOMElement | null>;
}

/** The visible fields below one another, each as wide as `width` allows. */
export function drawFields(fields: readonly FieldView[], width: number, form: FormDrawing): ReactElement {
  return h(
    Box,
    { flexDirection: 'column', rowGap: form.gap, width },
    fields.filter((field) => field.visible).map((field) => drawField(field, width, form)),
  );
}

function drawField(field: FieldView, width: number, form: FormDrawing): ReactElement {
  const control = CONTROLS[field.control];
  const focused = form.state.focus?.field === field.name;
  const outer = {
    key: field.name,
    ...(focused ? { ref: form.focusRef } : {}),
    flexDirection: 'column',
    flexShrink: 0,
  } as const;
  if (form.screenReader && field.control !== 'group') return spoken(field, control, focused, form, outer);
  const error = shownError(form.state, field);
  const frame = Math.min(width, control.maxWidth ?? width);
  const inside = control.draw({
    field,
    ui: uiOf(form.state, field.name),
    focused,
    theme: form.theme,
    width: control.frame === 'boxed' ? insideWidth(width, control.maxWidth) : width,
    rows: form.listRows,
    drawFields: (fields, columnWidth) => drawFields(fields, columnWidth, form),
  });
  const content =
    control.frame === 'boxed' ? drawFrame({ field, frame, focused, error, theme: form.theme, inside }) : inside;
  return h(Box, outer, content, error === null ? null : drawError(error, form.theme, width));
}

function drawError(error: string, theme: Theme, width: number): ReactElement {
  return h(
    Box,
    { paddingLeft: 2, columnGap: 1, width },
    h(Box, { flexShrink: 0 }, h(Text, theme.styles.error, theme.glyphs.error)),
    h(
      Box,
      { flexDirection: 'column' },
      wrapSpans([{ text: oneLine(error) }], Math.max(1, width - 3 - theme.glyphs.error.length)).map(([piece], index) =>
        h(Text, { key: index, ...theme.styles.error }, piece?.text ?? ''),
      ),
    ),
  );
}

interface Framed {
  readonly field: FieldView;
  readonly frame: number;
  readonly focused: boolean;
  readonly error: string | null;
  readonly theme: Theme;
  readonly inside: ReactElement | null;
}

/** The frame around an entry. The label stands in its top line, or above it where it is too long for that. */
function drawFrame({ field, frame, focused, error, theme, inside }: Framed): ReactElement {
  const { box } = theme.glyphs;
  const border = theme.styles[error !== null ? 'errorBorder' : focused ? 'focusBorder' : 'border'];
  const label = drawLabel(field, focused, theme);
  const size =
    cells(oneLine(field.label)) + (field.required ? 2 : 0) + (field.help ? 4 : 0) + mark(focused, theme).length;
  const fill = frame - size - 5;
  const fits = fill >= 1;
  return h(
    Box,
    { flexDirection: 'column', width: frame },
    fits ? null : h(Box, { paddingX: 1 }, h(Text, {}, label)),
    fits
      ? h(Text, border, `${box.topLeft}${box.top} `, label, h(Text, border, ` ${box.top.repeat(fill)}${box.topRight}`))
      : h(Text, border, box.topLeft + box.top.repeat(frame - 2) + box.topRight),
    h(
      Box,
      {
        borderStyle: box,
        borderTop: false,
        paddingX: 1,
        width: frame,
        ...(border.color === undefined ? {} : { borderColor: border.color }),
        ...(border.dimColor ? { borderDimColor: true } : {}),
        flexDirection: 'column',
      },
      inside,
    ),
  );
}

function drawLabel(field: FieldView, focused: boolean, theme: Theme): ReactElement {
  const { styles } = theme;
  return h(
    Text,
    {},
    mark(focused, theme),
    field.required ? h(Text, styles.required, '* ') : null,
    h(Text, focused ? styles.focusLabel : field.readOnly ? styles.muted : styles.label, oneLine(field.label)),
    field.help ? h(Text, styles.muted, ' (?)') : null,
  );
}

/** Where the focus is, on a terminal that can show it in no other way. */
function mark(focused: boolean, theme: Theme): string {
  return focused && !theme.attributes ? `${theme.glyphs.pointer} ` : '';
}

type Outer = { readonly key: string; readonly flexDirection: 'column' };

function spoken(
  field: FieldView,
  control: ControlDefinition,
  focused: boolean,
  form: FormDrawing,
  outer: Outer,
): ReactElement {
  const value = control.speak(field, uiOf(form.state, field.name));
  if (control.frame === 'text') return h(Box, outer, h(Text, {}, value));
  const error = shownError(form.state, field);
  const label = `${focused ? 'Here: ' : ''}${oneLine(field.label)}: ${value}${error === null ? '' : `. Error: ${oneLine(error)}`}`;
  const state = {
    required: field.required,
    readonly: field.readOnly,
    ...(field.control === 'toggle' ? { checked: field.raw === true } : {}),
    ...(field.control === 'longText' ? { multiline: true } : {}),
    ...(field.control === 'chooseMany' ? { multiselectable: true } : {}),
    ...(field.control === 'chooseOne' ? { expanded: uiOf(form.state, field.name).open } : {}),
  };
  return h(Box, {
    ...outer,
    ...(control.role ? { 'aria-role': control.role } : {}),
    'aria-state': state,
    'aria-label': label,
  });
}
