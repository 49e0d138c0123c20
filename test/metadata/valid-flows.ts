import fc from 'fast-check';
import { booleanNode, entry, listNode, mapNode, nullNode, numberNode, textNode } from '../../src/metadata/nodes.ts';
import type { DocumentNode } from '../../src/model/document.ts';

/** Random flows that are valid: every element kind, connectors to elements that exist, references to what is declared. */

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/** Data as a tree; undefined keys are left out. */
function node(value: Plain): DocumentNode {
  if (value === null) return nullNode();
  if (typeof value === 'string') return textNode(value);
  if (typeof value === 'number') return numberNode(String(value));
  if (typeof value === 'boolean') return booleanNode(value);
  if (Array.isArray(value)) return listNode(value.map(node));
  return mapNode(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [entry(key, node(item as Plain))])),
  );
}

const text = fc
  .oneof(
    fc.constantFrom(
      'Acme',
      'Dear {!v1}',
      '5',
      'true',
      'Yes',
      ' blank ',
      'a\nb',
      'x & <y> "z"',
      "it's",
      '',
      '2026-01-31',
      '{!v1}',
      '#1',
      'a: b',
    ),
    fc.string({ maxLength: 12, unit: 'grapheme' }),
  )
  .filter((one) => !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(one.replaceAll('\n', '')));
const label = text.filter((one) => one.trim() !== '');
const value: fc.Arbitrary<Plain> = fc.oneof(
  text,
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
  fc.constantFrom<Plain>('{!v1}', '{!v2.Name}', '{!$User.Id}', null, { date: '2026-01-31' }, { text: '{!v1}' }),
);
const filled = value.filter((one) => one !== null);
const row = fc.oneof(
  fc.tuple(fc.constantFrom('v1', 'n1', 'v2.Name'), filled).map(([left, right]): Plain => ({ [left]: right })),
  fc
    .tuple(fc.constantFrom('v1', 'n1'), fc.constantFrom('greaterThan', 'notEqualTo', 'contains'), filled)
    .map(([left, operator, right]): Plain => ({ [left]: { [operator]: right } })),
  fc.boolean().map((is): Plain => ({ v1: { isNull: is } })),
);
const rows = fc.array(row, { minLength: 1, maxLength: 3 });
const condition = fc.oneof(
  rows.map((all): { readonly [key: string]: Plain } => ({ all })),
  rows.map((any): { readonly [key: string]: Plain } => ({ any })),
  fc
    .tuple(row, row, row)
    .map((conditions): { readonly [key: string]: Plain } => ({ conditions, logic: '1 AND (2 OR 3)' })),
);
const sets = fc
  .dictionary(fc.constantFrom('Name', 'Industry', 'Amount__c'), filled, { minKeys: 1 })
  .map((set): Plain => ({ ...set }));

const field = fc.oneof(
  fc.record({ type: fc.constantFrom('text', 'longText', 'date', 'number'), label, required: fc.boolean() }),
  fc.record({
    type: fc.constant('picklist'),
    label,
    options: fc.uniqueArray(fc.constantFrom('Red', 'Navy blue', '3'), { minLength: 1 }),
  }),
  fc.record({ type: fc.constant('displayText'), text: label }),
  fc.record({ type: fc.constant('email'), inputs: fc.record({ label: filled }) }),
  fc.record({ type: fc.constant('c:widget'), inputs: fc.record({ size: filled }) }),
);

