import type { Draft, FieldView } from '../model/interview.ts';
import type { InputBase, ScreenField, SectionField } from '../model/screens.ts';
import type { Value } from '../model/value.ts';
import { own } from '../values/fields.ts';
import type { EvaluationContext } from '../values/scope.ts';
import { type CompiledField, type FieldContext, isEmptyEntry, type Parsed } from './define-field.ts';
import { fieldDefinition, fieldValueType } from './index.ts';

/** What a screen has to know of the state it is read in. */
export interface ScreenState extends EvaluationContext {
  /** Resources by slot; a screen being read puts its fields' values over them. */
  readonly slots: readonly (Value | undefined)[];
  /** Formulas and templates follow the entries. */
  readonly reactive: boolean;
}

type Read<S, T = Value> = (state: S) => T;

/** A field of a screen with everything bound; the tree follows the sections. */
export interface FieldNode<S extends ScreenState> {
  readonly name: string;
  readonly type: ScreenField['type'];
  readonly field: CompiledField<S>;
  /** It gives a value to the flow, in this slot. */
  readonly isInput: boolean;
  readonly slot: number;
  readonly parent: FieldNode<S> | null;
  readonly shows: Read<S, boolean> | null;
  readonly label: Read<S, string>;
  readonly help: Read<S, string> | null;
  readonly required: boolean;
  readonly locked: Read<S, boolean>;
  readonly resets: boolean;
  readonly validate: { readonly refuses: Read<S, boolean>; readonly message: Read<S, string> } | null;
  readonly columns: readonly { readonly width: number; readonly nodes: readonly FieldNode<S>[] }[];
}

const NOTHING = (): string => '';
const NEVER = (): boolean => false;

export function compileFields<S extends ScreenState>(
  fields: readonly ScreenField[],
  context: FieldContext<S>,
  parent: FieldNode<S> | null,
): FieldNode<S>[] {
  return fields.map((field) => compileField(field, context, parent));
}

function compileField<S extends ScreenState>(
  field: ScreenField,
  context: FieldContext<S>,
  parent: FieldNode<S> | null,
): FieldNode<S> {
  const input = 'onRevisit' in field ? field : null;
  const isInput = fieldValueType(field) !== null;
  const node: FieldNode<S> = {
    name: field.name,
    type: field.type,
    field: fieldDefinition(field.type).compile(field, context),
    isInput,
    slot: isInput ? context.slotOf(field.name) : -1,
    parent,
    shows: field.visible ? context.test(field.visible) : null,
    label: labelOf(field, context),
    help: input?.help ? context.text(input.help) : null,
    required: input?.required === true,
    locked: input ? compileLocked(input, context) : NEVER,
    resets: input?.onRevisit === 'reset',
    validate: compileValidation(field, context),
    columns: [],
  };
  return field.type === 'section' ? withColumns(node, field, context) : node;
}

function withColumns<S extends ScreenState>(
  node: FieldNode<S>,
  field: SectionField,
  context: FieldContext<S>,
): FieldNode<S> {
  const columns: { width: number; nodes: readonly FieldNode<S>[] }[] = [];
  const section: FieldNode<S> = { ...node, columns };
  for (const column of field.columns)
    columns.push({ width: column.width, nodes: compileFields(column.fields, context, section) });
  return section;
}

function labelOf<S extends ScreenState>(field: ScreenField, context: FieldContext<S>): Read<S, string> {
  if ('label' in field) return context.text(field.label);
  return field.type === 'section' && field.heading ? context.text(field.heading) : NOTHING;
}

function compileLocked<S extends ScreenState>(field: InputBase, context: FieldContext<S>): Read<S, boolean> {
  const flags = [field.readOnly, field.disabled].filter((flag) => flag !== undefined).map((flag) => context.read(flag));
  return flags.length === 0 ? NEVER : (state) => flags.some((flag) => flag(state) === true);
}

