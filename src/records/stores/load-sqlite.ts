import { FlowrunError } from '../../errors.ts';

type Sqlite = typeof import('node:sqlite');

/**
 * Loads Node's SQLite. It is experimental in some releases: the warning that it prints there would spoil our output,
 * so that one warning is left out.
 * @throws FlowrunError `ORG` where this Node has none (before 22.13)
 */
export function loadSqlite(): Sqlite {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).includes('SQLite')) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    const sqlite = process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
    if (sqlite !== undefined) return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
  throw new FlowrunError('ORG', `the embedded org needs SQLite, which Node ${process.version} does not have`, {
    help: 'use Node 22.13 or newer',
  });
}
