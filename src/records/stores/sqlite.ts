import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { FlowrunError, InternalError } from '../../errors.ts';
import { parseJson, stringifyJson } from '../../values/json.ts';
import type { RecordValues } from '../objects/define-object.ts';
import type { Job } from './job.ts';
import { loadSqlite } from './load-sqlite.ts';
import type { RecordStore, Savepoint, StoredRecord } from './record-store.ts';
import { fold, toSql } from './sqlite-query.ts';

/** File name of an org's database in its directory. */
const DATABASE_FILE = 'org.db';
/** How long a process waits for another one that is writing. */
const BUSY_MS = 10_000;
const RETRY_MS = 5;
const SQLITE_BUSY = 5;
/** Number of `SCHEMA`; a database of a later one is refused, not damaged. */
const SCHEMA_VERSION = 2;
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS record (
    id TEXT PRIMARY KEY, object TEXT NOT NULL, deleted INTEGER NOT NULL, data TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS record_by_object ON record (object, deleted, id);
  CREATE TABLE IF NOT EXISTS series (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS property (name TEXT PRIMARY KEY, value TEXT NOT NULL, expires INTEGER) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS job (
    flow TEXT NOT NULL, path TEXT NOT NULL, record TEXT NOT NULL, id INTEGER NOT NULL, due INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (record, flow, path)
  ) WITHOUT ROWID;
`;

/**
 * Opens the records of an org.
 * @param directory where `org.db` is or will be; null keeps everything in memory
 * @throws FlowrunError `ORG` when the directory cannot be written, the file is damaged or of a newer version
 */
export function openSqliteStore(directory: string | null): RecordStore {
  const { DatabaseSync } = loadSqlite();
  const file = directory === null ? ':memory:' : join(directory, DATABASE_FILE);
  let database: DatabaseSync | undefined;
  try {
    if (directory !== null) mkdirSync(directory, { recursive: true });
    database = new DatabaseSync(file);
    prepareSchema(database, file);
    return sqliteStore(database);
  } catch (error) {
    database?.close();
    if (error instanceof FlowrunError) throw error;
    throw new FlowrunError('ORG', `cannot open the org's records in ${file}: ${(error as Error).message}`, {
      help: 'check that the folder can be written; `flowrun org reset` starts over with an empty org',
      cause: error,
    });
  }
}

/**
 * Removes everything from an org. A process that has it open goes on with the empty org; a file that cannot be read as
 * a database of this version is removed.
 * @throws FlowrunError `ORG` when another process keeps it locked
 */
export function eraseSqliteStore(directory: string): void {
  try {
    const store = openSqliteStore(directory);
    try {
      store.transaction(() => store.clear());
    } finally {
      store.close();
    }
  } catch (error) {
    if (error instanceof FlowrunError && isBusy(error.cause)) throw error;
    const file = join(directory, DATABASE_FILE);
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  }
}

