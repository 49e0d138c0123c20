import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords, RecordError, type Records } from '../../../src/records/index.ts';

const NOW = new Date('2026-02-18T12:00:00Z');
const USER = '005000000000001AAA';

let records: Records;

beforeAll(async () => {
  records = await openRecords(null);
  const accounts = [
    { Name: 'Acme', Industry: 'Energy', NumberOfEmployees: 10, AnnualRevenue: 1e17, Site: '100%' },
    { Name: 'acme east', Industry: 'energy', NumberOfEmployees: 200, Site: '100 percent' },
    { Name: 'Äther', Industry: 'Banking', AnnualRevenue: 5 },
    { Name: "O'Neill\\Sons", NumberOfEmployees: 0, Site: 'a_b' },
    { Name: 'Zürich_AG', Industry: null, NumberOfEmployees: -5, Site: 'aXb' },
  ];
  const ids: string[] = [];
  for (const [i, values] of accounts.entries()) {
    const context = { userId: USER, now: NOW.getTime() - i * 86_400_000 };
    ids.push(await records.change({ kind: 'create', object: 'Account', values }, context));
  }
  const contacts = [
    { LastName: 'One', AccountId: ids[0], Birthdate: '2000-02-29', DoNotCall: true },
    { LastName: 'Two', AccountId: ids[2], Birthdate: '1999-01-01' },
    { LastName: 'Three' },
  ];
  for (const values of contacts) await records.change({ kind: 'create', object: 'Contact', values }, { userId: USER });
});
afterAll(() => records.close());

const names = async (where: string, object = 'Account', name = 'Name'): Promise<readonly unknown[]> => {
  const { records: found } = await records.query(`SELECT ${name} FROM ${object} ${where}`, NOW);
  return found.map(({ fields }) => fields[name]);
};

async function refusal(soql: string): Promise<string> {
  const error: unknown = await records.query(soql, NOW).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RecordError);
  const [{ errorCode, message }] = (error as RecordError).problems;
  return `${errorCode}: ${message}`;
}

