import type { Read } from '../elements/define-element.ts';
import { FaultError } from '../errors.ts';
import type { ComparisonOperator, ConditionRow } from '../model/conditions.ts';
import type { Flow } from '../model/flow.ts';
import { equal } from '../values/comparison.ts';
import { fieldsOffering } from './fields-offering.ts';
import type { FlowScope } from './flow-scope.ts';

/**
 * The operators that ask the interview rather than a value (reference: flow-semantics 4): was a choice selected, was an
 * element visited. What needs records or failures of elements fails where it is asked, never in silence.
 */

/** Name of the stored resource that says whether an element was visited; no flow can declare it. */
export function visitedName(element: string): string {
  return `wasVisited ${element}`;
}

/** Elements that some condition asks about, as they are declared: only those pay for being remembered. */
export function visitedElements(flow: Flow): readonly string[] {
  const asked = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('operator' in node && node.operator === 'wasVisited') asked.add((node as ConditionRow).left.path.toLowerCase());
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

const unsupported: Compile =
  ({ row }) =>
  () => {
    throw new FaultError({
      code: 'UNSUPPORTED',
      message: `The operator ${row.operator} cannot run in this version of flowrun.`,
    });
  };

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

export const ASKING_OPERATORS: { readonly [O in ComparisonOperator]?: Compile } = {
  wasSelected,
  wasVisited,
  isChanged: unsupported,
  hasError: unsupported,
};
