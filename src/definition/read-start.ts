import { SCHEDULE, SCHEDULED_PATH, START } from '../forms/start.ts';
import type { DocumentNode, MapNode } from '../model/document.ts';
import type { Connector } from '../model/elements.ts';
import { type FlowTrigger, type Schedule, type ScheduledPath, TRIGGER_TYPES } from '../model/flow.ts';
import { OFFSET_UNITS, type TimeOffset } from '../model/time-offset.ts';
import { checkName } from './names.ts';
import { entryOf, pointAt } from './nodes.ts';
import { connectorsIn } from './read-elements.ts';
import { readForm } from './read-form.ts';
import { namedEntries } from './read-rows.ts';
import type { AnyRow, Read, ReadContext } from './read-types.ts';

/** What `start:` says: the first element, and what starts the flow besides a person or another flow. */
export interface ReadStart {
  readonly next?: Connector;
  readonly trigger?: FlowTrigger;
}

/** Keys that only triggered flows have. */
const TRIGGER_KEYS: readonly string[] = ['trigger', 'object', 'when', 'where', 'schedule', 'scheduledPaths'];

/** `start:` (LANGUAGE 8). A trigger of a kind that does not run here is reported, and its connectors are kept. */
export function readStart(node: DocumentNode, context: ReadContext): ReadStart {
  const nextRow = START.rows.find(({ key }) => key === 'next') as AnyRow;
  if (node.kind !== 'map' || entryOf(node, 'goTo')) {
    const next = context.codecs.connector(node, context, nextRow, '');
    return next ? { next } : {};
  }
  const read = readForm(START, node, '', context);
  if (!read) return {};
  const next = read.next ? { next: read.next } : {};
  const first = node.entries.find(({ key }) => TRIGGER_KEYS.includes(key));
  if (!first) return next;
  const trigger = triggerOf(read, node, context);
  if (trigger) return { ...next, trigger };
  context.report({
    rule: 'unsupported-start',
    severity: 'warning',
    message:
      read.trigger === undefined
        ? `a start with ${first.key} says no trigger: what would start the flow is not known`
        : `flows with the trigger ${read.trigger} are read but cannot run`,
    place: first.keyPlace,
    suggestion: `the triggers ${TRIGGER_TYPES.join(', ')} run`,
  });
  context.setAside({ name: '$Record', kind: 'start', place: first.keyPlace, connectors: connectorsIn(node) });
  return next;
}

function triggerOf(read: Read<typeof START>, node: MapNode, context: ReadContext): FlowTrigger | undefined {
  const type = TRIGGER_TYPES.find((one) => one === read.trigger);
  const entry = entryOf(node, 'trigger');
  if (type === undefined || entry === undefined) return undefined;
  const { object, when, where, onlyWhenChangedToMeet, order, schedule, scheduledPaths } = read;
  if (object === undefined && type !== 'Scheduled') {
    context.report({
      rule: 'missing-key',
      message: `the trigger ${type} needs the key object beside it`,
      place: entry.keyPlace,
      suggestion: type === 'PlatformEvent' ? 'object: My_Event__e' : 'object: Account',
    });
  }
  if (order !== undefined && (order < 1 || order > 2000)) {
    context.report({
      rule: 'wrong-type',
      message: `order has to be 1 to 2000, found ${order}`,
      place: entryOf(node, 'order')?.value.place ?? entry.keyPlace,
    });
  }
  return {
    type,
    ...(object ? { object } : {}),
    ...(when === undefined ? {} : { when }),
    ...(where ? { where } : {}),
    onlyWhenChangedToMeet,
    ...(order === undefined ? {} : { order }),
    ...(schedule ? { schedule } : {}),
    scheduledPaths,
    place: entry.keyPlace,
  };
}

/** `schedule: { frequency: Daily, date: 2026-01-01, time: '08:00:00.000Z' }`. */
export function readSchedule(node: DocumentNode, context: ReadContext): Schedule | undefined {
  return readForm(SCHEDULE, node, '', context);
}

/** `scheduledPaths:` by name. */
export function readScheduledPaths(node: DocumentNode, context: ReadContext, row: AnyRow): readonly ScheduledPath[] {
  return namedEntries(node, context, row).flatMap(({ key: name, keyPlace: place, value }) => {
    checkName(name, place, 'scheduled path', context);
    const read = readForm(SCHEDULED_PATH, value, name, context);
    if (!read) return [];
    const { description: _, ...path } = read;
    return [{ ...path, name, place }];
  });
}

const OFFSET = /^(-?\d{1,9}) (\w+)$/;

/** `5 Days`, `-2 Hours`. */
export function readTimeOffset(node: DocumentNode, context: ReadContext, row: AnyRow): TimeOffset | undefined {
  const [, count, word] = (node.kind === 'text' ? OFFSET.exec(node.value) : null) ?? [];
  const unit = OFFSET_UNITS.find((one) => one === word);
  if (count !== undefined && unit !== undefined) return { count: Number(count), unit };
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be a count and a unit such as 5 Days, found ${node.kind === 'text' ? node.value : node.kind}`,
    place: pointAt(node, context.text),
    suggestion: `units: ${OFFSET_UNITS.join(', ')}; a negative count is before`,
  });
  return undefined;
}
