import { CALL, END, FAILED, type Next, type RaisedEffect, type Turn, WAIT } from '../elements/define-element.ts';
import type {
  Draft,
  Effect,
  Fault,
  FlowEvent,
  Frame,
  Interview,
  LoopCursor,
  NotEntered,
  Phase,
  Position,
  Transaction,
  Visit,
} from '../model/interview.ts';
import type { Value, Values } from '../model/value.ts';
import type { Owned } from '../values/assignment.ts';
import { own } from '../values/fields.ts';
import type { Observer } from './happening.ts';
import { isLimit, LIMITS, type LimitName, limitFault } from './limits.ts';
import type { CompiledFlow, PlacedElement } from './program.ts';

/** A subflow that an element asked for; the machine enters it. */
export interface Call {
  readonly flow: string;
  readonly inputs: Values;
}

/** The mutable side of one run of the machine; `Interview`s are made from it and never changed. */
export class RunningTurn implements Turn {
  readonly at: number;
  readonly timeZone: string;
  readonly locale: string;
  readonly owned: Owned = new WeakSet();
  readonly interview: Interview;
  readonly observe: Observer | undefined;

  slots: (Value | undefined)[] = [];
  loops: Record<string, LoopCursor> = {};
  entries: Readonly<Record<string, Draft>> = {};
  reactive = true;
  isSubflow = false;
  canGoBack = false;

  readonly frames: Record<string, Frame>;
  readonly stack: Position[];
  visited: readonly Visit[];
  number: number;
  dirty: boolean;
  used: Record<string, number>;
  seq: number;
  faultMessage: string | null;
  effect: Effect | null = null;
  called: Call | null = null;
  /** The entry conditions kept the record out. */
  notEntered: NotEntered | null = null;

  /** Elements until the turn is cut. */
  left = Number.POSITIVE_INFINITY;

  /** The frame that is loaded, and the flow it runs. */
  frame = '';
  flow: CompiledFlow | null = null;
  element: PlacedElement | null = null;
  phase: Phase = '';

  constructor(interview: Interview, at: number, observe: Observer | undefined) {
    this.interview = interview;
    this.at = at;
    this.timeZone = interview.context.timeZone;
    this.locale = interview.context.locale;
    this.observe = observe;
    this.frames = { ...interview.frames };
    this.stack = [...interview.stack];
    this.visited = interview.visited;
    this.number = interview.transaction.number;
    this.dirty = interview.transaction.dirty;
    this.used = { ...interview.transaction.used };
    this.seq = interview.seq;
    this.faultMessage = interview.faultMessage;
  }

  get pending(): Effect {
    return this.interview.pending;
  }

  entered(screen: string): Draft | undefined {
    return own(this.entries, screen);
  }

  raise(raised: RaisedEffect): Next {
    if (raised.kind !== 'query' && this.flow?.flow.trigger?.type === 'RecordBeforeSave')
      return this.fault(ONLY_QUERIES);
    if (!this.countEffect(raised)) return FAILED;
    this.seq += 1;
    const asked = { id: this.seq, flow: this.flow?.flow.name ?? '', element: this.element?.name ?? '' };
    this.effect =
      raised.kind === 'callout' || raised.kind === 'action'
        ? { ...asked, ...raised, key: `${this.interview.id}:${this.interview.branch}:${this.seq}` }
        : { ...asked, ...raised };
    return WAIT;
  }

  /** What an effect uses up of the transaction's limits before it is performed (reference: flow-semantics 6 and 12). */
  private countEffect(raised: RaisedEffect): boolean {
    if (raised.kind === 'callout') return this.count('callouts');
    if (raised.kind === 'query') return raised.queries.length === 0 || this.count('queries', raised.queries.length);
    if (raised.kind !== 'save') return true;
    return (raised.filtered === null || this.count('queries')) && this.count('dml');
  }

