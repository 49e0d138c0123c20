import { type Diagnostic, type RuleSetting, SEVERITIES } from '../model/diagnostics.ts';
import type { DocumentNode, MapEntry, Place } from '../model/document.ts';
import { nearest } from '../values/nearest.ts';
import { diagnosticOf, sortDiagnostics } from './diagnostics.ts';
import { kindOf, pointAt } from './nodes.ts';
import { refusalOf } from './settings.ts';
import { parseYaml } from './yaml.ts';

/** The project's own settings: `flowrun.config.yaml`, beside `org/`. */
export interface ProjectConfig {
  /** How much each rule counts, by its id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

export const CONFIG_FILE = 'flowrun.config.yaml';
export const EMPTY_CONFIG: ProjectConfig = { rules: new Map() };

/** In the order in which they are offered. */
export const RULE_SETTINGS: readonly RuleSetting[] = ['off', ...SEVERITIES.toReversed()];

/**
 * Reads a project's settings.
 * @param file path as messages shall show it.
 * @returns what could be read, and everything that is wrong: unknown keys, unknown rules, words that are no severity.
 */
export function readConfig(
  text: string,
  file: string,
): { readonly config: ProjectConfig; readonly diagnostics: readonly Diagnostic[] } {
  const { document, diagnostics: notation } = parseYaml(text, file);
  const found = [...notation.filter(({ rule }) => rule !== 'empty-file')];
  const report = (rule: string, message: string, place: Place, suggestion?: string): void => {
    found.push(diagnosticOf({ rule, message, place, suggestion }, file));
  };
  const rules = new Map<string, RuleSetting>();
  for (const { key, keyPlace, value } of entriesOf(document, 'the file')) {
    if (key !== 'rules') {
      const near = nearest(key, ['rules']);
      report(
        'unknown-key',
        `${CONFIG_FILE} has no key ${key}`,
        keyPlace,
        near ? `did you mean ${near}?` : 'known keys: rules',
      );
      continue;
    }
    for (const entry of entriesOf(value, 'rules')) readSetting(entry);
  }
  return { config: { rules }, diagnostics: sortDiagnostics(found) };

  function readSetting({ key: id, keyPlace, value }: MapEntry): void {
    const refusal = refusalOf(id);
    if (refusal) report('unknown-rule', refusal.message, keyPlace, refusal.suggestion);
    // YAML 1.1 would read `off` as false; whoever writes false means it.
    const word = value.kind === 'text' ? value.value : value.kind === 'boolean' && !value.value ? 'off' : undefined;
    const setting = RULE_SETTINGS.find((one) => one === word);
    if (setting === undefined) {
      const near = word === undefined ? undefined : nearest(word, RULE_SETTINGS);
      const shown = value.kind === 'text' ? value.value : kindOf(value);
      report(
        'wrong-type',
        `${id} has to be one of ${RULE_SETTINGS.join(', ')}, found ${shown}`,
        pointAt(value, text),
        near ? `did you mean ${near}?` : undefined,
      );
    } else if (!refusal) rules.set(id, setting);
  }

  function entriesOf(node: DocumentNode | null, what: string): readonly MapEntry[] {
    if (node?.kind === 'map') return node.entries;
    // Nothing said is nothing set.
    if (node !== null && node.kind !== 'null')
      report(
        'wrong-type',
        `${what} has to be a map, found ${kindOf(node)}`,
        pointAt(node, text),
        'write rules: { unused-resource: off }',
      );
    return [];
  }
}
