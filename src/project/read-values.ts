import { hasErrors } from '../definition/index.ts';
import { parseYaml } from '../definition/yaml.ts';
import { InvalidDefinitionError, UsageError } from '../errors.ts';
import type { Values } from '../model/value.ts';
import { documentValue } from './document-value.ts';
import { readDefinition } from './read-definition.ts';

/**
 * Reads a file of values by name, YAML or JSON: inputs, answers.
 * @param file path as the user gave it, relative to `cwd`.
 * @throws UnreadableFileError, InvalidDefinitionError for what is no YAML, UsageError where it is no map.
 */
export async function readValues(file: string, cwd: string): Promise<Values> {
  const read = await readDefinition(file, cwd);
  if ('refused' in read) throw new InvalidDefinitionError([read.refused]);
  const { document, diagnostics } = parseYaml(read.text, file);
  if (hasErrors(diagnostics)) throw new InvalidDefinitionError(diagnostics);
  if (document?.kind !== 'map') throw new UsageError(`${file} holds no map`, 'write one name a line: Name: value');
  return Object.fromEntries(document.entries.map(({ key, value }) => [key, documentValue(value)]));
}