function compileValidation<S extends ScreenState>(
  field: ScreenField,
  context: FieldContext<S>,
): FieldNode<S>['validate'] {
  const rule = 'validate' in field ? field.validate : undefined;
  if (!rule) return null;
  // Only a rule that is false refuses. One that is null for want of an entry (`{!Age} >= 0` with no age) does not; a formula
  // alone would report that null as false, its negation reports it as "not refused".
  const refuses = context.read({ ...rule.formula, text: `NOT(${rule.formula.text})`, type: 'Boolean' });
  return { refuses: (state) => refuses(state) === true, message: context.text(rule.message) };
}

/** All fields in the order a person meets them. */
export function flatten<S extends ScreenState>(nodes: readonly FieldNode<S>[]): readonly FieldNode<S>[] {
  return nodes.flatMap((node) => [node, ...node.columns.flatMap((column) => flatten(column.nodes))]);
}

interface Reading {
  readonly visible: boolean;
  readonly raw: Value;
  readonly parsed: Parsed;
}

const HIDDEN: Parsed = { value: null, problem: null };

/**
 * One look at a screen with a draft. Fields are read on demand, so that a rule of a field above sees the fields below;
 * fields that depend on each other in a circle see null (reference: core 3, reactive screens).
 */
export interface ScreenReading<S extends ScreenState> {
  /** The state in which the screen's fields have the draft's values. */
  readonly state: S;
  read(node: FieldNode<S>): Reading;
  /** What is wrong with a field as it stands. */
  problem(node: FieldNode<S>): string | null;
}

export function readScreen<S extends ScreenState>(
  nodes: readonly FieldNode<S>[],
  state: S,
  draft: Draft,
): ScreenReading<S> {
  const readings = new Map<FieldNode<S>, Reading>();
  const open = new Set<FieldNode<S>>();
  const slots = [...state.slots];
  // `settled`: what is not reactive is read in the state before the entries.
  const seen: S = Object.create(state, {
    slots: { value: slots },
    ...(state.reactive ? {} : { settled: { value: state } }),
  });

  const isVisible = (node: FieldNode<S>): boolean => {
    if (node.parent && !read(node.parent).visible) return false;
    return node.shows === null || node.shows(seen);
  };
  const read = (node: FieldNode<S>): Reading => {
    const known = readings.get(node);
    if (known) return known;
    const raw = own(draft, node.name) ?? null;
    if (open.has(node)) return { visible: true, raw, parsed: HIDDEN };
    open.add(node);
    const visible = isVisible(node);
    const reading: Reading = { visible, raw, parsed: visible ? node.field.parse(raw, seen) : HIDDEN };
    open.delete(node);
    readings.set(node, reading);
    return reading;
  };
  for (const node of nodes) {
    if (!node.isInput) continue;
    Object.defineProperty(slots, node.slot, {
      get: () => read(node).parsed.value,
      enumerable: true,
      configurable: true,
    });
  }
  return { state: seen, read, problem: (node) => problemOf(node, read(node), seen) };
}

function problemOf<S extends ScreenState>(node: FieldNode<S>, reading: Reading, state: S): string | null {
  if (!reading.visible || !node.isInput) return null;
  if (reading.parsed.problem !== null) return reading.parsed.problem;
  if (node.required && isEmptyEntry(reading.raw)) return 'Complete this field.';
  if (node.validate?.refuses(state)) return node.validate.message(state);
  return null;
}

/** The view of one field and, for a section, of its columns. */
export function viewField<S extends ScreenState>(node: FieldNode<S>, reading: ScreenReading<S>): FieldView {
  const { visible, raw, parsed } = reading.read(node);
  const { state } = reading;
  return {
    name: node.name,
    type: node.type,
    label: visible ? node.label(state) : '',
    help: visible && node.help ? node.help(state) : null,
    raw,
    value: parsed.value,
    visible,
    required: visible && node.required,
    readOnly: visible && node.locked(state),
    error: reading.problem(node),
    ...(visible ? node.field.face(state) : { control: 'static' as const }),
    ...(node.columns.length === 0
      ? {}
      : {
          columns: node.columns.map(({ width, nodes }) => ({
            width,
            fields: nodes.map((child) => viewField(child, reading)),
          })),
        }),
  };
}
