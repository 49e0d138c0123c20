import { diagnosticOf, hasErrors, sortDiagnostics } from '../definition/diagnostics.ts';
import { parseYaml } from '../definition/yaml.ts';
import type { ActionStub, ActionStubs, Stub, Stubs, WaitStub, WaitStubs } from '../effects/index.ts';
import { InvalidDefinitionError } from '../errors.ts';
import type { Answers, ScreenAnswers } from '../hosts/headless/index.ts';
import type { DocumentNode, MapEntry } from '../model/document.ts';
import type { Values } from '../model/value.ts';
import { documentValue } from '../project/index.ts';
import { parseDateTime } from '../values/date.ts';
import { createNodeReader, type NodeReader } from './node-reader.ts';
import { EXPECTATION_KEYS, type FlowTest, type FlowTestFile, type NameInTest } from './test-file.ts';

const FILE_KEYS = ['flow', 'description', 'tests'] as const;
const TEST_KEYS = [
  'description',
  'as',
  'now',
  'inputs',
  'trigger',
  'screens',
  'callouts',
  'actions',
  'waits',
  'records',
  'cassette',
  'org',
  'stopAt',
  'expect',
] as const;
const STUB_KEYS = ['status', 'headers', 'body', 'fault'] as const;
const NOWHERE = { start: 0, end: 0 };

/**
 * Reads the text of a flow-test file.
 * @param file Path for messages.
 * @throws InvalidDefinitionError with every problem of its form, each with its place.
 */
export function readTestFile(text: string, file: string): FlowTestFile {
  const { document, diagnostics } = parseYaml(text, file);
  const reader = createNodeReader();
  const read = document === null ? null : readDocument(document, reader);
  const all = sortDiagnostics([...diagnostics, ...reader.findings.map((finding) => diagnosticOf(finding, file))]);
  if (read === null || hasErrors(all)) throw new InvalidDefinitionError(all);
  return { file, text, ...read };
}

function readDocument(document: DocumentNode, reader: NodeReader): Omit<FlowTestFile, 'file' | 'text'> {
  const { flow, tests } = reader.keys(document, 'a test file', FILE_KEYS);
  for (const [key, entry] of Object.entries({ flow, tests })) {
    if (entry === undefined && document.kind === 'map') {
      reader.report({ rule: 'missing-key', message: `the key ${key} is missing`, place: NOWHERE });
    }
  }
  const entries = reader.entries(tests?.value, 'tests');
  if (tests !== undefined && entries.length === 0) {
    reader.report({ rule: 'no-tests', message: 'there is no test under tests', place: tests.keyPlace });
  }
  return {
    flow: reader.text(flow?.value, 'flow') ?? '',
    flowPlace: flow?.value.place ?? NOWHERE,
    tests: entries.map((entry) => readTest(entry, reader)),
  };
}

function readTest({ key: name, keyPlace: place, value }: MapEntry, reader: NodeReader): FlowTest {
  const found = reader.keys(value, 'a test', TEST_KEYS);
  const names: NameInTest[] = [];
  const note = (kind: NameInTest['kind'], entry: MapEntry): void => {
    names.push({ kind, name: entry.key, place: entry.keyPlace });
  };
  const inputs = reader.entries(found.inputs?.value, 'inputs');
  for (const entry of inputs) note('input', entry);
  const stopAt = reader.text(found.stopAt?.value, 'stopAt') ?? null;
  if (stopAt !== null && found.stopAt) names.push({ kind: 'screen', name: stopAt, place: found.stopAt.value.place });
  const expected = found.expect ? reader.keys(found.expect.value, 'expect', EXPECTATION_KEYS) : {};
  noteExpected(expected, reader, names, note);
  return {
    name,
    place,
    as: reader.text(found.as?.value, 'as') ?? null,
    now: readNow(found.now?.value, reader),
    inputs: valuesOf(inputs),
    trigger: readTrigger(found.trigger?.value, reader),
    screens: readAnswers(found.screens?.value, reader, note),
    callouts: readStubs(found.callouts?.value, reader, note),
    actions: readActions(found.actions?.value, reader, note),
    waits: readWaits(found.waits?.value, reader, note),
    records: readRecords(found.records?.value, reader),
    cassette: reader.text(found.cassette?.value, 'cassette') ?? null,
    org: reader.text(found.org?.value, 'org') ?? null,
    stopAt,
    expect: Object.fromEntries(
      Object.entries(expected).map(([key, entry]) => [key, { place: entry.keyPlace, node: entry.value }]),
    ),
    names,
  };
}

