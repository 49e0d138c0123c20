import type { CompiledElement, Next, SubflowSignature, Turn } from '../elements/define-element.ts';
import type { Flow } from '../model/flow.ts';
import type { InterviewContext } from '../model/interview.ts';
import type { StandIn } from '../model/stand-in.ts';
import type { ResourceType, Value } from '../model/value.ts';
import type { ObjectShape } from '../values/shape.ts';
import type { CompiledTrigger } from './compile-trigger.ts';
import type { RunningTurn } from './turn.ts';

/** What a flow asks of the world around it while it is compiled: other flows and global variables, synchronously. */
export interface Surroundings {
  /** @returns undefined where there is no flow of this name. */
  flow(name: string): Flow | undefined;
  /** What is known of an object; undefined where nobody declares it. Left out = nothing is known of any. */
  object?(name: string): ObjectShape | undefined;
  /** What stands in for a component such as `c:datatable`; undefined where nobody declares it. */
  standIn?(component: string): StandIn | undefined;
  /** A global variable such as `$User.FirstName`; null where it has no value. `$Flow` is the machine's own. */
  global(path: readonly string[], context: InterviewContext): Value;
  /** Its type, where it is known before the run. Left out = nothing is known of any. */
  globalType?(path: readonly string[]): ResourceType | undefined;
}

/** A flow with everything bound, to be run any number of times. */
export interface Program {
  /** Name of the flow that starts. */
  readonly name: string;
  /** Hash of the flow and every subflow it can reach, and of this machine's version of the state. */
  readonly bundle: string;
  readonly flow: Flow;
  readonly signature: SubflowSignature;
  /** By name; the flow itself and its subflows. */
  readonly flows: ReadonlyMap<string, CompiledFlow>;
}

export interface CompiledFlow {
  readonly flow: Flow;
  readonly signature: SubflowSignature;
  readonly elements: readonly PlacedElement[];
  /** By name, as an interview stores its position. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** Index of the first element; END where the flow has none. */
  readonly start: number;
  /** What starts it besides a person or another flow; null = nothing does. */
  readonly trigger: CompiledTrigger | null;
  readonly variables: readonly CompiledVariable[];
  /** Names by slot number: how a frame's variables are loaded and stored. */
  readonly slots: readonly string[];
  readonly slotOf: (name: string) => number;
  /** Labels of the stages that are active at first, in their order. */
  readonly stages: readonly ((turn: Turn) => Value)[];
  readonly reactive: boolean;
}

export interface PlacedElement {
  readonly name: string;
  /** `run.enter` behind what the machine does before it: transaction, limits, observer. */
  readonly enter: (turn: RunningTurn) => Next;
  /** The same once the machine has committed the transaction in front of it. */
  readonly committed: (turn: RunningTurn) => Next;
  /** The slot that remembers whether it failed; null where no condition asks. */
  readonly failed: number | null;
  readonly run: CompiledElement;
}

export interface CompiledVariable {
  readonly name: string;
  readonly slot: number;
  readonly type: ResourceType;
  readonly input: boolean;
  readonly output: boolean;
  readonly initial: ((turn: Turn) => Value) | null;
}
