import type { Draft } from '../model/interview.ts';
import type { Fields, Value, Values } from '../model/value.ts';
import { isFields, own, writePath } from '../values/fields.ts';
import { isEmptyEntry, type Parsed } from './define-field.ts';
import { type FieldNode, flatten, type ScreenState, takesEntry } from './field-node.ts';

interface Reading {
  readonly visible: boolean;
  readonly raw: Value;
  readonly parsed: Parsed;
}

const HIDDEN: Parsed = { value: null, problem: null };

/** One item of a repeater: how its entries are named in the draft, and the screen that it is. */
export interface Item<S extends ScreenState> {
  readonly id: string;
  readonly reading: ScreenReading<S>;
}

/**
 * One look at a screen with a draft. Fields are read on demand, so that a rule of a field above sees the fields below;
 * fields that depend on each other in a circle see null (reference: core 3, reactive screens).
 */
export interface ScreenReading<S extends ScreenState> {
  /** The state in which the screen's fields have the draft's values. */
  readonly state: S;
  readonly draft: Draft;
  /** All fields that were read together, flat. */
  readonly nodes: readonly FieldNode<S>[];
  read(node: FieldNode<S>): Reading;
  /** What is wrong with a value for a part of a component beside the other parts; null for any other field. */
  partProblem(node: FieldNode<S>, value: Value): string | null;
  /** What is wrong with a field as it stands. */
  problem(node: FieldNode<S>): string | null;
  /** The items of a repeater. */
  items(node: FieldNode<S>): readonly Item<S>[];
}

/** Reads the fields of `nodes`, which are flat, with the entries of `draft`. */
export function readScreen<S extends ScreenState>(
  nodes: readonly FieldNode<S>[],
  state: S,
  draft: Draft,
): ScreenReading<S> {
  const readings = new Map<FieldNode<S>, Reading>();
  const items = new Map<FieldNode<S>, readonly Item<S>[]>();
  const open = new Set<FieldNode<S>>();
  const slots = [...state.slots];
  // `settled`: what is not reactive is read in the state before the entries.
  const seen: S = Object.create(state, {
    slots: { value: slots },
    ...(state.reactive ? {} : { settled: { value: state } }),
  });

  const isVisible = (node: FieldNode<S>): boolean => {
    const { parent, showsBelow } = node;
    if (parent && !visible(parent)) return false;
    if (parent && showsBelow) return showsBelow(rawOf(parent, draft) ?? null, seen);
    return node.shows === null || node.shows(seen);
  };
  /** A component is asked for by its parts: whether it is visible must not need their values. */
  const visible = (node: FieldNode<S>): boolean => (node.field.parts ? isVisible(node) : read(node).visible);
  const parse = (node: FieldNode<S>, raw: Value): Parsed => {
    if (node.item) return { value: valueOfItems(itemsOf(node)), problem: null };
    const { parts } = node.field;
    if (!parts) {
      const parsed = node.field.parse(raw, seen);
      const problem = parsed.value === null ? null : partProblem(node, parsed.value);
      return problem === null ? parsed : { value: null, problem };
    }
    const values: Record<string, Value> = {};
    for (const { nodes: inner } of node.columns)
      for (const each of inner) if (each.part !== null) values[each.part] = read(each).parsed.value;
    return { value: parts.gather(values, seen), problem: null };
  };
  const read = (node: FieldNode<S>): Reading => {
    const known = readings.get(node);
    if (known) return known;
    const raw = rawOf(node, draft) ?? null;
    if (open.has(node)) return { visible: true, raw, parsed: HIDDEN };
    open.add(node);
    const shown = isVisible(node);
    const reading: Reading = { visible: shown, raw, parsed: shown ? parse(node, raw) : HIDDEN };
    open.delete(node);
    readings.set(node, reading);
    return reading;
  };
  const partProblem = (node: FieldNode<S>, value: Value): string | null => {
    const { part, parent } = node;
    const rule = part === null ? undefined : parent?.field.parts?.problem;
    if (rule === undefined || part === null) return null;
    const others = parent?.columns.flatMap((column) => column.nodes) ?? [];
    return rule(part, value, (name) => {
      const other = others.find((each) => each.part === name);
      return other ? read(other).parsed.value : null;
    });
  };
  const itemsOf = (node: FieldNode<S>): readonly Item<S>[] => {
    const known = items.get(node);
    if (known) return known;
    const made = readItems(node, seen, draft);
    items.set(node, made);
    return made;
  };
  for (const node of nodes) overlay(node, slots, read);
  return {
    state: seen,
    draft,
    nodes,
    read,
    partProblem,
    problem: (node) => problemOf(node, read(node), seen),
    items: itemsOf,
  };
}

