import { NotExportableError } from '../../errors.ts';
import { ELEMENT_FORMS } from '../../forms/index.ts';
import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import type { Context, MetadataForm } from '../codec.ts';
import { locationElements } from '../codecs/layout.ts';
import { valueElement } from '../codecs/value.ts';
import { writeConstruct } from '../construct.ts';
import { get, scalarText } from '../nodes.ts';
import { branch, leaf, type XmlElement } from '../xml.ts';
import { hasAssembledBody, type Operation, operationOf, partNames } from './operation.ts';

/**
 * An httpCallout in the flow's metadata: the action of the external service and, where it has a body, an Apex-defined
 * variable for it and an assignment that fills it just before (LANGUAGE 9).
 *
 * @throws NotExportableError for a body that no assignment of an org can fill: a list, a key that is no name.
 */
export function calloutElements(name: string, map: MapNode, context: Context): readonly XmlElement[] {
  const operation = operationOf(name, map);
  const inputs = operation.parameters.flatMap((parameter) => input(parameter.name, parameter.value));
  const body = bodyInput(operation);
  const fixed: readonly XmlElement[] = [
    leaf('actionName', `${operation.service}.${operation.id}`),
    leaf('flowTransactionModel', scalarText(get(map, 'transaction')) ?? usualTransaction(context)),
    ...inputs,
    ...body,
    leaf('storeOutputAutomatically', 'true'),
  ];
  const action = writeConstruct(ACTION, map, name, context, [...locationElements(name, context), ...fixed]);
  return hasAssembledBody(operation) ? [action, ...bodyParts(operation, context)] : [action];
}

/** What a builder of this version writes where nobody chooses: the behaviour is the same (reference: flow-semantics 8). */
export function usualTransaction({ profile }: Context): string {
  return profile >= 65 ? 'Automatic' : 'CurrentTransaction';
}

/** The rows that the action itself holds; `type` is the profile's word for actions. */
const ACTION: MetadataForm = {
  ...ELEMENT_FORMS.httpCallout,
  type: 'action',
  rows: ELEMENT_FORMS.httpCallout.rows.filter(({ key }) =>
    ['label', 'description', 'next', 'fault', 'metadata'].includes(key),
  ),
};

function input(name: string, node: DocumentNode): readonly XmlElement[] {
  const value = valueElement('value', node);
  return [branch('inputParameters', [leaf('name', name), ...(value ? [value] : [])])];
}

function bodyInput(operation: Operation): readonly XmlElement[] {
  if (!operation.body) return [];
  if (!hasAssembledBody(operation)) return input('body', operation.body);
  const { variable } = partNames(operation.element);
  return [branch('inputParameters', [leaf('name', 'body'), branch('value', [leaf('elementReference', variable)])])];
}

/** The variable and the assignment. */
function bodyParts(operation: Operation, context: Context): readonly XmlElement[] {
  const { variable, assignment } = partNames(operation.element);
  const rows = operation.body?.kind === 'map' ? bodyRows(operation.body.entries, variable, operation) : [];
  return [
    branch('variables', [
      leaf('name', variable),
      leaf('apexClass', apexClassOf(operation)),
      leaf('dataType', 'Apex'),
      leaf('isCollection', 'false'),
      leaf('isInput', 'false'),
      leaf('isOutput', 'false'),
    ]),
    branch('assignments', [
      leaf('name', assignment),
      leaf('label', `Set ${operation.id} Body`),
      ...locationElements(assignment, context),
      ...rows,
      branch('connector', [leaf('targetReference', operation.element)]),
    ]),
  ];
}

/** The class that an org makes for the body: blanks in the label are written `x20`. */
export function apexClassOf({ service, id }: Pick<Operation, 'service' | 'id'>): string {
  return `ExternalService__${service}_${id.replaceAll(' ', 'x20')}_IN_body`;
}

function bodyRows(entries: readonly MapEntry[], path: string, operation: Operation): readonly XmlElement[] {
  return entries.flatMap(({ key, value }) => {
    const target = `${path}.${key}`;
    if (value.kind === 'list' || !/^\w+$/.test(key)) throw notAssignable(key, value, operation);
    if (value.kind === 'map' && !isNamedValue(value)) return bodyRows(value.entries, target, operation);
    const written = valueElement('value', value);
    const row = [leaf('assignToReference', target), leaf('operator', 'Assign'), ...(written ? [written] : [])];
    return [branch('assignmentItems', row)];
  });
}

const NAMED_VALUES = new Set(['text', 'date', 'dateTime', 'time', 'formula', 'metadata']);

function isNamedValue(node: MapNode): boolean {
  return (
    NAMED_VALUES.has(node.entries[0]?.key ?? '') &&
    node.entries.every(({ value }) => value.kind !== 'map' && value.kind !== 'list')
  );
}

function notAssignable(key: string, value: DocumentNode, { element }: Operation): NotExportableError {
  const list = value.kind === 'list';
  return new NotExportableError(
    `the body of ${element} has ${list ? `a list under ${key}` : `the key ${key}`}, which no assignment of an org can fill`,
    value.place,
    list ? 'put the list into a collection variable and write a reference to it' : 'use letters, digits and _',
  );
}