function prepareSchema(database: DatabaseSync, file: string): void {
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA synchronous = NORMAL;`);
  untilFree(() => database.exec('PRAGMA journal_mode = WAL'));
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version === SCHEMA_VERSION) return;
  if (version > SCHEMA_VERSION) {
    throw new FlowrunError('ORG', `${file} was written by a newer version of flowrun`, {
      help: 'update flowrun, or start over with `flowrun org reset`',
    });
  }
  database.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
}

/** SQLite does not wait by itself for another process that is just making or closing the same database. */
function untilFree(work: () => void): void {
  const end = Date.now() + BUSY_MS;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  // The lower byte is the primary code; the rest says why.
  return (code & 0xff) === SQLITE_BUSY;
}

function sqliteStore(database: DatabaseSync): RecordStore {
  // Node 22.12 knows no functions of our own: there case is folded by SQLite itself, which does so for ASCII only.
  const hasFunctions = typeof database.function === 'function';
  if (hasFunctions) database.function('fold', { deterministic: true }, fold);
  const dialect = (sql: string): string => (hasFunctions ? sql : sql.replaceAll('fold(', 'lower('));
  const statements = new Map<string, StatementSync>();
  let depth = 0;
  let isOpen = true;
  /** A transaction that `begin` began is going on. */
  let lasting = false;
  let points = 0;

  /** Prepared once per text; queries of users are not kept, there is no end to them. */
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = database.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  const run = (sql: string, ...values: readonly SQLInputValue[]) => statement(sql).run(...values);
  const get = (sql: string, ...values: readonly SQLInputValue[]) => statement(sql).get(...values);

  /** SQLite has rolled back by itself after some failures; then there is nothing left to do. */
  const rollBack = (): void => {
    try {
      run('ROLLBACK');
    } catch {
      // The failure that led here is the one to report.
    }
  };

  const savepoint = (): Savepoint => {
    points += 1;
    const name = `point_${points}`;
    run(`SAVEPOINT ${name}`);
    return {
      release: () => void run(`RELEASE ${name}`),
      undo: () => {
        run(`ROLLBACK TO ${name}`);
        run(`RELEASE ${name}`);
      },
    };
  };
  const end = (how: () => void): void => {
    if (!lasting) return;
    lasting = false;
    points = 0;
    how();
  };
  /** Inside a transaction that goes on, work is undone by its own savepoint. */
  const within = <T>(work: () => T): T => {
    const point = savepoint();
    try {
      const result = work();
      point.release();
      return result;
    } catch (error) {
      point.undo();
      throw error;
    }
  };

  return {
    begin() {
      if (lasting) throw new InternalError('a transaction is open already');
      run('BEGIN IMMEDIATE');
      lasting = true;
    },
    commit: () => end(() => void run('COMMIT')),
    rollback: () => end(rollBack),
    savepoint,
    transaction(work) {
      if (lasting) return within(work);
      if (depth > 0) return work();
      run('BEGIN IMMEDIATE');
      depth++;
      try {
        const result = work();
        run('COMMIT');
        return result;
      } catch (error) {
        rollBack();
        throw error;
      } finally {
        depth--;
      }
    },
    insert({ id, object, deleted, values }) {
      run('INSERT INTO record VALUES (?, ?, ?, ?)', id, object, Number(deleted), JSON.stringify(values));
    },
    replace({ id, deleted, values }) {
      run('UPDATE record SET deleted = ?, data = ? WHERE id = ?', Number(deleted), JSON.stringify(values), id);
    },
    find(id) {
      const row = get('SELECT object, deleted, data FROM record WHERE id = ?', id);
      return row === undefined ? undefined : toRecord(id, row);
    },
    select(plan) {
      const { sql, values } = toSql(plan);
      const rows = database.prepare(dialect(sql)).all(...values);
      return rows.map((row) => plan.columns.map((_, i) => row[`c${i}`]));
    },
    count(plan) {
      const { sql, values } = toSql({ ...plan, columns: [], orderBy: [], limit: null, offset: 0 });
      return Number(database.prepare(`SELECT count(*) AS n FROM (${dialect(sql)})`).get(...values)?.n);
    },
    nextNumber(series) {
      const sql = `INSERT INTO series VALUES (?, 1)
        ON CONFLICT (name) DO UPDATE SET number = number + 1 RETURNING number`;
      return Number(get(sql, series)?.number);
    },
    property(name, now) {
      const row = get('SELECT value FROM property WHERE name = ? AND (expires IS NULL OR expires > ?)', name, now);
      return row === undefined ? undefined : String(row.value);
    },
    setProperty(name, value, expires) {
      if (value === null) run('DELETE FROM property WHERE name = ?', name);
      else run('INSERT OR REPLACE INTO property VALUES (?, ?, ?)', name, value, expires);
    },
    expireProperties(now) {
      run('DELETE FROM property WHERE expires <= ?', now);
    },
    keepJob({ flow, path, record, due, ...data }) {
      const id = this.nextNumber('job');
      const values = [flow, path, record, id, due, stringifyJson(data)] as const;
      run('INSERT OR REPLACE INTO job (flow, path, record, id, due, data) VALUES (?, ?, ?, ?, ?, ?)', ...values);
    },
    removeJob({ flow, path, record }) {
      run('DELETE FROM job WHERE record = ? AND flow = ? AND path = ?', record, flow, path);
    },
    takeJob({ flow, path, record, id }) {
      const where = 'record = ? AND flow = ? AND path = ? AND id = ?';
      return run(`DELETE FROM job WHERE ${where}`, record, flow, path, id).changes === 1;
    },
    jobs(record) {
      const sql = 'SELECT flow, path, record, id, due, data FROM job';
      const order = 'ORDER BY due, id';
      const rows =
        record === undefined
          ? statement(`${sql} ${order}`).all()
          : statement(`${sql} WHERE record = ? ${order}`).all(record);
      return rows.map(toJob);
    },
    clear() {
      for (const table of ['record', 'series', 'property', 'job']) run(`DELETE FROM ${table}`);
    },
    close() {
      if (isOpen) database.close();
      isOpen = false;
    },
  };
}

function toJob({ flow, path, record, id, due, data }: Readonly<Record<string, unknown>>): Job {
  const rest = parseJson(String(data)) as unknown as Omit<Job, 'flow' | 'path' | 'record' | 'id' | 'due'>;
  return { flow: String(flow), path: String(path), record: String(record), id: Number(id), due: Number(due), ...rest };
}

function toRecord(id: string, row: Readonly<Record<string, unknown>>): StoredRecord {
  return {
    id,
    object: String(row.object),
    deleted: row.deleted === 1,
    values: JSON.parse(String(row.data)) as RecordValues,
  };
}
