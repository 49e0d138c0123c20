import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { RecordStore } from '../../../src/records/stores/record-store.ts';
import { openSqliteStore } from '../../../src/records/stores/sqlite.ts';

const IDS = ['001000000000001AAA', '001000000000002AAA', '001000000000003AAA'];

/** What is done to a store; work in a block is undone where the block fails. */
type Step =
  | { readonly kind: 'put'; readonly id: string; readonly name: string | null; readonly deleted: boolean }
  | { readonly kind: 'number' }
  | { readonly kind: 'property'; readonly value: string | null; readonly expires: number | null }
  | { readonly kind: 'savepoint' | 'transaction'; readonly fails: boolean; readonly steps: readonly Step[] };

/** A transaction from `begin` on, or one call. */
interface Unit {
  readonly ends: 'commit' | 'rollback' | 'call';
  readonly fails: boolean;
  readonly steps: readonly Step[];
}

class Failure extends Error {}

/** What a store has to hold, without a store. */
interface State {
  readonly records: Readonly<Record<string, { readonly name: string | null; readonly deleted: boolean }>>;
  readonly number: number;
  readonly property: { readonly value: string; readonly expires: number | null } | null;
}

const EMPTY: State = { records: {}, number: 0, property: null };
const NOW = 1000;

const { step } = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      kind: fc.constant('put' as const),
      id: fc.constantFrom(...IDS),
      name: fc.option(fc.string({ unit: 'binary' })),
      deleted: fc.boolean(),
    }),
    fc.constant({ kind: 'number' as const }),
    fc.record({
      kind: fc.constant('property' as const),
      value: fc.option(fc.string()),
      expires: fc.constantFrom(null, NOW - 1, NOW, NOW + 1),
    }),
    fc.record({
      kind: fc.constantFrom('savepoint' as const, 'transaction' as const),
      fails: fc.boolean(),
      steps: fc.array(tie('step'), { maxLength: 4 }),
    }),
  ),
}));
const units: fc.Arbitrary<readonly Unit[]> = fc.array(
  fc.record({
    ends: fc.constantFrom('commit' as const, 'rollback' as const, 'call' as const),
    fails: fc.boolean(),
    steps: fc.array(step, { maxLength: 6 }),
  }),
  { maxLength: 6 },
);

function expected(state: State, steps: readonly Step[], lasting: boolean): State {
  let now = state;
  for (const one of steps) {
    if (one.kind === 'put') {
      now = { ...now, records: { ...now.records, [one.id]: { name: one.name, deleted: one.deleted } } };
    } else if (one.kind === 'number') now = { ...now, number: now.number + 1 };
    else if (one.kind === 'property') {
      now = { ...now, property: one.value === null ? null : { value: one.value, expires: one.expires } };
    } else {
      // A transaction in a call of `transaction` is part of it: what it did is undone with the outer one only.
      const isUndone = one.fails && (lasting || one.kind === 'savepoint');
      if (!isUndone) now = expected(now, one.steps, lasting);
    }
  }
  return now;
}

function perform(store: RecordStore, steps: readonly Step[]): void {
  for (const one of steps) {
    if (one.kind === 'put') {
      const record = { id: one.id, object: 'Account', deleted: one.deleted, values: { Name: one.name } };
      if (store.find(one.id) === undefined) store.insert(record);
      else store.replace(record);
    } else if (one.kind === 'number') store.nextNumber('series');
    else if (one.kind === 'property') store.setProperty('name', one.value, one.expires);
    else if (one.kind === 'savepoint') {
      const point = store.savepoint();
      perform(store, one.steps);
      if (one.fails) point.undo();
      else point.release();
    } else inTransaction(store, one.steps, one.fails);
  }
}

