import type { ComparisonOperator } from './conditions.ts';
import type { BodyType, HttpMethod, PaginationPolicy, RetryPolicy } from './elements.ts';
import type { RunInMode } from './flow.ts';
import type { Value, Values } from './value.ts';

/**
 * What passes between the core and its hosts: the interview, the effects it asks for, the events that answer them.
 * All of it is plain JSON at every moment (reference: core 4 and 5).
 */
export interface Interview {
  /** Version of this shape. */
  readonly format: 1;
  readonly id: string;
  /** New whenever somebody goes on from an old interview, so that no idempotency key is used twice. */
  readonly branch: string;
  /** Hash of the flow and every subflow it can reach. */
  readonly bundle: string;
  /** Id of the last effect; only grows, Previous included. */
  readonly seq: number;
  readonly context: InterviewContext;
  readonly frames: Readonly<Record<string, Frame>>;
  /** The running flow and the flows that called it, innermost last. */
  readonly stack: readonly Position[];
  /** What Previous goes back to, oldest first. */
  readonly visited: readonly Visit[];
  readonly transaction: Transaction;
  /** `{!$Flow.FaultMessage}`; null until something failed. */
  readonly faultMessage: string | null;
  /** What the host has to do next; the only place it stands. */
  readonly pending: Effect;
}

export interface Transaction {
  readonly number: number;
  /** Holds uncommitted record changes. */
  readonly dirty: boolean;
  /** Governor limits used so far, by name (`callouts`, `elements`, …). */
  readonly used: Readonly<Record<string, number>>;
}

export interface Position {
  readonly frame: string;
  readonly element: string;
  readonly phase: Phase;
}

/**
 * What the machine itself does at an element: '' = the element has the word, `commit` = the transaction is being committed
 * before the element is entered, `end` = it is being committed because the path has ended here.
 */
export type Phase = '' | 'commit' | 'end';

export interface Frame {
  readonly flow: string;
  readonly variables: Values;
  readonly loops: Readonly<Record<string, LoopCursor>>;
  /** What was last entered on each screen, by the screen's name: shown when the screen comes up again. */
  readonly entries: Readonly<Record<string, Draft>>;
}

/** `items` names the collection until that is replaced during the loop; from then on it holds the items. */
export interface LoopCursor {
  readonly next: number;
  readonly items: readonly Value[] | { readonly of: string };
}

export interface Visit {
  readonly stack: readonly Position[];
  /** Loop cursors of every frame on the stack at the time of the visit. */
  readonly loops: Readonly<Record<string, Frame['loops']>>;
  /** What was entered on the screen. */
  readonly answers: Draft;
}

export interface InterviewContext {
  /** The running user; what `{!$User.…}` reads and what permission sets belong to. */
  readonly user: string;
  /** BCP 47, e.g. `en-US`: how typed numbers and dates are read. */
  readonly locale: string;
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The record whose save started the flow; left out = a person or another flow did. */
  readonly trigger?: RecordTrigger;
  /** It runs inside its caller's transaction, which is the caller's to commit and to roll back. */
  readonly sharesTransaction?: true;
}

/** What started a record-triggered flow: `{!$Record}` and `{!$Record__Prior}`. */
export interface RecordTrigger {
  readonly operation: 'create' | 'update' | 'delete';
  readonly record: Values;
  /** Null when the record is new. */
  readonly prior: Values | null;
  /** The scheduled path that is due; left out = the flow's own beginning. */
  readonly path?: string;
}

interface Asked {
  readonly id: number;
  readonly flow: string;
  readonly element: string;
}

