import type { BackgroundRun, LoggedCallout } from '../effects/index.ts';
import { durationText, faultPanel, summaryText } from '../hosts/terminal/report.ts';
import { createTheme, type Theme } from '../hosts/terminal/theme.ts';
import type { Fault, FieldView, ScreenView } from '../model/interview.ts';
import { plainText } from '../testing/plain-text.ts';
import { type CliIo, painter, printLine } from './io.ts';
import type { RunEvents } from './run-events.ts';
import { timeText } from './time-text.ts';

/** Writes a run without a terminal for people: what each screen said, callouts with their status, how it ended. */
export function textEvents(io: CliIo, now: () => number = Date.now): RunEvents {
  const paint = painter(io.color);
  const startedAt = now();
  const counts = { screens: 0, callouts: 0 };
  let flowLabel = '';
  return {
    started: ({ label }) => {
      flowLabel = label;
    },
    screen: (view, verb) => {
      counts.screens += 1;
      printLine(io, `${paint('bold', view.label)} ${paint('dim', `[${view.labels[verb] ?? verb}]`)}`);
      for (const line of textsOf(view)) printLine(io, `  ${line}`);
    },
    callout: (callout) => {
      if (callout.sent) counts.callouts += 1;
      printLine(io, paint('dim', calloutLine(callout)));
    },
    fault: (fault) => io.stderr.write(faultLines(fault, io)),
    skipped: (fault) => io.stderr.write(skippedLine(fault, io)),
    happening: () => {},
    interview: (record, fault) => {
      if (fault) io.stderr.write(interviewLine(record, null, io));
    },
    background: (run) => io.stderr.write(backgroundLine(run, io)),
    end: (end) => {
      printLine(
        io,
        summaryText({ ...counts, flowLabel, startedAt, endedAt: now() }, end, plainTheme(io.env, io.color)),
      );
      if (end.kind === 'failed' && !end.batch) writePanel(end.fault, io);
    },
  };
}

/** Without colours there are no attributes either: the output is no terminal, or nobody wants escape sequences. */
function plainTheme(env: CliIo['env'], color: boolean): Theme {
  return { ...createTheme(env, { colour: color }), attributes: color };
}

/** A fault that ended a flow: what happened, at which element, what to do. */
export function writePanel(fault: Fault, io: CliIo): void {
  io.stderr.write(`\n${faultPanel(fault, plainTheme(io.env, io.errorColor), io.stderr.columns)}`);
}

/** A fault that the flow goes on from: one line, and what to do about it. */
function faultLines({ element, message, help }: Fault, io: CliIo): string {
  const paint = painter(io.errorColor);
  const where = element === undefined ? 'fault' : `fault at ${element}`;
  return `${paint('yellow', `${where}:`)} ${message}\n${help === undefined ? '' : `  ${help}\n`}`;
}

/** An action that the run went on without. */
export function skippedLine({ message }: Fault, io: CliIo): string {
  return `${painter(io.errorColor)('yellow', 'went on without outputs:')} ${message}\n`;
}

/** A record that a scheduled flow failed for; in a terminal nothing has told of the fault yet. */
export function interviewLine(record: string, fault: Fault | null, io: CliIo): string {
  return `${painter(io.errorColor)('yellow', `failed for ${record}`)}${fault ? `: ${fault.message}` : ''}\n`;
}

/** What goes on behind the run, in one line. */
export function backgroundLine({ flow, path, event, due, ended }: BackgroundRun, io: CliIo): string {
  const paint = painter(io.errorColor);
  const what = path === null ? `${flow}: what ${event} starts` : `${flow}: the path ${path}`;
  if (ended === null && due !== null)
    return `${paint('dim', `${what} is due ${timeText(due)}; flowrun org run-jobs runs it then`)}\n`;
  if (!ended?.fault) return `${paint('dim', `${what} ran after the commit`)}\n`;
  return `${paint('yellow', `${what} failed:`)} ${ended.fault.message}\n`;
}

function calloutLine({ request, status, fault, milliseconds }: LoggedCallout): string {
  const { method, path, namedCredential } = request;
  return `${method} ${path} via ${namedCredential}: ${status ?? fault?.code ?? 'no reply'} (${durationText(milliseconds)})`;
}

/** The texts a screen shows, as lines; what was entered is known to whoever gave it. */
function textsOf(view: ScreenView): readonly string[] {
  const texts = (fields: readonly FieldView[]): readonly string[] =>
    fields.flatMap((field) => {
      if (!field.visible) return [];
      if (field.columns) return field.columns.flatMap((column) => texts(column.fields));
      return field.control === 'static' && field.text ? [field.html === true ? plainText(field.text) : field.text] : [];
    });
  return texts(view.fields)
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim() !== '');
}
