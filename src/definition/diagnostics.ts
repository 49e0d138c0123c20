import type { Diagnostic, Severity } from '../model/diagnostics.ts';
import type { Place } from '../model/document.ts';

/** What a reader or rule says about one problem; the file is added where it is collected. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly place: Place;
  /** `error` where nothing is said. */
  readonly severity?: Severity;
  readonly label?: string | undefined;
  readonly suggestion?: string | undefined;
}

/** A finding as a diagnostic of `file`. */
export function diagnosticOf(finding: Finding, file: string): Diagnostic {
  const { rule, severity = 'error', message, place, label, suggestion } = finding;
  return {
    rule,
    severity,
    message,
    file,
    place,
    ...(label === undefined ? {} : { label }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function compare(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (
    a.place.start - b.place.start ||
    a.place.end - b.place.end ||
    RANK[a.severity] - RANK[b.severity] ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}

/** By file, then by place, each problem once (same rule, place and message). */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.toSorted(compare).filter((d) => {
    const key = JSON.stringify([d.file, d.place.start, d.place.end, d.rule, d.message]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Whether one of them is an error: a flow with errors does not run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