function inTransaction(store: RecordStore, steps: readonly Step[], fails: boolean): void {
  try {
    store.transaction(() => {
      perform(store, steps);
      if (fails) throw new Failure();
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

function performUnit(store: RecordStore, { ends, fails, steps }: Unit): void {
  if (ends === 'call') inTransaction(store, steps, fails);
  else {
    store.begin();
    perform(store, steps);
    store[ends]();
  }
}

function expectedOf(state: State, { ends, fails, steps }: Unit): State {
  const kept = ends === 'commit' || (ends === 'call' && !fails);
  return kept ? expected(state, steps, ends !== 'call') : state;
}

/** What can be read without changing it; the next number is asked for last. */
function contents(store: RecordStore): unknown {
  return { records: IDS.map((id) => store.find(id)), property: store.property('name', NOW) };
}

function contentsOf({ records, property }: State): unknown {
  const expired = property !== null && property.expires !== null && property.expires <= NOW;
  return {
    records: IDS.map((id) => {
      const found = records[id];
      return found && { id, object: 'Account', deleted: found.deleted, values: { Name: found.name } };
    }),
    property: property === null || expired ? undefined : property.value,
  };
}

it.each(['in memory', 'in a file'])('a store %s holds what was kept, and nothing that was undone', (where) => {
  const folder = where === 'in a file' ? mkdtempSync(join(tmpdir(), 'flowrun-store-')) : null;
  let store = openSqliteStore(folder);
  try {
    fc.assert(
      fc.property(units, (all) => {
        store.transaction(() => store.clear());
        let state = EMPTY;
        for (const unit of all) {
          performUnit(store, unit);
          state = expectedOf(state, unit);
          expect(contents(store)).toEqual(contentsOf(state));
        }
        if (folder !== null) {
          store.close();
          store = openSqliteStore(folder);
          expect(contents(store)).toEqual(contentsOf(state));
        }
        expect(store.nextNumber('series')).toBe(state.number + 1);
      }),
      { numRuns: 60 },
    );
  } finally {
    store.close();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
});

const JOB = {
  file: 'remind.yaml',
  flow: 'remind',
  path: 'Later',
  object: 'Account',
  record: IDS[0] ?? '',
  due: 2000,
  user: 'admin',
  operation: 'update',
  prior: { Name: 'Acme', AnnualRevenue: { $units: 15, $scale: 1 } },
} as const;

it('keeps one job for each flow, path and record, and gives it to one taker', () => {
  const store = openSqliteStore(null);
  store.keepJob(JOB);
  store.keepJob({ ...JOB, path: 'Sooner', due: 1000, operation: 'create', prior: null });
  const [sooner, later] = store.jobs();
  expect([sooner, later]).toMatchObject([{ path: 'Sooner', prior: null }, JOB]);
  store.keepJob({ ...JOB, due: 3000 });
  expect(store.jobs(JOB.record).map(({ due }) => due)).toEqual([1000, 3000]);
  expect(store.jobs(IDS[1])).toEqual([]);
  // Another one stands in its place.
  expect(later && store.takeJob(later)).toBe(false);
  expect(sooner && [store.takeJob(sooner), store.takeJob(sooner)]).toEqual([true, false]);
  store.removeJob(JOB);
  expect(store.jobs()).toEqual([]);
  store.begin();
  store.keepJob(JOB);
  store.rollback();
  expect(store.jobs()).toEqual([]);
  store.close();
});

it('opens a database of the first version, which knew no jobs, and none of a later one', () => {
  const directory = mkdtempSync(join(tmpdir(), 'flowrun-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const first = openSqliteStore(directory);
  first.insert({ id: IDS[0] ?? '', object: 'Account', deleted: false, values: { Name: 'Acme' } });
  first.close();
  const change = (sql: string): void => {
    const database = new DatabaseSync(join(directory, 'org.db'));
    database.exec(sql);
    database.close();
  };
  change('DROP TABLE job; PRAGMA user_version = 1');
  const second = openSqliteStore(directory);
  second.keepJob(JOB);
  expect([second.find(IDS[0] ?? '')?.values, second.jobs().length]).toEqual([{ Name: 'Acme' }, 1]);
  second.close();
  change('PRAGMA user_version = 99');
  expect(() => openSqliteStore(directory)).toThrow(/newer version of flowrun/);
});
