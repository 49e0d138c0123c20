import { describe, expect, it } from 'vitest';
import { useOrg } from './harness.ts';

const BASE = '/services/data/v66.0';
const PATH = `${BASE}/composite/sobjects`;
const account = (values: object) => ({ attributes: { type: 'Account' }, ...values });

describe('collections', () => {
  const org = useOrg();
  const count = async (): Promise<number> =>
    (await org().api('GET', `${BASE}/query?q=SELECT+COUNT()+FROM+Account`)).json.totalSize;

  it('create several, each with its own result', async () => {
    const { status, json } = await org().api('POST', PATH, {
      allOrNone: false,
      records: [account({ Name: 'a' }), account({ Site: 'b' }), account({ Name: 'c', NumberOfEmployees: 'x' })],
    });
    expect(status).toBe(200);
    expect(json).toEqual([
      { id: expect.stringMatching(/^001/), success: true, errors: [] },
      {
        success: false,
        errors: [
          { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] },
        ],
      },
      {
        success: false,
        errors: [
          {
            statusCode: 'JSON_PARSER_ERROR',
            message: expect.stringMatching(/VALUE_STRING value x or .* at \[line:1, column:\d+\]$/),
            fields: [],
          },
        ],
      },
    ]);
  });

  it('allOrNone keeps none when one fails', async () => {
    const before = await count();
    const { json } = await org().api('POST', PATH, { allOrNone: true, records: [account({ Name: 'a' }), account({})] });
    expect(
      json.map((result: { success: boolean; errors: { statusCode: string }[] }) => [
        result.success,
        result.errors[0]?.statusCode,
      ]),
    ).toEqual([
      [false, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [false, 'REQUIRED_FIELD_MISSING'],
    ]);
    expect(await count()).toBe(before);
  });

  it('change and delete several', async () => {
    const { json: made } = await org().api('POST', PATH, { records: [account({ Name: 'a' }), account({ Name: 'b' })] });
    const [a, b] = made.map(({ id }: { id: string }) => id);
    const { json: changed } = await org().api('PATCH', PATH, {
      records: [account({ id: a, Name: 'A' }), account({ Id: b, Name: null }), account({ id: 'x', Name: 'y' })],
    });
    expect(changed.map(({ id, success }: { id: string; success: boolean }) => [id, success])).toEqual([
      [a, true],
      [b, false],
      ['x', false],
    ]);
    const { json: read } = await org().api('POST', `${PATH}/Account`, {
      ids: [a, b, '001000000000999AAA'],
      fields: ['Name'],
    });
    expect(read.map((record: { Name: string } | null) => record?.Name ?? null)).toEqual(['A', 'b', null]);
    const { json: deleted } = await org().api('DELETE', `${PATH}?ids=${a},${b},001000000000999AAA&allOrNone=false`);
    expect(deleted.map(({ success }: { success: boolean }) => success)).toEqual([true, true, false]);
    expect(deleted[2].errors[0].statusCode).toBe('NOT_FOUND');
  });

  it('take 200 records and no more', async () => {
    const records = Array.from({ length: 201 }, (_, i) => account({ Name: `n${i}` }));
    const before = await count();
    const refused = await org().api('POST', PATH, { records });
    expect([refused.status, refused.json[0].errorCode]).toEqual([400, 'EXCEEDED_MAX_SIZE_REQUEST']);
    expect(await count()).toBe(before);
    const { json } = await org().api('POST', PATH, { records: records.slice(1) });
    expect(json.every(({ success }: { success: boolean }) => success)).toBe(true);
    expect(await count()).toBe(before + 200);
  });

  it.each([
    ['no records', {}, /records/],
    ['no list', { records: 'x' }, /records/],
    ['no type', { records: [{ Name: 'x' }] }, /type/],
    ['no record', { records: [7] }, /sobject/],
  ])('refuse %s', async (_, body, message) => {
    const { status, json } = await org().api('POST', PATH, body);
    expect(status).toBe(400);
    expect(json[0].message).toMatch(message);
  });
});
