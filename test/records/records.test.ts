import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type OperationResult,
  openRecords,
  RecordError,
  type RecordOperation,
  type Records,
} from '../../src/records/index.ts';

const ALICE = { userId: '005000000000001AAA', now: Date.UTC(2026, 0, 1) };
const BOB = { userId: '005000000000002AAA', now: Date.UTC(2026, 0, 2) };

let records: Records;
beforeEach(async () => {
  records = await openRecords(null);
});
afterEach(() => records.close());

const create = (object: string, values: Record<string, unknown>, context = ALICE) =>
  records.change({ kind: 'create', object, values }, context);
const codes = (results: readonly OperationResult[]) =>
  results.map((result) => (result.success ? 'ok' : result.problems.map(({ errorCode }) => errorCode).join()));

describe('system fields', () => {
  it('tell who made and who changed a record, and when', async () => {
    const id = await create('Account', { Name: 'Acme' });
    await records.change({ kind: 'update', object: null, id, values: { Name: 'Apex' } }, BOB);
    const { values } = await records.retrieve('Account', id);
    expect(values).toMatchObject({
      Id: id,
      Name: 'Apex',
      CreatedById: ALICE.userId,
      CreatedDate: '2026-01-01T00:00:00.000Z',
      LastModifiedById: BOB.userId,
      LastModifiedDate: '2026-01-02T00:00:00.000Z',
      SystemModstamp: '2026-01-02T00:00:00.000Z',
      OwnerId: ALICE.userId,
      IsDeleted: false,
    });
  });

  it('every field has a value or null from the first moment', async () => {
    const ids = await Promise.all([
      create('Account', { Name: 'x' }),
      create('Contact', { LastName: 'x' }),
      create('Lead', { LastName: 'x', Company: 'y' }),
      create('Case', {}),
      create('Opportunity', { Name: 'x', StageName: 'Prospecting', CloseDate: '2026-01-01' }),
    ]);
    for (const id of ids) {
      const { definition, values } = await records.retrieve(null, id);
      expect(Object.keys(values).sort()).toEqual(definition.fields.map(({ name }) => name).sort());
      for (const field of definition.fields) {
        if (!field.nillable) expect(values[field.name], `${definition.name}.${field.name}`).not.toBeNull();
      }
    }
  });

  it('another owner must be a user', async () => {
    await expect(create('Account', { Name: 'x', OwnerId: '005000000000009AAA' })).rejects.toThrow(
      /INVALID_CROSS_REFERENCE_KEY/,
    );
    const account = await create('Account', { Name: 'x' });
    await expect(create('Account', { Name: 'x', OwnerId: account })).rejects.toThrow(
      /Owner ID: id value of incorrect type/,
    );
  });
});

describe('apply', () => {
  it('carries on after a failure, unless all or none is asked for', async () => {
    const operations: readonly RecordOperation[] = [
      { kind: 'create', object: 'Account', values: { Name: 'a' } },
      { kind: 'create', object: 'Account', values: {} },
      { kind: 'create', object: 'Nope', values: {} },
      { kind: 'update', object: 'Account', id: 'bad', values: {} },
      { kind: 'delete', object: null, id: '001000000000777AAA' },
      { kind: 'delete', object: null, id: 'a0X000000000001AAA' },
    ];
    expect(codes(await records.apply(operations, ALICE, false))).toEqual([
      'ok',
      'REQUIRED_FIELD_MISSING',
      'NOT_FOUND',
      'MALFORMED_ID',
      'NOT_FOUND',
      'MALFORMED_ID',
    ]);
    expect((await records.query('SELECT COUNT() FROM Account')).totalSize).toBe(1);
    expect(codes(await records.apply(operations.slice(0, 2), ALICE, true))).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
    ]);
    expect((await records.query('SELECT COUNT() FROM Account')).totalSize).toBe(1);
  });

  it('later operations see earlier ones', async () => {
    const id = await create('Account', { Name: 'a' });
    const results = await records.apply(
      [
        { kind: 'delete', object: 'Account', id },
        { kind: 'update', object: 'Account', id, values: { Name: 'b' } },
        { kind: 'create', object: 'Contact', values: { LastName: 'x', AccountId: id } },
      ],
      ALICE,
      false,
    );
    expect(codes(results)).toEqual(['ok', 'ENTITY_IS_DELETED', 'ENTITY_IS_DELETED']);
  });

  it('an error names its code for programs and people', async () => {
    const error: unknown = await create('Account', {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RecordError);
    expect(error).toMatchObject({
      code: 'ORG',
      message: 'REQUIRED_FIELD_MISSING: Required fields are missing: [Name]',
    });
  });

  it('the same operations leave the same records, whatever their order of failures', async () => {
    const operation = fc.oneof(
      fc.record({
        kind: fc.constant('create' as const),
        object: fc.constant('Account'),
        values: fc.record({ Name: fc.constantFrom('a', '', null, 5) }),
      }),
      fc.record({
        kind: fc.constant('update' as const),
        object: fc.constant('Account'),
        id: fc.integer({ min: 1, max: 5 }).map((n) => `00100000000000${n}`),
        values: fc.record({ Name: fc.constantFrom('b', null), Site: fc.constantFrom('s', null) }),
      }),
      fc.record({
        kind: fc.constant('delete' as const),
        object: fc.constant(null),
        id: fc.integer({ min: 1, max: 5 }).map((n) => `00100000000000${n}`),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
        const [together, apart] = [await openRecords(null), await openRecords(null)];
        const all = await together.apply(operations, ALICE, false);
        const each = [];
        for (const one of operations) each.push(...(await apart.apply([one], ALICE, false)));
        expect(each).toEqual(all);
        const soql = 'SELECT Id, Name, Site FROM Account';
        expect(await apart.query(soql)).toEqual(await together.query(soql));
        const count = all.filter((result, i) => result.success && operations[i]?.kind !== 'update').length;
        const deleted = all.filter((result, i) => result.success && operations[i]?.kind === 'delete').length;
        expect((await together.query(soql)).totalSize).toBe(count - 2 * deleted);
        together.close();
        apart.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('the store', () => {
  it('undoes a transaction that fails, and goes on', () => {
    const { store } = records;
    expect(() =>
      store.transaction(() => {
        store.setProperty('a', '1', null);
        store.transaction(() => store.nextNumber('n'));
        throw new RangeError('no');
      }),
    ).toThrow('no');
    expect(store.property('a', 0)).toBeUndefined();
    expect(store.transaction(() => store.nextNumber('n'))).toBe(1);
  });

  it('forgets properties when they expire', () => {
    const { store } = records;
    store.setProperty('a', '1', 100);
    store.setProperty('b', '2', null);
    expect([store.property('a', 99), store.property('a', 100), store.property('b', 1e15)]).toEqual([
      '1',
      undefined,
      '2',
    ]);
    store.expireProperties(100);
    expect([store.property('a', 0), store.property('b', 0)]).toEqual([undefined, '2']);
    store.setProperty('b', null, null);
    expect(store.property('b', 0)).toBeUndefined();
  });

  it('may be closed twice', () => {
    records.close();
    expect(() => records.close()).not.toThrow();
  });
});
