import { DEFAULT_OUTCOME, OUTCOME } from '../forms/elements/decision.ts';
import { PAGINATE, RESPONSE, RETRY } from '../forms/elements/http-callout.ts';
import { ELEMENT_FORMS } from '../forms/elements/index.ts';
import { WAIT_EVENT } from '../forms/elements/wait.ts';
import type { CONDITIONS } from '../forms/fields/parts.ts';
import type { Conditions } from '../model/conditions.ts';
import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';
import type {
  Connector,
  DeclaredResponse,
  ElementOf,
  ElementType,
  FlowElement,
  Outcome,
  PaginationPolicy,
  RetryPolicy,
  WaitEvent,
} from '../model/elements.ts';
import type { Value } from '../model/value.ts';
import { samplesOfSchema, typeOfSchema } from '../openapi/index.ts';
import { typeOfSamples } from '../values/shape.ts';
import { checkName } from './names.ts';
import { entryOf, kindOf, pointAt, scalarText } from './nodes.ts';
import { readForm } from './read-form.ts';
import { type KindOf, kindWordOf } from './read-kind.ts';
import { conditionsOf } from './read-rows.ts';
import { transformationOf } from './read-transform.ts';
import type { AnyRow, FormValues, Read, ReadContext } from './read-types.ts';
import { readJsonValue } from './read-value.ts';

type Finish = {
  readonly [K in ElementType]: (
    read: Read<(typeof ELEMENT_FORMS)[K]>,
    node: DocumentNode,
    context: ReadContext,
  ) => Omit<ElementOf<K>, 'type' | 'name' | 'place'>;
};

const same = <T>(read: T): T => read;

/** What of an element's model is not its rows as they were read; the compiler checks that the rest is. */
const FINISH: Finish = {
  screen: same,
  assignment: same,
  decision: same,
  loop: same,
  subflow: same,
  sortCollection: same,
  transform: ({ outputs: _stored, result, set, value, ...rest }) => ({
    ...rest,
    ...transformationOf({ result, ...(set ? { set } : {}), ...(value ? { value } : {}) }),
  }),
  customError: same,
  filterCollection: withConditions,
  httpCallout: same,
  getRecords: same,
  createRecords: same,
  updateRecords: same,
  deleteRecords: same,
  rollBackRecords: same,
  action: same,
  apexPlugin: same,
  wait: same,
};

/** The keys of a condition that stand in the construct itself, as one condition. */
function withConditions<R extends Read<typeof CONDITIONS>>(
  read: R,
  node: DocumentNode,
  context: ReadContext,
): Omit<R, keyof Read<typeof CONDITIONS>> & { readonly conditions: Conditions } {
  const { all: _all, any: _any, conditions: _conditions, logic: _logic, formula: _formula, ...rest } = read;
  return { ...rest, conditions: conditionsOf(read, node, context) };
}

const ELEMENT_TYPES = Object.keys(ELEMENT_FORMS) as readonly ElementType[];

/** One entry of `elements:`. @returns undefined where it was set aside. */
export function readElement(entry: MapEntry, context: ReadContext): FlowElement | undefined {
  const { key: name, keyPlace: place, value: node } = entry;
  checkName(name, place, 'element', context);
  const type = kindWordOf(entry, ELEMENT_KIND, context);
  const connectors = node.kind === 'map' ? connectorsIn(node) : [];
  const known = ELEMENT_TYPES.find((one) => one === type);
  if (known === undefined) {
    context.setAside({ name, kind: 'broken', place, connectors });
    return undefined;
  }
  const read = readForm(ELEMENT_FORMS[known], node, name, context, ['type']);
  if (read === undefined) {
    context.setAside({ name, kind: 'broken', place, connectors });
    return undefined;
  }
  // FINISH[known] takes what ELEMENT_FORMS[known] reads: the compiler checks each pair above, not the pairing here.
  const finish = FINISH[known] as (read: unknown, node: DocumentNode, context: ReadContext) => object;
  return { type: known, name, place, ...finish(read, node, context) } as FlowElement;
}

const ELEMENT_KIND: KindOf = {
  what: 'element',
  kinds: ELEMENT_TYPES,
  known: ELEMENT_TYPES,
  hint: () => 'begin with type: screen',
};

const CONNECTOR_KEYS: readonly string[] = ['next', 'fault', 'timeout', 'forEach', 'afterLast'];
const HOLDERS: readonly string[] = ['outcomes', 'events', 'scheduledPaths', 'upsert'];

/** Connectors of an element by the names of its keys alone. */
export function connectorsIn(map: MapNode): readonly Connector[] {
  return map.entries.flatMap(({ key, value }): readonly Connector[] => {
    if (CONNECTOR_KEYS.includes(key) || (key === 'default' && value.kind === 'text')) return connectorOf(value);
    if (key === 'default' && value.kind === 'map') return connectorsIn(value);
    if (!HOLDERS.includes(key) || value.kind !== 'map') return [];
    return value.entries.flatMap((entry) => (entry.value.kind === 'map' ? connectorsIn(entry.value) : []));
  });
}

function connectorOf(node: DocumentNode): readonly Connector[] {
  if (node.kind === 'text') return [{ to: node.value, goTo: false, place: node.place }];
  const goTo = node.kind === 'map' ? entryOf(node, 'goTo')?.value : undefined;
  return goTo?.kind === 'text' ? [{ to: goTo.value, goTo: true, place: goTo.place }] : [];
}

