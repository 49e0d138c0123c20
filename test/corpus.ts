import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/**
 * Real data beside the project (`FLOWRUN_CORPUS` = its folder); null where it is not there, and the tests that need it are
 * skipped. With the variable set, to a folder or to `required`, that is a failure.
 */
export function corpusFolder(): string | null {
  const told = process.env.FLOWRUN_CORPUS;
  const folder =
    told !== undefined && told !== 'required' ? resolve(told) : resolve(import.meta.dirname, '../../shared/corpus');
  if (existsSync(join(folder, 'flows'))) return folder;
  if (told !== undefined) throw new Error(`FLOWRUN_CORPUS is set and ${folder}/flows does not exist`);
  console.warn(`skipped: no real flows in ${folder} (set FLOWRUN_CORPUS)`);
  return null;
}

/** The text of the first real flow of that name. */
export function realFlow(corpus: string, name: string): string {
  const [file] = globSync(`flows/**/${name}.flow-meta.xml`, { cwd: corpus }).toSorted();
  if (file === undefined) throw new Error(`there is no flow ${name} in ${corpus}`);
  return readFileSync(join(corpus, file), 'utf8');
}

/** Flows written by hand in the YAML form, by name. */
export function yamlExamples(corpus: string): ReadonlyMap<string, string> {
  const files = globSync('yaml-examples/*.yaml', { cwd: corpus });
  return new Map(files.map((file) => [basename(file, '.yaml'), readFileSync(join(corpus, file), 'utf8')]));
}
