import { stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** Where a project that has flowrun installed finds the schema of flows. */
const INSTALLED = join('node_modules', 'flowrun', 'schemas', 'flow.schema.json');

/**
 * The path from a folder to the JSON Schema of flows that is installed above it, for the line that editors read.
 * @param folder absolute; it need not be there yet.
 * @returns with slashes; undefined where flowrun is not installed there.
 */
export async function schemaBeside(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const there = await stat(join(at, INSTALLED)).catch(() => undefined);
    if (there?.isFile()) return relative(folder, join(at, INSTALLED)).split(sep).join('/');
    if (dirname(at) === at) return undefined;
  }
}
