import type { Diagnostic, RuleSetting } from '../model/diagnostics.ts';
import { nearest } from '../values/nearest.ts';
import { diagnosticOf } from './diagnostics.ts';
import { linesOf } from './lines.ts';
import { RULES } from './rules/index.ts';

/** Who may say how much a problem counts: the project's `flowrun.config.yaml`, and comments in the flow's own file. */

/** What the reader warns of, which a project may turn off as it may a rule. */
const READER_WARNINGS = [
  'unsupported-element',
  'unsupported-field',
  'unsupported-start',
  'stale-layout',
  'xml-stray-text',
] as const;

/** Every id that a project may set or a comment may name. */
export const SETTABLE: readonly string[] = [
  ...RULES.filter(({ fixed }) => fixed !== true).map(({ id }) => id),
  ...READER_WARNINGS,
].toSorted();

/** Why this id cannot be set; undefined where it can. */
export function refusalOf(id: string): { readonly message: string; readonly suggestion?: string } | undefined {
  if (SETTABLE.includes(id)) return undefined;
  if (RULES.some((rule) => rule.id === id)) {
    return { message: `${id} is always an error: a flow with it cannot run`, suggestion: 'mend the flow instead' };
  }
  const near = nearest(id, SETTABLE);
  return {
    message: `there is no rule ${id}`,
    suggestion: near === undefined ? 'flowrun validate --rules lists them' : `did you mean ${near}?`,
  };
}

/** `# flowrun-ignore unused-resource`, in XML `<!-- flowrun-ignore unused-resource -->`; several with blanks or commas. */
const IGNORE = /(?:^|\s)#\s*flowrun-ignore\b([^\r\n]*)|<!--\s*flowrun-ignore\b([^\r\n]*?)-->/g;
const ONLY_COMMENT = /^\s*(?:#.*|<!--.*-->\s*)?$/;

interface Ignore {
  /** Of the line that it speaks of. */
  readonly line: number;
  readonly ids: readonly string[];
}

/**
 * The problems as the project and the file's own comments want them: with other severities, or not at all. A comment
 * speaks of the line it stands on, or of the next line that is more than a comment. What cannot be turned off stays.
 * @param text the file's text.
 */
export function settled(
  diagnostics: readonly Diagnostic[],
  text: string,
  rules: ReadonlyMap<string, RuleSetting> | undefined,
): readonly Diagnostic[] {
  const ignores = text.includes('flowrun-ignore') ? ignoresIn(text) : [];
  if (ignores.length === 0 && (rules === undefined || rules.size === 0)) return diagnostics;
  const lines = linesOf(text);
  return diagnostics.flatMap((diagnostic) => {
    const { rule, place } = diagnostic;
    if (refusalOf(rule) !== undefined) return [diagnostic];
    const { line } = lines.positionOf(place.start);
    if (ignores.some((ignore) => ignore.line === line && ignore.ids.includes(rule))) return [];
    const setting = rules?.get(rule);
    if (setting === 'off') return [];
    return [setting === undefined ? diagnostic : { ...diagnostic, severity: setting }];
  });
}

/** What is wrong with the comments themselves: a misspelt id would silently ignore nothing. */
export function ignoreProblems(text: string, file: string): readonly Diagnostic[] {
  if (!text.includes('flowrun-ignore')) return [];
  return [...text.matchAll(IGNORE)].flatMap((match): readonly Diagnostic[] => {
    const words = idsOf(match);
    const report = (message: string, from: number, to: number, suggestion: string | undefined): Diagnostic =>
      diagnosticOf(
        { rule: 'unknown-rule', severity: 'warning', message, place: { start: from, end: to }, suggestion },
        file,
      );
    const end = match.index + match[0].length;
    if (words.length === 0)
      return [report('the comment does not say which rule to ignore', match.index, end, 'write the id of the rule')];
    return words.flatMap((id) => {
      const refusal = refusalOf(id);
      const at = match.index + match[0].lastIndexOf(id);
      return refusal ? [report(refusal.message, at, at + id.length, refusal.suggestion)] : [];
    });
  });
}

function idsOf([, yaml, xml]: RegExpExecArray): readonly string[] {
  // Words after a dash or a colon are the reason.
  const [ids = ''] = (yaml ?? xml ?? '').split(/\s(?:--|:|–|—)\s/);
  return ids.split(/[\s,]+/).filter((word) => word !== '');
}

function ignoresIn(text: string): readonly Ignore[] {
  const lines = linesOf(text);
  return [...text.matchAll(IGNORE)].map((match) => {
    let { line } = lines.positionOf(match.index + match[0].length);
    while (line < lines.count && ONLY_COMMENT.test(lines.line(line))) line += 1;
    return { line, ids: idsOf(match) };
  });
}
