import type { Conditions } from './conditions.ts';
import type { Place } from './document.ts';
import type { Connector, FlowElement, NameAt } from './elements.ts';
import type { Template } from './expression.ts';
import type { Choice, ChoiceSet, Constant, FormulaResource, Stage, TextTemplate, Variable } from './resources.ts';
import type { TimeOffset } from './time-offset.ts';

export type RunInMode = 'DefaultMode' | 'SystemModeWithSharing' | 'SystemModeWithoutSharing';

/** Where the definition came from: every `Place` in the flow is an offset in `text`. */
export interface Source {
  /** Path as the user gave it, for messages. */
  readonly file: string;
  readonly text: string;
}

/** A flow as the machine and the rules see it, the same whether it was written in YAML or in metadata XML. */
export interface Flow {
  /** API name: the file's name without its endings. */
  readonly name: string;
  readonly label: string;
  /** `Screen Flow`, `Autolaunched Flow`, or the metadata's own word (`Workflow`, `PromptFlow`, …). */
  readonly type: string;
  readonly description?: string;
  /** What depends on it stands in one table: `src/values/api-version.ts`. */
  readonly apiVersion: number;
  readonly status: string;
  readonly runInMode: RunInMode;
  readonly interviewLabel?: Template;
  readonly variables: readonly Variable[];
  readonly constants: readonly Constant[];
  readonly formulas: readonly FormulaResource[];
  readonly textTemplates: readonly TextTemplate[];
  readonly choices: readonly Choice[];
  readonly choiceSets: readonly ChoiceSet[];
  readonly stages: readonly Stage[];
  /** Left out = the flow starts and ends at once. */
  readonly start?: Connector;
  readonly startPlace: Place;
  /** What starts it besides a person or another flow; left out = nothing does. */
  readonly trigger?: FlowTrigger;
  readonly elements: readonly FlowElement[];
  /**
   * Elements and fields in the file that this version cannot run, by name (real flows hold more than we execute). Elements
   * have the connectors they lead on by, fields and other names have none.
   */
  readonly unsupported: readonly {
    readonly name: string;
    readonly kind: string;
    readonly place: Place;
    readonly connectors?: readonly Connector[];
  }[];
  readonly source: Source;
}

/** What starts a flow by itself (reference: flow-semantics 1). */
export interface FlowTrigger {
  readonly type: TriggerType;
  /** The object whose records start it, the platform event, or whose records a scheduled flow runs for. */
  readonly object?: NameAt;
  /** Record-triggered flows: which changes. */
  readonly when?: string;
  /** Entry conditions: rows by fields of the record, or a formula. Left out = every record. */
  readonly where?: Conditions;
  /** The record meets the entry conditions now and did not before. */
  readonly onlyWhenChangedToMeet: boolean;
  /** 1 to 2,000: when it runs among the flows of the object. */
  readonly order?: number;
  readonly schedule?: Schedule;
  readonly scheduledPaths: readonly ScheduledPath[];
  readonly place: Place;
}

/** Kinds of triggers that run here; the metadata has more. */
export const TRIGGER_TYPES = [
  'RecordBeforeSave',
  'RecordAfterSave',
  'RecordBeforeDelete',
  'Scheduled',
  'PlatformEvent',
] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

/** When a scheduled flow starts; in the org's time zone. */
export interface Schedule {
  /** `Once`, `Daily`, `Weekly`, … */
  readonly frequency?: string;
  /** `2026-01-01`. */
  readonly date?: string;
  /** `08:00:00.000Z`. */
  readonly time?: string;
}

/** A path that starts some time after the record was saved, in a transaction of its own. */
export interface ScheduledPath {
  readonly name: string;
  readonly label: string;
  readonly place: Place;
  readonly next?: Connector;
  /** Right after the commit, with neither offset nor time. */
  readonly async: boolean;
  readonly offset?: TimeOffset;
  /** `RecordTriggerEvent` or a field of the record that holds a date; left out where `async`. */
  readonly from?: string;
}
