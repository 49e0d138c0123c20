import type { Conditions } from './conditions.ts';
import type { Place } from './document.ts';
import type { Expression, JsonExpression, Reference, Template } from './expression.ts';
import type { ScreenField } from './screens.ts';
import type { TimeOffset } from './time-offset.ts';
import type { ResourceType, Value } from './value.ts';

/** Where a path goes on. No connector = the path ends. */
export interface Connector {
  readonly to: string;
  /** Written as `{ goTo: Name }` (`isGoTo`): drawn as a jump; runs the same. */
  readonly goTo: boolean;
  readonly place: Place;
}

export interface ElementBase {
  readonly name: string;
  /** Where the name stands. */
  readonly place: Place;
  readonly label: string;
  readonly description?: string;
}

export interface ScreenElement extends ElementBase {
  readonly type: 'screen';
  readonly fields: readonly ScreenField[];
  readonly allowBack: boolean;
  readonly allowFinish: boolean;
  readonly allowPause: boolean;
  readonly showHeader: boolean;
  readonly showFooter: boolean;
  readonly buttons: { readonly next?: string; readonly previous?: string; readonly pause?: string };
  readonly help?: Template;
  readonly pausedText?: Template;
  readonly stage?: Reference;
  readonly actions: readonly ScreenAction[];
  readonly next?: Connector;
}

/** A flow that a button of a screen runs while the screen stays. */
export interface ScreenAction {
  readonly name: string;
  readonly place: Place;
  readonly label: string;
  readonly flow: NameAt;
  readonly inputs: readonly NamedExpression[];
  /** The button; left out = nothing starts it. */
  readonly on?: NameAt;
}

/** The metadata's assignment operators (FlowAssignmentOperator), under their YAML names. */
export const ASSIGNMENT_OPERATORS = [
  'assign',
  'add',
  'subtract',
  'addItem',
  'addAtStart',
  'removeFirst',
  'removeAll',
  'removeBeforeFirst',
  'removeAfterFirst',
  'removePosition',
  'removeUncommon',
  'assignCount',
] as const;
export type AssignmentOperator = (typeof ASSIGNMENT_OPERATORS)[number];

export interface AssignmentRow {
  readonly target: Reference;
  readonly operator: AssignmentOperator;
  readonly value: Expression;
  readonly place: Place;
}
export interface AssignmentElement extends ElementBase {
  readonly type: 'assignment';
  readonly assign: readonly AssignmentRow[];
  readonly next?: Connector;
}

export interface Outcome {
  readonly name: string;
  readonly place: Place;
  readonly label: string;
  readonly description?: string;
  readonly conditions: Conditions;
  readonly onlyWhenChangedToMeet: boolean;
  readonly next?: Connector;
}
export interface DecisionElement extends ElementBase {
  readonly type: 'decision';
  readonly outcomes: readonly Outcome[];
  readonly default: { readonly label: string; readonly next?: Connector };
}

export interface LoopElement extends ElementBase {
  readonly type: 'loop';
  readonly collection: Reference;
  readonly order: 'Asc' | 'Desc';
  /** The loop variable; left out = the loop's own name. */
  readonly item?: Reference;
  readonly forEach?: Connector;
  readonly afterLast?: Connector;
}

/** A value of a transform's result: a value itself, an aggregate of one, or a value with fields of its own. */
export type TransformValue =
  | { readonly kind: 'map' | 'sum' | 'count'; readonly value: Expression }
  | { readonly kind: 'transform'; readonly transform: Transformation };
export interface TransformRow {
  /** A field of the result, or a path of them: `Owner.Name`. */
  readonly field: string;
  readonly place: Place;
  readonly value: TransformValue;
}
/** How a result is made: its fields, or the one value of a result that has none. */
export interface Transformation {
  readonly result: ResourceType;
  readonly set: readonly TransformRow[];
  readonly value?: TransformValue;
}
/** Fields that have to be equal for two items to be joined. */
export interface JoinKey {
  readonly left: string;
  readonly right: string;
  readonly place: Place;
}
export interface InnerJoin {
  readonly left: Reference;
  readonly right: Reference;
  readonly keys: readonly JoinKey[];
}
export interface TransformElement extends ElementBase, Transformation {
  readonly type: 'transform';
  readonly innerJoin?: InnerJoin;
  readonly next?: Connector;
}

/** A message on the record that started the flow, or on one field of it. */
export interface CustomErrorMessage {
  readonly message: Template;
  readonly field?: string;
}
export interface CustomErrorElement extends ElementBase {
  readonly type: 'customError';
  readonly errors: readonly CustomErrorMessage[];
  readonly next?: Connector;
}

