import type { LoggedCallout } from '../effects/index.ts';
import { isLimit, LIMITS } from '../interview/index.ts';
import type { TraceEntry } from './flow-run.ts';
import { showValue } from './match.ts';

/** A trace may be long; its end says most. */
const MOST_LINES = 60;
const WIDE = 100;

type Shown = {
  readonly [K in TraceEntry['kind']]: (entry: Extract<TraceEntry, { kind: K }>, main: string) => string | null;
};

const LINES: Shown = {
  enter: ({ flow, element }, main) => (flow === main ? element : `${flow}.${element}`),
  write: ({ name, value }) => `  ${name} = ${short(showValue(value))}`,
  formula: ({ error, text }) => (error === undefined ? null : `  formula failed: ${short(text)}: ${error}`),
  screen: ({ screen }) => `  ${screen.pressed === null ? 'left waiting here' : `pressed ${screen.pressed}`}`,
  transaction: ({ number, used }) => `transaction ${number} used ${showLimits(used)}`,
  callout: ({ callout }) => `  ${showCallout(callout)}`,
};

/**
 * A trace as lines of text: elements entered, what they wrote, callouts with their status.
 * @param main name of the flow that was started: elements of other flows are shown with their flow.
 * @param most only so many of the last lines.
 */
export function showTrace(trace: readonly TraceEntry[], main: string, most = MOST_LINES): readonly string[] {
  const lines = trace.flatMap((entry) => LINES[entry.kind](entry as never, main) ?? []);
  if (lines.length <= most) return lines;
  return [`… ${lines.length - most} lines before`, ...lines.slice(-most)];
}

function showCallout({ request, status, fault, milliseconds }: LoggedCallout): string {
  const result = fault === null ? String(status) : `${fault.code}: ${fault.message}`;
  return `${request.method} ${request.path} via ${request.namedCredential}: ${result} (${Math.round(milliseconds)} ms)`;
}

/** `2 of 100 SOQL queries, 1 of 150 DML statements`. */
export function showLimits(used: Readonly<Record<string, number | undefined>>): string {
  const parts = Object.entries(used).flatMap(([name, count]) =>
    isLimit(name) ? [`${count} of ${LIMITS[name].most} ${LIMITS[name].what}`] : [],
  );
  return parts.join(', ');
}

function short(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  return line.length <= WIDE ? line : `${line.slice(0, WIDE - 1)}…`;
}
