import type { Conditions } from '../model/conditions.ts';
import type { Connector, ElementBase, ElementType, FlowElement, GetRecordsElement } from '../model/elements.ts';
import type { Expression, JsonExpression, Reference, Template } from '../model/expression.ts';
import type { Flow } from '../model/flow.ts';
import type { Draft, Effect, Fault, FlowEvent, LoopCursor, RecordFilter, ScreenView } from '../model/interview.ts';
import type { StandIn } from '../model/stand-in.ts';
import type { ResourceType, Value, Values } from '../model/value.ts';
import type { ChoiceList } from '../screens/define-field.ts';
import type { Owned } from '../values/assignment.ts';
import type { EvaluationContext } from '../values/scope.ts';
import type { ObjectShape } from '../values/shape.ts';

/**
 * The port between the machine and the elements: elements say what they are and do one step, the machine owns positions,
 * effects, transactions and faults (reference: core 4).
 */

/** Where the path goes: the index of an element, or one of the three marks below. */
export type Next = number;
/** The path ends here. */
export const END: Next = -1;
/** An effect was raised; the machine comes back with the event. */
export const WAIT: Next = -2;
/** A subflow was entered; the machine comes back when it has finished. */
export const CALL: Next = -3;
/** A fault without a fault connector: the interview has failed. */
export const FAILED: Next = -4;

/** An effect as an element raises it: the machine adds its id and place. */
export type RaisedEffect = {
  readonly [K in Effect['kind']]: Omit<Extract<Effect, { kind: K }>, 'id' | 'flow' | 'element' | 'key'>;
}['screen' | 'callout' | 'query' | 'save' | 'action' | 'wait' | 'rollback'];

/** What comes back to an element: an event of the host, or the outputs of its subflow. */
export type ElementEvent = FlowEvent | { readonly kind: 'returned'; readonly outputs: Values };

/** One run of the machine from event to effect. Closures read and write it; it never outlives the run. */
export interface Turn extends EvaluationContext {
  /**
   * The running frame's variables by slot number, this turn's own copy; undefined = never set. Names stand in the state,
   * numbers only inside a turn: a slot is read several times faster, and its number depends on the compiler.
   */
  readonly slots: (Value | undefined)[];
  readonly loops: Record<string, LoopCursor>;
  readonly owned: Owned;
  /** While a screen is viewed: the state before its entries, for what is not reactive (API versions below 59). */
  readonly settled?: Turn;
  /** Formulas and templates follow the entries of the screen they stand on (API version 59 and later). */
  readonly reactive: boolean;
  /** A screen was shown before this one, so that Previous has somewhere to go. */
  readonly canGoBack: boolean;
  /** The effect that is being answered; while a screen is viewed, the screen. */
  readonly pending: Effect;
  /** The running flow was called by another. */
  readonly isSubflow: boolean;
  /** What was last entered on a screen of this frame; undefined at the first visit. */
  entered(screen: string): Draft | undefined;
  raise(effect: RaisedEffect): Next;
  fault(fault: Fault): Next;
  call(flow: string, inputs: Values): Next;
}

export type Read<T = Value> = (turn: Turn) => T;
export type Write = (turn: Turn, value: Value) => void;

