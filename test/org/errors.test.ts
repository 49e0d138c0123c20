import { describe, expect, it } from 'vitest';
import { errorReply } from '../../src/org/api-error.ts';
import { useOrg } from './harness.ts';

const BASE = '/services/data/v66.0';
const ACCOUNT = `${BASE}/sobjects/Account`;
const MISSING_FIELD = ' or request may be missing a required field';

type Case = readonly [
  what: string,
  method: string,
  path: string,
  body: unknown,
  status: number,
  errorCode: string,
  message: string,
  fields?: readonly string[],
];

/** Every text of reference/credentials-and-callouts.md D3 that a single request can bring about. */
const CASES: readonly Case[] = [
  ['no name', 'POST', ACCOUNT, {}, 400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]', ['Name']],
  [
    'an empty name',
    'POST',
    ACCOUNT,
    { Name: ' ' },
    400,
    'REQUIRED_FIELD_MISSING',
    'Required fields are missing: [Name]',
    ['Name'],
  ],
  [
    'several missing fields',
    'POST',
    `${BASE}/sobjects/Opportunity`,
    { Amount: 1 },
    400,
    'REQUIRED_FIELD_MISSING',
    'Required fields are missing: [Name, StageName, CloseDate]',
    ['Name', 'StageName', 'CloseDate'],
  ],
  [
    'an unknown field',
    'POST',
    ACCOUNT,
    { Name: 'x', Foo: 1 },
    400,
    'INVALID_FIELD',
    "No such column 'Foo' on sobject of type Account",
  ],
  [
    'an id in the body',
    'POST',
    ACCOUNT,
    { Id: '001000000000001AAA', Name: 'x' },
    400,
    'INVALID_FIELD',
    'The Id field should not be specified in the sobject data.',
  ],
  [
    'a long name',
    'POST',
    ACCOUNT,
    { Name: 'n'.repeat(256) },
    400,
    'STRING_TOO_LONG',
    `Account Name: data value too large: ${'n'.repeat(256)} (max length=255)`,
    ['Name'],
  ],
  [
    'a value that a restricted picklist has not',
    'POST',
    ACCOUNT,
    { Name: 'x', BillingGeocodeAccuracy: 'Moon' },
    400,
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'Billing Geocode Accuracy: bad value for restricted picklist field: Moon',
    ['BillingGeocodeAccuracy'],
  ],
  [
    'a field that only the org sets',
    'POST',
    ACCOUNT,
    { Name: 'x', CreatedDate: '2026-01-01T00:00:00Z', IsDeleted: true },
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'Unable to create/update fields: CreatedDate, IsDeleted. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
    ['CreatedDate', 'IsDeleted'],
  ],
  [
    'a computed name',
    'POST',
    `${BASE}/sobjects/Contact`,
    { Name: 'Ada Lovelace', LastName: 'Lovelace' },
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'Unable to create/update fields: Name. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
    ['Name'],
  ],
  [
    'a bad address',
    'POST',
    `${BASE}/sobjects/Contact`,
    { LastName: 'x', Email: 'nobody' },
    400,
    'INVALID_EMAIL_ADDRESS',
    'Email: invalid email address: nobody',
    ['Email'],
  ],
  [
    'a number too large',
    'POST',
    ACCOUNT,
    { Name: 'x', NumberOfEmployees: 123456789 },
    400,
    'NUMBER_OUTSIDE_VALID_RANGE',
    'Employees: value outside of valid range on numeric field: 123456789',
    ['NumberOfEmployees'],
  ],
  [
    'a reference that is no id',
    'POST',
    `${BASE}/sobjects/Contact`,
    { LastName: 'x', AccountId: 'abc' },
    400,
    'MALFORMED_ID',
    'Account ID: id value of incorrect type: abc',
    ['AccountId'],
  ],
  [
    'a reference to another kind of record',
    'POST',
    `${BASE}/sobjects/Contact`,
    { LastName: 'x', AccountId: '500000000000001AAA' },
    400,
    'MALFORMED_ID',
    'Account ID: id value of incorrect type: 500000000000001AAA',
    ['AccountId'],
  ],
  [
    'a reference to nothing',
    'POST',
    `${BASE}/sobjects/Contact`,
    { LastName: 'x', AccountId: '001000000000999AAA' },
    400,
    'INVALID_CROSS_REFERENCE_KEY',
    'invalid cross reference id',
    ['AccountId'],
  ],
  [
    'a text for a number',
    'POST',
    ACCOUNT,
    '{"Name":"x", "NumberOfEmployees":"many"}',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of int from VALUE_STRING value many${MISSING_FIELD} at [line:1, column:34]`,
  ],
  [
    'a fraction for a whole number',
    'POST',
    ACCOUNT,
    '{\n  "Name":"x",\n  "numberofemployees": 1.5\n}',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of int from VALUE_NUMBER_FLOAT value 1.5${MISSING_FIELD} at [line:3, column:24]`,
  ],
  [
    'a number for a text',
    'POST',
    ACCOUNT,
    '{"Name":12}',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of string from VALUE_NUMBER_INT value 12${MISSING_FIELD} at [line:1, column:9]`,
  ],
  [
    'a list for a text',
    'POST',
    ACCOUNT,
    '{"Name":["x"]}',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of string from START_ARRAY value [${MISSING_FIELD} at [line:1, column:9]`,
  ],
  [
    'a text for a checkbox',
    'POST',
    `${BASE}/sobjects/Contact`,
    '{"LastName":"x","DoNotCall":"yes"}',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of boolean from VALUE_STRING value yes${MISSING_FIELD} at [line:1, column:29]`,
  ],
  [
    'null for a checkbox',
    'POST',
    `${BASE}/sobjects/Contact`,
    '{"LastName":"x","DoNotCall":null}',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of boolean from VALUE_NULL value null${MISSING_FIELD} at [line:1, column:29]`,
  ],
  [
    'a day that does not exist',
    'POST',
    `${BASE}/sobjects/Contact`,
    '{"LastName":"x","Birthdate":"2025-02-29"}',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of date from VALUE_STRING value 2025-02-29${MISSING_FIELD} at [line:1, column:29]`,
  ],
  [
    'no body',
    'POST',
    ACCOUNT,
    '',
    400,
    'JSON_PARSER_ERROR',
    'The HTTP entity body is required, but this request has no entity body.',
  ],
  [
    'a missing colon',
    'POST',
    ACCOUNT,
    '{"Name":"x", "Site"j"y"}',
    400,
    'JSON_PARSER_ERROR',
    "Unexpected character ('j' (code 106)): was expecting a colon to separate field name and value at [line:1, column:21]",
  ],
  [
    'a comma too many',
    'POST',
    ACCOUNT,
    '{\n  "Name": "x",\n}',
    400,
    'JSON_PARSER_ERROR',
    "Unexpected character ('}' (code 125)): was expecting double-quote to start field name at [line:3, column:2]",
  ],
  [
    'a list for a record',
    'POST',
    ACCOUNT,
    '[]',
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of sobject from START_ARRAY value [${MISSING_FIELD} at [line:1, column:1]`,
  ],
  ['a malformed id', 'GET', `${ACCOUNT}/abc`, undefined, 400, 'MALFORMED_ID', 'malformed id abc'],
  [
    'a wrong checksum',
    'GET',
    `${ACCOUNT}/001000000000001AAB`,
    undefined,
    400,
    'MALFORMED_ID',
    'malformed id 001000000000001AAB',
  ],
  [
    'an id that no record has',
    'GET',
    `${ACCOUNT}/001000000000999AAA`,
    undefined,
    404,
    'NOT_FOUND',
    'Provided external ID field does not exist or is not accessible: 001000000000999AAA',
  ],
  [
    'an id that no record has, to change',
    'PATCH',
    `${ACCOUNT}/001000000000999`,
    { Name: 'x' },
    404,
    'NOT_FOUND',
    'Provided external ID field does not exist or is not accessible: 001000000000999',
  ],
  [
    'an unknown object',
    'POST',
    `${BASE}/sobjects/Nope__c`,
    {},
    404,
    'NOT_FOUND',
    'The requested resource does not exist',
  ],
  [
    'an unknown path',
    'GET',
    `${BASE}/nothing/here`,
    undefined,
    404,
    'NOT_FOUND',
    'The requested resource does not exist',
  ],
  [
    'an unknown version',
    'GET',
    '/services/data/v19.0/sobjects',
    undefined,
    404,
    'NOT_FOUND',
    'The requested resource does not exist',
  ],
  [
    'a version to come',
    'GET',
    '/services/data/v99.0/sobjects',
    undefined,
    404,
    'NOT_FOUND',
    'The requested resource does not exist',
  ],
  ['a path that is no API', 'GET', '/index.html', undefined, 404, 'NOT_FOUND', 'The requested resource does not exist'],
  [
    'a method that an object has not',
    'PUT',
    ACCOUNT,
    {},
    405,
    'METHOD_NOT_ALLOWED',
    "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET,POST",
  ],
  [
    'a method that a record has not',
    'POST',
    `${ACCOUNT}/001000000000001AAA`,
    {},
    405,
    'METHOD_NOT_ALLOWED',
    "HTTP Method 'POST' not allowed. Allowed are HEAD,GET,PATCH,DELETE",
  ],
  [
    'an unknown field to read',
    'GET',
    `${ACCOUNT}/001000000000001AAA?fields=Name,Foo`,
    undefined,
    400,
    'INVALID_FIELD',
    "No such column 'Foo' on sobject of type Account",
  ],
  [
    'a record of an object that takes none',
    'POST',
    `${BASE}/sobjects/Organization`,
    { Name: 'x' },
    400,
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'entity type cannot be inserted: Organization',
  ],
  ['no query', 'GET', `${BASE}/query`, undefined, 400, 'MALFORMED_QUERY', 'A query string has to be specified'],
  [
    'a locator of no query',
    'GET',
    `${BASE}/query/01g000000000001AAA-2000`,
    undefined,
    400,
    'INVALID_QUERY_LOCATOR',
    'invalid query locator',
  ],
];

