import type { Expression } from '../model/expression.ts';
import type { InputBase, ScreenField } from '../model/screens.ts';
import type { Value } from '../model/value.ts';
import type { EvaluationContext } from '../values/scope.ts';
import { type CompiledField, type FieldSurroundings, inputSlotName } from './define-field.ts';
import { fieldDefinition, fieldValueType } from './index.ts';

/** What a screen has to know of the state it is read in. */
export interface ScreenState extends EvaluationContext {
  /** Resources by slot; a screen being read puts its fields' values over them. */
  readonly slots: readonly (Value | undefined)[];
  /** Formulas and templates follow the entries. */
  readonly reactive: boolean;
}

export type Read<S, T = Value> = (state: S) => T;

/** A field of a screen with everything bound; the tree follows sections, parts of components and items of repeaters. */
export interface FieldNode<S extends ScreenState> {
  /** Its name in drafts and views: a part's is `Component.attribute`. */
  readonly name: string;
  readonly type: ScreenField['type'];
  readonly field: CompiledField<S>;
  /** The resource its value is stored in; null = it gives none to the flow by itself. */
  readonly resource: string | null;
  /** The slot of `resource`; -1 without one. */
  readonly slot: number;
  readonly parent: FieldNode<S> | null;
  /** The attribute of its parent that it holds. */
  readonly part: string | null;
  readonly shows: Read<S, boolean> | null;
  /** It stands under its parent while this holds of the parent's entry. */
  readonly showsBelow: ((raw: Value, state: S) => boolean) | null;
  readonly label: Read<S, string>;
  readonly help: Read<S, string | null> | null;
  readonly required: Read<S, boolean>;
  readonly locked: Read<S, boolean>;
  readonly resets: boolean;
  readonly validate: { readonly refuses: Read<S, boolean>; readonly message: Read<S, string> } | null;
  /** Of a section or a component with parts. */
  readonly columns: readonly { readonly width: number; readonly nodes: readonly FieldNode<S>[] }[];
  readonly below: readonly FieldNode<S>[];
  /** The fields of one item of a repeater: read once for each item, with entries of their own. */
  readonly item: readonly FieldNode<S>[] | null;
}

const NOTHING = (): string => '';
const NEVER = (): boolean => false;
const ALWAYS = (): boolean => true;

export function compileFields<S extends ScreenState>(
  fields: readonly ScreenField[],
  context: FieldSurroundings<S>,
  parent: FieldNode<S> | null,
): FieldNode<S>[] {
  return fields.map((field) => compileField(field, context, { parent, prefix: '', part: null }));
}

interface Standing<S extends ScreenState> {
  readonly parent: FieldNode<S> | null;
  /** Goes before its name. */
  readonly prefix: string;
  readonly part: string | null;
  readonly showsBelow?: FieldNode<S>['showsBelow'];
}

function compileField<S extends ScreenState>(
  field: ScreenField,
  context: FieldSurroundings<S>,
  { parent, prefix, part, showsBelow = null }: Standing<S>,
): FieldNode<S> {
  const input = 'label' in field ? field : null;
  const compile = (each: ScreenField): CompiledField<S> =>
    fieldDefinition(each.type).compile(each, { ...context, compile });
  const compiled = compile(field);
  // What a component is made of has no name in the flow: its component has.
  const stored = prefix === '' && fieldValueType(field) !== null ? field.name : null;
  const resource = showsBelow ? inputSlotName(field.name) : stored;
  const node: FieldNode<S> = {
    name: `${prefix}${field.name}`,
    type: field.type,
    field: compiled,
    resource,
    slot: resource === null ? -1 : context.slotOf(resource),
    parent,
    part,
    shows: field.visible ? context.test(field.visible) : null,
    showsBelow,
    label: compiled.label ?? labelOf(field, context),
    help: compiled.help ?? (input?.help ? context.text(input.help) : null),
    required: compiled.required ?? flag('required' in field ? field.required : false, context),
    locked: compiled.locked ?? (input ? compileLocked(input, context) : NEVER),
    resets: 'onRevisit' in field && field.onRevisit === 'reset',
    validate: compileValidation(field, context),
    columns: [],
    below: [],
    item: null,
  };
  return withChildren(node, field, context);
}

/** The node with the fields in it: they know it as their parent. */
function withChildren<S extends ScreenState>(
  node: FieldNode<S>,
  field: ScreenField,
  context: FieldSurroundings<S>,
): FieldNode<S> {
  const columns: { width: number; nodes: readonly FieldNode<S>[] }[] = [];
  const below: FieldNode<S>[] = [];
  const whole: FieldNode<S> = {
    ...node,
    columns,
    below,
    item: field.type === 'repeater' ? compileFields(field.fields, context, null) : null,
  };
  if (field.type === 'section') {
    for (const column of field.columns)
      columns.push({ width: column.width, nodes: compileFields(column.fields, context, whole) });
  }
  const prefix = `${node.name}.`;
  for (const { width, fields } of node.field.parts?.columns ?? []) {
    const nodes = fields.map((each) => compileField(each, context, { parent: whole, prefix, part: each.name }));
    columns.push({ width, nodes });
  }
  for (const { field: each, shows } of node.field.below ?? [])
    below.push(compileField(each, context, { parent: whole, prefix, part: null, showsBelow: shows }));
  return whole;
}

function labelOf<S extends ScreenState>(field: ScreenField, context: FieldSurroundings<S>): Read<S, string> {
  if ('label' in field) return context.text(field.label);
  return field.type === 'section' && field.heading ? context.text(field.heading) : NOTHING;
}

function flag<S extends ScreenState>(value: boolean | Expression, context: FieldSurroundings<S>): Read<S, boolean> {
  if (typeof value === 'boolean') return value ? ALWAYS : NEVER;
  const read = context.read(value);
  return (state) => read(state) === true;
}

function compileLocked<S extends ScreenState>(field: InputBase, context: FieldSurroundings<S>): Read<S, boolean> {
  const flags = [field.readOnly, field.disabled]
    .filter((expression) => expression !== undefined)
    .map((expression) => flag(expression, context));
  return flags.length === 0 ? NEVER : (state) => flags.some((each) => each(state));
}

function compileValidation<S extends ScreenState>(
  field: ScreenField,
  context: FieldSurroundings<S>,
): FieldNode<S>['validate'] {
  const rule = 'validate' in field ? field.validate : undefined;
  if (!rule) return null;
  // Only a rule that is false refuses. One that is null for want of an entry (`{!Age} >= 0` with no age) does not; a formula
  // alone would report that null as false, its negation reports it as "not refused".
  const refuses = context.read({ ...rule.formula, text: `NOT(${rule.formula.text})`, type: 'Boolean' });
  return { refuses: (state) => refuses(state) === true, message: context.text(rule.message) };
}

/** All fields in the order a person meets them, those in sections, components and under choices included. */
export function flatten<S extends ScreenState>(nodes: readonly FieldNode<S>[]): readonly FieldNode<S>[] {
  return nodes.flatMap((node) => [
    node,
    ...node.columns.flatMap((column) => flatten(column.nodes)),
    ...flatten(node.below),
  ]);
}

/** Whether a person fills it in. */
export function takesEntry<S extends ScreenState>(node: FieldNode<S>): boolean {
  return node.field.initial !== undefined;
}