export interface ScreenEffect extends Asked {
  readonly kind: 'screen';
  /** What is shown in the fields at first: defaults, or what was entered at the last visit. */
  readonly draft: Draft;
  /** Messages of the last try, by field. */
  readonly errors: Readonly<Record<string, string>>;
}
export interface CalloutEffect extends Asked {
  readonly kind: 'callout';
  /** Idempotency key: `id:branch:seq`. */
  readonly key: string;
  readonly request: CalloutRequest;
}
/** Reads records: one list of rows a query comes back. */
export interface QueryEffect extends Asked {
  readonly kind: 'query';
  readonly queries: readonly RecordQuery[];
  readonly runInMode: RunInMode;
}
/** Changes records, all or none. Exactly one of `records` and `filtered` is there. */
export interface SaveEffect extends Asked {
  readonly kind: 'save';
  readonly operation: 'create' | 'update' | 'delete';
  /** API name; null = the records' ids say it. */
  readonly object: string | null;
  /** By their ids, but for `create`. */
  readonly records: readonly Values[] | null;
  /** Every record that fits; `set` is empty for `delete`. */
  readonly filtered: { readonly where: RecordFilter | null; readonly set: Values } | null;
  /** `create`: what happens where records match instead. */
  readonly upsert: Upsert | null;
  readonly runInMode: RunInMode;
}
/** Runs something that is not the flow's own: Apex, an email, a flow behind a button. */
export interface ActionEffect extends Asked {
  readonly kind: 'action';
  /** Idempotency key: `id:branch:seq`. */
  readonly key: string;
  /** The metadata's actionType: `apex`, `emailSimple`, `flow`, … */
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
  readonly runInMode: RunInMode;
  /** The action of the screen `element` that a button started: it runs in a transaction of its own. */
  readonly screenAction?: string;
}
/** Sleeps until the first of these happens. */
export interface WaitEffect extends Asked {
  readonly kind: 'wait';
  readonly until: readonly WaitFor[];
}
export interface CommitEffect extends Asked {
  readonly kind: 'commit';
}
/** Undoes what is not committed. */
export interface RollbackEffect extends Asked {
  readonly kind: 'rollback';
  /** What no fault connector took: the interview fails with it next. Null = a Roll Back Records element. */
  readonly fault: Fault | null;
}
export interface FinishedEffect {
  readonly kind: 'finished';
  readonly id: number;
  readonly outputs: Values;
  /** Before-save flows: what they set on `{!$Record}`. */
  readonly record?: Values;
  /** Record-triggered flows: why the entry conditions kept the record out. */
  readonly notEntered?: NotEntered;
}
/** The record does not meet the entry conditions, or it met them before and had to change to. */
export type NotEntered = 'conditionsNotMet' | 'metBefore';
export interface FailedEffect {
  readonly kind: 'failed';
  readonly id: number;
  readonly fault: Fault;
}
/** The turn was cut short by the host (budget): resume with `done` to go on. */
export interface StoppedEffect extends Asked {
  readonly kind: 'stopped';
  readonly why: 'budget';
}
export type Effect =
  | ScreenEffect
  | CalloutEffect
  | QueryEffect
  | SaveEffect
  | ActionEffect
  | WaitEffect
  | CommitEffect
  | RollbackEffect
  | StoppedEffect
  | FinishedEffect
  | FailedEffect;
export type EffectKind = Effect['kind'];
export type EffectOf<K extends EffectKind> = Extract<Effect, { kind: K }>;

export type ScreenVerb = 'next' | 'previous' | 'finish' | 'pause';

/** A condition on records with its values filled in; names of fields in any case, paths like `Owner.Name` over lookups. */
export type RecordFilter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly RecordFilter[] }
  | { readonly kind: 'not'; readonly of: RecordFilter }
  | {
      readonly kind: 'row';
      readonly field: string;
      readonly operator: ComparisonOperator;
      /** `isNull`: true or false; `in`, `notIn`: a list. */
      readonly value: Value;
    };

export interface RecordQuery {
  readonly object: string;
  /** Null = all; the id comes anyway. */
  readonly fields: readonly string[] | null;
  /** Paths over lookups to load besides: `Owner.Email` comes back as `{ Owner: { Email: … } }`. */
  readonly paths?: readonly string[];
  /** Null = every record. */
  readonly where: RecordFilter | null;
  readonly sort: readonly { readonly field: string; readonly order: 'Asc' | 'Desc' }[];
  readonly limit: number | null;
}

/** Create Records with "update existing records": by which records, and what happens where none, one, or more match. */
export interface Upsert {
  readonly where: RecordFilter;
  /** The metadata's own words: `AddRecord`, `UpdateAllRecords`, `UpdateLatestRecord`, … */
  readonly none: string;
  readonly one: string;
  readonly many: string;
}

/** An alarm at a time, or an event whose payload has these values. */
export type WaitFor =
  | { readonly name: string; readonly at: number }
  | { readonly name: string; readonly event: string; readonly match: Values };

export interface CalloutRequest {
  readonly namedCredential: string;
  readonly method: HttpMethod;
  /** Begins with `/`; encoded; with the query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null = none. */
  readonly body: Value;
  /** Left out = JSON. */
  readonly bodyType?: BodyType;
  /** The body is sent with gzip; left out = as it is. */
  readonly compressed?: true;
  /** Milliseconds for one attempt; left out = 10 s. */
  readonly timeout?: number;
  /** Left out = it is sent once. */
  readonly retry?: RetryPolicy;
  /** Left out = one page is all. */
  readonly paginate?: PaginationPolicy;
  readonly runInMode: RunInMode;
}

/** Something went wrong at an element. Takes the fault connector, or ends the interview. */
export interface Fault {
  /** Stable, upper case: `CALLOUT_STATUS`, `CALLOUT_TIMEOUT`, `CREDENTIAL_ACCESS`, `LIMIT_EXCEEDED`, … */
  readonly code: string;
  /** For people: what `{!$Flow.FaultMessage}` shows. */
  readonly message: string;
  /** What to do about it, where we know. */
  readonly help?: string;
  readonly element?: string;
  /** Status, headers, parsed body of a reply, and the like. */
  readonly detail?: Values;
}

