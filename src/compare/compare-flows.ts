import { get, mapNode, scalarText } from '../metadata/nodes.ts';
import { withoutWriter } from '../metadata/writer-profile-yaml.ts';
import type { DocumentNode, MapEntry } from '../model/document.ts';
import { type Detail, detailsOf, matchEntries } from './details.ts';
import { findRenames, renamed } from './renames.ts';
import { shownName } from './shown.ts';

/** One element or resource that is new, gone, renamed or changed; `flow` for what the flow says of itself. */
export interface FlowChange {
  readonly change: 'added' | 'removed' | 'renamed' | 'changed';
  /** `screen`, `decision`, `variable`, `formula`, … or `flow`. */
  readonly subject: string;
  /** Its name, the new one; empty for the flow itself. */
  readonly name: string;
  /** Its old name, where it was renamed. */
  readonly from?: string;
  /** In words, without the details. */
  readonly text: string;
  readonly details: readonly Detail[];
}

/** Families of resources, and what one of them is called. */
const RESOURCES: Readonly<Record<string, string>> = {
  variables: 'variable',
  constants: 'constant',
  formulas: 'formula',
  textTemplates: 'text template',
  choices: 'choice',
  choiceSets: 'choice set',
  stages: 'stage',
};
const FAMILIES = [...Object.keys(RESOURCES), 'elements'];
/** Where things stand on the canvas is nobody's change. */
const IGNORED = [...FAMILIES, 'layout'];

/**
 * What changed from one state of a flow to another, as a person would say it: elements and resources that are new, gone or
 * renamed, conditions, connectors, fields. Order of elements, places on the canvas, comments and how the metadata is written do
 * not count; a reference to something renamed is no change of its own.
 * @param before the flow's definition tree, in the form that import gives: equal meaning, equal form.
 */
export function compareFlows(before: DocumentNode, after: DocumentNode): readonly FlowChange[] {
  return changesBetween(withoutWriter(before), withoutWriter(after));
}

function changesBetween(before: DocumentNode, after: DocumentNode): readonly FlowChange[] {
  const renames = new Map(FAMILIES.flatMap((family) => [...renamesIn(get(before, family), get(after, family))]));
  const old = renamed(before, renames);
  const changes = FAMILIES.flatMap((family) => compareFamily(family, get(old, family), get(after, family), renames));
  const own = detailsOf(head(old), head(after));
  const flow: readonly FlowChange[] =
    own.length > 0 ? [{ change: 'changed', subject: 'flow', name: '', text: 'the flow itself', details: own }] : [];
  return [...flow, ...changes];
}

/** What the flow says of itself. */
function head(document: DocumentNode): DocumentNode {
  if (document.kind !== 'map') return document;
  const entries = document.entries.filter(({ key }) => !IGNORED.includes(key));
  return mapNode(entries.map((item) => (item.key === 'start' ? startAsMap(item) : item)));
}

/** `start: First` and `start: { next: First, … }` are one form. */
function startAsMap(item: MapEntry): MapEntry {
  return item.value.kind === 'map' ? item : { ...item, value: mapNode([{ ...item, key: 'next' }]) };
}

function renamesIn(before: DocumentNode | null, after: DocumentNode | null): ReadonlyMap<string, string> {
  const { added, removed, renames } = matchEntries(before, after);
  return new Map([...renames, ...findRenames(removed, added)]);
}

function compareFamily(
  family: string,
  before: DocumentNode | null,
  after: DocumentNode | null,
  renames: ReadonlyMap<string, string>,
): readonly FlowChange[] {
  // Renamed things have their new names by now: what is left over is new or gone.
  const old = before?.kind === 'map' ? before.entries : [];
  const young = after?.kind === 'map' ? after.entries : [];
  const subject = (item: MapEntry) => RESOURCES[family] ?? scalarText(get(item.value, 'type')) ?? 'element';
  const removed = old.filter(({ key }) => !young.some((item) => item.key === key));
  return [
    ...removed.map((item): FlowChange => {
      const text = `${subject(item)} ${item.key} removed`;
      return { change: 'removed', subject: subject(item), name: item.key, text, details: [] };
    }),
    ...young.flatMap((item): readonly FlowChange[] => {
      const known = old.find(({ key }) => key === item.key);
      if (!known) return [addedChange(subject(item), item)];
      const from = [...renames].find(([, to]) => to === item.key)?.[0];
      const details = detailsOf(known.value, item.value);
      if (from !== undefined) {
        const text = `${subject(item)} ${from} renamed to ${item.key}`;
        return [{ change: 'renamed', subject: subject(item), name: item.key, from, text, details }];
      }
      if (details.length === 0) return [];
      return [
        { change: 'changed', subject: subject(item), name: item.key, text: `${subject(item)} ${item.key}`, details },
      ];
    }),
  ];
}

function addedChange(subject: string, item: MapEntry): FlowChange {
  const next = get(item.value, 'next');
  const text = `${subject} ${item.key} added${next ? `, goes on to ${shownName(next)}` : ''}`;
  return { change: 'added', subject, name: item.key, text, details: [] };
}
