import type { DocumentNode, MapEntry } from '../../model/document.ts';
import type { Context, MetadataCodec } from '../codec.ts';
import { entry, get, mapNode, scalarText, textNode } from '../nodes.ts';
import { branch, childOf, leaf, textOf, type XmlElement } from '../xml.ts';
import { CONDITIONS, FILTERS, readRowList, writeRowList } from './rows.ts';
import { plainLeaf } from './scalars.ts';

/** Conditions: `all`, `any`, numbered `conditions` with `logic`, or `formula` (LANGUAGE 5). */

const KEYS_OF_LOGIC: Readonly<Record<string, string>> = { and: 'all', or: 'any' };
const LOGIC_OF_KEYS: Readonly<Record<string, string>> = { all: 'and', any: 'or' };
const BY_FORMULA = 'formula_evaluates_to_true';

/** The key under which a construct's rows stand. */
function keyOf(source: XmlElement, logicTag: string): string {
  return KEYS_OF_LOGIC[textOf(source, logicTag) ?? 'and'] ?? 'conditions';
}

/** `all`, `any`, `conditions`: the rows of a condition under the key that its logic asks for. */
export const conditionRows: MetadataCodec = {
  read: (source, row, scope) =>
    keyOf(source, 'conditionLogic') === row.key ? readRowList(source, CONDITIONS, scope) : null,
  write: (node, row) => {
    const rows = writeRowList(node, CONDITIONS);
    const logic = LOGIC_OF_KEYS[row.key];
    return node && logic ? [leaf('conditionLogic', logic), ...rows] : rows;
  },
};

/** Constructs that say `and` even where they have no rows. */
const ALWAYS_WITH_LOGIC = new Set(['outcome', 'waitEvent']);

/** `logic`: numbers of rows combined, where it is more than `and` or `or`. */
export const logic: MetadataCodec = {
  read: (source, _row, scope) => {
    const found = plainLeaf(source, 'conditionLogic');
    if (!found || !readRowList(source, CONDITIONS, scope) || keyOf(source, 'conditionLogic') !== 'conditions')
      return null;
    return textNode(found.text, found.place);
  },
  write: (node, _row, scope, map) => {
    if (node) return [leaf('conditionLogic', scalarText(node) ?? '')];
    const said = ['all', 'any', 'conditions', 'formula'].some((key) => get(map, key) !== null);
    return said || !ALWAYS_WITH_LOGIC.has(scope.form.type) ? [] : [leaf('conditionLogic', 'and')];
  },
};

/** A formula in the place of a condition, or the text of a formula resource. */
export const formula: MetadataCodec = {
  read: (source, row) => {
    if (row.tag !== undefined) {
      const found = plainLeaf(source, row.tag);
      return found && textNode(found.text, found.place);
    }
    const found = textOf(source, 'conditionLogic') === BY_FORMULA ? plainLeaf(source, 'formula') : null;
    return found && textNode(found.text, found.place);
  },
  write: (node, row) => {
    if (!node) return [];
    const text = scalarText(node) ?? '';
    if (row.tag !== undefined) return [leaf(row.tag, text)];
    return [leaf('conditionLogic', BY_FORMULA), leaf('formula', text)];
  },
};

/** `visible:` of a field: a map of the keys of a condition. */
export const visible: MetadataCodec = {
  read: (source, row, scope) => {
    const rule = childOf(source, row.tag ?? '');
    if (!rule) return null;
    const entries = conditionEntries(rule, scope);
    return entries && mapNode(entries, rule.place);
  },
  write: (node, row) => {
    if (node?.kind !== 'map' || row.tag === undefined) return [];
    const [rows] = node.entries.filter(({ key }) => key === 'all' || key === 'any' || key === 'conditions');
    const logicText = scalarText(get(node, 'logic')) ?? LOGIC_OF_KEYS[rows?.key ?? ''] ?? 'and';
    return [branch(row.tag, [leaf('conditionLogic', logicText), ...writeRowList(rows?.value ?? null, CONDITIONS)])];
  },
};

function conditionEntries(source: XmlElement, context: Context): MapEntry[] | null {
  const rows = readRowList(source, CONDITIONS, context);
  if (!rows) return null;
  const key = keyOf(source, 'conditionLogic');
  const found = plainLeaf(source, 'conditionLogic');
  return key === 'conditions' && found
    ? [entry(key, rows), entry('logic', textNode(found.text, found.place))]
    : [entry(key, rows)];
}

/** `where:` of a filter: a list is short for `{ all: … }`; its left sides are fields. */
export const where: MetadataCodec = {
  read: (source, _row, scope) => {
    const byFormula = plainLeaf(source, 'filterFormula');
    if (byFormula) return mapNode([entry('formula', textNode(byFormula.text, byFormula.place))], byFormula.place);
    const rows = readRowList(source, FILTERS, scope);
    const key = keyOf(source, 'filterLogic');
    if (!rows || key === 'all') return rows;
    const said = plainLeaf(source, 'filterLogic');
    const entries = [entry(key, rows)];
    if (key === 'conditions' && said) entries.push(entry('logic', textNode(said.text, said.place)));
    return mapNode(entries, rows.place);
  },
  write: (node) => {
    if (!node) return [];
    const byFormula = scalarText(get(node, 'formula'));
    if (byFormula !== null) return [leaf('filterFormula', byFormula)];
    const rows = node.kind === 'list' ? node : firstList(node);
    const said = scalarText(get(node, 'logic')) ?? (get(node, 'any') ? 'or' : null);
    return [...(said === null ? [] : [leaf('filterLogic', said)]), ...writeRowList(rows, FILTERS)];
  },
};

function firstList(node: DocumentNode): DocumentNode | null {
  return get(node, 'all') ?? get(node, 'any') ?? get(node, 'conditions');
}
