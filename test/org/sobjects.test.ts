import { describe, expect, it } from 'vitest';
import { clientCredentials, useOrg } from './harness.ts';

const BASE = '/services/data/v66.0';
const path = (object: string, id = '') => `${BASE}/sobjects/${object}${id === '' ? '' : `/${id}`}`;

describe('versions', () => {
  const org = useOrg();

  it('are listed without a token, named by release', async () => {
    const { status, json } = await org().plain('GET', '/services/data');
    expect(status).toBe(200);
    expect(json[0]).toEqual({ label: "Winter '11", url: '/services/data/v20.0', version: '20.0' });
    const named = new Map(json.map((each: { version: string; label: string }) => [each.version, each.label]));
    expect([named.get('50.0'), named.get('63.0'), named.get('66.0')]).toEqual([
      "Winter '21",
      "Spring '25",
      "Spring '26",
    ]);
    expect((await org().plain('GET', '/services/data/')).json).toEqual(json);
  });

  it('name their resources, which exist', async () => {
    const { json } = await org().api('GET', BASE);
    expect(json.sobjects).toBe(`${BASE}/sobjects`);
    for (const url of [json.sobjects, json.limits]) expect((await org().api('GET', url)).status).toBe(200);
  });

  it('all answer', async () => {
    const { json: versions } = await org().plain('GET', '/services/data');
    for (const { url, version } of [versions.at(0), versions.at(10), versions.at(-1)]) {
      const { json } = await org().api('POST', `${url}/sobjects/Account`, { Name: version });
      const { json: record } = await org().api('GET', `${url}/sobjects/Account/${json.id}?fields=Name`);
      expect(record).toEqual({
        attributes: { type: 'Account', url: `${url}/sobjects/Account/${json.id}` },
        Name: version,
        Id: json.id,
      });
    }
  });
});

