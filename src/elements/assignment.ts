import type { AssignmentRow } from '../model/elements.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { ASSIGNMENTS } from '../values/assignment.ts';
import { coerce } from '../values/coerce.ts';
import { familyOf } from '../values/comparison.ts';
import { fitsOf } from '../values/fits.ts';
import type { CompileContext, ElementDefinition, Read, Turn } from './define-element.ts';

/** Assignment: rows run in order, each sees what the ones above wrote (reference: flow-semantics 3). */
export const assignment: ElementDefinition<'assignment'> = {
  type: 'assignment',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  compile: (element, context) => {
    const rows = element.assign.map((row) => compileRow(row, context));
    const next = context.to(element.next);
    const { length } = rows;
    return {
      enter: (turn) => {
        for (let i = 0; i < length; i += 1) (rows[i] as Row)(turn);
        return next;
      },
    };
  },
};

type Row = (turn: Turn) => void;

function compileRow(row: AssignmentRow, context: CompileContext): Row {
  const value = context.read(row.value);
  const write = context.write(row.target);
  if (row.operator === 'assign') {
    return (turn) => {
      const assigned = value(turn);
      // From here on the list has two names: neither may be changed in place.
      if (Array.isArray(assigned)) turn.owned.delete(assigned);
      write(turn, assigned);
    };
  }
  const { apply } = ASSIGNMENTS[row.operator];
  const before: Read = context.read(row.target);
  const type = context.typeOf(row.target) ?? { dataType: 'JSON' };
  if (row.operator === 'add' && familyOf(type) === 'number') {
    return (turn) => {
      const a = before(turn);
      const b = value(turn);
      const sum = typeof a === 'number' && typeof b === 'number' ? a + b : Number.NaN;
      write(turn, Number.isSafeInteger(sum) ? sum : apply(a, b, type, turn.owned));
    };
  }
  const fitted = fittedItems(row, value, type);
  return (turn) => write(turn, apply(before(turn), fitted(turn), type, turn.owned));
}

/** Items that go into a collection, or are looked for in one, are of its type, as a whole collection would be. */
function fittedItems({ target, operator }: AssignmentRow, value: Read, type: ResourceType): Read {
  if (type.collection !== true || !['any', 'item'].includes(ASSIGNMENTS[operator].value)) return value;
  const { collection: _, ...itemType } = type;
  const fits = fitsOf(itemType);
  return (turn) => {
    const items = value(turn);
    const converted = (item: Value): Value => (fits(item) ? item : coerce(item, itemType, target.path, turn.timeZone));
    if (!Array.isArray(items)) return converted(items);
    return items.every(fits) ? items : items.map(converted);
  };
}