/** By what a collection is sorted; a collection of texts or numbers has no field. */
export interface SortOption {
  readonly field?: string;
  readonly order: 'Asc' | 'Desc';
  /** Where null and empty text stand, whatever the order. */
  readonly emptyFirst: boolean;
}
export interface SortCollectionElement extends ElementBase {
  readonly type: 'sortCollection';
  readonly collection: Reference;
  readonly sort: readonly SortOption[];
  /** How many items are kept. */
  readonly limit?: number;
  readonly next?: Connector;
}

export interface FilterCollectionElement extends ElementBase {
  readonly type: 'filterCollection';
  readonly collection: Reference;
  /** The current item while the condition is tested; left out = `currentItem_<Name>`. */
  readonly item?: Reference;
  readonly conditions: Conditions;
  readonly next?: Connector;
}

export interface NamedExpression {
  readonly name: string;
  readonly place: Place;
  readonly value: Expression;
}

/** What becomes of an element's outputs: stored under its name, put into variables by hand, or dropped. */
export type Outputs =
  | { readonly kind: 'automatic' }
  | { readonly kind: 'none' }
  | { readonly kind: 'variable'; readonly target: Reference }
  | {
      readonly kind: 'map';
      readonly rows: readonly { readonly name: string; readonly place: Place; readonly target: Reference }[];
    };

export interface SubflowElement extends ElementBase {
  readonly type: 'subflow';
  readonly flow: NameAt;
  readonly inputs: readonly NamedExpression[];
  readonly outputs: Outputs;
  readonly next?: Connector;
}

/** The name of a component outside the flow, with its place. */
export interface NameAt {
  readonly name: string;
  readonly place: Place;
}

/** One declared reply: `2XX`, `404`, `default`; the key is the output's name (`{!X.2XX.id}`). */
export interface DeclaredResponse {
  readonly key: string;
  readonly place: Place;
  /** JSON examples; of a schema one with all its fields, and one with those that it requires. */
  readonly samples: readonly Value[];
  /** The type of the body that the samples or the schema show. */
  readonly type: ResourceType;
}

/** When a callout is sent again: after a failure that may pass (408, 429, 5xx, no connection). */
export interface RetryPolicy {
  /** What is worth another attempt: statuses, classes of them, `timeout`, `connection`; left out = what passes by itself. */
  readonly on?: readonly string[];
  readonly count: number;
  /** Milliseconds before the first repetition; doubled each time. */
  readonly backoff: number;
  /** Milliseconds. */
  readonly maxWait: number;
  /** Header that carries the callout's idempotency key. */
  readonly idempotencyKey?: string;
}

/** How a list comes in pages. */
export const PAGINATIONS = ['nextUrl', 'link', 'cursor', 'page'] as const;

/** When a callout asks for further pages. */
export interface PaginationPolicy {
  /** Where the next page is: an address in the body, a Link header, a cursor in the body, a page number. */
  readonly by: (typeof PAGINATIONS)[number];
  /** Path of the list in the body; left out = the body is the list. */
  readonly items?: string;
  /** nextUrl, cursor: path in the body of what leads on. */
  readonly next?: string;
  /** cursor, page: the query parameter. */
  readonly query?: string;
  readonly firstPage: number;
  readonly maxPages: number;
  readonly maxItems: number;
}

/** How a callout's body is written. */
export type BodyType = 'json' | 'form' | 'text' | 'multipart' | 'binary';

/** Transaction control of a callout or action (`flowTransactionModel`). */
export type TransactionModel = 'Automatic' | 'CurrentTransaction' | 'NewTransaction';

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

export interface HttpCalloutElement extends ElementBase {
  readonly type: 'httpCallout';
  readonly namedCredential: NameAt;
  /** Name of the external service that export writes; left out = the named credential's without `_`. */
  readonly service?: string;
  readonly method: HttpMethod;
  /** Begins with `/`; merge fields in it are URL-encoded. */
  readonly path: Template;
  readonly query: readonly NamedExpression[];
  readonly headers: readonly NamedExpression[];
  readonly body?: JsonExpression;
  readonly bodyType: BodyType;
  /** The body is sent with gzip. */
  readonly compressed: boolean;
  readonly responses: readonly DeclaredResponse[];
  readonly onHttpError: 'fault' | 'output';
  /** Milliseconds; left out = 10 s. */
  readonly timeout?: number;
  readonly retry?: RetryPolicy;
  readonly paginate?: PaginationPolicy;
  /** Left out = what the API version says. */
  readonly transaction?: TransactionModel;
  readonly next?: Connector;
  readonly fault?: Connector;
}

