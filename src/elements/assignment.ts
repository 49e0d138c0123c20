import type { AssignmentRow } from '../model/elements.ts';
import { ASSIGNMENTS } from '../values/assignment.ts';
import { familyOf } from '../values/comparison.ts';
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
  return (turn) => write(turn, apply(before(turn), value(turn), type, turn.owned));
}
