import type { ConditionRow } from '../../model/conditions.ts';
import type { AssignmentRow } from '../../model/elements.ts';
import type { Expression, Literal } from '../../model/expression.ts';
import type { Flow } from '../../model/flow.ts';
import type { ResourceType } from '../../model/value.ts';
import { ASSIGNMENTS } from '../../values/assignment.ts';
import { COMPARISONS, familyOf } from '../../values/comparison.ts';
import { parseDate, parseDateTime } from '../../values/date.ts';
import { isNumber, numberToText, parseNumber } from '../../values/number.ts';
import { type Operand, takes, wordsOf } from '../../values/operands.ts';
import { type Call, callsIn } from '../calls.ts';
import type { Problem, Rule, RuleContext } from './rule.ts';

export const typeMismatch: Rule = {
  id: 'type-mismatch',
  severity: 'error',
  doc: 'An assignment, a condition, or the inputs and outputs of a subflow join values whose types can never fit; where a type is not known, nothing is said.',
  check: (context) => {
    const problems: Problem[] = [];
    for (const row of rowsIn(context.flow)) {
      const problem = 'target' in row ? assignmentProblem(row, context) : conditionProblem(row, context);
      if (problem) problems.push(problem);
    }
    return [...problems, ...defaultProblems(context), ...loopProblems(context), ...callProblems(context)];
  },
};

/** Every assignment row and every condition row outside of filters, found by what they look like. */
function* rowsIn(node: unknown): Generator<AssignmentRow | ConditionRow> {
  if (typeof node !== 'object' || node === null) return;
  if ('operator' in node && 'place' in node) {
    yield node as AssignmentRow | ConditionRow;
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    // The left sides of filters are fields of an object we do not know; samples and types hold no rows.
    if (!['where', 'source', 'samples', 'type'].includes(key)) yield* rowsIn(value);
  }
}

/** The type of a value; undefined where it is not known before the run, or there is no value. */
function typeOf(expression: Expression, { names }: RuleContext): ResourceType | undefined {
  if (expression.kind === 'literal') return { dataType: expression.type };
  if (expression.kind === 'template') return { dataType: 'Text' };
  if (expression.kind === 'formula') return expression.type && { dataType: expression.type };
  if (expression.kind !== 'reference') return undefined;
  const found = names.resolve(expression.path);
  if (found.kind !== 'known' || !found.type) return undefined;
  // What JSON is shows when the flow runs, but for whether it is a list.
  return found.type.dataType === 'JSON' && found.type.collection !== true ? undefined : found.type;
}

function assignmentProblem({ target, operator, value }: AssignmentRow, context: RuleContext): Problem | undefined {
  const left = typeOf(target, context);
  if (!left) return undefined;
  const definition = ASSIGNMENTS[operator];
  if (!takes(definition.target, left)) {
    const fits = wordsOf(definition.target);
    return {
      message: `${operator} works on ${fits}, and ${target.path} is ${described(left)}`,
      place: target.place,
      suggestion: fitting(left, ASSIGNMENTS, ({ target: operands }) => operands),
    };
  }
  const right = typeOf(value, context);
  if (!right) return undefined;
  const why = `${target.path} is ${described(left)}`;
  if (definition.value === 'collection') {
    return right.collection === true || right.dataType === 'JSON'
      ? undefined
      : { message: `${operator} takes a collection, found ${described(right)}`, place: value.place, label: why };
  }
  // A collection takes an item or a collection of its own.
  if (left.collection === true && (definition.value === 'item' || definition.value === 'any'))
    return mismatch(itemOf(left), itemOf(right), value, why);
  const wanted = wantedByAssignment(definition.value, left);
  return wanted && mismatch(wanted, right, value, why);
}

function itemOf({ collection: _, ...item }: ResourceType): ResourceType {
  return item;
}