describe('errors of the REST API', () => {
  const org = useOrg();

  it.each(CASES)('%s', async (...given) => {
    const [, method, path, body, status, errorCode, message, fields] = given as unknown as Case;
    // The record that some of the cases look for.
    await org().api('POST', ACCOUNT, { Name: 'There' });
    const reply = await org().api(method, path, body);
    expect(reply.json).toEqual([fields === undefined ? { message, errorCode } : { message, errorCode, fields }]);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('a body that is no JSON is not read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const { status, json } = await org().api('POST', ACCOUNT, '{"Name":"x"}', type);
      expect({ status, json }).toEqual({
        status: 415,
        json: [{ message: 'Unsupported Media Type', errorCode: 'UNSUPPORTED_MEDIA_TYPE' }],
      });
    }
    expect((await org().api('POST', ACCOUNT, { Name: 'x' }, 'application/json; charset=UTF-8')).status).toBe(201);
  });

  it('a deleted record is gone, and says so', async () => {
    const { json: made } = await org().api('POST', ACCOUNT, { Name: 'Short-lived' });
    expect((await org().api('DELETE', `${ACCOUNT}/${made.id}`)).status).toBe(204);
    for (const [method, body] of [['GET'], ['PATCH', { Name: 'x' }], ['DELETE']] satisfies [string, object?][]) {
      const { status, json } = await org().api(method, `${ACCOUNT}/${made.id}`, body);
      expect({ status, json }).toEqual({
        status: 404,
        json: [{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED' }],
      });
    }
    const { json: referring } = await org().api('POST', `${BASE}/sobjects/Contact`, {
      LastName: 'x',
      AccountId: made.id,
    });
    expect(referring[0].errorCode).toBe('ENTITY_IS_DELETED');
  });

  it('refused requests leave nothing behind', async () => {
    const count = async () => (await org().api('GET', `${BASE}/query?q=SELECT+COUNT()+FROM+Contact`)).json.totalSize;
    const before = await count();
    await org().api('POST', `${BASE}/sobjects/Contact`, { LastName: 'x', Email: 'nobody' });
    await org().api('POST', `${BASE}/sobjects/Contact`, { FirstName: 'x' });
    expect(await count()).toBe(before);
  });

  it.each([
    ['a broken escape', '/services/data/v66.0/sobjects/Account/%E0%A4%A'],
    ['a slash that is escaped', '/services/data/v66.0/sobjects/Account%2F'],
    ['a step up', '/services/data/v66.0/../../etc/passwd'],
    ['many slashes', '//services//data//v66.0'],
    ['a NUL', '/services/data/v66.0/sobjects/Account/%00'],
    ['a prototype', '/services/data/v66.0/sobjects/__proto__'],
  ])('%s in the path is answered with an error', async (_, path) => {
    const { status, json } = await org().api('GET', path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(json[0].errorCode).toMatch(/^(?:NOT_FOUND|MALFORMED_ID)$/);
  });

  it('fields named like members of every object are unknown fields', async () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      const { json } = await org().api('POST', ACCOUNT, { Name: 'x', [name]: 'y' });
      expect(json[0].message).toBe(`No such column '${name}' on sobject of type Account`);
    }
    const { json } = await org().api('POST', ACCOUNT, '{"Name":"x","__proto__":{"Site":"y"}}');
    expect(json[0].message).toBe("No such column '__proto__' on sobject of type Account");
  });

  it('a body nested without end is refused, not a failure', async () => {
    const deep = `{"Name":${'['.repeat(100_000)}`;
    const { status, json } = await org().api('POST', ACCOUNT, deep);
    expect(status).toBe(400);
    expect(json[0].errorCode).toBe('JSON_PARSER_ERROR');
    expect(json[0].message.length).toBeLessThan(300);
  });
});

describe('the limit of requests', () => {
  const org = useOrg({ dailyApiRequests: 2 });

  it('is counted in a header and refuses what goes beyond, with 403', async () => {
    const first = await org().api('GET', `${BASE}/limits`);
    expect(first.headers.get('sforce-limit-info')).toBe('api-usage=1/2');
    expect(first.json.DailyApiRequests).toEqual({ Max: 2, Remaining: 1 });
    expect((await org().api('GET', `${BASE}/limits`)).json.DailyApiRequests.Remaining).toBe(0);
    const { status, json } = await org().api('GET', `${BASE}/limits`);
    expect({ status, json }).toEqual({
      status: 403,
      json: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    });
  });
});

it('what is no error of the API is a 500 with its message, not its stack', () => {
  expect(errorReply(new RangeError('disk is full'))).toEqual({
    status: 500,
    body: [{ message: 'An unexpected error occurred: disk is full', errorCode: 'UNKNOWN_EXCEPTION' }],
  });
});
