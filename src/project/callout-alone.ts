import { namespaceOf, splitPath, walkReferences } from '../definition/index.ts';
import { UsageError } from '../errors.ts';
import { compileFlow, type Program, type Surroundings } from '../interview/index.ts';
import type { HttpCalloutElement } from '../model/elements.ts';
import type { Flow } from '../model/flow.ts';
import type { Variable } from '../model/resources.ts';
import type { ResourceType } from '../model/value.ts';
import { nearest } from '../values/nearest.ts';

/** One HTTP callout of a flow, ready to be sent without the rest of the flow. */
export interface CalloutAlone {
  readonly element: HttpCalloutElement;
  /** A flow of this callout alone; every name that it reads is an input. */
  readonly program: Program;
}

/**
 * Takes one httpCallout out of a flow. What the flow would have given it (variables, entries of screens, outputs of other elements)
 * are inputs; constants, formulas and templates stay what they are.
 * @param name the element's, in any case; null = the flow's only one.
 * @throws UsageError where the flow has no such callout.
 */
export function calloutAlone(flow: Flow, name: string | null, surroundings: Surroundings): CalloutAlone {
  const element = calloutNamed(flow, name);
  const { next: _, fault: _fault, ...alone } = element;
  const { trigger: _trigger, ...rest } = flow;
  const used = { ...rest, elements: [alone], start: { to: element.name, goTo: false, place: element.place } };
  const variables = flow.variables.map((one): Variable => ({ ...one, input: true }));
  const single: Flow = { ...used, variables: [...variables, ...missingIn(flow, used)] };
  return { element, program: compileFlow(single, surroundings) };
}

/** Variables for what other elements would have given. */
function missingIn(flow: Flow, used: Flow): readonly Variable[] {
  const [whole, left] = [namespaceOf(flow), namespaceOf(used)];
  const names = new Map<string, ResourceType>();
  for (const { reference } of walkReferences(used)) {
    const [head] = splitPath(reference.path);
    const found = whole.find(head);
    if (head.startsWith('$') || found === undefined || left.find(head) !== undefined) continue;
    names.set(found.name, found.type ?? { dataType: 'JSON' });
  }
  return [...names].map(([name, type]) => ({
    ...variableOf(type),
    name,
    place: flow.startPlace,
    input: true,
    output: false,
  }));
}

function variableOf({ dataType, collection = false }: ResourceType): Pick<Variable, 'type'> {
  // Fields of screens and elements are no types of their own: a value of theirs is given as JSON.
  const plain = dataType === 'Apex' || dataType === 'Record' ? 'JSON' : dataType;
  return { type: { dataType: plain, ...(collection ? { collection } : {}) } };
}

function calloutNamed({ elements, name: flow }: Flow, name: string | null): HttpCalloutElement {
  const callouts = elements.filter((element) => element.type === 'httpCallout');
  const [only, another] = callouts;
  if (only === undefined) throw new UsageError(`${flow} has no httpCallout`);
  if (name === null) {
    if (another === undefined) return only;
    throw new UsageError(`which callout of ${flow}?`, `there are: ${callouts.map((one) => one.name).join(', ')}`);
  }
  const found = callouts.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = callouts.map((one) => one.name);
  const near = nearest(name, names);
  const help = near ? `did you mean ${near}?` : `there are: ${names.join(', ')}`;
  throw new UsageError(`${flow} has no httpCallout named ${name}`, help);
}