interface Told {
  /** Id of the effect this answers; another id is a `StaleEventError`. */
  readonly answers: number;
  /** Milliseconds since 1970: the core has no clock. */
  readonly at: number;
}
export type FlowEvent =
  | (Told & { readonly kind: 'answered'; readonly verb: ScreenVerb; readonly draft: Draft })
  | (Told & {
      readonly kind: 'responded';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Parsed JSON, or text where the reply is no JSON; null where it is empty. */
      readonly body: Value;
      /** How many requests it took, where it was read page by page: each counts. Left out = one. */
      readonly pages?: number;
    })
  /** A screen's action was started, by a button say: the same screen comes back with its results. */
  | (Told & { readonly kind: 'pressed'; readonly action: string; readonly draft: Draft })
  /** One list of records for each query. */
  | (Told & { readonly kind: 'rows'; readonly rows: readonly (readonly Value[])[] })
  | (Told & {
      readonly kind: 'saved';
      /** 18 characters, in the order of the records. */
      readonly ids: readonly string[];
      /** Records that were changed: what the limit on rows counts. */
      readonly count: number;
      /** What record-triggered flows used of the transaction's limits. */
      readonly used?: Readonly<Record<string, number>>;
    })
  | (Told & {
      readonly kind: 'acted';
      readonly outputs: Values;
      /** It left record changes in the flow's transaction. */
      readonly wrote?: true;
    })
  | (Told & { readonly kind: 'woke'; readonly name: string; readonly payload: Values })
  /** Any effect; takes the fault path. */
  | (Told & { readonly kind: 'failed'; readonly fault: Fault })
  /** A commit, a rollback, a turn that was cut short. */
  | (Told & { readonly kind: 'done' });

/** Raw entries by field: text as it was typed ("12,5"), true/false for a checkbox, a list for many choices. */
export type Draft = Readonly<Record<string, Value>>;

/** About fifteen controls serve every kind of field: a new field kind touches no host. */
export type Control =
  | 'static'
  | 'text'
  | 'longText'
  | 'secret'
  | 'number'
  | 'date'
  | 'time'
  | 'dateTime'
  | 'toggle'
  | 'slider'
  | 'chooseOne'
  | 'chooseMany'
  | 'table'
  | 'file'
  | 'button'
  | 'group';

export interface ScreenView {
  readonly flowLabel: string;
  readonly element: string;
  readonly label: string;
  /** Label of the stage: the screen's own, else the current one of the flow; left out where it has none. */
  readonly stage?: string;
  /** Salesforce rich text (HTML). */
  readonly help: string | null;
  readonly showHeader: boolean;
  readonly showFooter: boolean;
  readonly fields: readonly FieldView[];
  /** The buttons, in the order they are drawn. */
  readonly verbs: readonly ScreenVerb[];
  readonly labels: Readonly<Partial<Record<ScreenVerb, string>>>;
  /** True when Next or Finish would be accepted with this draft. */
  readonly canProceed: boolean;
}

export interface FieldView {
  readonly name: string;
  readonly type: string;
  readonly control: Control;
  readonly label: string;
  readonly help: string | null;
  /** As typed: what the control shows. */
  readonly raw: Value;
  /** Parsed; null while it cannot be parsed or the field is hidden. */
  readonly value: Value;
  readonly visible: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** What is wrong with it as it stands; hosts show it after the field was left, or after Next. */
  readonly error: string | null;
  /** chooseOne, chooseMany: `raw` holds one `key`, or a list of them. */
  readonly choices?: readonly ChoiceView[];
  /** chooseOne: drawn as a list of radio buttons rather than a drop-down. */
  readonly expanded?: boolean;
  /** static: merged text; `html` says whether it is rich text. */
  readonly text?: string;
  readonly html?: boolean;
  /** number: decimals. */
  readonly scale?: number;
  /** number: the sign of the currency, where it is money. */
  readonly currency?: string;
  /** date, time, dateTime: the format to type, for people. Left out: ISO. */
  readonly format?: string;
  readonly slider?: SliderView;
  /** Stands in an empty field. */
  readonly placeholder?: string;
  /** toggle: what being on or off means. */
  readonly note?: string;
  /** table: `raw` is a list of the `key`s of the selected rows. */
  readonly table?: TableView;
  /** button: what pressing it does: changes entries, or starts an action of the screen. */
  readonly press?: Press;
  /** group: one list of fields a column. */
  readonly columns?: readonly { readonly width: number; readonly fields: readonly FieldView[] }[];
}

/** The ends of the range, where in it the entry stands (0 to 1; null = nowhere), and the entries one step away. */
export interface SliderView {
  readonly min: string;
  readonly max: string;
  readonly at: number | null;
  readonly lower: string;
  readonly higher: string;
}

export interface TableView {
  readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  readonly select: 'none' | 'one' | 'many';
}

/** `draft`: these entries are put over the draft. `action`: the event `pressed` is sent with the name. */
export type Press = { readonly draft: Draft } | { readonly action: string };

export interface ChoiceView {
  readonly key: string;
  readonly label: string;
}