/** `actions: { Send_Mail: { outputs: { … } } }`, or `{ fault: { code, message } }`; a list answers call by call. */
function readActions(
  node: DocumentNode | undefined,
  reader: NodeReader,
  note: (kind: 'action', entry: MapEntry) => void,
): ActionStubs {
  const stub = (one: DocumentNode, name: string): ActionStub => {
    const { outputs, fault } = reader.keys(one, `the stub of ${name}`, ['outputs', 'fault']);
    if (fault === undefined) return { outputs: valuesOf(reader.entries(outputs?.value, 'outputs')) };
    const { code, message } = reader.keys(fault.value, 'fault', ['code', 'message']);
    const known = reader.text(code?.value, 'code');
    const said = reader.text(message?.value, 'message') ?? 'It failed.';
    return { fault: known === undefined ? { message: said } : { code: known, message: said } };
  };
  const stubs = reader.entries(node, 'actions').map((entry): [string, ActionStub | readonly ActionStub[]] => {
    note('action', entry);
    const { key, value } = entry;
    return [key, value.kind === 'list' ? value.items.map((item) => stub(item, key)) : stub(value, key)];
  });
  return Object.fromEntries(stubs);
}

/** `waits: { Wait_A_Day: After_A_Day }`, or `{ event: Shipped, payload: { … } }`; a list answers wait by wait. */
function readWaits(
  node: DocumentNode | undefined,
  reader: NodeReader,
  note: (kind: 'wait', entry: MapEntry) => void,
): WaitStubs {
  const stub = (one: DocumentNode, name: string): WaitStub => {
    if (one.kind !== 'map') return { event: reader.text(one, `the event of ${name}`) ?? '' };
    const { event, payload } = reader.keys(one, `the stub of ${name}`, ['event', 'payload']);
    return {
      event: reader.text(event?.value, 'event') ?? '',
      payload: valuesOf(reader.entries(payload?.value, 'payload')),
    };
  };
  const stubs = reader.entries(node, 'waits').map((entry): [string, WaitStub | readonly WaitStub[]] => {
    note('wait', entry);
    const { key, value } = entry;
    return [key, value.kind === 'list' ? value.items.map((item) => stub(item, key)) : stub(value, key)];
  });
  return Object.fromEntries(stubs);
}

/** `trigger: { record: { Name: Acme }, prior: { Name: Acme Ltd }, path: Follow_Up }`. */
function readTrigger(node: DocumentNode | undefined, reader: NodeReader): FlowTest['trigger'] {
  if (node === undefined) return null;
  const { record, prior, path } = reader.keys(node, 'a trigger', ['record', 'prior', 'path']);
  return {
    record: valuesOf(reader.entries(record?.value, 'record')),
    prior: prior ? valuesOf(reader.entries(prior.value, 'prior')) : null,
    path: reader.text(path?.value, 'path') ?? null,
  };
}

/** `records: { Account: [{ Name: Acme }] }`. */
function readRecords(node: DocumentNode | undefined, reader: NodeReader): FlowTest['records'] {
  const records = reader.entries(node, 'records').map(({ key, value }): [string, readonly Values[]] => {
    if (value.kind === 'list')
      return [key, value.items.map((item) => valuesOf(reader.entries(item, `a record of ${key}`)))];
    const suggestion = `write ${key}: [{ Name: … }]`;
    reader.report({
      rule: 'wrong-type',
      message: `${key} has to be a list of records`,
      place: value.place,
      suggestion,
    });
    return [key, []];
  });
  return Object.fromEntries(records);
}

function readNow(node: DocumentNode | undefined, reader: NodeReader): number | null {
  const written = reader.text(node, 'now');
  if (node === undefined || written === undefined) return null;
  const now = parseDateTime(written);
  if (now !== null) return now;
  const suggestion = 'write a date, or a date and time: 2026-01-31T10:00:00Z';
  reader.report({ rule: 'wrong-type', message: `now is no date and time: ${written}`, place: node.place, suggestion });
  return null;
}

