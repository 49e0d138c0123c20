import { describe, expect, it } from 'vitest';
import type { OrgField, OrgSummary, OrgValidationRule } from '../../src/model/org.ts';
import { catalogOf, openRecords } from '../../src/records/index.ts';
import { orgField, orgObject } from './org-object.ts';

const SUMMARY = (name: string, summary: Partial<OrgSummary>): OrgField =>
  orgField(name, 'Summary', {
    summary: { operation: 'count', object: 'Line__c', by: 'Order__c', field: null, where: [], ...summary },
  });
const WHERE = (field: string, operator: OrgSummary['where'][number]['operator'], ...values: readonly string[]) =>
  SUMMARY('Some__c', { where: [{ field, operator, values }] });

async function org(fields: readonly OrgField[], rules: readonly OrgValidationRule[] = []) {
  const records = await openRecords(
    null,
    catalogOf([
      orgObject('Customer__c', [
        SUMMARY('Turnover__c', { operation: 'sum', object: 'Order__c', by: 'Customer__c', field: 'Total__c' }),
      ]),
      orgObject('Order__c', [...fields, orgField('Customer__c', 'MasterDetail', { references: ['Customer__c'] })], {
        validationRules: rules,
      }),
      orgObject('Line__c', [
        orgField('Order__c', 'MasterDetail', { references: ['Order__c'] }),
        orgField('Amount__c', 'Currency', { scale: 2 }),
        orgField('Day__c', 'Date'),
        orgField('Status__c', 'Picklist'),
        orgField('Tags__c', 'MultiselectPicklist'),
        orgField('Done__c', 'Checkbox'),
      ]),
    ]),
  );
  const by = { userId: '005000000000001AAA' };
  const create = (object: string, values: Readonly<Record<string, unknown>>) =>
    records.change({ kind: 'create', object, values }, by);
  const customer = await create('Customer__c', { Name: 'C' });
  const order = await create('Order__c', { Name: 'O', Customer__c: customer });
  return {
    records,
    customer,
    order,
    create,
    line: (values: Readonly<Record<string, unknown>>, to = order) => create('Line__c', { Order__c: to, ...values }),
    update: (id: string, values: Readonly<Record<string, unknown>>) =>
      records.change({ kind: 'update', object: null, id, values }, by),
    remove: (id: string) => records.change({ kind: 'delete', object: null, id }, by),
    value: async (field: string, id = order) => (await records.retrieve(null, id)).values[field],
  };
}

const ALL = [
  SUMMARY('Count__c', {}),
  SUMMARY('Total__c', { operation: 'sum', field: 'Amount__c' }),
  SUMMARY('Least__c', { operation: 'min', field: 'Amount__c' }),
  SUMMARY('Last__c', { operation: 'max', field: 'Day__c' }),
];
const NAMES = ['Count__c', 'Total__c', 'Least__c', 'Last__c'];