/** Puts what a field reads over the slot that holds it, or over its field of a record. */
function overlay<S extends ScreenState>(
  node: FieldNode<S>,
  slots: (Value | undefined)[],
  read: (node: FieldNode<S>) => Reading,
): void {
  const define = (slot: number, get: () => Value | undefined): void => {
    Object.defineProperty(slots, slot, { get, enumerable: true, configurable: true });
  };
  if (node.slot >= 0) define(node.slot, () => read(node).parsed.value);
  const { record } = node.field;
  if (!record) return;
  const under = Object.getOwnPropertyDescriptor(slots, record.slot);
  const before = (): Value | undefined => (under?.get ? under.get.call(slots) : under?.value);
  define(record.slot, () => {
    const { visible, parsed } = read(node);
    return visible ? writePath(before() ?? null, record.path, parsed.value) : before();
  });
}

/**
 * What was entered: under its own name, or for a part of a component in the map under the component's. Whoever answers
 * from data gives the map, whoever draws parts the name.
 * @returns undefined where nothing was.
 */
export function rawOf<S extends ScreenState>(node: FieldNode<S>, draft: Draft): Value | undefined {
  if (node.part !== null && node.parent) {
    const whole = rawOf(node.parent, draft);
    const given = isFields(whole) ? own(whole, node.part) : undefined;
    if (given !== undefined) return given;
  }
  return own(draft, node.name);
}

/** Entries of the items: each by its id, `Repeater.<id>.<Field>`, or as maps where they come from data. */
function readItems<S extends ScreenState>(node: FieldNode<S>, state: S, draft: Draft): readonly Item<S>[] {
  const raw = rawOf(node, draft);
  const fields = flatten(node.item ?? []);
  return (Array.isArray(raw) ? raw : []).map((each: Value, index): Item<S> => {
    const given: Fields = isFields(each) ? each : {};
    const id = isFields(each) || each === null ? String(index + 1) : String(each);
    const prefix = `${node.name}.${id}.`;
    const entries: Record<string, Value> = { ...given };
    for (const [key, value] of Object.entries(draft)) {
      if (key.startsWith(prefix)) entries[key.slice(prefix.length)] = value;
    }
    for (const field of fields) {
      if (takesEntry(field) && rawOf(field, entries) === undefined)
        entries[field.name] = field.field.initial?.(state) ?? null;
    }
    return { id, reading: readScreen(fields, state, entries) };
  });
}

function valueOfItems<S extends ScreenState>(items: readonly Item<S>[]): Value {
  return { AllItems: items.map(({ reading }) => valuesOf(reading)) };
}

/** The values of an item's fields by name. */
function valuesOf<S extends ScreenState>(reading: ScreenReading<S>): Values {
  const values: Record<string, Value> = {};
  for (const node of reading.nodes) if (node.slot >= 0) values[node.name] = reading.read(node).parsed.value;
  return values;
}

const INCOMPLETE = 'Complete this field.';

function problemOf<S extends ScreenState>(node: FieldNode<S>, reading: Reading, state: S): string | null {
  if (!reading.visible || !takesEntry(node)) return null;
  if (reading.parsed.problem !== null) return reading.parsed.problem;
  if (isEmptyEntry(reading.raw) && node.required(state)) return INCOMPLETE;
  if (node.validate?.refuses(state)) return node.validate.message(state);
  return null;
}

/** What is wrong with a screen, by the names its fields have in views; none = it may be left. */
export function problemsOf<S extends ScreenState>(
  reading: ScreenReading<S>,
  prefix = '',
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const node of reading.nodes) {
    const problem = reading.problem(node);
    if (problem !== null) problems[`${prefix}${node.name}`] = problem;
    if (!node.item || !reading.read(node).visible) continue;
    for (const { id, reading: item } of reading.items(node))
      Object.assign(problems, problemsOf(item, `${prefix}${node.name}.${id}.`));
  }
  return problems;
}
