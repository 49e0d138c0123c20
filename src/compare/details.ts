import { get, scalarText } from '../metadata/nodes.ts';
import type { DocumentNode, ListNode, MapEntry, MapNode } from '../model/document.ts';
import { findRenames, renamed } from './renames.ts';
import { assignmentRow, CONDITION_KEYS, condition, shown, shownName, without } from './shown.ts';

/** One change inside an element, a resource or the flow itself. */
export interface Detail {
  /** Keys that lead to it in the YAML: `outcomes.Large.next`. */
  readonly path: readonly string[];
  /** What changed, in words: `outcome Large: goes on to B instead of A`. */
  readonly text: string;
  /** The values; left out where there was none, or is none. */
  readonly before?: string;
  readonly after?: string;
}

/** Where something stands, in keys and in words. */
interface Where {
  readonly path: readonly string[];
  readonly words: string;
  /** Whether `default` is where a path goes on: in a decision or a wait. Elsewhere it is a value. */
  readonly branches?: boolean;
}

/** Everything that differs between two states of one thing. */
export function detailsOf(before: DocumentNode, after: DocumentNode): readonly Detail[] {
  return compareNodes(before, after, { path: [], words: '' });
}

function compareNodes(before: DocumentNode, after: DocumentNode, where: Where): readonly Detail[] {
  if (isSame(before, after)) return [];
  if (before.kind === 'map' && after.kind === 'map') return compareMaps(before, after, where);
  return [valueDetail(where, before, after)];
}

/** Whether two trees say the same; places and comments do not count. */
export function isSame(a: DocumentNode, b: DocumentNode): boolean {
  if (a.kind === 'map' && b.kind === 'map') {
    return (
      a.entries.length === b.entries.length &&
      a.entries.every((item, index) => {
        const other = b.entries[index];
        return other?.key === item.key && isSame(item.value, other.value);
      })
    );
  }
  if (a.kind === 'list' && b.kind === 'list') {
    return a.items.length === b.items.length && a.items.every((item, index) => isSame(item, b.items[index] ?? item));
  }
  if (a.kind === 'number' && b.kind === 'number') return a.digits === b.digits;
  return a.kind === b.kind && scalarText(a) === scalarText(b);
}

/** Maps whose keys are names: what one of them is called. */
const NAMED: Readonly<Record<string, string>> = {
  fields: 'field',
  outcomes: 'outcome',
  events: 'event',
  scheduledPaths: 'scheduled path',
  inputs: 'input',
  outputs: 'output',
  set: 'field value',
  actions: 'screen action',
};
/** Those whose order means something. */
const ORDERED = new Set(['fields', 'outcomes', 'events']);

/** Connectors, and how one says where they lead. */
const CONNECTORS: Readonly<Record<string, string>> = {
  next: 'goes on to',
  fault: 'on a fault goes to',
  default: 'by default goes to',
  forEach: 'for each item goes to',
  afterLast: 'after the last item goes to',
  timeout: 'on a timeout goes to',
};

function compareMaps(before: MapNode, after: MapNode, where: Where): readonly Detail[] {
  const [old, young] = [condition(before), condition(after)];
  const conditions = old !== young ? [conditionDetail(where, 'condition', old, young)] : [];
  const skipped = old !== null || young !== null ? CONDITION_KEYS : [];
  const branches = ['outcomes', 'events'].some((key) => get(before, key) !== null || get(after, key) !== null);
  const keys = new Set([...without(after, skipped), ...without(before, skipped)].map(({ key }) => key));
  const others = [...keys].flatMap((key) => compareKey(key, get(before, key), get(after, key), { ...where, branches }));
  return [...conditions, ...others];
}

