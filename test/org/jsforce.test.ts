import jsforce from 'jsforce';
import { beforeAll, describe, expect, it } from 'vitest';
import { SECRET, useOrg } from './harness.ts';

/** jsforce as it is published: a client that we did not write (reference/credentials-and-callouts.md D5). */
describe('jsforce', () => {
  const org = useOrg();
  let connection: jsforce.Connection;

  beforeAll(async () => {
    connection = new jsforce.Connection({
      instanceUrl: org().url,
      oauth2: { clientId: '3MVG9.Good', clientSecret: SECRET, loginUrl: org().url },
    });
    await connection.authorize({ grant_type: 'client_credentials' });
  });

  it('logs in by client credentials and knows who it is', async () => {
    expect(connection.userInfo).toMatchObject({ organizationId: org().org.orgId });
    const identity = await connection.identity();
    expect(identity).toMatchObject({ username: 'integration.user@example.com', user_id: connection.userInfo?.id });
  });

  it('creates, retrieves, updates and destroys', async () => {
    const accounts = connection.sobject('Account');
    const made = await accounts.create({ Name: 'Acme', Industry: 'Banking', NumberOfEmployees: 7 });
    expect(made).toEqual({ id: expect.stringMatching(/^001\w{15}$/), success: true, errors: [] });
    const id = String(made.id);
    expect(await accounts.retrieve(id)).toMatchObject({
      Id: id,
      Name: 'Acme',
      NumberOfEmployees: 7,
      OwnerId: connection.userInfo?.id,
    });
    expect(await accounts.update({ Id: id, Industry: 'Energy' })).toEqual({ id, success: true, errors: [] });
    expect(await accounts.retrieve(id)).toMatchObject({ Name: 'Acme', Industry: 'Energy' });
    expect(await accounts.destroy(id)).toEqual({ id, success: true, errors: [] });
    await expect(accounts.retrieve(id)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
  });

  it('does the same with many', async () => {
    const contacts = connection.sobject('Contact');
    const made = await contacts.create([{ LastName: 'One' }, { LastName: 'Two' }, { FirstName: 'Nobody' }], {
      allOrNone: false,
    });
    expect(made.map(({ success }) => success)).toEqual([true, true, false]);
    expect(made[2]?.errors).toEqual([
      {
        statusCode: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [LastName]',
        fields: ['LastName'],
      },
    ]);
    const ids = made.slice(0, 2).map(({ id }) => String(id));
    const updated = await contacts.update(ids.map((Id) => ({ Id, Title: 'Both' })));
    expect(updated.every(({ success }) => success)).toBe(true);
    const read = await contacts.retrieve(ids);
    expect(read.map((contact) => [contact.Name, contact.Title])).toEqual([
      ['One', 'Both'],
      ['Two', 'Both'],
    ]);
    const destroyed = await contacts.destroy(ids);
    expect(destroyed.every(({ success }) => success)).toBe(true);
    expect(await connection.query('SELECT Id FROM Contact')).toMatchObject({ totalSize: 0 });
  });

  it('queries, also through pages and its own query builder', async () => {
    const leads = connection.sobject('Lead');
    const names = Array.from({ length: 250 }, (_, i) => `Lead ${String(i).padStart(3, '0')}`);
    for (const part of [names.slice(0, 200), names.slice(200)]) {
      await leads.create(part.map((LastName) => ({ LastName, Company: 'Acme' })));
    }
    const found = await leads
      .find({ LastName: { $like: 'Lead 1%' } }, ['Id', 'LastName'])
      .sort({ LastName: -1 })
      .limit(3);
    expect(found.map(({ LastName }) => LastName)).toEqual(['Lead 199', 'Lead 198', 'Lead 197']);
    expect(await leads.count({ Company: 'acme' })).toBe(250);
    const all = await connection.query('SELECT LastName FROM Lead ORDER BY LastName', { autoFetch: true });
    expect(all.records.map(({ LastName }) => LastName)).toEqual(names);
  });

  it('describes', async () => {
    const { sobjects } = await connection.describeGlobal();
    expect(sobjects.map(({ name }) => name)).toContain('Account');
    const { fields } = await connection.describe('Account');
    expect(fields.find(({ name }) => name === 'Name')).toMatchObject({ nillable: false, length: 255 });
  });

  it('reads errors and limits', async () => {
    await expect(connection.sobject('Account').create({})).rejects.toMatchObject({
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [Name]',
    });
    await expect(connection.query('SELECT Nope FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    await expect(connection.sobject('Nope__c').retrieve('a00000000000001AAA')).rejects.toMatchObject({
      errorCode: 'NOT_FOUND',
    });
    expect(connection.limitInfo.apiUsage).toMatchObject({ used: expect.any(Number), limit: 15_000 });
  });

  it('learns what is wrong with its credentials', async () => {
    const wrong = new jsforce.Connection({
      instanceUrl: org().url,
      oauth2: { clientId: '3MVG9.Good', clientSecret: 'wrong', loginUrl: org().url },
    });
    await expect(wrong.authorize({ grant_type: 'client_credentials' })).rejects.toMatchObject({
      name: 'invalid_client',
      message: 'invalid client credentials',
    });
  });

  it('logs out, and the token is worth nothing', async () => {
    const token = connection.accessToken;
    await connection.logout();
    const { status } = await org().plain('GET', '/services/data/v66.0/limits', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).toBe(401);
  });
});
