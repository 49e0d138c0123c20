import { describe, expect, it } from 'vitest';
import { recordPerformers } from '../../../src/effects/index.ts';
import type { FlowEvent, Interview, RecordFilter, RecordQuery, SaveEffect } from '../../../src/model/interview.ts';
import type { OrgDefinition, OrgObject, RecordRights } from '../../../src/model/org.ts';
import type { Values } from '../../../src/model/value.ts';
import { openHomeOrg } from '../../../src/project/home-org.ts';
import { orgDefinition, user } from '../../credentials/fixtures.ts';
import { orgField } from '../../records/org-object.ts';

const INVOICE: OrgObject = {
  name: 'Invoice__c',
  label: 'Invoice',
  pluralLabel: 'Invoices',
  nameField: { label: 'Number', type: 'AutoNumber' },
  file: 'Invoice__c.yaml',
  fields: [
    orgField('Amount__c', 'Currency', { scale: 2 }),
    orgField('Account__c', 'Lookup', { references: ['Account'] }),
    orgField('Code__c', 'Text', { unique: true }),
    orgField('Tags__c', 'MultiselectPicklist'),
    orgField('At__c', 'Time'),
    orgField('Double__c', 'Currency', { scale: 2, formula: 'Amount__c * 2' }),
  ],
};
const NEVER = new AbortController().signal;

async function world(org: Partial<OrgDefinition> = {}) {
  const definition = orgDefinition({ objects: [INVOICE], ...org });
  const home = await openHomeOrg(definition, null);
  const performers = recordPerformers({ open: async () => home, now: () => Date.UTC(2026, 0, 31) });
  const interview = (id: string, running = 'flow'): Interview =>
    ({ id, context: { user: running } }) as unknown as Interview;
  const asked = { id: 1, flow: 'F', element: 'E', runInMode: 'DefaultMode' } as const;
  const save = (effect: Partial<SaveEffect>, as = interview('one')): Promise<FlowEvent> =>
    performers.save(
      {
        ...asked,
        kind: 'save',
        operation: 'create',
        object: null,
        records: null,
        filtered: null,
        upsert: null,
        ...effect,
      },
      as,
      NEVER,
    );
  const query = async (given: Partial<RecordQuery>, as = interview('one')): Promise<readonly Values[]> => {
    const whole = { object: 'Account', fields: null, where: null, sort: [], limit: null, ...given };
    const event = await performers.query({ ...asked, kind: 'query', queries: [whole] }, as, NEVER);
    if (event.kind !== 'rows') throw new TypeError(JSON.stringify(event));
    return event.rows[0] as readonly Values[];
  };
  const end = (how: 'commit' | 'rollback', as = interview('one')) =>
    how === 'commit'
      ? performers.commit({ ...asked, kind: 'commit' }, as, NEVER)
      : performers.rollback({ ...asked, kind: 'rollback', fault: null }, as, NEVER);
  return { home, performers, interview, save, query, end };
}

const row = (
  name: string,
  operator: Extract<RecordFilter, { kind: 'row' }>['operator'],
  value: Values[string],
): RecordFilter => ({
  kind: 'row',
  field: name,
  operator,
  value,
});
const idsOf = (event: FlowEvent): readonly string[] => (event.kind === 'saved' ? event.ids : []);
const accounts = (...names: readonly string[]) => ({
  operation: 'create' as const,
  object: 'account',
  records: names.map((Name) => ({ Name })),
});

