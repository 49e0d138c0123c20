import { SCHEDULED_PATH, START } from '../../forms/index.ts';
import type { DocumentNode, MapEntry } from '../../model/document.ts';
import type { MetadataCodec, MetadataForm, Scope } from '../codec.ts';
import { constructEntry, readConstruct, withComments, writeConstruct } from '../construct.ts';
import { booleanNode, entry, get, mapNode, numberNode, scalarText, single, textNode } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, textOf, type XmlElement } from '../xml.ts';
import { locationElements } from './layout.ts';
import { textEntry } from './parts.ts';
import { plainLeaf } from './scalars.ts';

/** `order` is a tag of the flow. */
const IN_START: MetadataForm = { ...START, rows: START.rows.filter(({ key }) => key !== 'order') };

/** `async` is the tag that tells the two kinds of paths apart. */
const TIMED_PATH: MetadataForm = { ...SCHEDULED_PATH, rows: SCHEDULED_PATH.rows.filter(({ key }) => key !== 'async') };

/** A path that starts right after the commit has neither name nor label unless the file says so. */
const ASYNC_PATH: MetadataForm = {
  ...TIMED_PATH,
  fixed: { pathType: 'AsyncAfterCommit' },
  rows: TIMED_PATH.rows
    .filter(({ key }) => ['label', 'next', 'metadata'].includes(key))
    .map(({ fromName: _, ...row }) => row),
};

/** What such a path without a name is called. */
const UNNAMED = 'Async';

/** `start:` a bare name, or a map where there is more to say (LANGUAGE 8). */
export const start: MetadataCodec = {
  read: (source, _row, scope) => {
    const [found, second] = childrenOf(source, 'start');
    if (!found || second) return null;
    const own = readConstruct(IN_START, found, null, scope, locationElements('start', scope));
    const map = { ...own, entries: withOrder(own.entries, source) };
    const [first, more] = map.entries;
    if (first?.key === 'next' && !more && first.value.kind === 'text') return first.value;
    return first ? map : null;
  },
  write: (node, _row, scope) => {
    const map = node?.kind === 'map' ? node : node ? single('next', node) : mapNode([]);
    return [writeConstruct(IN_START, map, null, scope, locationElements('start', scope))];
  },
};

/** `order:` among flows of one object is a tag of the flow; it stands before the connectors. */
function withOrder(entries: readonly MapEntry[], flow: XmlElement): readonly MapEntry[] {
  const order = plainLeaf(flow, 'triggerOrder');
  if (!order || !/^\d+$/.test(order.text)) return entries;
  const at = entries.findIndex(({ key }) => ['next', 'scheduledPaths', 'metadata'].includes(key));
  return entries.toSpliced(at < 0 ? entries.length : at, 0, entry('order', numberNode(order.text, order.place)));
}

const SCHEDULE: Readonly<Record<string, string>> = { frequency: 'frequency', date: 'startDate', time: 'startTime' };

/** `schedule: { frequency: Daily, date: 2026-01-01, time: '08:00:00.000Z' }`. */
export const schedule: MetadataCodec = {
  read: (source) => {
    const found = childOf(source, 'schedule');
    if (!found) return null;
    const entries = Object.entries(SCHEDULE).flatMap(([key, tag]) => {
      const part = plainLeaf(found, tag);
      return part ? [textEntry(key, part)] : [];
    });
    return mapNode(entries, found.place);
  },
  write: (node) => {
    if (!node) return [];
    const parts = Object.entries(SCHEDULE).flatMap(([key, tag]) => {
      const text = scalarText(get(node, key));
      return text === null ? [] : [leaf(tag, text)];
    });
    return [branch('schedule', parts)];
  },
};

function isAsync(path: XmlElement): boolean {
  return textOf(path, 'pathType') === 'AsyncAfterCommit';
}

/** Paths by name; one that starts right after the commit mostly has none, and is called Async. */
export const scheduledPaths: MetadataCodec = {
  read: (source, _row, scope) => {
    const found = childrenOf(source, 'scheduledPaths');
    const entries: MapEntry[] = [];
    for (const path of found) {
      const key = plainLeaf(path, 'name')?.text ?? (isAsync(path) ? UNNAMED : null);
      if (key === null || entries.some((other) => other.key === key)) return null;
      entries.push(constructEntry(key, readPath(path, key, scope), path, scope));
    }
    const [first] = found;
    return first ? mapNode(entries, first.place) : null;
  },
  write: (node, _row, scope) => {
    if (node?.kind !== 'map') return [];
    return node.entries.flatMap(({ key, value, comments }) => {
      const map = value.kind === 'map' ? value : mapNode([]);
      const [form, name] = formOfPath(scalarText(get(map, 'async')) === 'true', key);
      return withComments([writeConstruct(form, map, name, scope)], comments);
    });
  },
};

function formOfPath(async: boolean, key: string): readonly [MetadataForm, string | null] {
  return async ? [ASYNC_PATH, key === UNNAMED ? null : key] : [TIMED_PATH, key];
}

function readPath(path: XmlElement, key: string, scope: Scope): DocumentNode {
  const async = isAsync(path);
  const [form, name] = formOfPath(async, key);
  const map = readConstruct(form, path, name, scope);
  return async ? { ...map, entries: [entry('async', booleanNode(true, path.place)), ...map.entries] } : map;
}

/** `offset: 5 Days`. */
export const pathOffset = offsetCodec('offsetNumber', 'offsetUnit');
/** The same of a wait event. */
export const waitOffset = offsetCodec('offset', 'offsetUnit');

function offsetCodec(countTag: string, unitTag: string): MetadataCodec {
  return {
    read: (source) => {
      const number = plainLeaf(source, countTag);
      const unit = plainLeaf(source, unitTag);
      return number && unit && !/\s/.test(number.text) ? textNode(`${number.text} ${unit.text}`, number.place) : null;
    },
    write: (node) => {
      if (!node) return [];
      const [number = '', unit = ''] = (scalarText(node) ?? '').split(' ');
      return [leaf(countTag, number), leaf(unitTag, unit)];
    },
  };
}

/** `from: CloseDate`, or the event itself. */
export const pathSource: MetadataCodec = {
  read: (source) => {
    const field = plainLeaf(source, 'recordField');
    const kind = plainLeaf(source, 'timeSource');
    const told = field ?? (kind?.text === 'RecordField' ? null : kind);
    return told && textNode(told.text, told.place);
  },
  write: (node) => {
    const text = scalarText(node);
    if (text === null) return [];
    if (text === 'RecordTriggerEvent') return [leaf('timeSource', text)];
    return [leaf('recordField', text), leaf('timeSource', 'RecordField')];
  },
};
