import type { LoggedCallout } from '../effects/index.ts';
import type { Happening, LimitName } from '../interview/index.ts';
import type { Fault, ScreenVerb } from '../model/interview.ts';
import type { Value, Values } from '../model/value.ts';
import type { RunStatus } from './test-file.ts';

/** A screen as it stood when its button was pressed, or when the run was left there. */
export interface ShownScreen {
  readonly screen: string;
  readonly label: string;
  /** What each field showed: the value of an input, the text of a display text (rich text as HTML); null = hidden or empty. */
  readonly fields: Values;
  /** Null where the run was left at this screen. */
  readonly pressed: ScreenVerb | null;
}

/** What happened, in order. */
export type TraceEntry =
  | Happening
  | { readonly kind: 'screen'; readonly screen: ShownScreen }
  | { readonly kind: 'callout'; readonly callout: LoggedCallout };

/** One action as it was run, and how it ended. */
export interface LoggedAction {
  readonly flow: string;
  readonly element: string;
  /** The metadata's actionType. */
  readonly kind: string;
  readonly name: string;
  readonly inputs: Values;
  /** Null where it failed. */
  readonly outputs: Values | null;
  readonly fault: Fault | null;
}

/** How one run of a flow went. */
export interface FlowRun {
  readonly status: RunStatus;
  /** Of a finished run, by name; empty otherwise. */
  readonly outputs: Values;
  /** What a before-save flow made of the record that started it; null for other flows. */
  readonly record: Values | null;
  /** Every element entered, in order; those of a subflow as `<flow>.<Element>`. */
  readonly path: readonly string[];
  readonly screens: readonly ShownScreen[];
  /** Callouts that left for their server, stubbed ones included. */
  readonly callouts: readonly LoggedCallout[];
  /** Actions in the order in which they ended, stubbed ones included. */
  readonly actions: readonly LoggedAction[];
  /** Records of the org that the flow ran in, by object, oldest first; without its users. Empty where none were touched. */
  readonly records: Readonly<Record<string, readonly Values[]>>;
  /** What the hungriest transaction used up of each limit, by its name: `queries`, `callouts`; of the others nothing was used. */
  readonly limits: Readonly<Partial<Record<LimitName, number>>>;
  /** The last fault, whether a fault connector took it or not; null = none. */
  readonly fault: Fault | null;
  readonly trace: readonly TraceEntry[];
}

/** The last visit of a screen. @returns undefined where it was never shown. */
export function lastShown(run: FlowRun, screen: string): Readonly<Record<string, Value>> | undefined {
  return run.screens.findLast((shown) => shown.screen === screen)?.fields;
}
