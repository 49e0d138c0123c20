import { formatDiagnostic } from '../definition/code-frame.ts';
import type { Failure } from './test-result.ts';

export interface ShowOptions {
  readonly color: boolean;
}

/** Puts text into a colour; without colours leaves it. */
export type Paint = (code: keyof typeof COLORS, text: string) => string;

const COLORS = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

export function painter(color: boolean): Paint {
  return color ? (code, text) => `\u001b[${COLORS[code]}m${text}\u001b[0m` : (_, text) => text;
}

/** A failed expectation as people read it: what differs, and where in the test file that stands. */
export function showFailure(failure: Failure, file: string, text: string, { color }: ShowOptions): readonly string[] {
  const paint = painter(color);
  const { message, help, place, compared } = failure;
  const diagnostic = { rule: 'test', severity: 'error', message, file, place } as const;
  // The head of the frame says nothing that is not said here.
  const [, ...frame] = formatDiagnostic(diagnostic, text, { color }).split('\n');
  return [
    paint('red', message),
    ...(help === null ? [] : help.split('\n').map((line) => `  ${line}`)),
    ...(compared === null ? [] : diff(compared, paint).map((line) => `  ${line}`)),
    ...frame,
  ];
}

/** One value below the other; longer ones line by line, those that differ marked. */
function diff({ expected, received }: NonNullable<Failure['compared']>, paint: Paint): readonly string[] {
  const [old, now] = [expected.split('\n'), received.split('\n')];
  if (old.length === 1 && now.length === 1)
    return [`${paint('green', '- expected')} ${expected}`, `${paint('red', '+ received')} ${received}`];
  const lines = lineDiff(old, now).map(({ mark, line }) => {
    if (mark === ' ') return `  ${line}`;
    return paint(mark === '-' ? 'green' : 'red', `${mark} ${line}`);
  });
  return [`${paint('green', '- expected')}, ${paint('red', '+ received')}`, ...lines];
}

interface DiffLine {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
}

/** The shortest way from one list of lines to the other (longest common subsequence). */
export function lineDiff(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? [];
    for (let j = now.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const [before, after] = [old[i], now[j]];
    if (before !== undefined && before === after) {
      lines.push({ mark: ' ', line: before });
      i += 1;
      j += 1;
    } else if (before !== undefined && (after === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', line: before });
      i += 1;
    } else {
      lines.push({ mark: '+', line: after ?? '' });
      j += 1;
    }
  }
  return lines;
}
