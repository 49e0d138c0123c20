import { beforeAll, describe, expect, it } from 'vitest';
import { useOrg } from './harness.ts';

const BASE = '/services/data/v66.0';

describe('/query', () => {
  const org = useOrg();
  const query = (soql: string) => org().api('GET', `${BASE}/query/?q=${encodeURIComponent(soql)}`);

  it('answers with attributes, parents within, and dates in the form of the API', async () => {
    const { json: parent } = await org().api('POST', `${BASE}/sobjects/Account`, {
      Name: 'Parent',
      Industry: 'Energy',
    });
    const { json: child } = await org().api('POST', `${BASE}/sobjects/Contact`, {
      LastName: 'Child',
      AccountId: parent.id,
    });
    await org().api('POST', `${BASE}/sobjects/Contact`, { LastName: 'Orphan' });
    const { json } = await query(
      'SELECT LastName, Account.Name, Account.Owner.Name, CreatedDate, AccountId FROM Contact ORDER BY LastName',
    );
    expect(json.totalSize).toBe(2);
    expect(json.done).toBe(true);
    expect(json.records[0]).toEqual({
      attributes: { type: 'Contact', url: `${BASE}/sobjects/Contact/${child.id}` },
      LastName: 'Child',
      Account: {
        attributes: { type: 'Account', url: `${BASE}/sobjects/Account/${parent.id}` },
        Name: 'Parent',
        Owner: {
          attributes: { type: 'User', url: expect.stringMatching(/\/sobjects\/User\/005\w{15}$/) },
          Name: 'Integration User',
        },
      },
      CreatedDate: expect.stringMatching(/\+0000$/),
      AccountId: parent.id,
    });
    expect(json.records[1]).toMatchObject({ LastName: 'Orphan', Account: null, AccountId: null });
  });

  it('counts', async () => {
    await org().api('POST', `${BASE}/sobjects/Lead`, { LastName: 'x', Company: 'y' });
    expect((await query('SELECT COUNT() FROM Lead')).json).toEqual({ totalSize: 1, done: true, records: [] });
  });

  it.each([
    [
      'INVALID_FIELD',
      'SELECT Id, Foo FROM Account',
      "\nSELECT Id, Foo FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'Foo' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
    ],
    [
      'INVALID_TYPE',
      'SELECT Id FROM Missing__c',
      "\nSELECT Id FROM Missing__c\n               ^\nERROR at Row:1:Column:16\nsObject type 'Missing__c' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
    ],
    [
      'MALFORMED_QUERY',
      'SELECT Id, FROM Account',
      "\nSELECT Id, FROM Account\n           ^\nERROR at Row:1:Column:12\nunexpected token: 'FROM'",
    ],
  ])('refuses with %s', async (errorCode, soql, message) => {
    const { status, json } = await query(soql);
    expect({ status, json }).toEqual({ status: 400, json: [{ message, errorCode }] });
  });
});

describe('what the Salesforce CLI asks at login (reference/credentials-and-callouts.md D5)', () => {
  const org = useOrg();
  const query = (soql: string) => org().api('GET', `/services/data/v51.0/query?q=${encodeURIComponent(soql)}`);

  it('is answered', async () => {
    const { json: userInfo } = await org().api('GET', '/services/oauth2/userinfo');
    const user = await org().api('GET', `/services/data/v51.0/sobjects/User/${userInfo.user_id}?fields=Username`);
    expect(user.json.Username).toBe(userInfo.preferred_username);
    const scratch = await query('SELECT Status FROM ScratchOrgInfo');
    expect([scratch.status, scratch.json[0].errorCode]).toEqual([400, 'INVALID_TYPE']);
    expect((await org().plain('GET', '/services/data')).json.at(-1).version).toBe('67.0');
    const { json } = await query(
      'SELECT Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix FROM Organization',
    );
    expect(json.records).toEqual([
      {
        attributes: { type: 'Organization', url: `/services/data/v51.0/sobjects/Organization/${org().org.orgId}` },
        Name: 'target',
        InstanceName: 'LOCAL',
        IsSandbox: false,
        TrialExpirationDate: null,
        NamespacePrefix: null,
      },
    ]);
  });
});

describe('long results', () => {
  const org = useOrg();
  const TOTAL = 4100;

  beforeAll(async () => {
    for (let at = 0; at < TOTAL; at += 200) {
      const records = Array.from({ length: Math.min(200, TOTAL - at) }, (_, i) => ({
        attributes: { type: 'Account' },
        Name: `Account ${String(at + i).padStart(4, '0')}`,
      }));
      await org().api('POST', `${BASE}/composite/sobjects`, { records });
    }
  });

  it('come in pages of 2,000 that follow one another', async () => {
    const pages = [];
    let url: string | undefined = `${BASE}/query?q=${encodeURIComponent('SELECT Name FROM Account ORDER BY Name')}`;
    while (url !== undefined) {
      const { json } = await org().api('GET', url);
      pages.push(json);
      url = json.nextRecordsUrl;
    }
    expect(pages.map(({ records, done, totalSize }) => [records.length, done, totalSize])).toEqual([
      [2000, false, TOTAL],
      [2000, false, TOTAL],
      [100, true, TOTAL],
    ]);
    expect(pages[0].nextRecordsUrl).toMatch(/^\/services\/data\/v66\.0\/query\/01g\w+-2000$/);
    const names = pages.flatMap(({ records }) => records.map(({ Name }: { Name: string }) => Name));
    expect(names).toEqual(Array.from({ length: TOTAL }, (_, i) => `Account ${String(i).padStart(4, '0')}`));
  });

  it('are what they were at the first page, though records change', async () => {
    const soql = encodeURIComponent('SELECT Id, Name FROM Account ORDER BY Name');
    const { json: first } = await org().api('GET', `${BASE}/query?q=${soql}`);
    await org().api('DELETE', `${BASE}/sobjects/Account/${first.records[0].Id}`);
    const { json: second } = await org().api('GET', first.nextRecordsUrl);
    expect(second.records[0].Name).toBe('Account 2000');
  });

  it('are forgotten when many others came after', async () => {
    const soql = encodeURIComponent('SELECT Id FROM Account');
    const first = (await org().api('GET', `${BASE}/query?q=${soql}`)).json.nextRecordsUrl;
    for (let i = 0; i < 20; i++) await org().api('GET', `${BASE}/query?q=${soql}`);
    const { status, json } = await org().api('GET', first);
    expect({ status, json }).toEqual({
      status: 400,
      json: [{ message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' }],
    });
  });
});