/** One element; `to` picks connectors among those that exist. */
function element(index: number, to: fc.Arbitrary<Plain>): fc.Arbitrary<Plain> {
  const next = fc.option(to, { nil: undefined });
  const common = { label: fc.option(label, { nil: undefined }), description: fc.option(label, { nil: undefined }) };
  const kinds: readonly fc.Arbitrary<object>[] = [
    fc.record({
      type: fc.constant('screen'),
      ...common,
      allowBack: fc.boolean(),
      fields: fc
        .array(field, { minLength: 1, maxLength: 3 })
        .map((all) => Object.fromEntries(all.map((one, at) => [`F${index}_${at}`, one]))),
      next,
    }),
    fc.record({
      type: fc.constant('assignment'),
      ...common,
      assign: fc.array(
        value.map((one) => ({ v1: one })),
        { minLength: 1, maxLength: 3 },
      ),
      next,
    }),
    fc.record({
      type: fc.constant('decision'),
      ...common,
      outcomes: fc
        .array(fc.tuple(condition, next), { minLength: 1, maxLength: 2 })
        .map((all) =>
          Object.fromEntries(all.map(([held, target], at) => [`O${index}_${at}`, { ...held, next: target }])),
        ),
      default: fc.option(
        to.filter((one) => typeof one === 'string'),
        { nil: undefined },
      ),
    }),
    fc.record({ type: fc.constant('loop'), ...common, collection: fc.constant('all'), forEach: to, afterLast: next }),
    fc.record({
      type: fc.constant('getRecords'),
      ...common,
      object: fc.constant('Account'),
      where: fc.array(
        filled.map((one) => ({ Name: one })),
        { minLength: 1, maxLength: 2 },
      ),
      records: fc.constantFrom('first', 'all'),
      next,
      fault: next,
    }),
    fc.record({
      type: fc.constant('createRecords'),
      ...common,
      object: fc.constant('Account'),
      set: sets,
      next,
      fault: next,
    }),
    fc.record({ type: fc.constant('updateRecords'), ...common, record: fc.constant('v2'), next }),
    fc.record({ type: fc.constant('deleteRecords'), ...common, record: fc.constant('v2'), next }),
    fc.record({
      type: fc.constant('subflow'),
      ...common,
      flow: fc.constant('Other'),
      inputs: fc.record({ a: filled }),
      next,
    }),
    fc.record({
      type: fc.constant('action'),
      ...common,
      kind: fc.constant('apex'),
      action: fc.constant('DoIt'),
      inputs: fc.record({ a: filled }),
      next,
      fault: next,
    }),
    fc.record({
      type: fc.constant('httpCallout'),
      label: fc.constant(`Call ${index}`),
      namedCredential: fc.constant('Org'),
      method: fc.constantFrom('GET', 'POST'),
      path: fc.constantFrom(`/a${index}`, `/b${index}/{!v1}`),
      body: fc.option(fc.record({ name: filled, deep: fc.record({ n: filled }) }), { nil: undefined }),
      responses: fc.constant({ '2XX': { sample: { id: 'x', n: 1 } } }),
      next,
      fault: next,
    }),
  ];
  return fc.oneof(...kinds).map((one) => one as Plain);
}

/** A whole flow. */
export const validFlow: fc.Arbitrary<DocumentNode> = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const names = Array.from({ length: count }, (_, at) => `E${at}`);
  const to = fc.oneof(
    fc.constantFrom<Plain>(...names),
    fc.constantFrom(...names).map((goTo): Plain => ({ goTo })),
  );
  return fc
    .record({
      label,
      version: fc.constantFrom(50, 54, 57, 60, 63, 65, 66),
      elements: fc.tuple(...names.map((_, at) => element(at, to))),
      layout: fc.option(fc.constant<Plain>({}), { nil: undefined }),
    })
    .map(({ label: own, version, elements, layout }) =>
      node({
        label: own,
        type: 'Screen Flow',
        apiVersion: version,
        status: 'Draft',
        variables: {
          all: { type: 'Record', object: 'Account', collection: true },
          n1: { type: 'Number', scale: 2 },
          v1: 'Text',
          v2: { type: 'Record', object: 'Account' },
        },
        start: names[0] ?? null,
        elements: Object.fromEntries(elements.map((one, at) => [`E${at}`, one])),
        layout,
      }),
    );
});