function compareKey(
  key: string,
  before: DocumentNode | null,
  after: DocumentNode | null,
  where: Where,
): readonly Detail[] {
  if (before && after && isSame(before, after)) return [];
  const at: Where = { path: [...where.path, key], words: where.words };
  const noun = NAMED[key];
  if (noun !== undefined && (before ?? after)?.kind === 'map') return compareNamed(noun, key, before, after, at);
  if (key in CONNECTORS && (key !== 'default' || where.branches))
    return [connectorDetail(CONNECTORS[key] ?? '', before, after, at)];
  if (key === 'where' || key === 'visible') {
    return [
      conditionDetail(
        at,
        key === 'where' ? 'filter' : 'visibility',
        before && condition(before),
        after && condition(after),
      ),
    ];
  }
  if (key === 'assign') return compareRows(before, after, at);
  if (key === 'required') return [flagDetail(after, 'is now required', 'is no longer required', at)];
  if (
    key === 'columns' &&
    before?.kind === 'list' &&
    after?.kind === 'list' &&
    before.items.length === after.items.length
  ) {
    return after.items.flatMap((column, index) =>
      compareNodes(before.items[index] ?? column, column, {
        path: [...at.path, String(index)],
        words: joinWords(where.words, `column ${index + 1}`),
      }),
    );
  }
  if (before?.kind === 'map' && after?.kind === 'map') {
    return compareMaps(before, after, { path: at.path, words: joinWords(where.words, key) });
  }
  if (before?.kind === 'list' && after?.kind === 'list') return compareLists(before, after, at, key);
  return [valueDetail({ path: at.path, words: joinWords(where.words, key) }, before, after)];
}

function joinWords(outer: string, inner: string): string {
  return outer === '' ? inner : `${outer}, ${inner}`;
}

function said(where: Where, text: string): string {
  return where.words === '' ? text : `${where.words}: ${text}`;
}

function valued(before: string | null, after: string | null): Pick<Detail, 'before' | 'after'> {
  return { ...(before === null ? {} : { before }), ...(after === null ? {} : { after }) };
}

function valueDetail(where: Where, before: DocumentNode | null, after: DocumentNode | null): Detail {
  const [old, young] = [before && shown(before), after && shown(after)];
  const text =
    old === null ? `${young} (was not set)` : young === null ? `no longer set (was ${old})` : `${old} → ${young}`;
  // Two long texts that begin alike are told apart by their end.
  const same = old === young && old !== null ? 'changed towards its end' : text;
  return { path: where.path, text: said(where, same), ...valued(old, young) };
}

function conditionDetail(where: Where, noun: string, before: string | null, after: string | null): Detail {
  const text =
    before === null
      ? `${noun} added: ${after}`
      : after === null
        ? `${noun} removed: ${before}`
        : `${noun} changed: ${before} → ${after}`;
  return { path: where.path, text: said(where, text), ...valued(before, after) };
}

function connectorDetail(words: string, before: DocumentNode | null, after: DocumentNode | null, where: Where): Detail {
  const [old, young] = [before && shownName(before), after && shownName(after)];
  const text =
    young === null
      ? `no longer ${words} ${old}`
      : old === null
        ? `now ${words} ${young}`
        : old === young
          ? `${words} ${young}, said in another way`
          : `${words} ${young} instead of ${old}`;
  return { path: where.path, text: said(where, text), ...valued(old, young) };
}

function flagDetail(after: DocumentNode | null, on: string, off: string, where: Where): Detail {
  const is = after?.kind === 'boolean' && after.value;
  return { path: where.path, text: said(where, is ? on : off), ...valued(String(!is), String(is)) };
}

/** Rows of an assignment: added, removed, or in another order. */
function compareRows(before: DocumentNode | null, after: DocumentNode | null, where: Where): readonly Detail[] {
  const rows = (node: DocumentNode | null) => (node?.kind === 'list' ? node.items.map(assignmentRow) : []);
  const [old, young] = [rows(before), rows(after)];
  const added = young.filter((row) => !old.includes(row));
  const removed = old.filter((row) => !young.includes(row));
  const details = [
    ...removed.map((row) => ({ path: where.path, text: said(where, `no longer sets ${row}`), before: row })),
    ...added.map((row) => ({ path: where.path, text: said(where, `now sets ${row}`), after: row })),
  ];
  return details.length > 0 ? details : [{ path: where.path, text: said(where, 'sets the same in another order') }];
}

