import type { Flow } from '../../model/flow.ts';
import { type Call, callsIn } from '../calls.ts';
import { splitPath } from '../namespace.ts';
import { type WalkedReference, walkReferences } from '../walk.ts';
import type { Problem, Rule } from './rule.ts';

/**
 * No metadata says that an input is required (reference: flow-semantics 1, `isInput`). What tells is what the called flow does
 * with it: an input without a default, which nothing sets or asks about, and which decides which records or address are meant.
 */
export const missingSubflowInput: Rule = {
  id: 'missing-subflow-input',
  severity: 'warning',
  doc: 'A subflow is called without an input that it works with unasked: it finds no record by an empty value, or the wrong ones.',
  check: ({ flow, surroundings: { flows } }) => {
    if (!flows) return [];
    const needs = new Map<Flow, ReadonlyMap<string, string>>();
    return callsIn(flow).flatMap((call) => {
      const called = flows.get(call.flow.name);
      if (!called) return [];
      const needed = needs.get(called) ?? neededBy(called);
      needs.set(called, needed);
      return problemsOf(call, called, needed);
    });
  },
};

function problemsOf({ flow, inputs }: Call, called: Flow, needed: ReadonlyMap<string, string>): readonly Problem[] {
  const given = new Set(inputs.map(({ name }) => name.toLowerCase()));
  return called.variables.flatMap(({ name }): readonly Problem[] => {
    const use = needed.get(name.toLowerCase());
    if (use === undefined || given.has(name.toLowerCase())) return [];
    return [
      {
        message: `the flow ${called.name} is called without ${name}`,
        place: flow.place,
        label: `it ${use}, and does not ask whether it is there`,
        suggestion: `give it: inputs: { ${name}: … }, or give the variable a default in ${called.name}`,
      },
    ];
  });
}

/** The inputs, in lower case, that a flow cannot do without, each with what it does with it. */
function neededBy(flow: Flow): ReadonlyMap<string, string> {
  const inputs = flow.variables.filter((variable) => variable.input && variable.default === undefined);
  const open = new Set(inputs.map(({ name }) => name.toLowerCase()));
  const uses = new Map<string, string>();
  for (const walked of walkReferences(flow)) {
    const head = splitPath(walked.reference.path)[0].toLowerCase();
    if (!open.has(head)) continue;
    const use = whatItDoes(walked, flow);
    if (use === 'asked') open.delete(head);
    else if (use !== null && !uses.has(head)) uses.set(head, use);
  }
  return new Map([...uses].filter(([name]) => open.has(name)));
}

/** `asked` where the flow sets it, or looks what it holds before it goes on. */
function whatItDoes({ path, formula }: WalkedReference, flow: Flow): string | null {
  const last = path.at(-1) ?? '';
  const [family, index] = path;
  // Lists of outputs keep the variables that they set as targets too.
  if (formula || last === 'target' || last === 'item') return 'asked';
  if (path.includes('where')) return 'looks records up by it';
  if (path.includes('conditions') || path.includes('visible')) return 'asked';
  const element = family === 'elements' ? flow.elements[Number(index)] : undefined;
  if (element?.type === 'loop' && last === 'collection') return 'goes through it';
  if (last === 'record' && element && /^(?:create|update|delete)Records$/.test(element.type)) return 'saves it';
  return element?.type === 'httpCallout' && path[2] === 'path' ? 'calls an address with it' : null;
}
