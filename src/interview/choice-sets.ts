import type { CompileContext, Read, Turn } from '../elements/define-element.ts';
import { FaultError } from '../errors.ts';
import type { ChoiceSet } from '../model/resources.ts';
import type { Value } from '../model/value.ts';
import type { ChoiceList, CompiledChoice } from '../screens/define-field.ts';
import { readPath } from '../values/fields.ts';
import { toText } from '../values/text.ts';
import { type FlowScope, unknownReference } from './flow-scope.ts';

/** Records a choice set offers at most, and unless it says otherwise (reference: flow-semantics 2). */
const MOST_ROWS = 200;

type Context = Pick<CompileContext, 'filter' | 'object' | 'rows' | 'write'>;
type Source<K extends ChoiceSet['source']['kind']> = ChoiceSet & {
  readonly source: Extract<ChoiceSet['source'], { kind: K }>;
};

/**
 * The choices of a choice set. A collection choice set reads the collection when the screen is viewed, a record choice set
 * the rows that were queried when the screen was entered, a picklist choice set the active values of a field.
 */
export function compileChoiceSet(set: ChoiceSet, scope: FlowScope, context: Context): ChoiceList<Turn> {
  return MAKERS[set.source.kind](set as never, scope, context);
}

const MAKERS: {
  readonly [K in ChoiceSet['source']['kind']]: (set: Source<K>, scope: FlowScope, context: Context) => ChoiceList<Turn>;
} = {
  collection: (set, scope) => {
    const { collection: path } = set.source;
    const collection = scope.resolve(path);
    if (!collection) throw unknownReference(path);
    return { read: (turn) => choicesOf(set, collection.read(turn), turn) };
  },
  records: (set, _scope, context) => {
    const { object, where, sort, limit } = set.source;
    const filter: Read<ReturnType<ReturnType<Context['filter']>>> = where ? context.filter(where) : () => null;
    const rows = context.rows(set.name);
    const outputs = set.outputs?.kind === 'map' ? set.outputs.rows : [];
    const writers = outputs.map(({ name, target }) => ({ path: name.split('.'), write: context.write(target) }));
    const shown = [set.label, set.value].filter((field) => field !== undefined);
    const fields = [...new Set(['Id', ...shown, ...outputs.map(({ name }) => name)])];
    const chosen = (row: Value) => (turn: Turn) => {
      for (const { path, write } of writers) write(turn, readPath(row, path));
    };
    return {
      query: {
        name: set.name,
        make: (turn) => ({
          object,
          fields,
          where: filter(turn),
          sort: sort ? [sort] : [],
          limit: Math.min(limit ?? MOST_ROWS, MOST_ROWS),
        }),
      },
      read: (turn) => choicesOf(set, rows(turn), turn, chosen),
    };
  },
  picklist: (set, _scope, context) => {
    const { object, field } = set.source;
    const values = context.object(object)?.picklistValues(field);
    if (values) {
      const choices = values.map(({ label, value }) => ({ key: value, label: () => label, value: () => value }));
      return { read: () => choices };
    }
    return {
      read: () => {
        throw new FaultError({
          code: 'UNKNOWN_PICKLIST',
          message: `The choice set ${set.name} offers the values of ${object}.${field}, which is declared nowhere.`,
          help: `declare the object with its field in org/objects/${object}.yaml, or write the choices into the flow`,
        });
      },
    };
  },
};

/** One choice an item; without a value field the label is the value (reference: flow-semantics 2). */
function choicesOf(
  set: ChoiceSet,
  items: Value,
  turn: Turn,
  chosen?: (item: Value) => (turn: Turn) => void,
): readonly CompiledChoice<Turn>[] {
  if (!Array.isArray(items)) return [];
  const field = (item: Value, name: string | undefined): Value =>
    name === undefined ? item : readPath(item, name.split('.'));
  return items.map((item: Value) => {
    const label = toText(field(item, set.label), undefined, turn);
    const value = set.value === undefined ? label : field(item, set.value);
    return {
      key: toText(value, undefined, turn),
      label: () => label,
      value: () => value,
      ...(chosen ? { chosen: chosen(item) } : {}),
    };
  });
}
