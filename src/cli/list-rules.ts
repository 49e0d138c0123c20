import { hasErrors } from '../definition/index.ts';
import { RULES } from '../definition/rules/index.ts';
import { findConfig } from '../project/find-config.ts';
import { diagnosticsJson, framesOf } from './diagnostics.ts';
import type { ExitCode } from './exit-codes.ts';
import { type CliIo, painter, printJson, printLine } from './io.ts';

/**
 * `flowrun validate --rules`: every rule by its id, with how much it counts in the project of the current folder and what
 * it finds. A sentence is never cut, however narrow the terminal.
 */
export async function listRules(json: boolean, io: CliIo): Promise<ExitCode> {
  const { config, diagnostics } = await findConfig(io.cwd, io.cwd);
  const rows = RULES.map(({ id, severity, fixed = false, doc }) => ({
    id,
    severity: config.rules.get(id) ?? severity,
    default: severity,
    fixed,
    doc,
  })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (json) printJson(io, { rules: rows, diagnostics: await diagnosticsJson(diagnostics, io) });
  else {
    if (diagnostics.length > 0) {
      printLine(io, await framesOf(diagnostics, io, { stream: io.stdout, color: io.color }));
      printLine(io, '');
    }
    const paint = painter(io.color);
    const width = Math.max(...rows.map(({ id }) => id.length));
    for (const { id, severity, default: usual, doc } of rows) {
      const set = severity === usual ? '' : ` (set in this project; usually ${usual})`;
      printLine(io, `${paint('cyan', id.padEnd(width))}  ${severity.padEnd('warning'.length)}  ${doc}${set}`);
    }
  }
  return hasErrors(diagnostics) ? 3 : 0;
}