describe('queries of a flow', () => {
  const names = async (where: RecordFilter | null, more: Partial<RecordQuery> = {}) => {
    const { save, query } = await world();
    await save({
      ...accounts(),
      records: [
        { Name: 'Acme', Industry: 'Energy', NumberOfEmployees: 10 },
        { Name: 'beta', Industry: null, NumberOfEmployees: 200 },
        { Name: '100% Gamma', Industry: 'Banking' },
      ],
    });
    return (await query({ where, sort: [{ field: 'Name', order: 'Asc' }], ...more })).map(({ Name }) => Name);
  };

  it.each<[string, RecordFilter | null, readonly string[]]>([
    ['everything', null, ['100% Gamma', 'Acme', 'beta']],
    ['text without regard to case', row('name', 'equalTo', 'ACME'), ['Acme']],
    ['not equal, null too', row('Industry', 'notEqualTo', 'Energy'), ['100% Gamma', 'beta']],
    ['null', row('Industry', 'isNull', true), ['beta']],
    ['not null', row('Industry', 'isNull', false), ['100% Gamma', 'Acme']],
    ['equal to null', row('Industry', 'equalTo', null), ['beta']],
    ['contains, % is a character', row('Name', 'contains', '0% g'), ['100% Gamma']],
    ['starts', row('Name', 'startsWith', 'BE'), ['beta']],
    ['ends', row('Name', 'endsWith', 'MA'), ['100% Gamma']],
    ['numbers', row('NumberOfEmployees', 'greaterThan', 10), ['beta']],
    ['numbers, null is nothing', row('NumberOfEmployees', 'lessThanOrEqualTo', 200), ['Acme', 'beta']],
    ['in', row('Name', 'in', ['acme', 'BETA', 'x']), ['Acme', 'beta']],
    ['not in', row('Name', 'notIn', ['acme']), ['100% Gamma', 'beta']],
    ['a parent', row('Owner.Username', 'equalTo', 'flow.user@example.com'), ['100% Gamma', 'Acme', 'beta']],
    [
      'and, or, not',
      {
        kind: 'or',
        of: [
          { kind: 'and', of: [row('Name', 'contains', 'a'), row('Industry', 'equalTo', 'Banking')] },
          { kind: 'not', of: row('Name', 'contains', 'c') },
        ],
      },
      ['100% Gamma', 'beta'],
    ],
  ])('%s', async (_, where, expected) => {
    expect(await names(where)).toEqual(expected);
  });

  it('sort before they cut', async () => {
    expect(
      await names(row('NumberOfEmployees', 'isNull', false), {
        sort: [{ field: 'NumberOfEmployees', order: 'Desc' }],
        limit: 1,
      }),
    ).toEqual(['beta']);
  });

  it('give the id and the fields that are asked for, under their own names, and parents in place', async () => {
    const { save, query } = await world();
    const [id] = idsOf(await save(accounts('Acme')));
    expect(await query({ fields: ['NAME', 'industry'], paths: ['owner.username', 'Parent.Name'] })).toEqual([
      {
        Id: id,
        Name: 'Acme',
        Industry: null,
        Owner: { Id: '005000000000001AAA', Username: 'flow.user@example.com' },
        Parent: null,
      },
    ]);
  });

  it('give numbers exactly', async () => {
    const { save, query } = await world();
    await save({ object: 'Invoice__c', records: [{ Amount__c: { $units: 1999, $scale: 2 }, At__c: '10:00:00' }] });
    expect(await query({ object: 'Invoice__c', fields: ['Amount__c', 'At__c', 'Double__c', 'Name'] })).toMatchObject([
      {
        Amount__c: { $units: 1999, $scale: 2 },
        At__c: '10:00:00.000Z',
        Double__c: { $units: 3998, $scale: 2 },
        Name: '00001001',
      },
    ]);
  });

  it.each<[string, Partial<RecordQuery>, string]>([
    [
      'an unknown object',
      { object: 'Acount' },
      "INVALID_TYPE: sObject type 'Acount' is not supported: did you mean Account?",
    ],
    [
      'an unknown field',
      { where: row('Nmae', 'equalTo', 'x') },
      "No such column 'Nmae' on entity 'Account': did you mean Name?",
    ],
    ['a value of another type', { where: row('NumberOfEmployees', 'equalTo', 'many') }, 'JSON_PARSER_ERROR'],
    [
      'an operator that records have not',
      { where: row('Name', 'wasSelected', true) },
      'cannot be found by wasSelected',
    ],
  ])('fail for %s', async (_, given, message) => {
    const { query } = await world();
    await expect(query(given)).rejects.toThrow(message);
  });
});

