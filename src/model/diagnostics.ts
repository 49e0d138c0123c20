import type { Place } from './document.ts';

/** `error`: the flow does not run. `warning`: it runs, and probably not as meant. `info`: worth a look. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a project's `flowrun.config.yaml` may say of a rule. */
export type RuleSetting = Severity | 'off';

/** One problem of a definition, found before it runs. */
export interface Diagnostic {
  /** Stable id: `unknown-reference`, `duplicate-name`, … */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, one sentence in lower case without a full stop. */
  readonly message: string;
  /** Path as the user gave it. */
  readonly file: string;
  readonly place: Place;
  /** Shown beside the caret: why exactly this place. */
  readonly label?: string;
  /** What to do: "did you mean Amount (variable, line 9)?" */
  readonly suggestion?: string;
}