/** `outcomes:` of a decision. */
export function readOutcomes(node: DocumentNode, context: ReadContext, row: AnyRow): readonly Outcome[] | undefined {
  if (node.kind !== 'map') {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a map of outcomes by name, found ${kindOf(node)}`,
      place: pointAt(node, context.text),
    });
    return undefined;
  }
  return node.entries.flatMap(({ key: name, keyPlace: place, value }) => {
    checkName(name, place, 'outcome', context);
    const read = readForm(OUTCOME, value, name, context);
    if (!read) {
      context.setAside({ name, kind: 'broken', place });
      return [];
    }
    return [{ name, place, ...withConditions(read, value, context) }];
  });
}

/** `events:` of a wait. */
export function readWaitEvents(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): readonly WaitEvent[] | undefined {
  if (node.kind !== 'map' || node.entries.length === 0) {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a map of events by name, found ${node.kind === 'map' ? 'none' : kindOf(node)}`,
      place: pointAt(node, context.text),
    });
    return undefined;
  }
  return node.entries.flatMap(({ key: name, keyPlace: place, value }) => {
    checkName(name, place, 'wait event', context);
    const read = readForm(WAIT_EVENT, value, name, context);
    if (!read) {
      context.setAside({ name, kind: 'broken', place });
      return [];
    }
    const { all: _all, any: _any, conditions: _conditions, logic: _logic, ...rest } = read;
    return [{ name, place, ...rest, conditions: conditionsOf(read, value, context) }];
  });
}

/** `default:` of a decision: a name, or `{ label, next }`. */
export function readDefaultOutcome(node: DocumentNode, context: ReadContext): FormValues['defaultOutcome'] | undefined {
  // `{ goTo: Name }` is a connector, as it would be under `next`.
  const isConnector = node.kind === 'map' && entryOf(node, 'goTo') !== undefined;
  const map: DocumentNode = isConnector
    ? { kind: 'map', place: node.place, entries: [{ key: 'next', keyPlace: node.place, value: node }] }
    : node;
  return readForm(DEFAULT_OUTCOME, map, '', context);
}

const RESPONSE_KEY = /^(?:[1-5](?:\d\d|XX)(?:Exc)?|default(?:Exc)?)$/;

/** `retry:` of an HTTP callout. */
export function readRetry(node: DocumentNode, context: ReadContext): RetryPolicy | undefined {
  return readForm(RETRY, node, '', context);
}

/** `paginate:` of an HTTP callout. */
export function readPaginate(node: DocumentNode, context: ReadContext): PaginationPolicy | undefined {
  return readForm(PAGINATE, node, '', context);
}

/** `on:` of a retry: `[429, 5XX, timeout]`. */
export function readRetryOn(node: DocumentNode, context: ReadContext): readonly string[] | undefined {
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap((item) => {
    const word = scalarText(item) ?? '';
    if (RETRY_ON.test(word)) return [word];
    const place = pointAt(item, context.text);
    const message = `${word === '' ? kindOf(item) : word} is nothing that a callout can be repeated on`;
    context.report({
      rule: 'wrong-type',
      message,
      place,
      suggestion: 'write statuses (429), classes (5XX), timeout, connection',
    });
    return [];
  });
}

const RETRY_ON = /^(?:[3-5]\d\d|[345]XX|timeout|connection)$/;

/** `responses:` of an HTTP callout: the keys are the names of the outputs. */
export function readResponses(
  node: DocumentNode,
  context: ReadContext,
  row: AnyRow,
): readonly DeclaredResponse[] | undefined {
  if (node.kind !== 'map') {
    context.report({
      rule: 'wrong-type',
      message: `${row.key} has to be a map of replies by status, found ${kindOf(node)}`,
      place: pointAt(node, context.text),
      suggestion: 'write 2XX: { sample: { … } }',
    });
    return undefined;
  }
  return node.entries.flatMap(({ key, keyPlace: place, value }) => {
    if (!RESPONSE_KEY.test(key)) {
      context.report({
        rule: 'unknown-key',
        message: `${key} is no status of a reply`,
        place,
        suggestion: 'write a class (2XX), a status (404) or default',
      });
      return [];
    }
    const read = readForm(RESPONSE, value, key, context);
    const shown = read && value.kind === 'map' ? readShown(value, context) : undefined;
    return shown ? [{ key, place, ...shown }] : [];
  });
}

/** What shows the body of a reply: a sample, several, or a schema. */
function readShown(node: MapNode, context: ReadContext): Pick<DeclaredResponse, 'samples' | 'type'> | undefined {
  const valuesOf = (nodes: readonly DocumentNode[]): readonly Value[] =>
    nodes.flatMap((one) => readJsonValue(one, context) ?? (one.kind === 'null' ? [null] : []));
  const schema = entryOf(node, 'schema')?.value;
  if (schema) {
    if (schema.kind !== 'map')
      return wrongShown('schema', 'a JSON Schema', '{ type: object, properties: { … } }', schema, context);
    return { samples: valuesOf(samplesOfSchema(schema)), type: typeOfSchema(schema, schema) };
  }
  const several = entryOf(node, 'samples')?.value;
  const sample = entryOf(node, 'sample')?.value;
  if (several && (several.kind !== 'list' || several.items.length === 0))
    return wrongShown('samples', 'a list of examples', '[ { … }, { … } ]', several, context);
  const samples = valuesOf(several?.kind === 'list' ? several.items : sample ? [sample] : []);
  return { samples, type: typeOfSamples(samples) };
}

function wrongShown(key: string, what: string, example: string, node: DocumentNode, context: ReadContext): undefined {
  context.report({
    rule: 'wrong-type',
    message: `${key} has to be ${what}, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion: `write ${key}: ${example}`,
  });
  return undefined;
}
