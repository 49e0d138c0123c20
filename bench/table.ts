/** A measure with its table: what `--json` prints and what people read. */
export interface Report {
  readonly title: string;
  /** What the ratios are relative to. */
  readonly base: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly targets: readonly Target[];
}
export interface Row {
  readonly name: string;
  readonly cells: readonly (number | string)[];
}
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly reached: number;
  readonly met: boolean;
}

/** Draws the report for a terminal. */
export function draw(report: Report): string {
  const lines = [['', ...report.columns], ...report.rows.map((row) => [row.name, ...row.cells.map(cell)])];
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  const drawn = lines.map((line) =>
    line
      .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join('   ')
      .trimEnd(),
  );
  const targets = report.targets.map(
    (t) => `  ${t.met ? 'reached' : 'MISSED '}  ${t.what}: ${cell(t.reached)} (target ${t.wanted})`,
  );
  return [report.title, '', ...drawn, '', ...targets, ''].join('\n');
}

function cell(value: number | string): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '-';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