describe('records', () => {
  const org = useOrg();

  it('are created with 201, a Location and an 18-character id', async () => {
    const { status, json, headers } = await org().api('POST', path('Account'), { Name: 'Acme', NumberOfEmployees: 12 });
    expect(status).toBe(201);
    expect(json).toEqual({ id: expect.stringMatching(/^001\w{15}$/), success: true, errors: [] });
    expect(headers.get('location')).toBe(path('Account', json.id));
    expect(headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/15000$/);
  });

  it('carry system fields; the run-as user made and owns them', async () => {
    const before = Date.now();
    const { json: made } = await org().api('POST', path('Account'), { Name: 'Acme' });
    const { json: identity } = await org().token(clientCredentials());
    const userId = identity.id.split('/').at(-1);
    const { json } = await org().api('GET', path('Account', made.id));
    expect(json).toMatchObject({
      Id: made.id,
      Name: 'Acme',
      Industry: null,
      IsDeleted: false,
      OwnerId: userId,
      CreatedById: userId,
      LastModifiedById: userId,
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    });
    expect(Date.parse(json.CreatedDate)).toBeGreaterThanOrEqual(before);
    expect(json.SystemModstamp).toBe(json.CreatedDate);
    expect(Object.keys(json).slice(0, 3)).toEqual(['attributes', 'Id', 'Name']);
  });

  it('change only what is sent, and say when', async () => {
    const { json: made } = await org().api('POST', path('Account'), { Name: 'Acme', Industry: 'Energy', Phone: '1' });
    const { json: before } = await org().api('GET', path('Account', made.id));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { status, text } = await org().api('PATCH', path('account', made.id.slice(0, 15)), {
      name: 'Apex',
      Phone: null,
    });
    expect([status, text]).toEqual([204, '']);
    const { json: after } = await org().api('GET', path('Account', made.id));
    expect(after).toMatchObject({ Name: 'Apex', Industry: 'Energy', Phone: null, CreatedDate: before.CreatedDate });
    expect(after.LastModifiedDate > before.LastModifiedDate).toBe(true);
  });

  it('are deleted with 204', async () => {
    const { json: made } = await org().api('POST', path('Account'), { Name: 'Acme' });
    const { status, text } = await org().api('DELETE', path('Account', made.id));
    expect([status, text]).toEqual([204, '']);
    const soql = encodeURIComponent(`SELECT Id FROM Account WHERE Id = '${made.id}'`);
    expect((await org().api('GET', `${BASE}/query?q=${soql}`)).json.totalSize).toBe(0);
  });

  it('keep values as Salesforce does: trimmed, blank is null, rounded to the scale, ids in 18 characters', async () => {
    const { json: account } = await org().api('POST', path('Account'), {
      Name: '  Acme  ',
      Site: '',
      AnnualRevenue: '1234.5',
    });
    const { json: contact } = await org().api('POST', path('Contact'), {
      LastName: 'Lovelace',
      FirstName: 'Ada',
      AccountId: account.id.slice(0, 15),
      Birthdate: '1815-12-10',
      DoNotCall: 'true',
      MailingLatitude: 51.5,
    });
    const { json: read } = await org().api('GET', path('Account', account.id));
    expect(read).toMatchObject({ Name: 'Acme', Site: null, AnnualRevenue: 1235 });
    const { json: ada } = await org().api('GET', path('Contact', contact.id));
    expect(ada).toMatchObject({
      Name: 'Ada Lovelace',
      AccountId: account.id,
      Birthdate: '1815-12-10',
      DoNotCall: true,
      HasOptedOutOfEmail: false,
      MailingLatitude: 51.5,
    });
    await org().api('PATCH', path('Contact', contact.id), { FirstName: null });
    expect((await org().api('GET', path('Contact', contact.id))).json.Name).toBe('Lovelace');
  });

  it('take text of every script, line breaks in text areas, and ignore attributes', async () => {
    const { json: made } = await org().api('POST', path('Account'), {
      attributes: { type: 'Account' },
      Name: 'Łódź 株式会社 🚀 "quoted" \\',
      Description: 'one\r\ntwo',
    });
    const { json } = await org().api('GET', path('Account', made.id));
    expect([json.Name, json.Description]).toEqual(['Łódź 株式会社 🚀 "quoted" \\', 'one\r\ntwo']);
  });

  it('cases are numbered and closed by their status', async () => {
    const make = async (values: object) => {
      const { json } = await org().api('POST', path('Case'), values);
      return (await org().api('GET', path('Case', json.id))).json;
    };
    const [first, second] = [await make({ Subject: 'a' }), await make({ Status: 'Closed' })];
    expect(first).toMatchObject({ CaseNumber: '00001001', Status: 'New', Priority: 'Medium', IsClosed: false });
    expect(second).toMatchObject({ CaseNumber: '00001002', IsClosed: true });
  });

  it('opportunities get the probability of their stage, unless they bring one', async () => {
    const values = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-12-31', Amount: 1000 };
    const { json: made } = await org().api('POST', path('Opportunity'), values);
    const read = async () => (await org().api('GET', path('Opportunity', made.id))).json;
    expect(await read()).toMatchObject({ Probability: 10, ExpectedRevenue: 100, IsClosed: false, IsWon: false });
    await org().api('PATCH', path('Opportunity', made.id), { Probability: 33 });
    expect(await read()).toMatchObject({ Probability: 33, StageName: 'Prospecting' });
    await org().api('PATCH', path('Opportunity', made.id), { StageName: 'Closed Won' });
    expect(await read()).toMatchObject({ Probability: 100, IsClosed: true, IsWon: true, ForecastCategory: 'Closed' });
  });

  it('leads start open and are named like people', async () => {
    const { json } = await org().api('POST', path('Lead'), { LastName: 'Hopper', Company: 'Navy' });
    const { json: lead } = await org().api('GET', path('Lead', json.id));
    expect(json.id).toMatch(/^00Q/);
    expect(lead).toMatchObject({ Name: 'Hopper', Status: 'Open - Not Contacted', IsConverted: false });
  });

  it('many at once all get their own id', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => org().api('POST', path('Account'), { Name: `Parallel ${i}` })),
    );
    expect(replies.every(({ status }) => status === 201)).toBe(true);
    expect(new Set(replies.map(({ json }) => json.id)).size).toBe(50);
    const soql = encodeURIComponent("SELECT COUNT() FROM Account WHERE Name LIKE 'Parallel %'");
    expect((await org().api('GET', `${BASE}/query?q=${soql}`)).json.totalSize).toBe(50);
  });

  it('users of the definition are records that clients read', async () => {
    const soql = encodeURIComponent(
      "SELECT Name, Title, TimeZoneSidKey FROM User WHERE Username = 'integration.user@EXAMPLE.com'",
    );
    const { json } = await org().api('GET', `${BASE}/query?q=${soql}`);
    expect(json.records).toEqual([
      { attributes: expect.anything(), Name: 'Integration User', Title: 'Robot', TimeZoneSidKey: 'GMT' },
    ]);
  });
});

