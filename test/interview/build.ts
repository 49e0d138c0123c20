/** Flows for tests of the machine, built as models: the machine does not need a file. */

import type { Surroundings } from '../../src/interview/index.ts';
import type { ComparisonOperator, Conditions } from '../../src/model/conditions.ts';
import type { AssignmentOperator, Connector, FlowElement, Outcome } from '../../src/model/elements.ts';
import type { Expression, Formula, Reference, Template } from '../../src/model/expression.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { InterviewContext } from '../../src/model/interview.ts';
import type { Variable } from '../../src/model/resources.ts';
import type { EntryField, NumberField, ScreenField } from '../../src/model/screens.ts';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { typeOfSample } from '../../src/values/shape.ts';

export const place = { start: 0, end: 0 } as const;

export const ref = (path: string): Reference => ({ kind: 'reference', path, place });
export const formula = (text: string, type?: Formula['type']): Formula => ({
  kind: 'formula',
  text,
  place,
  ...(type ? { type } : {}),
});

/** `Dear {!Name}` as a template. */
export function template(text: string): Template {
  const parts = text.split(/(\{![^}]+\})/).filter((part) => part !== '');
  return {
    kind: 'template',
    parts: parts.map((part) => (part.startsWith('{!') ? ref(part.slice(2, -1)) : part)),
    place,
  };
}

/** A value as the YAML form means it: `{!x}` is a reference, text with merge fields a template, else a literal. */
export function value(of: Value): Expression {
  if (of === null) return { kind: 'none', place };
  if (typeof of === 'string') {
    if (/^\{![^}]+\}$/.test(of)) return ref(of.slice(2, -1));
    return of.includes('{!') ? template(of) : { kind: 'literal', type: 'Text', value: of, place };
  }
  return { kind: 'literal', type: typeof of === 'boolean' ? 'Boolean' : 'Number', value: of, place };
}

export const to = (name: string): Connector => ({ to: name, goTo: false, place });
export const next = (name: string | null): { next?: Connector } => (name === null ? {} : { next: to(name) });

export function variable(
  name: string,
  type: ResourceType,
  options: { input?: boolean; output?: boolean; default?: Value } = {},
): Variable {
  return {
    name,
    place,
    type,
    input: options.input ?? false,
    output: options.output ?? false,
    ...(options.default === undefined ? {} : { default: value(options.default) }),
  };
}

export function when(rows: readonly (readonly [string, ComparisonOperator, Value])[], logic = 'and'): Conditions {
  return {
    kind: 'rows',
    logic,
    rows: rows.map(([left, operator, right]) => ({ left: ref(left), operator, right: value(right), place })),
    place,
  };
}

export function assignment(
  name: string,
  rows: readonly (readonly [string, AssignmentOperator, Value])[],
  then: string | null = null,
): FlowElement {
  return {
    type: 'assignment',
    name,
    label: name,
    place,
    assign: rows.map(([target, operator, right]) => ({ target: ref(target), operator, value: value(right), place })),
    ...next(then),
  };
}

export function outcome(name: string, conditions: Conditions, then: string | null): Outcome {
  return { name, place, label: name, conditions, onlyWhenChangedToMeet: false, ...next(then) };
}

export function decision(name: string, outcomes: readonly Outcome[], otherwise: string | null): FlowElement {
  return {
    type: 'decision',
    name,
    label: name,
    place,
    outcomes,
    default: { label: 'Default Outcome', ...next(otherwise) },
  };
}

export function loop(
  name: string,
  collection: string,
  forEach: string,
  afterLast: string | null,
  order: 'Asc' | 'Desc' = 'Asc',
): FlowElement {
  return {
    type: 'loop',
    name,
    label: name,
    place,
    collection: ref(collection),
    order,
    forEach: to(forEach),
    ...(afterLast === null ? {} : { afterLast: to(afterLast) }),
  };
}

export function textField(name: string, options: Partial<EntryField> = {}): ScreenField {
  return { type: 'text', name, place, label: template(name), required: false, onRevisit: 'keep', ...options };
}

export function numberField(name: string, options: Partial<NumberField> = {}): ScreenField {
  return {
    type: 'number',
    name,
    place,
    label: template(name),
    required: false,
    onRevisit: 'keep',
    scale: 0,
    ...options,
  };
}

export function screen(
  name: string,
  fields: readonly ScreenField[],
  then: string | null = null,
  options: { allowBack?: boolean; allowFinish?: boolean } = {},
): FlowElement {
  return {
    type: 'screen',
    name,
    label: name,
    place,
    fields,
    allowBack: options.allowBack ?? true,
    allowFinish: options.allowFinish ?? true,
    allowPause: true,
    showHeader: true,
    showFooter: true,
    buttons: {},
    actions: [],
    ...next(then),
  };
}

export function callout(name: string, then: string | null, fault: string | null = null): FlowElement {
  return {
    type: 'httpCallout',
    name,
    label: name,
    place,
    namedCredential: { name: 'Api', place },
    method: 'POST',
    path: template('/things'),
    query: [],
    headers: [],
    bodyType: 'json',
    compressed: false,
    onHttpError: 'fault',
    responses: [{ key: '2XX', place, samples: [{ id: 'x' }], type: typeOfSample({ id: 'x' }) }],
    ...next(then),
    ...(fault === null ? {} : { fault: to(fault) }),
  };
}

export function subflow(
  name: string,
  flowName: string,
  inputs: Readonly<Record<string, Value>>,
  outputs: Readonly<Record<string, string>> | null,
  then: string | null,
): FlowElement {
  return {
    type: 'subflow',
    name,
    label: name,
    place,
    flow: { name: flowName, place },
    inputs: Object.entries(inputs).map(([input, given]) => ({ name: input, place, value: value(given) })),
    outputs:
      outputs === null
        ? { kind: 'automatic' }
        : {
            kind: 'map',
            rows: Object.entries(outputs).map(([output, target]) => ({ name: output, place, target: ref(target) })),
          },
    ...next(then),
  };
}

export function flow(elements: readonly FlowElement[], options: Partial<Flow> = {}): Flow {
  const [first] = elements;
  return {
    name: 'Test_Flow',
    label: 'Test flow',
    type: 'Screen Flow',
    apiVersion: 66,
    status: 'Active',
    runInMode: 'DefaultMode',
    variables: [],
    constants: [],
    formulas: [],
    textTemplates: [],
    choices: [],
    choiceSets: [],
    stages: [],
    elements,
    unsupported: [],
    startPlace: place,
    source: { file: 'test.yaml', text: JSON.stringify(elements) + (options.name ?? '') },
    ...(first ? { start: to(first.name) } : {}),
    ...options,
  };
}

/** Surroundings that know the given flows and `$User.FirstName`. */
export function around(...flows: readonly Flow[]): Surroundings {
  return {
    flow: (name) => flows.find((candidate) => candidate.name === name),
    global: (path) => (path.join('.') === '$User.FirstName' ? 'Ada' : null),
  };
}

export const context: InterviewContext & { readonly id: string } = {
  id: 'interview-1',
  user: 'ada@example.com',
  locale: 'en-US',
  timeZone: 'UTC',
  startedAt: Date.UTC(2026, 0, 31, 10),
};