  /** What the answer to an effect used up, and whether it left changes in the transaction. */
  countAnswer(event: FlowEvent): boolean {
    if (event.kind === 'rows') {
      const found = event.rows.reduce((sum, rows) => sum + rows.length, 0);
      return found === 0 || this.count('queryRows', found);
    }
    // The first page was counted when it was asked for.
    if (event.kind === 'responded') return this.count('callouts', (event.pages ?? 1) - 1);
    if (event.kind === 'acted' && event.wrote) this.dirty = true;
    const { pending } = this.interview;
    // What a flow had saved before it failed is still in the transaction.
    if (event.kind === 'failed' && pending.kind === 'action' && pending.type === 'flow') this.dirty = true;
    if (event.kind !== 'saved') return true;
    if (event.count > 0) this.dirty = true;
    const used = Object.entries(event.used ?? {});
    return this.count('dmlRows', event.count) && used.every(([limit, by]) => !isLimit(limit) || this.count(limit, by));
  }

  fault(fault: Fault): Next {
    const element = this.element;
    const placed: Fault = fault.element === undefined && element ? { ...fault, element: element.name } : fault;
    this.faultMessage = faultMessage(placed);
    if (element && element.failed !== null) this.slots[element.failed] = true;
    const connector = element?.run.fault;
    if (connector !== undefined && connector !== END) return connector;
    return this.fail(placed);
  }

  /** Ends the interview with a fault that no connector takes: what is not committed is rolled back first. */
  fail(fault: Fault): Next {
    this.faultMessage = faultMessage(fault);
    if (this.dirty && this.ownsTransaction) this.ask({ kind: 'rollback', fault });
    else this.end(fault);
    return FAILED;
  }

  /** Ends the interview. */
  end(fault: Fault): Next {
    this.seq += 1;
    this.dirty = false;
    this.effect = { kind: 'failed', id: this.seq, fault };
    return FAILED;
  }

  /** Has the transaction committed; the machine goes on at `phase` when it is. */
  commit(phase: Phase): Next {
    this.phase = phase;
    return this.ask({ kind: 'commit' });
  }

  /** Whether committing and rolling back is for this interview to do. */
  get ownsTransaction(): boolean {
    return this.interview.context.sharesTransaction !== true;
  }

  private ask(asked: { readonly kind: 'commit' } | { readonly kind: 'rollback'; readonly fault: Fault }): Next {
    this.seq += 1;
    const at = { id: this.seq, flow: this.flow?.flow.name ?? '', element: this.element?.name ?? '' };
    this.effect = { ...at, ...asked };
    return WAIT;
  }

  call(flow: string, inputs: Values): Next {
    this.called = { flow, inputs };
    return CALL;
  }

  /** Counts against a limit of the transaction. @returns false where that failed the interview. */
  count(limit: LimitName, by = 1): boolean {
    const used = (this.used[limit] ?? 0) + by;
    this.used[limit] = used;
    if (used <= LIMITS[limit].most) return true;
    this.fail(limitFault(limit, this.element?.name ?? ''));
    return false;
  }

  /** A screen, a pause or a commit ends the transaction: the next one begins with nothing used. */
  beginTransaction(): void {
    this.tellTransaction();
    this.number += 1;
    this.dirty = false;
    this.used = {};
  }

  /** What the transaction used up, to whoever listens; nothing of one that used nothing. */
  tellTransaction(): void {
    const { number, used } = this;
    if (Object.keys(used).length > 0) this.observe?.({ kind: 'transaction', number, used });
  }

  transaction(): Transaction {
    return { number: this.number, dirty: this.dirty, used: this.used };
  }
}

/** A before-save flow changes the record in hand and may look others up, no more (reference: core 3). */
const ONLY_QUERIES: Fault = {
  code: 'UNSUPPORTED',
  message:
    'A flow that runs before the record is saved can look records up and set fields of {!$Record}, nothing else.',
  help: 'do the rest in a flow with the trigger RecordAfterSave',
};

/** `{!$Flow.FaultMessage}`: what happened in the org's own words, and below it what to do where we know it. */
function faultMessage({ message, help }: Fault): string {
  return help === undefined ? message : `${message}\nWhat to do: ${help}`;
}
