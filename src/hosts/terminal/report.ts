import type { EffectOf, Fault } from '../../model/interview.ts';
import type { Value } from '../../model/value.ts';
import { clip, harmless, oneLine } from './text-cells.ts';
import type { Theme } from './theme.ts';

/** What is printed when the screens are gone: plain text for the terminal's own screen. No ink is needed for it. */

const CODES = { bold: '1', muted: '2', red: '31', green: '32' } as const;

function paint(theme: Theme, text: string, ...names: (keyof typeof CODES)[]): string {
  const codes = names
    .filter((name) => theme.colour || (theme.attributes && (name === 'bold' || name === 'muted')))
    .map((name) => CODES[name]);
  return codes.length === 0 ? text : `\x1b[${codes.join(';')}m${text}\x1b[0m`;
}

/** Breaks text at blanks; a longer word gets a line of its own. */
function wrapWords(text: string, width: number): string[] {
  return harmless(text)
    .split('\n')
    .flatMap((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > width) {
          lines.push(line);
          line = word;
        } else line = line === '' ? word : `${line} ${word}`;
      }
      return [...lines, line];
    });
}

/**
 * An unhandled fault for people: at which element, what happened, what to do, the code to search for. Secrets must be
 * masked by the caller.
 */
export function faultPanel(fault: Fault, theme: Theme, columns = 80): string {
  const width = Math.max(20, Math.min(columns, 100) - 4);
  const where = fault.element ? ` at ${oneLine(fault.element)}` : '';
  const indented = (text: string) => wrapWords(text, width).map((line) => `    ${line}`.trimEnd());
  return [
    `${paint(theme, `${theme.glyphs.error} The flow stopped${where}`, 'bold', 'red')} ${paint(theme, `(${oneLine(fault.code)})`, 'muted')}`,
    '',
    ...indented(fault.message),
    ...(fault.help ? ['', `  ${paint(theme, 'What to do', 'bold')}`, ...indented(fault.help)] : []),
    '',
  ].join('\n');
}

/** What a presenter counted. Times are milliseconds since 1970. */
export interface Tally {
  readonly flowLabel: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly screens: number;
  readonly callouts: number;
}

/** The records that a scheduled flow ran for, one interview each. */
interface Batch {
  readonly object: string;
  readonly records: number;
  readonly failed: number;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Milliseconds for people: `340 ms`, `3.2 s`, `1 min 16 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How a run went, in one line, and a line for every output. */
export function summaryText(
  tally: Tally,
  end: (EffectOf<'finished'> | EffectOf<'failed'>) & { readonly batch?: Batch },
  theme: Theme,
  columns = 80,
): string {
  const { glyphs } = theme;
  const failed = end.kind === 'failed';
  const sign = failed ? paint(theme, glyphs.error, 'red') : paint(theme, glyphs.done, 'green');
  const name = paint(theme, oneLine(tally.flowLabel) || 'The flow', 'bold');
  const counts = [
    counted(tally.screens, 'screen'),
    counted(tally.callouts, 'callout'),
    durationText(tally.endedAt - tally.startedAt),
  ].join(', ');
  const outputs = failed ? [] : [...Object.entries(end.outputs), ...fieldsOf(end)];
  const how = `${howOf(end)}${end.batch ? batchText(end.batch) : ''}`;
  const widest = Math.max(0, ...outputs.map(([output]) => output.length));
  return [
    `${sign} ${name} ${how} ${paint(theme, `(${counts})`, 'muted')}`,
    ...outputs.map(([output, value]) => {
      const room = Math.max(20, columns - widest - 6);
      return `  ${paint(theme, output.padEnd(widest), 'muted')}  ${clip(valueText(value), room)}`;
    }),
  ].join('\n');
}

function howOf(end: EffectOf<'finished'> | EffectOf<'failed'>): string {
  if (end.kind === 'failed') return 'failed';
  if (end.notEntered === 'metBefore') return 'did not start: the record met its entry conditions before';
  return end.notEntered ? 'did not start: the record does not meet its entry conditions' : 'finished';
}

function batchText({ object, records, failed }: Batch): string {
  const those = counted(records, `${object} record`);
  return failed > 0 ? ` for ${failed} of ${those}` : ` for ${those}`;
}

/** What a before-save flow set on the record. */
function fieldsOf({ record = {} }: EffectOf<'finished'>): [string, Value][] {
  return Object.entries(record).map(([field, value]) => [`$Record.${field}`, value]);
}

function valueText(value: Value): string {
  if (typeof value === 'string') return oneLine(value);
  return oneLine(JSON.stringify(value));
}