describe('saves of a flow', () => {
  it('are all or none, and say what the org says', async () => {
    const { save, query } = await world();
    const event = await save(accounts('Acme', ''));
    expect(event).toMatchObject({
      kind: 'failed',
      fault: {
        code: 'REQUIRED_FIELD_MISSING',
        message:
          'This error occurred when the flow tried to create records: REQUIRED_FIELD_MISSING: Required fields are missing: [Name]. You can look up ExceptionCode values in the SOAP API Developer Guide.',
        detail: { fields: ['Name'] },
      },
    });
    expect(await query({})).toEqual([]);
  });

  it('update records by their ids, and leave what a query brought along as it is', async () => {
    const { save, query } = await world();
    await save(accounts('Acme'));
    const [found] = await query({});
    expect(await save({ operation: 'update', records: [{ ...found, Rating: 'Hot' }] })).toMatchObject({ count: 1 });
    expect(await query({ fields: ['Rating'] })).toMatchObject([{ Rating: 'Hot' }]);
    expect(
      await save({ operation: 'update', records: [{ ...found, CreatedDate: '2020-01-01T00:00:00Z' }] }),
    ).toMatchObject({
      fault: { code: 'INVALID_FIELD_FOR_INSERT_UPDATE', detail: { fields: ['CreatedDate'] } },
    });
  });

  it('update and delete what fits', async () => {
    const { save, query } = await world();
    await save(accounts('Acme', 'Beta', 'Gamma'));
    const where = row('Name', 'contains', 'a');
    const changed = await save({
      operation: 'update',
      object: 'Account',
      filtered: { where, set: { Rating: 'Cold' } },
    });
    expect(changed).toMatchObject({ count: 3 });
    const dropped = await save({
      operation: 'delete',
      object: 'Account',
      filtered: { where: row('Name', 'equalTo', 'beta'), set: {} },
    });
    expect(dropped).toMatchObject({ count: 1 });
    expect(await query({ where: row('Rating', 'equalTo', 'Cold') })).toHaveLength(2);
    const none = {
      operation: 'update' as const,
      object: 'Account',
      filtered: { where: row('Name', 'equalTo', 'x'), set: {} },
    };
    expect(await save(none)).toMatchObject({ kind: 'saved', ids: [], count: 0 });
    expect(await save({ ...none, operation: 'delete' })).toMatchObject({
      fault: { message: expect.stringContaining('There is nothing in Salesforce matching your delete criteria') },
    });
  });

  it('refuse a value that another record has where the field is unique', async () => {
    const { save } = await world();
    const one = { object: 'Invoice__c', records: [{ Code__c: 'A' }] };
    const [id] = idsOf(await save(one));
    expect(await save({ object: 'Invoice__c', records: [{ Code__c: 'a' }] })).toMatchObject({
      fault: { code: 'DUPLICATE_VALUE', message: expect.stringContaining(String(id)) },
    });
    expect(await save({ operation: 'update', records: [{ Id: id ?? null, Code__c: 'A' }] })).toMatchObject({
      count: 1,
    });
  });

  it.each([
    ['AddRecord', 'where none matches', 'Zeta', 3],
    ['UpdateAllRecords', 'where one matches', 'Acme', 2],
  ])('upsert: %s %s', async (_step, _where, name, count) => {
    const { save, query } = await world();
    await save(accounts('Acme', 'Beta'));
    const upsert = {
      where: row('Name', 'equalTo', name),
      none: 'AddRecord',
      one: 'UpdateAllRecords',
      many: 'UpdateLatestRecord',
    };
    await save({ object: 'Account', records: [{ Name: name, Rating: 'Hot' }], upsert });
    expect(await query({})).toHaveLength(count);
    expect(await query({ where: row('Rating', 'equalTo', 'Hot') })).toMatchObject([{ Name: name }]);
  });

  it.each([
    [
      'a record with an id',
      { records: [{ Id: '001000000000001AAA', Name: 'x' }], object: 'Account' },
      'cannot specify Id',
    ],
    [
      'an update without an id',
      { operation: 'update', records: [{ Name: 'x' }], object: 'Account' },
      'Id not specified',
    ],
    ['an unknown field', { records: [{ Nmae: 'x' }], object: 'Account' }, 'did you mean Name?'],
    ['an id that no record has', { operation: 'delete', records: [{ Id: '001000000000099AAA' }] }, 'NOT_FOUND'],
  ] as const)('refuse %s', async (_, effect, message) => {
    const { save } = await world();
    expect(await save(effect as Partial<SaveEffect>)).toMatchObject({
      fault: { message: expect.stringContaining(message) },
    });
  });
});

