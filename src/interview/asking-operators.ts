import type { Read } from '../elements/define-element.ts';
import type { ComparisonOperator, ConditionRow } from '../model/conditions.ts';
import type { Flow } from '../model/flow.ts';
import { equal } from '../values/comparison.ts';
import { CREATED_FIELDS_ARE_CHANGED } from '../values/unverified.ts';
import { fieldsOffering } from './fields-offering.ts';
import type { FlowScope } from './flow-scope.ts';

/**
 * The operators that ask the interview rather than a value (reference: flow-semantics 4): was a choice selected, was an
 * element visited, did it fail, has a field of the record changed.
 */

/** Name of the stored resource that says whether an element was visited; no flow can declare it. */
export function visitedName(element: string): string {
  return `wasVisited ${element}`;
}

/** Name of the stored resource that says whether an element failed; no flow can declare it. */
export function failedName(element: string): string {
  return `hasError ${element}`;
}

/** Elements that some condition asks about, as they are declared: only those pay for being remembered. */
export function elementsAskedBy(flow: Flow, operator: 'wasVisited' | 'hasError'): readonly string[] {
  const asked = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('operator' in node && node.operator === operator) asked.add((node as ConditionRow).left.path.toLowerCase());
    else for (const value of Object.values(node)) walk(value);
  };
  walk(flow.elements);
  return flow.elements.map(({ name }) => name).filter((name) => asked.has(name.toLowerCase()));
}

interface Asked {
  readonly row: ConditionRow;
  readonly flow: Flow;
  readonly scope: FlowScope;
  /** The value of the choice that a row names. */
  readonly choice: Read;
}

type Compile = (asked: Asked) => Read<boolean>;

/** Whether a screen field that offers the choice holds its value; fields for several choices hold values joined by `;`. */
const wasSelected: Compile = ({ row, flow, scope, choice }) => {
  const slots = fieldsOffering(flow, row.left.path).map(({ name }) => scope.slotOf(name));
  return (turn) => {
    const value = choice(turn);
    return slots.some((slot) => {
      const held = turn.slots[slot] ?? null;
      return equal(held, value) || (typeof held === 'string' && held.split(';').includes(String(value)));
    });
  };
};

/** What is not an element that runs was never visited: the interview fails before it is. */
const wasVisited: Compile = ({ row, scope }) => {
  const visited = scope.find(visitedName(row.left.path))?.resource;
  return visited ? (turn) => visited.read(turn) === true : () => false;
};

/** Whether the element failed when it was last entered; a fault path has to lead on, or nobody could ask. */
const hasError: Compile = ({ row, scope }) => {
  const failed = scope.find(failedName(row.left.path))?.resource;
  return failed ? (turn) => failed.read(turn) === true : () => false;
};

/**
 * Whether a field of the record that started the flow has another value than before the save. While a record is created
 * there is no value before.
 */
const isChanged: Compile = ({ row, scope, choice }) => {
  const prior = scope.resolve('$Record__Prior')?.read ?? (() => null);
  const path = row.left.path.replace(/^\$Record(?=\.|$)/i, '$Record__Prior');
  const before = path === row.left.path ? null : (scope.resolve(path)?.read ?? null);
  if (before === null) return () => false;
  return (turn) => {
    const now = choice(turn);
    return prior(turn) === null ? CREATED_FIELDS_ARE_CHANGED && now !== null : !equal(now, before(turn));
  };
};

export const ASKING_OPERATORS: { readonly [O in ComparisonOperator]?: Compile } = {
  wasSelected,
  wasVisited,
  isChanged,
  hasError,
};