function wantedByAssignment(value: (typeof ASSIGNMENTS)['add']['value'], left: ResourceType): ResourceType | undefined {
  if (value === 'same') return left;
  if (value === 'number') return { dataType: 'Number' };
  if (value === 'text') return { dataType: 'Text' };
  if (left.dataType === 'JSON') return undefined;
  // Dates move by days.
  return familyOf(left) === 'text' ? { dataType: 'Text' } : { dataType: 'Number' };
}

function conditionProblem(
  { left: reference, operator, right: value }: ConditionRow,
  context: RuleContext,
): Problem | undefined {
  const left = typeOf(reference, context);
  if (!left) return undefined;
  const definition = COMPARISONS[operator];
  if (!takes(definition.left, left)) {
    const fits = wordsOf(definition.left);
    return {
      message: `${operator} works on ${fits}, and ${reference.path} is ${described(left)}`,
      place: reference.place,
      suggestion: fitting(left, COMPARISONS, ({ left: operands }) => operands),
    };
  }
  const right = typeOf(value, context);
  if (!right) return undefined;
  const why = `${reference.path} is ${described(left)}`;
  if (definition.right === 'boolean')
    return mismatch({ dataType: 'Boolean' }, right, value, `${operator} asks whether it is so`);
  if (definition.right === 'collection') {
    return right.collection === true
      ? undefined
      : { message: `${operator} compares with a collection, found ${described(right)}`, place: value.place };
  }
  if (definition.right === 'text')
    return left.collection === true ? undefined : mismatch({ dataType: 'Text' }, right, value, why);
  return mismatch(left, right, value, why);
}

/** The operators that this type has. */
function fitting<D>(
  type: ResourceType,
  table: Readonly<Record<string, D>>,
  operandsOf: (definition: D) => readonly Operand[],
): string {
  const fits = Object.entries(table).filter(([, definition]) => takes(operandsOf(definition), type));
  return `operators for ${described(type)}: ${fits.map(([operator]) => operator).join(', ')}`;
}

function described(type: ResourceType): string {
  const word = type.of === undefined ? type.dataType : `${type.dataType} ${type.of}`;
  return type.collection === true ? `a collection of ${word}` : `a ${word}`;
}

/** A problem where a value of type `right` can never be one of type `left`. */
function mismatch(left: ResourceType, right: ResourceType, value: Expression, label: string): Problem | undefined {
  if (fits(left, right, value)) return undefined;
  const literal = value.kind === 'literal' ? value : undefined;
  return {
    message: `expected ${described(left)}, found ${literal ? `${described(right)} ${shown(literal)}` : described(right)}`,
    place: value.place,
    label,
    suggestion: literal ? suggestion(left, literal) : asText(left, right, value),
  };
}

function shown({ value, type }: Literal): string {
  if (isNumber(value)) return numberToText(value);
  return type === 'Text' ? `'${String(value)}'` : String(value);
}

function fits(left: ResourceType, right: ResourceType, value: Expression): boolean {
  if (left.collection === true || right.collection === true) {
    if (left.collection !== right.collection) return isEmptyText(value);
    if (left.dataType === 'JSON' || right.dataType === 'JSON') return true;
  }
  const [a, b] = [familyOf({ dataType: left.dataType }), familyOf({ dataType: right.dataType })];
  if (a === 'any' || b === 'any' || isEmptyText(value)) return true;
  // Active flows of orgs compare texts with true and false.
  if (a === 'text' && b === 'boolean' && value.kind === 'literal') return true;
  if (a !== b) return false;
  if (a === 'record')
    return left.of === undefined || right.of === undefined || left.of.toLowerCase() === right.of.toLowerCase();
  // A Date and a DateTime convert into each other; a Time has no day.
  return a !== 'moment' || left.dataType === right.dataType || (left.dataType !== 'Time' && right.dataType !== 'Time');
}

/** Empty text is what the metadata writes for "empty", whatever the type. */
function isEmptyText(value: Expression): boolean {
  return value.kind === 'literal' && value.type === 'Text' && value.value === '';
}

