import type { Draft, FieldView } from '../model/interview.ts';
import type { Value } from '../model/value.ts';
import type { FieldFace } from './define-field.ts';
import type { FieldNode, ScreenState } from './field-node.ts';
import type { Item, ScreenReading } from './read-screen.ts';

/**
 * The views of fields as hosts draw them, with what stands under each. `prefix` goes before the names: an item of a
 * repeater is a screen of its own, named `Repeater.<id>.`.
 */
export function viewFields<S extends ScreenState>(
  nodes: readonly FieldNode<S>[],
  reading: ScreenReading<S>,
  prefix = '',
): readonly FieldView[] {
  return nodes.flatMap((node) => [viewField(node, reading, prefix), ...viewFields(node.below, reading, prefix)]);
}

function viewField<S extends ScreenState>(node: FieldNode<S>, reading: ScreenReading<S>, prefix: string): FieldView {
  const { visible, raw, parsed } = reading.read(node);
  const { state } = reading;
  const columns = node.item && visible ? viewItems(node, raw, reading, prefix) : viewColumns(node, reading, prefix);
  return {
    name: `${prefix}${node.name}`,
    type: node.type,
    label: visible ? node.label(state) : '',
    help: visible && node.help ? node.help(state) : null,
    raw,
    value: parsed.value,
    visible,
    required: visible && node.required(state),
    readOnly: visible && node.locked(state),
    error: reading.problem(node),
    ...(visible ? faceOf(node, raw, reading) : { control: 'static' as const }),
    ...(columns.length === 0 ? {} : { columns }),
  };
}

/** Of the choices of a part those that the other parts allow. */
function faceOf<S extends ScreenState>(
  node: FieldNode<S>,
  raw: Value,
  { state, partProblem }: ScreenReading<S>,
): FieldFace {
  const face = node.field.face(state, raw);
  if (face.choices === undefined || node.part === null) return face;
  return {
    ...face,
    choices: face.choices.filter(({ key }) => partProblem(node, node.field.parse(key, state).value) === null),
  };
}

type Columns = NonNullable<FieldView['columns']>;

function viewColumns<S extends ScreenState>(node: FieldNode<S>, reading: ScreenReading<S>, prefix: string): Columns {
  return node.columns.map(({ width, nodes }) => ({ width, fields: viewFields(nodes, reading, prefix) }));
}

/** The items of a repeater one below the other, each with a button to take it away, and one to add another. */
function viewItems<S extends ScreenState>(
  node: FieldNode<S>,
  raw: Value,
  reading: ScreenReading<S>,
  prefix: string,
): Columns {
  const name = `${prefix}${node.name}`;
  const items = reading.items(node);
  const list: readonly Value[] = Array.isArray(raw) ? raw : [];
  const title = node.name.replaceAll('_', ' ');
  const views = items.map(({ id, reading: item }, index): FieldView => {
    const fields = viewFields(node.item ?? [], item, `${name}.${id}.`);
    const rest = list.filter((_, at) => at !== index);
    const remove = button(`${name}.${id}.$remove`, `Remove ${title} ${index + 1}`, { [name]: rest });
    return {
      ...group(`${name}.${id}`, `${title} ${index + 1}`),
      columns: [{ width: 12, fields: [...fields, remove] }],
    };
  });
  const add = button(`${name}.$add`, `Add ${title}`, { [name]: [...list, newId(items, reading.draft, name)] });
  return [{ width: 12, fields: [...views, add] }];
}

/** The id of no item there is or was: what was entered in one that was taken away may still stand in the draft. */
function newId<S extends ScreenState>(items: readonly Item<S>[], draft: Draft, name: string): string {
  const used = Object.keys(draft)
    .filter((key) => key.startsWith(`${name}.`))
    .map((key) => key.slice(name.length + 1).split('.')[0]);
  const ids = [...used, ...items.map(({ id }) => id)].map(Number).filter(Number.isSafeInteger);
  return String(1 + Math.max(0, ...ids));
}

const PLAIN = {
  help: null,
  raw: null,
  value: null,
  visible: true,
  required: false,
  readOnly: false,
  error: null,
} as const;

function group(name: string, label: string): FieldView {
  return { ...PLAIN, name, type: 'section', control: 'group', label };
}

function button(name: string, label: string, draft: Readonly<Record<string, Value>>): FieldView {
  return { ...PLAIN, name, type: 'actionButton', control: 'button', label, press: { draft } };
}
