import stringWidth from 'string-width';
import type { Diagnostic, Severity } from '../model/diagnostics.ts';
import { type Lines, linesOf } from './lines.ts';

export interface FrameOptions {
  /** ANSI colours; left out = none. */
  readonly color?: boolean;
  /** Columns a source line may take; longer ones are cut around the caret. Left out = 110. */
  readonly width?: number;
}

/** Source lines shown above the one that is meant. */
const CONTEXT = 2;
const TAB = '    ';

type Paint = (text: string) => string;
interface Paints {
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly strong: Paint;
  readonly gutter: Paint;
  readonly help: Paint;
}

const plain: Paint = (text) => text;
const ansi =
  (open: number, close: number): Paint =>
  (text) =>
    `\u001b[${open}m${text}\u001b[${close}m`;
const PLAIN: Paints = {
  severity: { error: plain, warning: plain, info: plain },
  strong: plain,
  gutter: plain,
  help: plain,
};
const COLORED: Paints = {
  severity: { error: ansi(31, 39), warning: ansi(33, 39), info: ansi(36, 39) },
  strong: ansi(1, 22),
  gutter: ansi(34, 39),
  help: ansi(36, 39),
};

/**
 * A diagnostic as a person reads it: what is wrong, where, the source with carets under it, and what to do.
 * @param text the file's text; undefined where it is not at hand: the frame is left out.
 */
export function formatDiagnostic(diagnostic: Diagnostic, text: string | undefined, options: FrameOptions = {}): string {
  return formatDiagnostics([diagnostic], () => text, options);
}

/** Several diagnostics with a blank line between them; `textOf` gives the text of each file. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  options: FrameOptions = {},
): string {
  const known = new Map<string, Lines | undefined>();
  return diagnostics
    .map((diagnostic) => {
      const { file } = diagnostic;
      if (!known.has(file)) {
        const text = textOf(file);
        known.set(file, text === undefined ? undefined : linesOf(masked(text, diagnostics, file)));
      }
      return formatWithLines(diagnostic, known.get(file), options);
    })
    .join('\n\n');
}

/** The text with the values that `secret-in-file` points at made unreadable: no frame of the file shows them. */
function masked(text: string, diagnostics: readonly Diagnostic[], file: string): string {
  return diagnostics
    .filter((diagnostic) => diagnostic.rule === 'secret-in-file' && diagnostic.file === file)
    .reduce((hidden, { place: { start, end } }) => {
      return hidden.slice(0, start) + hidden.slice(start, end).replaceAll(/[^\r\n]/g, '*') + hidden.slice(end);
    }, text);
}

function formatWithLines(diagnostic: Diagnostic, lines: Lines | undefined, options: FrameOptions): string {
  const { rule, severity, message, file, place, label, suggestion } = diagnostic;
  const paints = options.color ? COLORED : PLAIN;
  const head = `${paints.severity[severity](paints.strong(`${severity}[${rule}]`))}${paints.strong(`: ${printable(message)}`)}`;
  const start = lines?.positionOf(place.start);
  const gutter = String(start?.line ?? 1).length;
  const bar = (mark: string): string => paints.gutter(`${mark.padStart(gutter)} |`);
  const where = start ? `${file}:${start.line}:${start.column}` : file;
  const rows = [head, `${' '.repeat(gutter)}${paints.gutter('-->')} ${printable(where)}`];
  if (lines && start && hasSource(lines)) {
    rows.push(bar(''));
    const first = Math.max(1, start.line - CONTEXT);
    for (let number = first; number < start.line; number++) {
      rows.push(`${bar(String(number))} ${clip(lines.line(number), 0, 0, options).text}`.trimEnd());
    }
    const line = lines.line(start.line);
    const end = lines.positionOf(place.end);
    const from = start.column - 1;
    const to = end.line > start.line ? line.trimEnd().length : end.column - 1;
    const shown = clip(line, from, Math.max(to, from), options);
    rows.push(`${bar(String(start.line))} ${shown.text}`.trimEnd());
    const carets = paints.severity[severity](
      `${'^'.repeat(Math.max(1, shown.to - shown.from))}${label ? ` ${printable(label)}` : ''}`,
    );
    rows.push(`${bar('')} ${' '.repeat(shown.from)}${carets}`);
  }
  if (suggestion) rows.push(`${' '.repeat(gutter + 1)}${paints.gutter('=')} ${paints.help(printable(suggestion))}`);
  return rows.join('\n');
}

function hasSource(lines: Lines): boolean {
  return lines.count > 1 || lines.line(1) !== '';
}

/** Control characters must not reach a terminal. */
function printable(text: string): string {
  return text.replaceAll('\t', TAB).replaceAll(/\p{Cc}/gu, '\u00b7');
}

/** A source line as it is shown, cut to the width, and the screen columns of the two offsets in it. */
function clip(
  line: string,
  from: number,
  to: number,
  options: FrameOptions,
): { text: string; from: number; to: number } {
  const width = options.width ?? 110;
  const text = printable(line);
  const left = stringWidth(printable(line.slice(0, from)));
  const right = left + stringWidth(printable(line.slice(from, to)));
  if (stringWidth(text) <= width) return { text, from: left, to: right };
  const skip = left < width / 2 ? 0 : left - Math.floor(width / 3);
  const { kept, shift } = cut(text, skip, width);
  return { text: kept, from: left - shift, to: Math.min(right - shift, width) };
}

/** The part of a text from screen column `skip` on, `width` wide, with `…` where something was cut off. */
function cut(text: string, skip: number, width: number): { readonly kept: string; readonly shift: number } {
  let column = 0;
  let shift = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = stringWidth(segment);
    if (column < skip) shift = column + wide;
    else if (column - shift + wide < width - (shift > 0 ? 1 : 0)) kept += segment;
    else return { kept: `${shift > 0 ? '…' : ''}${kept}…`, shift: shift > 0 ? shift - 1 : 0 };
    column += wide;
  }
  return { kept: `${shift > 0 ? '…' : ''}${kept}`, shift: shift > 0 ? shift - 1 : 0 };
}

/** A diagnostic for programs: lines and columns from 1, columns in UTF-16 units, ends exclusive. */
export interface DiagnosticJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly label: string | null;
  readonly suggestion: string | null;
}

/** The JSON form; `text` as in `formatDiagnostic` (without it all positions are 1). */
export function diagnosticToJson(diagnostic: Diagnostic, text: string | undefined): DiagnosticJson {
  const { file, place, rule, severity, message, label = null, suggestion = null } = diagnostic;
  const lines = linesOf(text ?? '');
  const start = lines.positionOf(place.start);
  const end = lines.positionOf(Math.max(place.end, place.start));
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    rule,
    severity,
    message,
    label,
    suggestion,
  };
}