describe('WHERE', () => {
  it.each([
    ["WHERE Name = 'ACME'", ['Acme']],
    ["WHERE Name = 'äTHER'", ['Äther']],
    ["WHERE Name != 'acme'", ['acme east', 'Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ["WHERE Industry != 'Energy'", ['Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ["WHERE Industry <> 'Energy' AND Industry != null", ['Äther']],
    ['WHERE Industry = null', ["O'Neill\\Sons", 'Zürich_AG']],
    ["WHERE Industry = ''", ["O'Neill\\Sons", 'Zürich_AG']],
    ["WHERE Name LIKE 'acme%'", ['Acme', 'acme east']],
    ["WHERE Name LIKE '%R_CH%'", ['Zürich_AG']],
    ["WHERE Name LIKE '%h\\\\_a%'", []],
    ["WHERE Site LIKE '100\\%'", ['Acme']],
    ["WHERE Site LIKE 'a\\_b'", ["O'Neill\\Sons"]],
    ["WHERE Site LIKE 'a_b'", ["O'Neill\\Sons", 'Zürich_AG']],
    ["WHERE (NOT Name LIKE 'acme%')", ['Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ["WHERE Name = 'O\\'Neill\\\\Sons'", ["O'Neill\\Sons"]],
    ["WHERE Name = '\\u00c4ther'", ['Äther']],
    ['WHERE NumberOfEmployees > 0', ['Acme', 'acme east']],
    ['WHERE NumberOfEmployees >= 0 AND NumberOfEmployees < 200', ['Acme', "O'Neill\\Sons"]],
    ['WHERE NumberOfEmployees <= -5', ['Zürich_AG']],
    ['WHERE NumberOfEmployees = 10.0', ['Acme']],
    ['WHERE NOT NumberOfEmployees > 0', ['Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ['WHERE AnnualRevenue > 99999999999999', ['Acme']],
    ["WHERE Industry IN ('ENERGY', 'Banking')", ['Acme', 'acme east', 'Äther']],
    ["WHERE Industry IN ('Banking', null)", ['Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ["WHERE Industry NOT IN ('Energy')", ['Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ['WHERE NumberOfEmployees IN (10, 0)', ['Acme', "O'Neill\\Sons"]],
    ["WHERE (Industry = 'Energy' AND NumberOfEmployees > 50) OR Name LIKE 'Z%'", ['acme east', 'Zürich_AG']],
    ["WHERE NOT (Industry = 'Energy' OR Industry = 'Banking') AND NumberOfEmployees = 0", ["O'Neill\\Sons"]],
    ["WHERE ((Name = 'Acme') OR ((NOT (NumberOfEmployees != 0))))", ['Acme', "O'Neill\\Sons"]],
    ["WHERE Name < 'b'", ['Acme', 'acme east']],
    ['WHERE CreatedDate = TODAY', ['Acme']],
    ['WHERE CreatedDate < TODAY', ['acme east', 'Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ['WHERE CreatedDate >= YESTERDAY', ['Acme', 'acme east']],
    ['WHERE CreatedDate > YESTERDAY', ['Acme']],
    ['WHERE CreatedDate <= N_DAYS_AGO:3', ["O'Neill\\Sons", 'Zürich_AG']],
    ['WHERE CreatedDate != LAST_N_DAYS:1', ['Äther', "O'Neill\\Sons", 'Zürich_AG']],
    ['WHERE CreatedDate IN (TODAY, N_DAYS_AGO:2)', ['Acme', 'Äther']],
    ['WHERE CreatedDate > 2026-02-17T12:00:00+01:00', ['Acme', 'acme east']],
    ['WHERE CreatedDate = 2026-02-18T12:00:00Z', ['Acme']],
    ['WHERE IsDeleted = false AND NumberOfEmployees = 10', ['Acme']],
    ["WHERE Account.Name = 'Acme'", ['Acme']],
  ])('%s', async (where, expected) => {
    expect(await names(where)).toEqual(expected);
  });

  it('dates, checkboxes, ids of both lengths and parents', async () => {
    const contacts = (where: string) => names(where, 'Contact', 'LastName');
    expect(await contacts('WHERE Birthdate = 2000-02-29')).toEqual(['One']);
    expect(await contacts('WHERE Birthdate < 2000-01-01')).toEqual(['Two']);
    expect(await contacts('WHERE Birthdate < TODAY ORDER BY Birthdate')).toEqual(['Two', 'One']);
    expect(await contacts('WHERE DoNotCall = TRUE')).toEqual(['One']);
    expect(await contacts('WHERE DoNotCall != true')).toEqual(['Two', 'Three']);
    expect(await contacts("WHERE AccountId = '001000000000001'")).toEqual(['One']);
    expect(await contacts("WHERE AccountId IN ('001000000000001AAA', '001000000000003AAA')")).toEqual(['One', 'Two']);
    expect(await contacts('WHERE AccountId = null')).toEqual(['Three']);
    expect(await contacts("WHERE Account.Industry = 'banking'")).toEqual(['Two']);
    expect(await contacts("WHERE Account.Name != 'Acme' ORDER BY LastName")).toEqual(['Three', 'Two']);
  });

  it('an alias stands for the object', async () => {
    const { records: found } = await records.query(
      "SELECT c.LastName, c.Account.Name FROM Contact c WHERE c.Account.Name = 'acme'",
    );
    expect(found.map(({ fields }) => fields.LastName)).toEqual(['One']);
  });
});

describe('ORDER BY, LIMIT, OFFSET', () => {
  it.each([
    ['ORDER BY Name', ['Acme', 'acme east', "O'Neill\\Sons", 'Zürich_AG', 'Äther']],
    ['ORDER BY NumberOfEmployees', ['Äther', 'Zürich_AG', "O'Neill\\Sons", 'Acme', 'acme east']],
    ['ORDER BY NumberOfEmployees DESC NULLS LAST', ['acme east', 'Acme', "O'Neill\\Sons", 'Zürich_AG', 'Äther']],
    ['ORDER BY NumberOfEmployees DESC NULLS FIRST LIMIT 2', ['Äther', 'acme east']],
    ['ORDER BY Industry NULLS LAST, Name DESC', ['Äther', 'acme east', 'Acme', 'Zürich_AG', "O'Neill\\Sons"]],
    ['LIMIT 2 OFFSET 1', ['acme east', 'Äther']],
    ['LIMIT 0', []],
    ['ORDER BY Name OFFSET 4', ['Äther']],
  ])('%s', async (clause, expected) => {
    expect(await names(clause)).toEqual(expected);
  });
});

describe('SELECT', () => {
  it('gives proper names and types, in the order asked for', async () => {
    const {
      records: found,
      columns,
      totalSize,
    } = await records.query("SELECT name, ISDELETED, annualrevenue, id FROM account WHERE name = 'Acme'");
    expect(columns).toEqual(['Name', 'IsDeleted', 'AnnualRevenue', 'Id']);
    expect(totalSize).toBe(1);
    expect(Object.entries(found[0]?.fields ?? {})).toEqual([
      ['Name', 'Acme'],
      ['IsDeleted', false],
      ['AnnualRevenue', 1e17],
      ['Id', '001000000000001AAA'],
    ]);
  });

  it('counts with the same conditions', async () => {
    const count = async (rest: string) => (await records.query(`SELECT COUNT() FROM Account ${rest}`, NOW)).totalSize;
    expect(await count('')).toBe(5);
    expect(await count("WHERE Industry = 'Energy'")).toBe(2);
    expect(await count('LIMIT 3')).toBe(3);
    expect((await records.query('SELECT COUNT() FROM Contact WHERE Account.Name != null')).totalSize).toBe(2);
  });

  it('FIELDS() stands for all', async () => {
    const { columns } = await records.query('SELECT FIELDS(ALL) FROM Account LIMIT 1');
    expect(columns.slice(0, 3)).toEqual(['Id', 'Name', 'Type']);
    expect(await refusal('SELECT FIELDS(ALL) FROM Account')).toBe(
      'MALFORMED_QUERY: The SOQL FIELDS function must have a LIMIT of at most 200',
    );
  });

  it('deleted records are not found', async () => {
    const id = await records.change(
      { kind: 'create', object: 'Lead', values: { LastName: 'x', Company: 'y' } },
      { userId: USER },
    );
    expect(await names('', 'Lead', 'Id')).toEqual([id]);
    await records.change({ kind: 'delete', object: 'Lead', id }, { userId: USER });
    expect(await names('', 'Lead', 'Id')).toEqual([]);
  });
});

describe('errors', () => {
  const picture = (soql: string, column: number, row = 1) =>
    `\n${soql.split('\n')[row - 1]}\n${' '.repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n`;
  const WSDL = 'Please reference your WSDL or the describe call for the appropriate names.';

  it.each([
    ['SELECT Id, FROM Account', 'MALFORMED_QUERY', 12, "unexpected token: 'FROM'"],
    ['SELECT FROM Account', 'MALFORMED_QUERY', 8, "unexpected token: 'FROM'"],
    ['SELEC Id FROM Account', 'MALFORMED_QUERY', 1, "unexpected token: 'SELEC'"],
    ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', 29, "unexpected token: '<EOF>'"],
    ['', 'MALFORMED_QUERY', 1, "unexpected token: '<EOF>'"],
    ['SELECT Id FROM Account LIMIT x', 'MALFORMED_QUERY', 30, "unexpected token: 'x'"],
    ['SELECT Id FROM Account LIMIT 1 x', 'MALFORMED_QUERY', 32, "unexpected token: 'x'"],
    ["SELECT Id FROM Account WHERE Name = 'open", 'MALFORMED_QUERY', 37, "mismatched character '<EOF>' expecting '''"],
    ['SELECT Id FROM Account WHERE Name = "x"', 'MALFORMED_QUERY', 37, "unexpected token: '\"'"],
    [
      "SELECT Id FROM Account WHERE Name = 'a' AND Site = 'b' OR Site = 'c'",
      'MALFORMED_QUERY',
      56,
      "unexpected token: 'OR'",
    ],
    [
      "SELECT Id FROM Account WHERE Name = 'Foo' AND Foo = 1",
      'INVALID_FIELD',
      47,
      `No such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${WSDL}`,
    ],
    [
      'SELECT Id FROM Account ORDER BY Foo',
      'INVALID_FIELD',
      33,
      `No such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${WSDL}`,
    ],
    [
      'SELECT Id, Owner.Foo FROM Account',
      'INVALID_FIELD',
      12,
      `No such column 'Foo' on entity 'User'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${WSDL}`,
    ],
    [
      'SELECT Id, Boss__r.Name FROM Account',
      'INVALID_FIELD',
      12,
      `Didn't understand relationship 'Boss__r' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${WSDL}`,
    ],
    ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 30, 'invalid ID field: abc'],
    [
      "SELECT Id FROM Account WHERE Id LIKE '001%'",
      'INVALID_QUERY_FILTER_OPERATOR',
      30,
      'invalid operator on id field',
    ],
    [
      "SELECT Id FROM Account WHERE NumberOfEmployees = '5'",
      'INVALID_FIELD',
      30,
      "value of filter criterion for field 'NumberOfEmployees' must be of type int and should not be enclosed in quotes",
    ],
    [
      'SELECT Id FROM Account WHERE Name = 5',
      'INVALID_FIELD',
      30,
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE CreatedDate > '2026-01-01'",
      'INVALID_FIELD',
      30,
      "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE Description = 'x'",
      'INVALID_FIELD',
      30,
      "field 'Description' can not be filtered in a query call",
    ],
  ])('%s', async (soql, code, column, text) => {
    expect(await refusal(soql)).toBe(`${code}: ${picture(soql, column)}${text}`);
  });

  it('point at the line', async () => {
    const soql = 'SELECT Id\r\nFROM Account\r\nWHERE  Nope = 1';
    expect(await refusal(soql)).toContain('\nWHERE  Nope = 1\n       ^\nERROR at Row:3:Column:8\nNo such column');
  });

  it.each([
    ['SELECT COUNT(Id), Industry FROM Account GROUP BY Industry', 'GROUP BY'],
    ['SELECT MAX(AnnualRevenue) FROM Account', 'the function MAX'],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'a subquery in SELECT'],
    ['SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)', 'a subquery in WHERE'],
    ['SELECT Id FROM Account WHERE CALENDAR_YEAR(CreatedDate) = 2026', 'the function CALENDAR_YEAR in WHERE'],
    ['SELECT Id FROM Account USING SCOPE mine', 'USING SCOPE'],
  ])('what the org does not know is said, not answered wrongly: %s', async (soql, what) => {
    expect(await refusal(soql)).toBe(`FUNCTIONALITY_NOT_ENABLED: the embedded org does not know ${what}`);
  });

  it('aliases of fields and far offsets', async () => {
    expect(await refusal('SELECT Id n FROM Account')).toBe(
      'MALFORMED_QUERY: only aggregate expressions use field aliasing',
    );
    expect(await refusal('SELECT Id FROM Account OFFSET 2001')).toBe(
      'NUMBER_OUTSIDE_VALID_RANGE: Maximum SOQL offset allowed is 2000',
    );
  });
});
