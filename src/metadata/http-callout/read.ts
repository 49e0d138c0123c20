import { ELEMENT_FORMS } from '../../forms/index.ts';
import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import type { Context } from '../codec.ts';
import { locationOf } from '../codecs/layout.ts';
import { valueNode } from '../codecs/value.ts';
import { readRows } from '../construct.ts';
import { patchBetween } from '../merge-patch.ts';
import { entry, mapNode, nullNode, scalarText, textNode } from '../nodes.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { bodiesOf, operationOf, partNames } from './operation.ts';
import { type RegisteredOperation, registeredOperations } from './registration.ts';
import { calloutElements, usualTransaction } from './write.ts';

type Raised = Pick<Context, 'callouts' | 'hidden' | 'bodies'>;

/**
 * Actions of external services that are raised to `httpCallout`s: those whose registration is given and that export would
 * write just so, with the variable and the assignment of their body (LANGUAGE rule 10). All others stay actions.
 */
export function raisedCallouts(root: XmlElement, services: ReadonlyMap<string, string>, context: Context): Raised {
  const found = new Map<string, Candidate>();
  for (const action of childrenOf(root, 'actionCalls')) {
    const name = textOf(action, 'name') ?? '';
    const candidate = found.has(name) ? null : candidateOf(action, root, services, context);
    if (candidate) found.set(name, candidate);
  }
  const candidates = [...found.values()];
  const bodies = new Map(candidates.flatMap((candidate) => [...candidate.bodies]));
  // Once all are known, a connector from one to the next leads to the callout instead of to its assignment.
  return {
    bodies,
    hidden: new Set(candidates.flatMap(({ parts }) => parts)),
    callouts: new Map([...found].map(([name, candidate]) => [name, candidate.map({ ...context, bodies })])),
  };
}

interface Candidate {
  readonly map: (context: Context) => MapNode;
  readonly parts: readonly XmlElement[];
  readonly bodies: ReadonlyMap<string, string>;
}

function candidateOf(
  action: XmlElement,
  root: XmlElement,
  services: ReadonlyMap<string, string>,
  context: Context,
): Candidate | null {
  const name = textOf(action, 'name') ?? '';
  if (!/^\w+$/.test(name)) return null;
  const called = textOf(action, 'actionType') === 'externalService' ? (textOf(action, 'actionName') ?? '') : '';
  const dot = called.indexOf('.');
  const service = called.slice(0, Math.max(dot, 0));
  const registration = services.get(service);
  if (registration === undefined) return null;
  const operation = registeredOperations(registration, service).get(called.slice(dot + 1));
  if (!operation) return null;
  const parts = bodyPartsOf(name, root);
  const map = (at: Context) => calloutMap(action, service, operation, parts, at);
  const bodies = bodiesOf([operationOf(name, map(context))]);
  const own = { ...context, bodies };
  if (!isExact(name, map(own), [action, ...Object.values(parts)], own) || !leadsOnlyByBody(name, bodies, root))
    return null;
  return { map, parts: bodies.size > 0 ? Object.values(parts) : [], bodies };
}

type Parts = { readonly assignment?: XmlElement; readonly variable?: XmlElement };

/** The parts of an assembled body; none where one of the two is missing. */
function bodyPartsOf(name: string, root: XmlElement): Parts {
  const names = partNames(name);
  const assignment = childrenOf(root, 'assignments').find((element) => textOf(element, 'name') === names.assignment);
  const variable = childrenOf(root, 'variables').find((element) => textOf(element, 'name') === names.variable);
  return assignment && variable ? { assignment, variable } : {};
}

function calloutMap(
  action: XmlElement,
  service: string,
  operation: RegisteredOperation,
  { assignment, variable }: Parts,
  context: Context,
): MapNode {
  const name = textOf(action, 'name') ?? '';
  const inputs = new Map(
    childrenOf(action, 'inputParameters').map((input): [string, DocumentNode] => [
      textOf(input, 'name') ?? '',
      valueNode(childOf(input, 'value')),
    ]),
  );
  const own = new Map(
    readRows(ELEMENT_FORMS.httpCallout.rows, action, { ...context, form: ELEMENT_FORMS.httpCallout, name }).map(
      (item) => [item.key, item],
    ),
  );
  const body = inputs.get('body');
  const assembled = assignment && variable ? bodyTree(assignment, partNames(name).variable) : null;
  const made: Readonly<Record<string, DocumentNode | null>> = {
    namedCredential: textNode(operation.namedCredential, action.place),
    service: service === operation.namedCredential.replaceAll('_', '') ? null : textNode(service, action.place),
    method: textNode(operation.method, action.place),
    path: textNode(pathWithMergeFields(operation.path, inputs), action.place),
    query: parametersOf('query', operation, inputs),
    headers: parametersOf('header', operation, inputs),
    body: body ? (assembled ?? body) : null,
    responses: operation.responses.entries.length > 0 ? operation.responses : null,
  };
  const entries = ELEMENT_FORMS.httpCallout.rows.flatMap(({ key }): MapEntry[] => {
    const node = made[key];
    if (node) return [entry(key, node, action.place)];
    const found = own.get(key);
    if (key === 'transaction' && found && scalarText(found.value) === usualTransaction(context)) return [];
    return found ? [found] : [];
  });
  return mapNode(entries, action.place);
}

