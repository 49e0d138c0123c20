import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { diagnosticOf } from '../definition/diagnostics.ts';
import { decodeText, MAX_FILE_SIZE } from '../definition/text.ts';
import { InvalidDefinitionError, UsageError } from '../errors.ts';
import { readDefinition } from '../project/read-definition.ts';

const git = promisify(execFile);

/** A text and where it came from. */
export interface NamedText {
  /** As the user named it: a path, or `HEAD~1:flows/x.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** `HEAD~1:flows/x.yaml`, `:flows/x.yaml` (the index), `main:./x.yaml`. No drive letter, no option. */
const REVISION = /^(?!-)(?![A-Za-z]:[\\/])[^:\s]*:(?<path>.+)$/;

/**
 * A file on disk, or one of a git revision as `git show` names it.
 * @throws UsageError where git does not know it; UnreadableFileError where there is no such file; InvalidDefinitionError for
 *   what is no text.
 */
export async function readNamed(name: string, cwd: string): Promise<NamedText> {
  const onDisk = await stat(resolve(cwd, name)).catch(() => undefined);
  if (!onDisk && REVISION.test(name)) return readRevision(name, cwd);
  const read = await readDefinition(name, cwd);
  if ('refused' in read) throw new InvalidDefinitionError([read.refused]);
  return { name, text: read.text };
}

async function readRevision(name: string, cwd: string): Promise<NamedText> {
  const shown = await git('git', ['show', '--no-textconv', '--end-of-options', name], {
    cwd,
    encoding: 'buffer',
    maxBuffer: MAX_FILE_SIZE + 1,
  }).catch((error: unknown) => {
    throw new UsageError(
      `${name}: ${reasonOf(error)}`,
      'write it as git does: HEAD~1:flows/x.yaml, or HEAD~1:./x.yaml',
    );
  });
  const decoded = decodeText(shown.stdout);
  if ('finding' in decoded) throw new InvalidDefinitionError([diagnosticOf(decoded.finding, name)]);
  return { name, text: decoded.text };
}

/** What git said, on one line, or why it could not be asked. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'git failed';
  if ('code' in error && error.code === 'ENOENT') return 'there is no such file, and git is not installed';
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  return said === '' ? error.message : said.replace(/^fatal: /, '').replace(/\s*\n\s*/g, ' ');
}
