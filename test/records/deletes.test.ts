import { describe, expect, it } from 'vitest';
import type { OrgField } from '../../src/model/org.ts';
import { catalogOf, openRecords } from '../../src/records/index.ts';
import { STANDARD_OBJECTS } from '../../src/records/objects/index.ts';
import { orgField, orgObject } from './org-object.ts';

const LOOKUP = (to: string, deleteConstraint: OrgField['deleteConstraint'] = null): OrgField =>
  orgField(`${to.replace(/__c$/, '')}__c`, 'Lookup', { references: [to], deleteConstraint });

async function org() {
  const records = await openRecords(
    null,
    catalogOf([
      orgObject('Top__c', []),
      orgObject('Detail__c', [orgField('Top__c', 'MasterDetail', { references: ['Top__c'] })]),
      orgObject('Below__c', [orgField('Detail__c', 'MasterDetail', { references: ['Detail__c'] })]),
      orgObject('Loose__c', [LOOKUP('Top__c'), LOOKUP('Detail__c')]),
      orgObject('Holding__c', [
        LOOKUP('Top__c', 'Restrict'),
        orgField('Master__c', 'MasterDetail', { references: ['Top__c'] }),
      ]),
      orgObject('Guard__c', [LOOKUP('Detail__c', 'Restrict')]),
      orgObject('Elsewhere__c', [orgField('Unknown__c', 'Lookup', { references: ['Nowhere__c'] })]),
    ]),
  );
  const by = { userId: '005000000000001AAA' };
  return {
    create: (object: string, values: Readonly<Record<string, unknown>>) =>
      records.change({ kind: 'create', object, values }, by),
    remove: (id: string) => records.change({ kind: 'delete', object: null, id }, by),
    left: async (object: string) => (await records.query(`SELECT Id FROM ${object}`)).totalSize,
    values: async (id: string) => (await records.retrieve(null, id)).values,
  };
}

describe('deleting a record', () => {
  it('takes its details along, and empties other lookups', async () => {
    const { create, remove, left, values } = await org();
    const top = await create('Top__c', { Name: 'top' });
    const detail = await create('Detail__c', { Name: 'detail', Top__c: top });
    await create('Below__c', { Name: 'below', Detail__c: detail });
    const loose = await create('Loose__c', { Name: 'loose', Top__c: top, Detail__c: detail });
    await remove(top);
    expect([await left('Top__c'), await left('Detail__c'), await left('Below__c')]).toEqual([0, 0, 0]);
    expect(await values(loose)).toMatchObject({ Name: 'loose', Top__c: null, Detail__c: null });
  });

  it('is refused where a lookup restricts it, unless that record goes too', async () => {
    const { create, remove, left } = await org();
    const top = await create('Top__c', { Name: 'top' });
    const detail = await create('Detail__c', { Name: 'detail', Top__c: top });
    const guard = await create('Guard__c', { Name: 'guard', Detail__c: detail });
    await expect(remove(top)).rejects.toThrow(
      'DELETE_FAILED: Your attempt to delete top could not be completed because it is associated with the following guard__cs.: guard',
    );
    expect([await left('Top__c'), await left('Detail__c')]).toEqual([1, 1]);
    await remove(guard);
    await create('Holding__c', { Name: 'both', Top__c: top, Master__c: top });
    await remove(top);
    expect([await left('Top__c'), await left('Holding__c')]).toEqual([0, 0]);
  });

  it('holds for standard objects: contacts go with their account, cases stay and hold it', async () => {
    const { create, remove, left } = await org();
    const account = await create('Account', { Name: 'Acme' });
    const contact = await create('Contact', { LastName: 'Lee', AccountId: account });
    const task = await create('Task', { Subject: 'Call', WhatId: account, WhoId: contact });
    const problem = await create('Case', { Subject: 'Broken', ContactId: contact });
    await expect(remove(account)).rejects.toThrow('with the following cases.: 00001001');
    await remove(problem);
    await remove(account);
    expect([await left('Account'), await left('Contact')]).toEqual([0, 0]);
    expect(task).toMatch(/^00T/);
  });
});

describe('a lookup', () => {
  it('of an object that nobody declares holds any id of such', async () => {
    const { create, values } = await org();
    const id = await create('Elsewhere__c', { Name: 'x', Unknown__c: 'zz9000000000001' });
    expect(await values(id)).toMatchObject({ Unknown__c: 'zz9000000000001AAA' });
    const account = await create('Account', { Name: 'Acme' });
    await expect(create('Elsewhere__c', { Name: 'x', Unknown__c: account })).rejects.toThrow('MALFORMED_ID');
  });

  it('of any object holds one of an own object', async () => {
    const { create, values } = await org();
    const top = await create('Top__c', { Name: 'top' });
    const task = await create('Task', { WhatId: top });
    expect(await values(task)).toMatchObject({
      WhatId: top,
      Status: 'Not Started',
      Priority: 'Normal',
      IsClosed: false,
    });
  });
});

describe('standard objects', () => {
  it('have ids and fields of their own, and lookups of objects that exist', () => {
    const names = new Set(STANDARD_OBJECTS.map(({ name }) => name));
    expect(new Set(STANDARD_OBJECTS.map(({ keyPrefix }) => keyPrefix)).size).toBe(STANDARD_OBJECTS.length);
    for (const { name, fields, field, nameField } of STANDARD_OBJECTS) {
      expect([name, new Set(fields.map((one) => one.name)).size]).toEqual([name, fields.length]);
      expect([name, field(nameField)?.name]).toEqual([name, nameField]);
      expect(fields.flatMap(({ referenceTo }) => referenceTo).filter((target) => !names.has(target))).toEqual([]);
    }
  });

  it('compute what belongs together', async () => {
    const { create, values } = await org();
    const opportunity = await create('Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-01-31' });
    const line = await create('OpportunityLineItem', { OpportunityId: opportunity, Quantity: 3, UnitPrice: 9.99 });
    expect(await values(line)).toMatchObject({ TotalPrice: 29.97 });
    const event = await create('Event', { StartDateTime: '2026-01-31T10:00:00Z', DurationInMinutes: 90 });
    expect(await values(event)).toMatchObject({ ActivityDate: '2026-01-31', EndDateTime: '2026-01-31T11:30:00.000Z' });
  });
});