/** A merge field in text turns any single value into text. */
function asText(left: ResourceType, right: ResourceType, value: Expression): string | undefined {
  const single = familyOf(left) === 'text' && !['collection', 'record'].includes(familyOf(right));
  return single && value.kind === 'reference' ? `write { text: '{!${value.path}}' } to make it text` : undefined;
}

/** How the literal is written in the type that is wanted. */
function suggestion(left: ResourceType, { value, type }: Literal): string | undefined {
  const text = isNumber(value) ? numberToText(value) : String(value);
  const family = familyOf(left);
  if (family === 'text' && type !== 'Text') return `write '${text}' in quotes`;
  if (type !== 'Text') return undefined;
  if (left.dataType === 'Date' && parseDate(text)) return `write { date: ${text} }`;
  if (left.dataType === 'DateTime' && parseDateTime(text) !== null) return `write { dateTime: ${text} }`;
  if (family === 'number' && parseNumber(text)) return `write ${text} without quotes`;
  if (family === 'boolean' && /^(?:true|false)$/i.test(text)) return `write ${text.toLowerCase()} without quotes`;
  return undefined;
}

/** Defaults of variables and values of constants. */
function defaultProblems(context: RuleContext): readonly Problem[] {
  const { variables, constants } = context.flow;
  const values = [
    ...variables.map(({ name, type, default: value }) => ({ name, type, value })),
    ...constants.map(({ name, type, value }) => ({ name, type, value })),
  ];
  return values.flatMap(({ name, type, value }) => {
    const right = value && typeOf(value, context);
    const problem = right && value && mismatch(type, right, value, `${name} is ${described(type)}`);
    return problem ? [problem] : [];
  });
}

/** A loop needs a collection. */
function loopProblems(context: RuleContext): readonly Problem[] {
  return context.flow.elements.flatMap((element) => {
    if (element.type !== 'loop') return [];
    const type = typeOf(element.collection, context);
    if (!type || type.collection === true) return [];
    return [
      {
        message: `a loop goes through a collection, and ${element.collection.path} is ${described(type)}`,
        place: element.collection.place,
      },
    ];
  });
}

/** What a subflow takes and gives has types of its own. */
function callProblems(context: RuleContext): readonly Problem[] {
  const { flow, surroundings } = context;
  return callsIn(flow).flatMap((call) => {
    const called = surroundings.flows?.get(call.flow.name);
    return called ? callProblemsOf(call, called, context) : [];
  });
}

function callProblemsOf({ inputs, outputs }: Call, called: Flow, context: RuleContext): readonly Problem[] {
  const typeNamed = (name: string): ResourceType | undefined =>
    called.variables.find((variable) => variable.name.toLowerCase() === name.toLowerCase())?.type;
  const given = inputs.flatMap(({ name, value }) => {
    const [left, right] = [typeNamed(name), typeOf(value, context)];
    return [mismatchOfCall(left, right, value, `${name} of ${called.name}`)];
  });
  const taken = (outputs?.kind === 'map' ? outputs.rows : []).flatMap(({ name, target }) => {
    const [left, right] = [typeOf(target, context), typeNamed(name)];
    const problem = mismatchOfCall(left, right, target, target.path);
    // There is nowhere to write it as a text.
    return [problem && { ...problem, suggestion: undefined }];
  });
  return [...given, ...taken].filter((problem) => problem !== undefined);
}

/** A JSON variable holds anything, a list too. */
function mismatchOfCall(
  left: ResourceType | undefined,
  right: ResourceType | undefined,
  value: Expression,
  what: string,
): Problem | undefined {
  const isAnything = ({ dataType, collection }: ResourceType): boolean => dataType === 'JSON' && collection !== true;
  if (!left || !right || isAnything(left) || isAnything(right)) return undefined;
  return mismatch(left, right, value, `${what} is ${described(left)}`);
}
