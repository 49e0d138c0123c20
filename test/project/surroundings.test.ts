import { describe, expect, it } from 'vitest';
import { EMPTY_ORG } from '../../src/definition/index.ts';
import type { OrgDefinition, User } from '../../src/model/org.ts';
import { embeddedOrgs } from '../../src/project/embedded-orgs.ts';
import { embeddedAppSecrets, embeddedOrgName } from '../../src/project/embedded-secrets.ts';
import { contextFor, findUser } from '../../src/project/running-user.ts';
import { POLICIES } from '../org/client.ts';

const user = (name: string, more: Partial<User> = {}): User => ({
  name,
  username: `${name}@example.com`,
  firstName: null,
  lastName: null,
  email: null,
  profile: null,
  role: null,
  timeZone: null,
  locale: null,
  language: null,
  permissionSets: [],
  fields: {},
  ...more,
});
const ORG: OrgDefinition = {
  ...EMPTY_ORG,
  directory: '/org',
  users: [
    user('ada', {
      firstName: 'Ada',
      lastName: 'King',
      email: 'ada@mail.example',
      profile: 'Standard User',
      locale: 'de_DE',
      timeZone: 'Europe/Berlin',
      permissionSets: ['May_Sell'],
      fields: { Department: 'Sales' },
    }),
    user('bob', { fields: { Id: '005000000000042AAA' }, locale: 'xx-nonsense-', timeZone: 'Mars/Base' }),
  ],
  defaultUser: 'ada',
  permissionSets: [],
  externalCredentials: [
    {
      name: 'Target',
      label: null,
      protocol: 'OAuth 2.0',
      variant: 'Client Credentials with Client Secret',
      tokenEndpoint: 'org://Target/services/oauth2/token',
      scope: null,
      jwt: null,
      aws: null,
      clientCredentialsInBody: false,
      principals: [],
      headers: [],
      additionalRefreshStatusCodes: [],
      file: 'x.yaml',
    },
  ],
  namedCredentials: [],
  targetOrgs: [
    {
      name: 'target',
      directory: '/org/target-orgs/target',
      users: [],
      connectedApps: [
        {
          name: 'Off',
          label: 'Off',
          consumerKey: 'off',
          consumerSecret: 'off',
          clientCredentialsFlow: { enabled: false, runAs: null },
          jwtBearerFlow: { certificate: null, users: [] },
          scopes: [],
          callbackUrls: [],
          policies: POLICIES,
        },
        {
          name: 'On',
          label: 'On',
          consumerKey: 'key',
          consumerSecret: 'secret',
          clientCredentialsFlow: { enabled: true, runAs: null },
          jwtBearerFlow: { certificate: null, users: [] },
          scopes: [],
          callbackUrls: [],
          policies: POLICIES,
        },
      ],
    },
  ],
};

describe('the running user', () => {
  it.each([
    [null, 'ada'],
    ['bob', 'bob'],
    ['BOB@example.com', 'bob'],
  ])('%j is %s', (given, name) => {
    expect(findUser(ORG, given)?.name).toBe(name);
  });

  it('is nobody where the org says nothing', () => {
    expect(findUser({ ...ORG, defaultUser: null }, null)).toBeUndefined();
  });

  it.each([
    ['bob@exampel.com', 'did you mean bob@example.com?'],
    ['somebody', 'users: ada@example.com, bob@example.com'],
  ])('%s does not exist', (given, help) => {
    expect(() => findUser(ORG, given)).toThrow(expect.objectContaining({ code: 'USAGE', help }) as Error);
  });

  const region = { locale: 'en-US', timeZone: 'UTC' };
  it('brings locale and time zone along, in the spelling of the web', () => {
    expect(contextFor(ORG.users[0], region, 5)).toEqual({
      user: 'ada',
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
      startedAt: 5,
    });
  });
  it('keeps the region where the file names none that exists', () => {
    expect(contextFor(ORG.users[1], region, 5)).toEqual({ user: 'bob', ...region, startedAt: 5 });
    expect(contextFor(undefined, region, 5)).toEqual({ user: 'flow', ...region, startedAt: 5 });
  });
});

describe('secrets of the embedded org', () => {
  const { get } = embeddedAppSecrets(ORG);
  const key = (parameter: string, externalCredential = 'target') => ({
    externalCredential,
    principal: 'Any',
    parameter,
  });

  it('come from the connected app that allows the flow', async () => {
    expect(await get(key('clientId'))).toBe('key');
    expect(await get(key('clientSecret'))).toBe('secret');
  });
  it('are nothing for other parameters, credentials and servers', async () => {
    expect(await get(key('password'))).toBeNull();
    expect(await get(key('clientId', 'Other'))).toBeNull();
    const [credential] = ORG.externalCredentials;
    if (!credential) throw new TypeError('no credential');
    const real = embeddedAppSecrets({
      ...ORG,
      externalCredentials: [{ ...credential, tokenEndpoint: 'https://login.example.com/token' }],
    });
    expect(await real.get(key('clientId'))).toBeNull();
  });

  it.each([
    ['org://target', 'target'],
    ['org://target/services?x#y', 'target'],
    ['ORG://Target', 'Target'],
    ['https://org://target', null],
    ['org://', null],
    ['', null],
  ])('%s names %j', (url, name) => {
    expect(embeddedOrgName(url)).toBe(name);
  });
});

describe('embedded orgs', () => {
  it('start once, answer at their address with the rest of the URL, and stop', async () => {
    const orgs = embeddedOrgs(ORG, { dataDirectory: () => null });
    const [first, second] = await Promise.all([
      orgs.resolveUrl('org://target'),
      orgs.resolveUrl('org://Target/services/data?x=1'),
    ]);
    expect(first).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(second).toBe(`${first}/services/data?x=1`);
    expect((await fetch(`${first}/services/data`)).status).toBe(200);
    await orgs.close();
    await expect(fetch(`${first}/services/data`)).rejects.toThrow();
  });

  it('leave other URLs alone, and start nothing', async () => {
    const orgs = embeddedOrgs(ORG, { dataDirectory: () => '/nowhere/to/be/written' });
    expect(await orgs.resolveUrl('https://example.com/x')).toBe('https://example.com/x');
    await orgs.close();
  });

  it.each([
    ['org://targt', 'did you mean org://target?'],
    ['org://elsewhere', 'create org/target-orgs/elsewhere/connected-apps/<name>.yaml'],
  ])('%s does not exist', async (url, help) => {
    const orgs = embeddedOrgs(ORG, { dataDirectory: () => null });
    await expect(orgs.resolveUrl(url)).rejects.toMatchObject({ code: 'ORG', help });
    await orgs.close();
  });
});
