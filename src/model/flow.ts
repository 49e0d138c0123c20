import type { Place } from './document.ts';
import type { Connector, FlowElement } from './elements.ts';
import type { Template } from './expression.ts';
import type { Choice, ChoiceSet, Constant, FormulaResource, Stage, TextTemplate, Variable } from './resources.ts';

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
