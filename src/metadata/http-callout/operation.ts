import type { DocumentNode, MapNode } from '../../model/document.ts';
import { entriesOf } from '../codecs/named-values.ts';
import { labelFromName } from '../construct.ts';
import { get, mapNode, scalarText } from '../nodes.ts';
import { type TypeOfReference, typesDeclaredIn } from './declared-types.ts';

/**
 * An httpCallout as the operation of an external service that it stands for (LANGUAGE 9; reference: credentials C1).
 * Names and merge fields of the path become parameters of the operation, as the HTTP Callout builder has them.
 */
export interface Operation {
  readonly element: string;
  readonly service: string;
  readonly namedCredential: string;
  /** The element's label: the builder names the operation after it. */
  readonly id: string;
  readonly method: string;
  /** `/accounts/{accountId}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: DocumentNode | null;
  /** What a reference in the body is, as far as the flow's declarations tell. */
  readonly typeOf: TypeOfReference;
  /** Replies by status, each with a sample. */
  readonly responses: MapNode;
}

/** An input of an operation besides its body. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly value: DocumentNode;
}

const MERGE_FIELD = /\{!([$A-Za-z][\w.$:[\]]*)\}/g;

/** The operation of one element. */
export function operationOf(element: string, map: MapNode, typeOf: TypeOfReference = () => null): Operation {
  const namedCredential = scalarText(get(map, 'namedCredential')) ?? '';
  const inPath: Parameter[] = [];
  const path = (scalarText(get(map, 'path')) ?? '/').replaceAll(MERGE_FIELD, (field, reference: string) => {
    const name = reference.replace(/\W+/g, '_').replace(/^_+|_+$/g, '');
    if (!inPath.some((other) => other.name === name)) {
      inPath.push({ name, in: 'path', value: { kind: 'text', value: field, place: map.place } });
    }
    return `{${name}}`;
  });
  const responses = get(map, 'responses');
  return {
    element,
    service: scalarText(get(map, 'service')) ?? namedCredential.replaceAll('_', ''),
    namedCredential,
    id: scalarText(get(map, 'label')) ?? labelFromName(element),
    method: (scalarText(get(map, 'method')) ?? 'GET').toLowerCase(),
    path,
    parameters: [...inPath, ...named(map, 'query', 'query'), ...named(map, 'headers', 'header')],
    body: get(map, 'body'),
    typeOf,
    responses: responses?.kind === 'map' ? responses : mapNode([]),
  };
}

function named(map: MapNode, key: string, where: Parameter['in']): readonly Parameter[] {
  return entriesOf(get(map, key)).map((item) => ({ name: item.key, in: where, value: item.value }));
}

/** Every httpCallout of a flow. */
export function operationsIn(document: DocumentNode): readonly Operation[] {
  const elements = get(document, 'elements');
  if (elements?.kind !== 'map') return [];
  const typeOf = typesDeclaredIn(document);
  return elements.entries.flatMap(({ key, value }) =>
    value.kind === 'map' && scalarText(get(value, 'type')) === 'httpCallout' ? [operationOf(key, value, typeOf)] : [],
  );
}

/** Whether the body is filled field by field: a variable and an assignment stand before the action. */
export function hasAssembledBody({ body }: Pick<Operation, 'body'>): boolean {
  return body?.kind === 'map';
}

/** Names that the pattern gives to what stands for one callout; they have to differ by more than their case. */
export function partNames(element: string): { readonly variable: string; readonly assignment: string } {
  return { variable: `${element}_body`, assignment: `Set_${element}_Body` };
}

/** The assignment that fills the body of each callout that has one. */
export function bodiesOf(operations: readonly Pick<Operation, 'element' | 'body'>[]): ReadonlyMap<string, string> {
  const assembled = operations.filter(hasAssembledBody);
  return new Map(assembled.map(({ element }) => [element, partNames(element).assignment]));
}
