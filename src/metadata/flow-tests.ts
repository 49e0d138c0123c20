import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';
import { treeOfJson } from './http-callout/json-tree.ts';
import { booleanNode, entry, listNode, mapNode, nullNode, numberNode, single, textNode } from './nodes.ts';
import { childOf, childrenOf, parseMetadataXml, textOf, type XmlElement } from './xml.ts';

/** A FlowTest as it stands in a project (reference: flow-semantics 13). */
export interface FlowTestMetadata {
  /** API name of the test: the file's name. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** What the tests of one flow became. */
export interface ImportedFlowTests {
  /** API name of the flow. */
  readonly flow: string;
  readonly document: DocumentNode;
  /** Files that it was made of. */
  readonly files: readonly string[];
}

/** How a flow is started, as far as a test has to know. */
export interface TestedFlow {
  /** `RecordBeforeSave`, `RecordAfterSave`, … */
  readonly trigger: string | null;
  readonly object: string | null;
}

/**
 * Flow tests of an org as tests of flowrun, those of one flow in one document. What a test asserts and flowrun expects in
 * other words is translated; what it has no words for is left out, with a warning at its place.
 * @param find what is known of a flow; null where its file is not there.
 */
export function flowTestDocuments(
  tests: readonly FlowTestMetadata[],
  find: (flow: string) => TestedFlow | null,
): { readonly imported: readonly ImportedFlowTests[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const byFlow = new Map<string, { readonly entries: MapEntry[]; readonly files: string[] }>();
  for (const { name, file, text } of tests) {
    const { root, diagnostics: found } = parseMetadataXml(text, file);
    diagnostics.push(...found);
    const flow = root?.name === 'FlowTest' ? textOf(root, 'flowApiName') : null;
    if (!root || flow === null) {
      if (root) diagnostics.push(notATest(root, file));
      continue;
    }
    const warn = (message: string, element: XmlElement, suggestion: string): void => {
      const place = { start: element.place.start, end: Math.min(element.place.end, element.place.start + 1) };
      diagnostics.push({ rule: 'flow-test-left', severity: 'warning', message, file, place, suggestion });
    };
    const known = byFlow.get(flow) ?? { entries: [], files: [] };
    const label = textOf(root, 'label') ?? name;
    const title = known.entries.some(({ key }) => key === label) ? `${label} (${name})` : label;
    known.entries.push(entry(title, testNode(root, find(flow), warn), root.place));
    known.files.push(file);
    byFlow.set(flow, known);
  }
  const imported = [...byFlow].map(([flow, { entries, files }]) => ({
    flow,
    files,
    document: mapNode([entry('flow', textNode(`${flow}.yaml`)), entry('tests', mapNode(entries))]),
  }));
  return { imported, diagnostics };
}

function notATest(root: XmlElement, file: string): Diagnostic {
  const message = `this is no flow test: the root element is <${root.name}>, or it names no flow`;
  return { rule: 'xml-other-metadata', severity: 'error', message, file, place: root.place };
}

type Warn = (message: string, element: XmlElement, suggestion: string) => void;

function testNode(root: XmlElement, flow: TestedFlow | null, warn: Warn): MapNode {
  const parts: (MapEntry | null)[] = [];
  const points = childrenOf(root, 'testPoints');
  const description = textOf(root, 'description');
  parts.push(description === null ? null : entry('description', textNode(description)));
  const user = textOf(root, 'runTestAsUser');
  parts.push(user === null ? null : entry('as', textNode(user)));
  const parameters = points.flatMap((point) => childrenOf(point, 'parameters'));
  parts.push(inputsOf(parameters), triggerOf(parameters));
  for (const parameter of parameters) {
    if (PARAMETERS.has(textOf(parameter, 'type') ?? '')) continue;
    warn(
      `the test sets ${textOf(parameter, 'type') ?? 'something'}, which is left out`,
      parameter,
      'stub the element: actions: { Name: { outputs: { … } } }',
    );
  }
  const conditions = points.flatMap((point) =>
    childrenOf(point, 'assertions').flatMap((assertion) => childrenOf(assertion, 'conditions')),
  );
  parts.push(entry('expect', expectation(conditions, flow, warn)));
  return mapNode(parts.filter((part) => part !== null));
}

const PARAMETERS = new Set([
  'InputTriggeringRecordInitial',
  'InputTriggeringRecordUpdated',
  'ScheduledPath',
  'InputVariable',
]);

function inputsOf(parameters: readonly XmlElement[]): MapEntry | null {
  const inputs = parameters.filter((parameter) => textOf(parameter, 'type') === 'InputVariable');
  if (inputs.length === 0) return null;
  return entry(
    'inputs',
    mapNode(
      inputs.map((input) => entry(textOf(input, 'leftValueReference') ?? '', heldValue(childOf(input, 'value')))),
    ),
  );
}

/** A record that is updated has its state before and its state after. */
function triggerOf(parameters: readonly XmlElement[]): MapEntry | null {
  const of = (type: string): DocumentNode | null => {
    const found = parameters.find((parameter) => textOf(parameter, 'type') === type);
    return found ? heldValue(childOf(found, 'value')) : null;
  };
  const initial = of('InputTriggeringRecordInitial');
  const updated = of('InputTriggeringRecordUpdated');
  const path = of('ScheduledPath');
  const parts = [
    ...(initial && updated ? [entry('prior', initial)] : []),
    ...((updated ?? initial) ? [entry('record', updated ?? initial ?? nullNode())] : []),
    ...(path ? [entry('path', path)] : []),
  ];
  return parts.length === 0 ? null : entry('trigger', mapNode(parts));
}

function heldValue(value: XmlElement | null): DocumentNode {
  const [held] = value?.children ?? [];
  if (!held) return nullNode();
  if (held.name === 'booleanValue') return booleanNode(held.text === 'true', held.place);
  if (held.name === 'numberValue') return numberNode(held.text, held.place);
  if (held.name !== 'sobjectValue' && held.name !== 'jsonValue') return textNode(held.text, held.place);
  const tree = treeOfJson(held.text);
  if (tree?.kind !== 'map') return tree ?? textNode(held.text, held.place);
  return { ...tree, entries: tree.entries.filter(({ key }) => key !== 'attributes') };
}

function expectation(conditions: readonly XmlElement[], flow: TestedFlow | null, warn: Warn): MapNode {
  const record: MapEntry[] = [];
  const outputs: MapEntry[] = [];
  for (const condition of conditions) {
    const left = textOf(condition, 'leftValueReference') ?? '';
    const expected = expectedValue(condition);
    const [head = '', field, ...deeper] = left.split('.');
    if (!expected || deeper.length > 0) {
      warn(
        `the assertion ${left} ${textOf(condition, 'operator') ?? ''} is left out`,
        condition,
        'expect the value itself, or { $contains: … }, { $matches: … }, { $present: true }',
      );
    } else if (head === '$Record' && field !== undefined) put(record, field, expected);
    else put(outputs, left, expected);
  }
  const saved = flow?.trigger === 'RecordAfterSave' && flow.object !== null ? flow.object : null;
  const parts = [entry('status', textNode('finished'))];
  if (record.length > 0) {
    parts.push(
      saved === null ? entry('record', mapNode(record)) : entry('records', single(saved, listNode([mapNode(record)]))),
    );
  }
  if (outputs.length > 0) parts.push(entry('outputs', mapNode(outputs)));
  return mapNode(parts);
}

/** The last assertion on a field counts. */
function put(entries: MapEntry[], key: string, value: DocumentNode): void {
  const at = entries.findIndex((other) => other.key === key);
  entries.splice(at < 0 ? entries.length : at, at < 0 ? 0 : 1, entry(key, value));
}

function expectedValue(condition: XmlElement): DocumentNode | null {
  const right = childOf(condition, 'rightValue');
  const value = heldValue(right);
  // A reference is no value that a test file could hold.
  if (right?.children[0]?.name === 'elementReference') return null;
  const text = value.kind === 'text' ? value.value : '';
  switch (textOf(condition, 'operator')) {
    case 'EqualTo':
      return value;
    case 'IsNull':
      return value.kind === 'boolean' && value.value ? nullNode() : single('$present', booleanNode(true));
    case 'Contains':
      return single('$contains', value);
    case 'StartsWith':
      return single('$matches', textNode(`^${escaped(text)}`));
    case 'EndsWith':
      return single('$matches', textNode(`${escaped(text)}$`));
    default:
      return null;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