function noteExpected(
  expected: Readonly<Partial<Record<(typeof EXPECTATION_KEYS)[number], MapEntry>>>,
  reader: NodeReader,
  names: NameInTest[],
  note: (kind: NameInTest['kind'], entry: MapEntry) => void,
): void {
  for (const entry of reader.entries(expected.outputs?.value, 'outputs')) note('output', entry);
  for (const entry of reader.entries(expected.screens?.value, 'screens')) note('screen', entry);
  const { path, callouts } = expected;
  if (path && path.value.kind !== 'list') {
    reader.report({ rule: 'wrong-type', message: 'path has to be a list of elements', place: path.value.place });
  }
  if (callouts && callouts.value.kind !== 'list') {
    reader.report({
      rule: 'wrong-type',
      message: 'callouts has to be a list, one item for each callout',
      place: callouts.value.place,
    });
  }
  for (const item of path?.value.kind === 'list' ? path.value.items : []) {
    const name = reader.text(item, 'an element of path');
    if (name !== undefined) names.push({ kind: 'element', name, place: item.place });
  }
}

function valuesOf(entries: readonly MapEntry[]): Values {
  return Object.fromEntries(entries.map(({ key, value }) => [key, documentValue(value)]));
}

function readAnswers(
  node: DocumentNode | undefined,
  reader: NodeReader,
  note: (kind: 'screen', entry: MapEntry) => void,
): Answers {
  const answers: Record<string, ScreenAnswers | readonly ScreenAnswers[]> = {};
  for (const entry of reader.entries(node, 'screens')) {
    note('screen', entry);
    const visit = (one: DocumentNode): ScreenAnswers =>
      one.kind === 'null' ? {} : valuesOf(reader.entries(one, `the answers for ${entry.key}`));
    answers[entry.key] = entry.value.kind === 'list' ? entry.value.items.map(visit) : visit(entry.value);
  }
  return answers;
}

function readStubs(
  node: DocumentNode | undefined,
  reader: NodeReader,
  note: (kind: 'callout', entry: MapEntry) => void,
): Stubs {
  const stubs: Record<string, Stub | readonly Stub[]> = {};
  for (const entry of reader.entries(node, 'callouts')) {
    note('callout', entry);
    const { key, value } = entry;
    stubs[key] = value.kind === 'list' ? value.items.map((item) => readStub(item, reader)) : readStub(value, reader);
  }
  return stubs;
}

function readStub(node: DocumentNode, reader: NodeReader): Stub {
  const { status, headers, body, fault } = reader.keys(node, 'a stubbed callout', STUB_KEYS);
  if (fault !== undefined) return { fault: readStubbedFault(fault.value, reader) };
  const number = status?.value.kind === 'number' ? Number(status.value.digits) : Number.NaN;
  if (node.kind === 'map' && !(Number.isInteger(number) && number >= 100 && number <= 599)) {
    const place = status?.value.place ?? node.place;
    const suggestion = 'write { status: 201, body: … } for a reply, { fault: … } for none';
    reader.report({
      rule: 'stub-status',
      message: 'a stubbed callout needs a status from 100 to 599',
      place,
      suggestion,
    });
  }
  return {
    status: number,
    ...(headers ? { headers: textsOf(headers, reader) } : {}),
    ...(body ? { body: documentValue(body.value) } : {}),
  };
}

function textsOf(entry: MapEntry, reader: NodeReader): Readonly<Record<string, string>> {
  const entries = reader.entries(entry.value, 'headers');
  return Object.fromEntries(
    entries.map(({ key, value }) => [key.toLowerCase(), reader.text(value, `the header ${key}`) ?? '']),
  );
}

function readStubbedFault(
  node: DocumentNode,
  reader: NodeReader,
): { readonly code?: string; readonly message: string } {
  if (node.kind !== 'map') return { message: reader.text(node, 'fault') ?? '' };
  const { code, message } = reader.keys(node, 'fault', ['code', 'message']);
  const written = reader.text(code?.value, 'code');
  return {
    ...(written === undefined ? {} : { code: written }),
    message: reader.text(message?.value, 'message') ?? written ?? '',
  };
}
