import { Box, Text, useAnimation } from 'ink';
import type { ReactElement } from 'react';
import type { ScreenVerb, ScreenView } from '../../model/interview.ts';
import type { Hint } from './controls/define-control.ts';
import { CONTROLS } from './controls/index.ts';
import { findField, uiOf } from './form-state.ts';
import { mainVerb } from './form-update.ts';
import { h } from './h.ts';
import { helpFor } from './help-panel.ts';
import type { Busy, Scene } from './screen-frame.ts';
import { cells, clip, oneLine } from './text-cells.ts';
import type { Theme } from './theme.ts';

/** Used where the view names no label (Salesforce's own). */
const VERB_LABELS: Readonly<Record<ScreenVerb, string>> = {
  next: 'Next',
  previous: 'Previous',
  finish: 'Finish',
  pause: 'Pause',
};

/** The bottom line: progress, the question whether to leave, or the buttons. */
export function drawFooter({ form, busy, theme, columns, screenReader }: Scene): ReactElement | null {
  if (busy) return h(Progress, { busy, theme, columns, still: screenReader });
  if (!form) return null;
  if (form.state.leaving) return drawLeaving(form.state.leaving, theme);
  if (!form.view.showFooter) return null;
  const focused = form.state.focus?.verb;
  return h(
    Box,
    { paddingX: 1, columnGap: 1, flexShrink: 0 },
    form.view.verbs.map((verb) =>
      drawButton(verb, verbText(form.view, verb, theme), focused === verb, verb === mainVerb(form.view), theme),
    ),
  );
}

/** The label of a button: the view's, else Salesforce's own. */
export function verbLabel(view: ScreenView, verb: ScreenVerb): string {
  return oneLine(view.labels[verb] ?? VERB_LABELS[verb]);
}

function verbText(view: ScreenView, verb: ScreenVerb, theme: Theme): string {
  const label = verbLabel(view, verb);
  if (verb === 'previous') return `${theme.glyphs.previous} ${label}`;
  return verb === 'next' ? `${label} ${theme.glyphs.next}` : label;
}

function drawButton(key: string, label: string, focused: boolean, main: boolean, theme: Theme): ReactElement {
  const style = theme.styles[focused ? 'focusButton' : main ? 'mainButton' : 'button'];
  const bare = !theme.attributes && focused ? `>${label}<` : ` ${label} `;
  return h(
    Box,
    { key, 'aria-role': 'button', 'aria-label': focused ? `Here: ${label}` : label, flexShrink: 0 },
    h(Text, style, `[${bare}]`),
  );
}

function drawLeaving(answer: 'stay' | 'leave', theme: Theme): ReactElement {
  return h(
    Box,
    { paddingX: 1, columnGap: 1, flexShrink: 0 },
    h(Text, theme.styles.title, 'Leave the flow?'),
    drawButton('stay', 'Stay', answer === 'stay', false, theme),
    drawButton('leave', 'Leave', answer === 'leave', false, theme),
  );
}

interface ProgressProps {
  readonly busy: Busy;
  readonly theme: Theme;
  readonly columns: number;
  /** No animation: for screen readers, which would read every frame. */
  readonly still: boolean;
}

function Progress({ busy, theme, columns, still }: ProgressProps): ReactElement {
  const { frame } = useAnimation({ interval: 100, isActive: !still });
  const { spinner } = theme.glyphs;
  const seconds = Math.floor((Date.now() - busy.since) / 1000);
  const elapsed = seconds < 1 || still ? '' : `  ${seconds} s`;
  const text = clip(oneLine(busy.text), columns - 5 - elapsed.length);
  return h(
    Box,
    { paddingX: 1, columnGap: 1, flexShrink: 0, 'aria-role': 'progressbar', 'aria-state': { busy: true } },
    h(Text, { ...theme.styles.busy, 'aria-hidden': true }, spinner[frame % spinner.length]),
    h(Text, {}, text, h(Text, theme.styles.muted, elapsed)),
  );
}

/** Blanks between two keys. */
const HINT_GAP = 3;

/** A key for the line at the bottom; where not all fit, those of the lowest rank stay. */
interface RankedHint {
  readonly hint: Hint;
  readonly rank: number;
}

/** The keys that matter here, as many as fit on one line. */
export function drawHints(scene: Scene): ReactElement {
  const { theme, columns } = scene;
  const hints = hintsFor(scene);
  let room = columns - 2 + HINT_GAP;
  const fitting = new Set<RankedHint>();
  for (const ranked of hints.toSorted((a, b) => a.rank - b.rank)) {
    const size = cells(ranked.hint[0]) + 1 + cells(ranked.hint[1]) + HINT_GAP;
    if (size > room) continue;
    room -= size;
    fitting.add(ranked);
  }
  return h(
    Box,
    { paddingX: 1, columnGap: HINT_GAP, flexShrink: 0, height: 1, overflow: 'hidden' },
    hints
      .filter((ranked) => fitting.has(ranked))
      .map(({ hint: [key, does] }) =>
        h(
          Box,
          { key, flexShrink: 0 },
          h(Text, {}, h(Text, theme.styles.key, key), h(Text, theme.styles.muted, ` ${does}`)),
        ),
      ),
  );
}

function hintsFor({ form, busy }: Scene): readonly RankedHint[] {
  if (busy || !form) return [{ hint: ['Ctrl+C', 'cancel'], rank: 0 }];
  const { view, state } = form;
  if (state.leaving) {
    return [
      { hint: ['Y', 'leave'], rank: 0 },
      { hint: ['N', 'stay'], rank: 1 },
    ];
  }
  const field = findField(view, state.focus?.field);
  const main = mainVerb(view);
  const own = field ? (CONTROLS[field.control].hints?.(field, uiOf(state, field.name)) ?? []) : [];
  const all: readonly (RankedHint | null)[] = [
    // The first key of a field is what one needs to know of it.
    ...own.map((hint, index) => ({ hint, rank: index === 0 ? 0 : 4 + index })),
    { hint: field ? ['Tab', 'next field'] : ['Enter', 'press'], rank: 2 },
    // Where Previous is all there is, its own key stands below.
    main && main !== 'previous' ? { hint: ['Ctrl+S', verbLabel(view, main)], rank: 1 } : null,
    view.verbs.includes('previous') ? { hint: ['Ctrl+B', verbLabel(view, 'previous')], rank: 4 } : null,
    helpFor(view, state) ? { hint: ['F1', 'help'], rank: 4 } : null,
    // An open list takes Esc for itself.
    own.some(([key]) => key === 'Esc') ? null : { hint: ['Esc', 'leave'], rank: 3 },
  ];
  return all.filter((ranked) => ranked !== null);
}
