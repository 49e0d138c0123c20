import type { Value } from '../../model/value.ts';
import type { EvaluationContext, Scope } from '../../values/scope.ts';
import { type Kind, kindOfType } from '../kind.ts';
import type { FormulaNode } from '../node.ts';
import { equalOf, ORDERED_KINDS, type OrderedKind } from '../order.ts';
import { type BoundCall, type FunctionTable, parameter } from './define-function.ts';

/**
 * Functions that compare a record with what it was: `$Record` beside `$Record__Prior`, which record-triggered flows have
 * (reference: formula-semantics 59). A bare field stands for one of `$Record`.
 */

const ONLY_TRIGGERED = 'only record-triggered flows know the record as it was';

/** The same field of the record as it was: `$Record.Name` → `$Record__Prior.Name`. */
function priorPath(path: string): string {
  return `$Record__Prior.${path.replace(/^\$Record\./i, '')}`;
}

function isField(node: FormulaNode | undefined): node is FormulaNode & { readonly kind: 'reference' } {
  return node?.kind === 'reference' && !/^\$(?!Record\.)/i.test(node.path);
}

/** Line ends of other systems are no change. */
function comparable(value: Value): Value {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value;
}

function differs(kind: Kind, now: Value, before: Value): boolean {
  if (now === null || before === null) return now !== before;
  if (!isOrdered(kind)) return JSON.stringify(comparable(now)) !== JSON.stringify(comparable(before));
  return equalOf(kind)(comparable(now), comparable(before)) !== true;
}

function isOrdered(kind: Kind): kind is OrderedKind {
  return (ORDERED_KINDS as readonly Kind[]).includes(kind);
}

function bindField<S extends EvaluationContext>(
  name: string,
  [field]: readonly FormulaNode[],
  scope: Scope<S>,
  evaluate: (kind: Kind, now: (state: S) => Value, before: (state: S) => Value) => BoundCall<S>,
): BoundCall<S> {
  if (!isField(field)) {
    return {
      problem: `${name} takes a field of the record, nothing else`,
      suggestion: `write ${name}({!$Record.Field})`,
    };
  }
  const now = scope.resolve(field.path);
  const before = scope.resolve(priorPath(field.path));
  // An unknown name has been told already.
  if (!now) return { kind: 'Any', evaluate: () => null };
  if (!before) return { problem: `${name} needs $Record__Prior: ${ONLY_TRIGGERED}` };
  return evaluate(kindOfType(now.type), now.read, before.read);
}

const FIELD = parameter('field', 'Any');

export const RECORD_FUNCTIONS: FunctionTable = {
  ISNEW: {
    doc: 'True where the record is being created.',
    parameters: [],
    result: 'Boolean',
    bind: (_args, scope) => {
      const prior = scope.resolve('$Record__Prior');
      if (!prior) return { problem: `ISNEW needs $Record__Prior: ${ONLY_TRIGGERED}` };
      return { kind: 'Boolean', evaluate: (state) => prior.read(state) === null };
    },
  },
  ISCHANGED: {
    doc: 'True where a field of the record has another value than before; never true of a new record.',
    parameters: [FIELD],
    result: 'Boolean',
    bind: (args, scope) => {
      const prior = scope.resolve('$Record__Prior');
      return bindField('ISCHANGED', args, scope, (kind, now, before) => ({
        kind: 'Boolean',
        evaluate: (state) => prior?.read(state) !== null && differs(kind, now(state), before(state)),
      }));
    },
  },
  PRIORVALUE: {
    doc: 'What a field of the record was before; the current value where the record is new.',
    parameters: [FIELD],
    result: 'Any',
    bind: (args, scope) => {
      const prior = scope.resolve('$Record__Prior');
      return bindField('PRIORVALUE', args, scope, (kind, now, before) => ({
        kind,
        evaluate: (state) => (prior?.read(state) === null ? now(state) : before(state)),
      }));
    },
  },
  ISCLONE: {
    doc: 'True where the record is a copy that a person makes of another; records that a flow creates never are.',
    parameters: [],
    result: 'Boolean',
    evaluate: () => false,
  },
};