describe('roll-up summaries', () => {
  it('are 0 and null without children', async () => {
    const { value } = await org(ALL);
    expect(await Promise.all(NAMES.map((name) => value(name)))).toEqual([0, 0, null, null]);
  });

  it('follow children that are created, changed, moved and deleted', async () => {
    const { create, customer, order, line, update, remove, value } = await org(ALL);
    const all = (id = order) => Promise.all(NAMES.map((name) => value(name, id)));
    const first = await line({ Amount__c: 0.1, Day__c: '2026-01-31' });
    const second = await line({ Amount__c: 0.2, Day__c: '2026-02-01' });
    expect(await all()).toEqual([2, 0.3, 0.1, '2026-02-01']);
    await update(first, { Amount__c: 5 });
    expect(await all()).toEqual([2, 5.2, 0.2, '2026-02-01']);
    const other = await create('Order__c', { Customer__c: customer });
    await update(second, { Order__c: other });
    expect(await all()).toEqual([1, 5, 5, '2026-01-31']);
    expect(await all(other)).toEqual([1, 0.2, 0.2, '2026-02-01']);
    await remove(first);
    expect(await all()).toEqual([0, 0, null, null]);
  });

  it('count children without a value, and leave them out of all else', async () => {
    const { line, value } = await org(ALL);
    await line({});
    expect(await Promise.all(NAMES.map((name) => value(name)))).toEqual([1, 0, null, null]);
    await line({ Amount__c: -3 });
    expect(await Promise.all(NAMES.map((name) => value(name)))).toEqual([2, -3, -3, null]);
  });

  it('go up to the masters of masters, and into formulas that use them', async () => {
    const doubled = orgField('Double__c', 'Number', { formula: 'Total__c * 2' });
    const { customer, order, line, remove, value } = await org([...ALL, doubled]);
    await line({ Amount__c: 7 });
    expect(await value('Double__c')).toBe(14);
    expect(await value('Turnover__c', customer)).toBe(7);
    await remove(order);
    expect(await value('Turnover__c', customer)).toBe(0);
  });

  it.each([
    [WHERE('Status__c', 'equalTo', 'OPEN'), 2],
    [WHERE('Status__c', 'equalTo', 'Open', 'Billed'), 3],
    [WHERE('Status__c', 'notEqualTo', 'Open', 'Billed'), 1],
    [WHERE('Status__c', 'equalTo'), 1],
    [WHERE('Status__c', 'contains', 'ill'), 1],
    [WHERE('Status__c', 'notContains', 'ill'), 3],
    [WHERE('Status__c', 'startsWith', 'o'), 2],
    [WHERE('Tags__c', 'includes', 'b'), 2],
    [WHERE('Tags__c', 'excludes', 'b'), 2],
    [WHERE('Amount__c', 'greaterThan', '9'), 2],
    [WHERE('Amount__c', 'greaterThanOrEqualTo', '9'), 3],
    [WHERE('Amount__c', 'lessThan', '10'), 1],
    [WHERE('Amount__c', 'lessThanOrEqualTo', '10'), 2],
    [WHERE('Day__c', 'lessThan', '2026-02-01'), 1],
    [WHERE('Done__c', 'equalTo', 'True'), 1],
    [WHERE('Gone__c', 'equalTo', 'x'), 0],
  ])('count only children that fit: %j', async (field, expected) => {
    const { line, value } = await org([field]);
    await line({ Status__c: 'Open', Amount__c: 9, Tags__c: 'a;b', Day__c: '2026-01-31' });
    await line({ Status__c: 'open', Amount__c: 10, Tags__c: 'b' });
    await line({ Status__c: 'Billed', Amount__c: 100, Tags__c: 'ab', Day__c: '2026-02-01', Done__c: true });
    await line({});
    expect(await value('Some__c')).toBe(expected);
  });

  it('are found and sorted by, and have the type of what they sum', async () => {
    const { records, line } = await org(ALL);
    await line({ Amount__c: 7 });
    expect((await records.query('SELECT Id FROM Order__c WHERE Total__c > 6.5 ORDER BY Total__c')).totalSize).toBe(1);
    const definition = records.objects.byName('Order__c');
    expect(NAMES.map((name) => definition?.field(name)?.type)).toEqual(['double', 'currency', 'currency', 'date']);
    expect(definition?.field('Total__c')).toMatchObject({ scale: 2, createable: false, updateable: false });
  });

  it('refuse a child by which their record breaks its rules, and keep nothing of it', async () => {
    const rule = { name: 'Limit', formula: 'Total__c > 100', message: 'Too much.', field: null };
    const { records, line, value } = await org(ALL, [rule]);
    await line({ Amount__c: 100 });
    await expect(line({ Amount__c: 1 })).rejects.toThrow('FIELD_CUSTOM_VALIDATION_EXCEPTION: Too much.');
    expect(await value('Total__c')).toBe(100);
    expect((await records.query('SELECT Id FROM Line__c')).totalSize).toBe(1);
  });

  it('end where two objects are each other’s master', async () => {
    const sum = (object: string, by: string): OrgSummary => ({
      operation: 'sum',
      object,
      by,
      field: 'Sum__c',
      where: [],
    });
    const records = await openRecords(
      null,
      catalogOf([
        orgObject('A__c', [
          orgField('B__c', 'Lookup', { references: ['B__c'] }),
          orgField('Sum__c', 'Summary', { summary: { ...sum('B__c', 'A__c'), operation: 'count' } }),
        ]),
        orgObject('B__c', [
          orgField('A__c', 'Lookup', { references: ['A__c'] }),
          orgField('Sum__c', 'Summary', { summary: sum('A__c', 'B__c') }),
        ]),
      ]),
    );
    const by = { userId: '005000000000001AAA' };
    const a = await records.change({ kind: 'create', object: 'A__c', values: {} }, by);
    const b = await records.change({ kind: 'create', object: 'B__c', values: { A__c: a } }, by);
    await records.change({ kind: 'update', object: null, id: a, values: { B__c: b } }, by);
    expect((await records.retrieve(null, b)).values.Sum__c).toBe(1);
  });
});
