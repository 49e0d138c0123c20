import type { ConditionRow, Conditions } from '../../model/conditions.ts';
import type { Outcome } from '../../model/elements.ts';
import type { Expression } from '../../model/expression.ts';
import type { Value } from '../../model/value.ts';
import { COMPARISONS } from '../../values/comparison.ts';
import { compare, isNumber } from '../../values/number.ts';
import type { Problem, Rule } from './rule.ts';

export const outcomeNeverTaken: Rule = {
  id: 'outcome-never-taken',
  severity: 'warning',
  doc: 'An outcome that can never be taken: its conditions exclude each other, or an outcome above it is taken first.',
  check: ({ flow }) =>
    flow.elements.flatMap((element) =>
      element.type === 'decision'
        ? element.outcomes.flatMap((outcome, index) => {
            const problem = problemOf(outcome, element.outcomes.slice(0, index));
            return problem ? [problem] : [];
          })
        : [],
    ),
};

function problemOf(outcome: Outcome, above: readonly Outcome[]): Problem | undefined {
  const { name, place, conditions } = outcome;
  const never = `${name} can never be taken`;
  // "Only when changed to meet" holds more seldom than its conditions do.
  const taken = above.find((other) => !other.onlyWhenChangedToMeet && isImplied(other.conditions, conditions));
  if (taken) {
    const always = taken.conditions.kind === 'rows' && taken.conditions.rows.length === 0;
    const label = always
      ? `${taken.name}, above it, has no conditions and is always taken`
      : `whenever its conditions hold, those of ${taken.name} above it do`;
    return { message: never, place, label, suggestion: 'move it up, or change its conditions' };
  }
  const rows = allOf(conditions) ?? [];
  for (const [index, row] of rows.entries()) {
    const other = rows.slice(0, index).find((before) => exclude(before, row));
    if (other) {
      const label = `${other.left.path} cannot be both: this row and one above it exclude each other`;
      return {
        message: never,
        place: row.place,
        label,
        suggestion: 'write any: in place of all:, if one of them is enough',
      };
    }
  }
  return undefined;
}

/** The rows that all have to hold; undefined where that is not what the condition says. */
function allOf(conditions: Conditions): readonly ConditionRow[] | undefined {
  if (conditions.kind !== 'rows') return undefined;
  return conditions.logic.toLowerCase() === 'and' || conditions.rows.length === 1 ? conditions.rows : undefined;
}

/** Whether `weaker` holds whenever `stronger` does, as far as the same rows tell. */
function isImplied(weaker: Conditions, stronger: Conditions): boolean {
  if (weaker.kind === 'rows' && weaker.rows.length === 0) return true;
  const [few, many] = [allOf(weaker), allOf(stronger)];
  if (few && many) {
    const given = new Set(many.map(keyOf));
    return many.length > 0 && few.every((row) => given.has(keyOf(row)));
  }
  return keyOfAll(weaker) === keyOfAll(stronger);
}

function keyOfAll(conditions: Conditions): string {
  if (conditions.kind === 'formula') return `formula ${conditions.formula.text}`;
  return JSON.stringify([conditions.logic.toLowerCase(), conditions.rows.map(keyOf)]);
}

/** Two rows of the same key hold at the same time. */
function keyOf({ left, operator, right }: ConditionRow): string {
  return JSON.stringify([left.path.toLowerCase(), operator, saidBy(right)]);
}

function saidBy(expression: Expression): unknown {
  if (expression.kind === 'reference') return ['reference', expression.path.toLowerCase()];
  if (expression.kind === 'literal') return [expression.type, expression.value];
  if (expression.kind === 'formula') return ['formula', expression.text];
  if (expression.kind === 'template')
    return expression.parts.map((part) => (typeof part === 'string' ? ['text', part] : ['merged', part.path]));
  // Of what cannot be looked into, each is another.
  return expression.kind === 'none' ? null : [expression.kind, expression.place.start];
}

/** Whether no single value of the same left side can satisfy both rows. */
function exclude(a: ConditionRow, b: ConditionRow): boolean {
  if (a.left.path.toLowerCase() !== b.left.path.toLowerCase()) return false;
  if (a.right.kind !== 'literal' || b.right.kind !== 'literal') return false;
  const [x, y] = [a.right.value, b.right.value];
  if (a.operator === 'equalTo') return !holds(b, x);
  if (b.operator === 'equalTo') return !holds(a, y);
  if (a.operator === b.operator) return a.operator === 'isNull' && x !== y;
  return isNumber(x) && isNumber(y) && (apart(a.operator, x, b.operator, y) || apart(b.operator, y, a.operator, x));
}

/** Whether the row holds for a value; true where that cannot be told without running. */
function holds({ operator, right }: ConditionRow, value: Value): boolean {
  const tellable = [
    'equalTo',
    'notEqualTo',
    'isNull',
    'greaterThan',
    'lessThan',
    'greaterThanOrEqualTo',
    'lessThanOrEqualTo',
  ];
  if (!tellable.includes(operator) || right.kind !== 'literal') return true;
  // Whether an org tells text of another case apart is not known for every place.
  const same = typeof value === 'string' && typeof right.value === 'string';
  if (same && value.toLowerCase() === right.value.toLowerCase()) return true;
  return COMPARISONS[operator].test(value, right.value);
}

/** Above one bound and below another that is not higher. */
function apart(lower: string, from: Value, upper: string, to: Value): boolean {
  if (!isNumber(from) || !isNumber(to) || !lower.startsWith('greaterThan') || !upper.startsWith('lessThan'))
    return false;
  const order = compare(from, to);
  return order > 0 || (order === 0 && !(lower === 'greaterThanOrEqualTo' && upper === 'lessThanOrEqualTo'));
}