/** Lists without names, `options` say: what is new, what is gone, or the order. */
function compareLists(before: ListNode, after: ListNode, where: Where, key: string): readonly Detail[] {
  const [old, young] = [before.items.map(shown), after.items.map(shown)];
  const noun = key.endsWith('s') ? key.slice(0, -1) : key;
  const removed = old.filter((item) => !young.includes(item));
  const added = young.filter((item) => !old.includes(item));
  if (removed.length + added.length === 0) {
    return [
      {
        path: where.path,
        text: said(where, `${key} in another order: ${shown(after)}`),
        ...valued(shown(before), shown(after)),
      },
    ];
  }
  return [
    ...removed.map((item) => ({ path: where.path, text: said(where, `${noun} ${item} removed`), before: item })),
    ...added.map((item) => ({ path: where.path, text: said(where, `${noun} ${item} added`), after: item })),
  ];
}

function compareNamed(
  noun: string,
  key: string,
  before: DocumentNode | null,
  after: DocumentNode | null,
  where: Where,
): readonly Detail[] {
  const { added, removed, kept, renames } = matchEntries(before, after);
  const outer = where.words === '' ? '' : `${where.words}, `;
  const details: Detail[] = [];
  for (const item of removed) {
    details.push({
      path: [...where.path, item.key],
      text: `${outer}${noun} ${item.key} removed`,
      before: shown(item.value),
    });
  }
  for (const item of added) {
    details.push({
      path: [...where.path, item.key],
      text: `${outer}${noun} ${item.key} added${summary(item.value)}`,
      after: shown(item.value),
    });
  }
  for (const [from, to] of renames) {
    details.push({
      path: [...where.path, to],
      text: `${outer}${noun} ${from} renamed to ${to}`,
      before: from,
      after: to,
    });
  }
  for (const [old, young] of kept) {
    details.push(
      ...compareNodes(old.value, young.value, {
        path: [...where.path, young.key],
        words: joinWords(where.words, `${noun} ${young.key}`),
      }),
    );
  }
  if (ORDERED.has(key) && isReordered(kept)) {
    details.push({ path: where.path, text: said(where, `${noun}s stand in another order`) });
  }
  return details;
}

function summary(node: DocumentNode): string {
  const type = get(node, 'type');
  const label = get(node, 'label');
  const words = [type && shownName(type), label && shown(label)].filter((word) => word !== null);
  if (words.length > 0) return ` (${words.join(', ')})`;
  return node.kind === 'map' || node.kind === 'list' ? '' : ` = ${shown(node)}`;
}

/** Entries of two maps, matched by name; those with new names are matched too, and said by them. */
export interface Matched {
  readonly added: readonly MapEntry[];
  readonly removed: readonly MapEntry[];
  /** Old and new, in the new order. */
  readonly kept: readonly (readonly [MapEntry, MapEntry])[];
  readonly renames: ReadonlyMap<string, string>;
}

/** Matches what stands under names in two maps; a missing map is an empty one. */
export function matchEntries(before: DocumentNode | null, after: DocumentNode | null): Matched {
  const old = before?.kind === 'map' ? before.entries : [];
  const young = after?.kind === 'map' ? after.entries : [];
  const gone = old.filter(({ key }) => !young.some((item) => item.key === key));
  const come = young.filter(({ key }) => !old.some((item) => item.key === key));
  const renames = findRenames(gone, come);
  const kept = young.flatMap((item): (readonly [MapEntry, MapEntry])[] => {
    const found = old.find(({ key }) => key === item.key || renames.get(key) === item.key);
    return found ? [[{ ...found, value: renamed(found.value, renames) }, item]] : [];
  });
  return {
    added: come.filter(({ key }) => ![...renames.values()].includes(key)),
    removed: gone.filter(({ key }) => !renames.has(key)),
    kept,
    renames,
  };
}

function isReordered(kept: Matched['kept']): boolean {
  const places = kept.map(([old]) => old.keyPlace.start);
  return places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0));
}