describe('transactions', () => {
  it('are undone by a rollback and kept by a commit', async () => {
    const { save, query, end } = await world();
    await save(accounts('Kept'));
    await end('commit');
    await save(accounts('Lost'));
    expect(await query({})).toHaveLength(2);
    await end('rollback');
    expect((await query({})).map(({ Name }) => Name)).toEqual(['Kept']);
  });

  it('keep what went before a save that failed', async () => {
    const { save, query, end } = await world();
    await save(accounts('Kept'));
    await save(accounts('Also', ''));
    await end('commit');
    expect((await query({})).map(({ Name }) => Name)).toEqual(['Kept']);
  });

  it('of one interview are not seen by another, which waits', async () => {
    const { save, query, end, interview } = await world();
    const two = interview('two');
    await save(accounts('Mine'));
    const seen: string[] = [];
    const waiting = query({}, two).then((found) => seen.push(`read ${found.length}`));
    const saving = save(accounts('Theirs'), two).then(() => seen.push('saved'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual([]);
    await end('rollback');
    await Promise.all([waiting, saving]);
    expect(seen).toEqual(['read 0', 'saved']);
    await end('commit', two);
    expect((await query({})).map(({ Name }) => Name)).toEqual(['Theirs']);
  });

  it('stop waiting when the run is cancelled', async () => {
    const { save, performers, interview } = await world();
    await save(accounts('Mine'));
    const cancel = new AbortController();
    const effect = { id: 1, flow: 'F', element: 'E', runInMode: 'DefaultMode', kind: 'query', queries: [] } as const;
    const waiting = performers.query(effect, interview('two'), cancel.signal);
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('rights', () => {
  const rights = (objects: RecordRights['objects'], fields: RecordRights['fields'] = {}): Partial<OrgDefinition> => ({
    users: [user({ profile: 'Standard User', permissionSets: ['Rights'] })],
    permissionSets: [
      { name: 'Rights', label: null, principals: [], customPermissions: [], rights: { objects, fields } },
    ],
  });

  it('are asked for in user mode', async () => {
    const { save, query } = await world(rights({ Account: ['read'] }));
    expect(await query({})).toEqual([]);
    expect(await save(accounts('Acme'))).toMatchObject({ fault: { code: 'INSUFFICIENT_ACCESS_OR_READONLY' } });
    await expect(query({ object: 'Contact' })).rejects.toThrow('may not read its records');
  });

  it('are not asked for in system mode', async () => {
    const { save } = await world(rights({}));
    expect(await save({ ...accounts('Acme'), runInMode: 'SystemModeWithoutSharing' })).toMatchObject({ kind: 'saved' });
  });

  it('guard fields that somebody names', async () => {
    const { save, query } = await world(
      rights(
        { Account: ['read', 'create', 'edit'] },
        { 'Account.Rating': ['read'], 'Account.Site': ['edit'], 'Account.Sic': [] },
      ),
    );
    expect(await save({ object: 'Account', records: [{ Name: 'A', Site: 'x' }] })).toMatchObject({ kind: 'saved' });
    expect(await save({ object: 'Account', records: [{ Name: 'A', Rating: 'Hot' }] })).toMatchObject({
      fault: { code: 'INVALID_FIELD_FOR_INSERT_UPDATE' },
    });
    const [found] = await query({});
    expect(found).toHaveProperty('Rating');
    expect(found).not.toHaveProperty('Sic');
  });

  it('are everybody’s where no file says a word, and always an administrator’s', async () => {
    const open = await world({ users: [user({ profile: 'Standard User' })] });
    expect(await open.save(accounts('Acme'))).toMatchObject({ kind: 'saved' });
    const admin = await world({ ...rights({}), users: [user({ profile: 'System Administrator' })] });
    expect(await admin.save(accounts('Acme'))).toMatchObject({ kind: 'saved' });
  });
});
