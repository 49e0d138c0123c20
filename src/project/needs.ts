import { namespaceOf, splitPath, walkReferences } from '../definition/index.ts';
import { OUTBOX_KINDS } from '../effects/index.ts';
import type { Place } from '../model/document.ts';
import type { ActionElement, FlowElement } from '../model/elements.ts';
import type { Expression } from '../model/expression.ts';
import type { Flow } from '../model/flow.ts';
import type { ScreenField } from '../model/screens.ts';
import type { ResourceType } from '../model/value.ts';

/** Something of an org's code that a flow needs. */
export interface Need {
  /** What it is called: `Apex action`, `component`, … */
  readonly what: string;
  /** `action` has to be there for the flow to run; of all else the flow runs without. */
  readonly kind: 'action' | 'component' | 'type';
  /** The metadata's actionType; empty for components and types. */
  readonly type: string;
  /** API name: `SendBetterEmail`, `c:datatable`. */
  readonly name: string;
  /** Where it is used. */
  readonly uses: readonly {
    readonly flow: string;
    readonly element: string;
    readonly file: string;
    readonly place: Place;
  }[];
  /** What goes in, with its type in JavaScript's words. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What the flows take from it. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Actions by their kind, as Flow Builder calls them. All others need code of an org too. */
const ACTION_WORDS: Readonly<Record<string, string>> = {
  apex: 'Apex action',
  apexPlugin: 'Apex plug-in',
  quickAction: 'quick action',
  component: 'local action',
  localAction: 'local action',
  generatePromptResponse: 'prompt',
  externalService: 'external service',
};

/**
 * What flows need that only an org's code has: Apex and other actions, components, Apex-defined types. Actions that flowrun
 * carries out itself (flows, emails and posts into the outbox) are none.
 * @returns each once, by kind and name, with all its uses.
 */
export function needsOf(flows: readonly Flow[]): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const need of flows.flatMap(needsOfFlow)) {
    const key = `${need.kind} ${need.name.toLowerCase()}`;
    const known = needs.get(key);
    needs.set(key, known ? joined(known, need) : need);
  }
  const order = ['action', 'component', 'type'];
  return [...needs.values()].toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
  );
}

function joined(a: Need, b: Need): Need {
  return {
    ...a,
    uses: [...a.uses, ...b.uses],
    inputs: { ...b.inputs, ...a.inputs },
    outputs: { ...b.outputs, ...a.outputs },
  };
}

function needsOfFlow(flow: Flow): readonly Need[] {
  const names = namespaceOf(flow);
  const { file } = flow.source;
  const typeOfPath = (path: string): string => {
    const found = names.resolve(path);
    return found.kind === 'known' ? jsType(found.type ?? undefined) : 'unknown';
  };
  const inputsOf = (rows: readonly { readonly name: string; readonly value: Expression }[]) =>
    Object.fromEntries(rows.map(({ name, value }) => [name, typeOfExpression(value, typeOfPath)]));
  const members = membersIn(flow);
  const takes = (name: string) =>
    Object.fromEntries([...(members.get(name.toLowerCase()) ?? [])].map((one) => [one, 'unknown']));

  const actions = flow.elements.flatMap((element): readonly Need[] => {
    const called = calledBy(element);
    if (called === null) return [];
    const { kind, name, inputs, outputs } = called;
    const given =
      outputs.kind === 'map'
        ? Object.fromEntries(outputs.rows.map(({ name, target }) => [name, typeOfPath(target.path)]))
        : takes(element.name);
    return [
      {
        what: ACTION_WORDS[kind] ?? `action of the kind ${kind}`,
        kind: 'action',
        type: kind,
        name,
        uses: [{ flow: flow.name, element: element.name, file, place: element.place }],
        inputs: inputsOf(inputs),
        outputs: given,
      },
    ];
  });
  const components = flow.elements.flatMap((screen) =>
    (screen.type === 'screen' ? fieldsIn(screen.fields) : []).flatMap((field): readonly Need[] => {
      if (field.type !== 'component') return [];
      const mapped =
        field.outputs.kind === 'map'
          ? Object.fromEntries(field.outputs.rows.map(({ name, target }) => [name, typeOfPath(target.path)]))
          : takes(field.name);
      return [
        {
          what: 'component',
          kind: 'component',
          type: '',
          name: field.component ?? '',
          uses: [{ flow: flow.name, element: screen.name, file, place: field.place }],
          inputs: inputsOf(field.inputs),
          outputs: mapped,
        },
      ];
    }),
  );
  const types = flow.variables.flatMap((variable): readonly Need[] => {
    const { type } = variable;
    if (type.dataType !== 'Apex' || type.of === undefined) return [];
    return [
      {
        what: 'Apex-defined type',
        kind: 'type',
        type: '',
        name: type.of,
        uses: [{ flow: flow.name, element: variable.name, file, place: variable.place }],
        inputs: {},
        outputs: takes(variable.name),
      },
    ];
  });
  return [...actions, ...components, ...types];
}

/** What an element calls that only an org has. */
function calledBy(
  element: FlowElement,
): (Pick<ActionElement, 'kind' | 'inputs' | 'outputs'> & { readonly name: string }) | null {
  if (element.type === 'apexPlugin') return { ...element, kind: 'apexPlugin', name: element.class.name };
  if (element.type !== 'action' || element.kind === 'flow' || OUTBOX_KINDS.has(element.kind)) return null;
  return { ...element, name: element.action.name };
}

function fieldsIn(fields: readonly ScreenField[]): readonly ScreenField[] {
  return fields.flatMap((field) => {
    if (field.type === 'section') return field.columns.flatMap((column) => fieldsIn(column.fields));
    return field.type === 'repeater' ? [field, ...fieldsIn(field.fields)] : [field];
  });
}

/** The first member of each name that the flow reads, by the name in lower case. */
function membersIn(flow: Flow): ReadonlyMap<string, ReadonlySet<string>> {
  const members = new Map<string, Set<string>>();
  for (const { reference } of walkReferences(flow)) {
    const [head, [member]] = splitPath(reference.path);
    if (member === undefined) continue;
    const known = members.get(head.toLowerCase()) ?? new Set();
    members.set(head.toLowerCase(), known.add(member));
  }
  return members;
}

function typeOfExpression(value: Expression, typeOfPath: (path: string) => string): string {
  if (value.kind === 'reference') return typeOfPath(value.path);
  if (value.kind === 'template') return 'string';
  if (value.kind === 'literal') return jsType({ dataType: value.type });
  return value.kind === 'formula' && value.type ? jsType({ dataType: value.type }) : 'unknown';
}

const JS_TYPES: Readonly<Partial<Record<ResourceType['dataType'], string>>> = {
  Number: 'number',
  Currency: 'number',
  Boolean: 'boolean',
  Record: 'object',
  Apex: 'object',
  JSON: 'unknown',
};

function jsType(type: ResourceType | undefined): string {
  if (!type) return 'unknown';
  const one = JS_TYPES[type.dataType] ?? 'string';
  return type.collection ? `${one}[]` : one;
}
