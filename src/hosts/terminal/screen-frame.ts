import { Box, type DOMElement, measureElement, Text } from 'ink';
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import type { ScreenView } from '../../model/interview.ts';
import { drawFields, type FormDrawing } from './draw-field.ts';
import { drawFooter, drawHints } from './footer.ts';
import type { FormState } from './form-state.ts';
import { focusOrder, type Seen } from './form-update.ts';
import { h } from './h.ts';
import { drawHelp } from './help-panel.ts';
import { formWidth } from './layout.ts';
import { clampOffset, keepVisible } from './scroll.ts';
import { clip, oneLine } from './text-cells.ts';
import type { Theme } from './theme.ts';

/** A callout that runs: what it says, and when it began (milliseconds since 1970). */
export interface Busy {
  readonly text: string;
  readonly since: number;
}

/** Everything that is drawn. */
export interface Scene {
  /** Another number for every screen that comes up: it starts at its top. */
  readonly turn: number;
  /** Null before the first screen. */
  readonly form: { readonly view: ScreenView; readonly state: FormState } | null;
  readonly busy: Busy | null;
  readonly theme: Theme;
  readonly columns: number;
  readonly rows: number;
  readonly screenReader: boolean;
  /** Told after every drawing what fits where. */
  onSeen?(seen: Seen): void;
}

/** From this many rows on, fields stand a blank row apart. */
const ROOMY = 32;
/** Below this many rows, the header is one line and there is no line of keys. */
const CRAMPED = 13;

/** The whole screen: header, the form in its viewport, help, buttons or progress, keys. */
export function ScreenFrame(scene: Scene): ReactElement {
  const { form, theme, columns, rows, screenReader } = scene;
  const viewport = useRef<DOMElement>(null);
  const content = useRef<DOMElement>(null);
  const focusRef = useRef<DOMElement>(null);
  const [offset, setOffset] = useState(0);
  const [total, setTotal] = useState(0);
  const [seenRows, setSeenRows] = useState(rows);
  const listRows = Math.max(3, seenRows - 4);

  // After each layout: keep what has the focus in sight. It settles in one more pass, before anything else is drawn.
  useLayoutEffect(() => {
    if (!viewport.current || !content.current) return;
    const fits = measureElement(viewport.current).height;
    const inner = measureElement(content.current);
    const focused = focusRef.current && form?.state.focus?.field ? measureElement(focusRef.current) : null;
    const wanted =
      form?.state.scroll ??
      (focused ? followFocus(form, focused.y - inner.y, focused.height, offset, fits, inner.height) : offset);
    const next = clampOffset(wanted, fits, inner.height);
    setOffset(next);
    setTotal(inner.height);
    setSeenRows(fits);
    scene.onSeen?.({ columns, listRows, viewport: fits, total: inner.height, offset: next });
  });

  const drawing: FormDrawing | null = form && {
    state: scene.busy ? { ...form.state, focus: null } : form.state,
    theme,
    listRows,
    gap: rows >= ROOMY ? 1 : 0,
    screenReader,
    focusRef,
  };
  const width = formWidth(columns);
  const roomy = rows >= CRAMPED;
  return h(
    Box,
    { flexDirection: 'column', width: columns, ...(screenReader ? {} : { height: rows }) },
    form ? drawHeader(form.view, theme, columns, roomy) : null,
    drawRule(theme, columns, screenReader, offset > 0 ? `${theme.glyphs.above} more` : ''),
    h(
      Box,
      {
        ref: viewport,
        flexGrow: 1,
        flexShrink: 1,
        flexBasis: 0,
        overflow: 'hidden',
        contentOffsetY: offset,
        flexDirection: 'column',
        paddingX: 1,
      },
      h(
        Box,
        { ref: content, flexDirection: 'column', flexShrink: 0 },
        form && drawing ? drawGeneralErrors(form.view, form.state, theme) : null,
        form && drawing ? drawFields(form.view.fields, width, drawing) : null,
      ),
    ),
    form?.state.helpOpen ? drawHelp(form.view, form.state, theme, width, Math.max(3, Math.floor(rows / 3))) : null,
    drawRule(theme, columns, screenReader, offset + seenRows < total ? `${theme.glyphs.below} more` : ''),
    drawFooter(scene),
    roomy || screenReader ? drawHints(scene) : null,
  );
}

/** The offset that shows the field with the focus; with the first field, also what stands above it, if that fits. */
function followFocus(form: Scene['form'], top: number, size: number, offset: number, fits: number, total: number) {
  const first = form && focusOrder(form.view)[0]?.field === form.state.focus?.field;
  if (first && top + size <= fits) return 0;
  return keepVisible(offset, top, size, fits, total);
}

function drawHeader(view: ScreenView, theme: Theme, columns: number, roomy: boolean): ReactElement | null {
  if (!view.showHeader) return null;
  const { styles, glyphs } = theme;
  const flow = oneLine(view.flowLabel);
  const label = view.label === view.flowLabel ? '' : oneLine(view.label);
  const help = view.help ? h(Text, styles.muted, ' (?)') : null;
  if (roomy) {
    return h(
      Box,
      { flexDirection: 'column', paddingX: 1, flexShrink: 0 },
      h(Text, styles.flow, clip(flow, columns - 2)),
      label === '' ? null : h(Text, { wrap: 'truncate-end' }, h(Text, styles.title, label), help),
    );
  }
  const room = columns - 2 - (label === '' ? 0 : 3);
  const flowPart = clip(flow, label === '' ? room : Math.max(8, Math.floor(room / 2)));
  return h(
    Box,
    { paddingX: 1, flexShrink: 0 },
    h(
      Text,
      { wrap: 'truncate-end' },
      h(Text, styles.flow, flowPart),
      label === '' ? null : h(Text, styles.muted, ` ${glyphs.pointer} `),
      h(Text, styles.title, label),
      help,
    ),
  );
}

function drawRule(theme: Theme, columns: number, screenReader: boolean, note: string): ReactElement | null {
  if (screenReader) return null;
  const { glyphs, styles } = theme;
  const line = glyphs.rule.repeat(Math.max(0, columns - (note === '' ? 0 : note.length + 4)));
  return h(
    Box,
    { flexShrink: 0 },
    h(Text, styles.border, note === '' ? line : h(Text, {}, line, ` ${note} `, glyphs.rule.repeat(2))),
  );
}

/** Messages of a refused try that belong to no field on screen. */
function drawGeneralErrors(view: ScreenView, state: FormState, theme: Theme): ReactElement[] {
  const shown = new Set(namesOf(view.fields));
  return Object.entries(state.refused)
    .filter(([name]) => !shown.has(name))
    .map(([name, message]) =>
      h(
        Box,
        { key: name, columnGap: 1 },
        h(Text, theme.styles.error, theme.glyphs.error),
        h(Text, theme.styles.error, oneLine(message)),
      ),
    );
}

function namesOf(fields: ScreenView['fields']): string[] {
  return fields
    .filter((field) => field.visible)
    .flatMap((field) => [field.name, ...(field.columns ?? []).flatMap((column) => namesOf(column.fields))]);
}
