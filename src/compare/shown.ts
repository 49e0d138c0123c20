import { entryOf, get } from '../metadata/nodes.ts';
import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';

/** Values and conditions of a flow on one line, as a person would say them. */

/** Longer texts are cut: the line says what changed, not all of it. */
const MAX_LENGTH = 80;

/** A value: `72.5`, `"Closed Won"`, `{!Amount}`, `[a, b]`. */
export function shown(node: DocumentNode): string {
  if (node.kind === 'map')
    return cut(`{ ${node.entries.map(({ key, value }) => `${key}: ${shown(value)}`).join(', ')} }`);
  if (node.kind === 'list') return cut(`[${node.items.map(shown).join(', ')}]`);
  if (node.kind === 'number') return node.digits;
  if (node.kind === 'boolean') return String(node.value);
  if (node.kind === 'null') return 'nothing';
  return isReference(node.value) ? node.value : JSON.stringify(cut(node.value));
}

/** A name where a name stands: without quotes. */
export function shownName(node: DocumentNode): string {
  const goTo = get(node, 'goTo') ?? get(node, 'next');
  if (goTo) return shownName(goTo);
  return node.kind === 'text' ? node.value : shown(node);
}

function isReference(text: string): boolean {
  return /^\{![$A-Za-z][\w.$:[\]]*\}$/.test(text);
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/** Keys of a map that together are its condition. */
export const CONDITION_KEYS: readonly string[] = ['all', 'any', 'conditions', 'logic', 'formula'];

/** The condition of a map, or of the list under `where`; null where it has none. */
export function condition(node: DocumentNode): string | null {
  if (node.kind === 'list') return joined(node.items, ' and ');
  if (node.kind !== 'map') return null;
  const all = get(node, 'all');
  const any = get(node, 'any');
  const numbered = get(node, 'conditions');
  const formula = get(node, 'formula');
  if (all?.kind === 'list') return joined(all.items, ' and ');
  if (any?.kind === 'list') return joined(any.items, ' or ');
  if (numbered?.kind === 'list') {
    const logic = entryOf(node, 'logic');
    const rows = numbered.items.map((row, index) => `(${index + 1}) ${conditionRow(row)}`).join(', ');
    return logic ? `${shownName(logic.value)} of ${rows}` : rows;
  }
  return formula ? shownName(formula) : null;
}

function joined(rows: readonly DocumentNode[], word: string): string {
  return rows.length === 0 ? 'always' : rows.map(conditionRow).join(word);
}

const SIGNS: Readonly<Record<string, string>> = {
  equalTo: '=',
  notEqualTo: '≠',
  greaterThan: '>',
  greaterThanOrEqualTo: '≥',
  lessThan: '<',
  lessThanOrEqualTo: '≤',
};

function conditionRow(row: DocumentNode): string {
  const [only] = row.kind === 'map' ? row.entries : [];
  if (!only) return shown(row);
  const [operator, other] = only.value.kind === 'map' ? only.value.entries : [];
  if (!operator || (other && other.key !== 'metadata') || NAMED_VALUES.has(operator.key)) {
    return `${only.key} = ${shown(only.value)}`;
  }
  return `${only.key} ${SIGNS[operator.key] ?? operator.key} ${shown(operator.value)}`;
}

const NAMED_VALUES = new Set(['text', 'date', 'dateTime', 'time', 'formula', 'metadata']);

/** A row of an assignment: `total add {!line.Amount}`, `name = "Acme"`. */
export function assignmentRow(row: DocumentNode): string {
  return conditionRow(row);
}

/** Entries of a map without those of some keys. */
export function without(map: MapNode, keys: readonly string[]): readonly MapEntry[] {
  return map.entries.filter(({ key }) => !keys.includes(key));
}