/** What compiling an element may ask for. Everything is bound here, nothing is looked up while the flow runs. */
export interface CompileContext {
  readonly flow: Flow;
  read(expression: Expression): Read;
  /** The type an expression gives; undefined where it is not known before the run. */
  typeOf(expression: Expression): ResourceType | undefined;
  /** As text: null is empty. */
  text(template: Template): Read<string>;
  json(expression: JsonExpression): Read;
  /** Writes to a variable or a field of one. */
  write(target: Reference): Write;
  /** The slot of a resource that an element declares. */
  slotOf(name: string): number;
  /** Writes the resource an element itself declares: a screen field, an outcome, an automatic output. */
  store(name: string): Write;
  test(conditions: Conditions): Read<boolean>;
  /** A condition on records, its values filled in when it is read; null where it has no rows. */
  filter(conditions: Conditions): Read<RecordFilter | null>;
  /** Paths over relationships that the flow reads of what the element finds: `Owner.Email`. */
  pathsRead(element: GetRecordsElement): readonly string[];
  /** What is known of an object; undefined where nobody declares it. */
  object(name: string): ObjectShape | undefined;
  to(connector: Connector | undefined): Next;
  /** The offered choices behind a reference to a choice or a choice set. */
  choices(reference: Reference): ChoiceList<Turn>;
  /** What stands in for a component that is not Salesforce's own; undefined where nobody declares it. */
  standIn(component: string): StandIn | undefined;
  /** Rows that came back for the query of this name of the screen that is shown; null before they did. */
  rows(name: string): Read<readonly Value[] | null>;
  /** Keeps rows until the screen is left; null = it was. */
  keepRows(turn: Turn, rows: Values | null): void;
  /** The attributes that the flow reads of what has this name. */
  membersOf(name: string): readonly string[];
  /** Names of the loops inside a loop's body: their cursors are dropped when it moves on. */
  loopsInside(loop: string): readonly string[];
  /** The outputs a flow declares, and the types of its inputs; undefined where the flow is not known. */
  subflow(name: string): SubflowSignature | undefined;
}

export interface SubflowSignature {
  readonly inputs: Readonly<Record<string, ResourceType>>;
  readonly outputs: Readonly<Record<string, ResourceType>>;
}

export interface CompiledElement {
  enter(turn: Turn): Next;
  /** After an effect or a subflow that `enter` asked for. */
  resume?(turn: Turn, event: ElementEvent): Next;
  /** Screens: what is shown for a draft. Pure. */
  view?(turn: Turn, draft: Draft): ScreenView;
  /** Loops: puts the current item back where the cursor stands, after Previous has moved the cursor. */
  restore?(turn: Turn): void;
  /** Where a fault of this element goes; left out = it has no fault connector. */
  readonly fault?: Next;
}

/**
 * What an element does to the transaction (reference: flow-semantics 1, 6, 8): `commits` ends it, before the element is
 * entered; `writes` leaves changes in it; `needs-clean` must not find any: the machine commits them first where the
 * element's transaction control says so, else the element fails.
 */
export type Boundary = 'commits' | 'needs-clean' | 'writes';

export interface NamedConnector {
  readonly name: string;
  readonly connector: Connector | undefined;
}

/** One kind of element. A file of this folder exports one, `index.ts` lists them all. */
export interface ElementDefinition<T extends ElementType> {
  readonly type: T;
  /** A function where it depends on the element: on the kind of an action. */
  readonly boundary?: Boundary | ((element: ElementFor<T>) => Boundary | undefined);
  /** The effect that it raises each time it is entered, for rules about what costs something; left out = none. */
  readonly raises?: 'screen' | 'callout' | 'query' | 'save' | 'action' | 'wait';
  connectors(element: ElementFor<T>): readonly NamedConnector[];
  /** The resources this element adds to the flow's namespace, with their types. */
  declares?(element: ElementFor<T>, subflow: (name: string) => SubflowSignature | undefined): readonly Declared[];
  /** The resources among them whose types are those of other resources: the current item of a loop. */
  derives?(element: ElementFor<T>): readonly Derived[];
  compile(element: ElementFor<T>, context: CompileContext): CompiledElement;
}
export type ElementFor<T extends ElementType> = Extract<FlowElement, { type: T }>;

/** What an element does to the transaction, by its kind. */
export function boundaryOf<T extends ElementType>(
  { boundary }: ElementDefinition<T>,
  element: ElementFor<T>,
): Boundary | undefined {
  return typeof boundary === 'function' ? boundary(element) : boundary;
}

/** A resource that an element declares, with the place where its name stands. */
export interface Declared {
  readonly name: string;
  readonly place: ElementBase['place'];
  readonly what: string;
  readonly type: ResourceType;
}

/** A resource that an element declares and whose type is that of another one. */
export interface Derived {
  readonly name: string;
  readonly place: ElementBase['place'];
  readonly what: string;
  /** The collection it is made of. */
  readonly collection: Reference;
  /** An item of the collection; else a collection of the same items. */
  readonly item: boolean;
  /** Nothing that a flow's author has named: it is found by its path only. */
  readonly hidden?: boolean;
}