describe('describe', () => {
  const org = useOrg();

  it('lists the objects', async () => {
    const { json } = await org().api('GET', `${BASE}/sobjects/`);
    const names: readonly string[] = json.sobjects.map(({ name }: { name: string }) => name);
    expect(names).toEqual(names.toSorted());
    expect(names).toEqual(
      expect.arrayContaining(['Account', 'Case', 'Contact', 'Lead', 'Opportunity', 'Task', 'User']),
    );
    expect(names).toHaveLength(new Set(names).size);
    const [first] = json.sobjects;
    for (const url of [first.urls.sobject, first.urls.describe]) expect((await org().api('GET', url)).status).toBe(200);
    expect((await org().api('GET', first.urls.sobject)).json).toEqual({ objectDescribe: first, recentItems: [] });
  });

  it('tells of every field what a record then holds it to', async () => {
    const { json } = await org().api('GET', `${path('Account')}/describe`);
    const byName = new Map<string, Record<string, unknown>>(
      json.fields.map((field: { name: string }) => [field.name, field]),
    );
    expect(byName.get('Name')).toMatchObject({
      type: 'string',
      length: 255,
      nillable: false,
      createable: true,
      nameField: true,
    });
    expect(byName.get('AnnualRevenue')).toMatchObject({
      type: 'currency',
      precision: 18,
      scale: 0,
      soapType: 'xsd:double',
    });
    expect(byName.get('NumberOfEmployees')).toMatchObject({ type: 'int', digits: 8, soapType: 'xsd:int' });
    expect(byName.get('BillingLatitude')).toMatchObject({ type: 'double', precision: 18, scale: 15 });
    expect(byName.get('OwnerId')).toMatchObject({
      type: 'reference',
      referenceTo: ['User'],
      relationshipName: 'Owner',
    });
    expect(byName.get('CreatedDate')).toMatchObject({ type: 'datetime', createable: false, updateable: false });
    const industries = byName.get('Industry')?.picklistValues as { value: string }[];
    expect(industries.map(({ value }) => value)).toEqual(expect.arrayContaining(['Banking', 'Technology']));
    // D4: the address parts.
    const parts = ['Street', 'City', 'State', 'PostalCode', 'Country'].map(
      (part) => byName.get(`Billing${part}`)?.length,
    );
    expect(parts).toEqual([255, 40, 80, 20, 80]);
  });

  it.each(['Account', 'Case', 'Contact', 'Lead', 'Opportunity'])(
    '%s: the longest text fits, one more does not',
    async (object) => {
      const { json } = await org().api('GET', `${path(object)}/describe`);
      const required = { LastName: 'x', Company: 'x', StageName: 'x', CloseDate: '2026-01-01', Name: 'x' };
      const has = (name: string) =>
        json.fields.some((field: { name: string; createable: boolean }) => field.name === name && field.createable);
      const base = Object.fromEntries(Object.entries(required).filter(([name]) => has(name)));
      const texts = json.fields.filter(
        (field: { type: string; createable: boolean; restrictedPicklist: boolean }) =>
          ['string', 'textarea', 'phone', 'url', 'picklist'].includes(field.type) &&
          field.createable &&
          !field.restrictedPicklist,
      );
      expect(texts.length).toBeGreaterThan(5);
      const longest = Object.fromEntries(
        texts.map((field: { name: string; length: number }) => [field.name, 'x'.repeat(field.length)]),
      );
      expect((await org().api('POST', path(object), { ...base, ...longest })).status).toBe(201);
      for (const { name, label, length } of texts.slice(0, 12)) {
        const value = 'x'.repeat(length + 1);
        const { status, json: errors } = await org().api('POST', path(object), { ...base, [name]: value });
        expect(status).toBe(400);
        expect(errors).toEqual([
          {
            errorCode: 'STRING_TOO_LONG',
            message: `${label}: data value too large: ${value} (max length=${length})`,
            fields: [name],
          },
        ]);
      }
    },
  );
});