/** Finds records. */
export interface GetRecordsElement extends ElementBase {
  readonly type: 'getRecords';
  readonly object: NameAt;
  /** Left out = every record. */
  readonly where?: Conditions;
  readonly sort?: { readonly field: string; readonly order: 'Asc' | 'Desc' };
  readonly limit?: number;
  /** Left out = all. */
  readonly fields?: readonly NameAt[];
  /** Left out = what the outputs say. */
  readonly records?: 'first' | 'all';
  readonly nullIfNoneFound: boolean;
  readonly outputs: Outputs;
  readonly next?: Connector;
  readonly fault?: Connector;
}

/** "Update existing records" of Create Records; the words are the metadata's own, left out = the org's default. */
export interface UpsertRule {
  readonly where?: Conditions;
  readonly none?: string;
  readonly one?: string;
  readonly many?: string;
}
/** One record from values (`object`, `set`), or what a variable holds (`record`). */
export interface CreateRecordsElement extends ElementBase {
  readonly type: 'createRecords';
  readonly object?: NameAt;
  readonly set: readonly NamedExpression[];
  readonly record?: Reference;
  readonly upsert?: UpsertRule;
  readonly outputs: Outputs;
  readonly next?: Connector;
  readonly fault?: Connector;
}

/** Every record that fits (`object`, `where`), or what a variable holds (`record`, whose own fields are set first). */
export interface UpdateRecordsElement extends ElementBase {
  readonly type: 'updateRecords';
  readonly object?: NameAt;
  readonly where?: Conditions;
  readonly record?: Reference;
  readonly set: readonly NamedExpression[];
  readonly next?: Connector;
  readonly fault?: Connector;
}

export interface DeleteRecordsElement extends ElementBase {
  readonly type: 'deleteRecords';
  readonly object?: NameAt;
  readonly where?: Conditions;
  readonly record?: Reference;
  readonly next?: Connector;
  readonly fault?: Connector;
}

export interface RollBackRecordsElement extends ElementBase {
  readonly type: 'rollBackRecords';
  readonly next?: Connector;
}

/** Runs an Apex class that implements `Process.Plugin`. */
export interface ApexPluginElement extends ElementBase {
  readonly type: 'apexPlugin';
  readonly class: NameAt;
  readonly inputs: readonly NamedExpression[];
  /** Never stored by themselves: `automatic` is as good as none. */
  readonly outputs: Outputs;
  readonly next?: Connector;
  readonly fault?: Connector;
}

/** Runs something that is not the flow's own. */
export interface ActionElement extends ElementBase {
  readonly type: 'action';
  /** The metadata's actionType: `apex`, `emailSimple`, … */
  readonly kind: string;
  readonly action: NameAt;
  /** Left out = what the API version says. */
  readonly transaction?: TransactionModel;
  /** Objects for generic types. */
  readonly types?: Readonly<Record<string, string>>;
  readonly inputs: readonly NamedExpression[];
  readonly outputs: Outputs;
  readonly next?: Connector;
  readonly fault?: Connector;
  /** Where to go on when it takes too long. */
  readonly timeout?: Connector;
}

/** Something that a wait waits for. */
export interface WaitEvent {
  readonly name: string;
  readonly place: Place;
  readonly label: string;
  readonly description?: string;
  /** The metadata's eventType: `AlarmEvent`, `DateRefAlarmEvent`, a platform event; left out = a time by the keys below. */
  readonly event?: string;
  /** Waited for only where this holds when the wait begins. */
  readonly conditions: Conditions;
  readonly inputs: readonly NamedExpression[];
  readonly offset?: TimeOffset;
  readonly resumeAt?: Reference;
  readonly outputs: Outputs;
  readonly next?: Connector;
}
export interface WaitElement extends ElementBase {
  readonly type: 'wait';
  readonly events: readonly WaitEvent[];
  readonly default: { readonly label: string; readonly next?: Connector };
  readonly fault?: Connector;
}

export type FlowElement =
  | ScreenElement
  | AssignmentElement
  | DecisionElement
  | LoopElement
  | SubflowElement
  | HttpCalloutElement
  | GetRecordsElement
  | CreateRecordsElement
  | UpdateRecordsElement
  | DeleteRecordsElement
  | RollBackRecordsElement
  | ActionElement
  | ApexPluginElement
  | SortCollectionElement
  | TransformElement
  | CustomErrorElement
  | FilterCollectionElement
  | WaitElement;
export type ElementType = FlowElement['type'];
export type ElementOf<T extends ElementType> = Extract<FlowElement, { type: T }>;