function pathWithMergeFields(path: string, inputs: ReadonlyMap<string, DocumentNode>): string {
  return path.replaceAll(/\{(\w+)\}/g, (field, name: string) => {
    const value = inputs.get(name);
    return value?.kind === 'text' ? value.value : field;
  });
}

function parametersOf(
  where: string,
  operation: RegisteredOperation,
  inputs: ReadonlyMap<string, DocumentNode>,
): MapNode | null {
  const entries = [...operation.parameters].flatMap(([name, place]) => {
    const value = place === where ? inputs.get(name) : undefined;
    return value ? [entry(name, value)] : [];
  });
  return entries.length > 0 ? mapNode(entries) : null;
}

/** The rows of an assignment to `variable.a.b` as a tree; null where a row is something else. */
function bodyTree(assignment: XmlElement, variable: string): MapNode | null {
  let tree = mapNode([], assignment.place);
  for (const row of childrenOf(assignment, 'assignmentItems')) {
    const [root, ...path] = (textOf(row, 'assignToReference') ?? '').split('.');
    if (root !== variable || path.length === 0) return null;
    const held = childOf(row, 'value');
    tree = withLeaf(tree, path, held ? valueNode(held) : nullNode(row.place));
  }
  return tree;
}

function withLeaf(tree: MapNode, [key = '', ...rest]: readonly string[], node: DocumentNode): MapNode {
  const old = tree.entries.find((item) => item.key === key);
  const below = old?.value.kind === 'map' ? old.value : mapNode([], node.place);
  const value = rest.length === 0 ? node : withLeaf(below, rest, node);
  if (!old) return { ...tree, entries: [...tree.entries, entry(key, value)] };
  return { ...tree, entries: tree.entries.map((item) => (item === old ? { ...item, value } : item)) };
}

/** Whether export writes these very elements for the callout. */
function isExact(name: string, map: MapNode, elements: readonly XmlElement[], context: Context): boolean {
  const locations = new Map(
    elements.flatMap((element) => {
      const location = locationOf(element);
      return location ? [[textOf(element, 'name') ?? '', location] as const] : [];
    }),
  );
  const written = attempt(name, map, { ...context, locations });
  if (!written) return false;
  const wanted = context.bodies.has(name) ? elements : elements.slice(0, 1);
  return (
    written.length === wanted.length &&
    wanted.every((element) =>
      written.some((made) => made.name === element.name && patchBetween(made, element) === null),
    )
  );
}

function attempt(name: string, map: MapNode, context: Context): readonly XmlElement[] | null {
  try {
    return calloutElements(name, map, context);
  } catch {
    return null;
  }
}

/** Nothing but its assignment leads to the action, and nobody else uses the variable. */
function leadsOnlyByBody(name: string, bodies: ReadonlyMap<string, string>, root: XmlElement): boolean {
  const assignment = bodies.get(name);
  if (assignment === undefined) return true;
  const { variable } = partNames(name);
  return root.children.every((element) => {
    const own = textOf(element, 'name');
    if (own === assignment || (own === variable && element.name === 'variables')) return true;
    const texts = leaves(element);
    const targets = texts.filter(([tag]) => tag === 'targetReference').map(([, text]) => text);
    if (targets.includes(name)) return false;
    const uses = texts.filter(([tag, text]) => tag !== 'name' && new RegExp(`\\b${variable}\\b`).test(text));
    return uses.length <= (own === name ? 1 : 0);
  });
}

function leaves(element: XmlElement): readonly (readonly [string, string])[] {
  return element.children.length > 0 ? element.children.flatMap(leaves) : [[element.name, element.text]];
}
