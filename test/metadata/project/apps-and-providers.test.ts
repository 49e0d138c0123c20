import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../../src/project/index.ts';
import { runCli } from '../../cli/run-cli.ts';
import { filesHolding, projectOf } from '../../features/temporary-project.ts';
import { selfSigned } from '../../http/self-signed.ts';

const APP = 'force-app/main/default';
const SFDX = { 'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}]}' };
const PLANTED = 'planted-consumer-Secret';

const META = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}\n</${root}>\n`;
const TAGS = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([tag, text]) => `<${tag}>${text}</${tag}>`)
    .join('');
const PROVIDER = (flow: string, ...parameters: readonly (readonly [type: string, name: string, value: string])[]) =>
  META(
    'ExternalAuthIdentityProvider',
    `${TAGS({
      authenticationFlow: flow,
      authenticationProtocol: 'OAuth',
      externalAuthIdentityProviderParameters: '',
    }).replace(
      '<externalAuthIdentityProviderParameters></externalAuthIdentityProviderParameters>',
      parameters
        .map(([parameterType, parameterName, parameterValue]) =>
          TAGS({
            externalAuthIdentityProviderParameters: TAGS({ parameterName, parameterType, parameterValue }),
          }),
        )
        .join(''),
    )}<label>Okta</label>`,
  );
const CREDENTIAL = (reference: Readonly<Record<string, string>>, principal = 'NamedPrincipal') =>
  META(
    'ExternalCredential',
    `<authenticationProtocol>Oauth</authenticationProtocol>${TAGS({
      externalCredentialParameters: TAGS({ ...reference, parameterGroup: 'DefaultGroup' }),
    })}${TAGS({
      externalCredentialParameters: TAGS({
        parameterGroup: 'Me',
        parameterName: 'Me',
        parameterType: principal,
        sequenceNumber: '1',
      }),
    })}<label>Crm</label>`,
  );
const VIA_PROVIDER = CREDENTIAL(
  {
    externalAuthIdentityProvider: 'Okta',
    parameterName: 'ExternalAuthIdentityProvider',
    parameterType: 'ExternalAuthIdentityProvider',
  },
  'PerUserPrincipal',
);

async function credentialsOf(files: Readonly<Record<string, string>>) {
  const cwd = await projectOf({ ...SFDX, ...files });
  const { org, diagnostics } = await findProject(cwd, cwd);
  return { cwd, credentials: org.externalCredentials, messages: diagnostics.map(({ message }) => message) };
}

describe('external auth identity providers', () => {
  const okta = PROVIDER(
    'AuthorizationCode',
    ['AuthorizeUrl', 'AuthorizeUrl', 'https://okta.example.com/authorize'],
    ['TokenUrl', 'TokenUrl', 'https://okta.example.com/token'],
    ['ClientAuthentication', 'ClientAuthentication', 'ClientSecretPost'],
    ['AuthorizeRequestQueryParameter', 'audience', 'crm'],
    ['TokenRequestHttpHeader', 'X-Tenant', 'acme'],
    ['RefreshRequestBodyParameter', 'tenant', 'acme'],
  );
  const files = {
    [`${APP}/externalAuthIdentityProviders/Okta.externalAuthIdentityProvider-meta.xml`]: okta,
    [`${APP}/externalCredentials/Crm.externalCredential-meta.xml`]: VIA_PROVIDER,
  };

  it('give the endpoints and custom parameters to the credentials that refer to them', async () => {
    const { credentials, messages } = await credentialsOf(files);
    expect(messages).toEqual([]);
    expect(credentials).toMatchObject([
      {
        variant: 'Browser Flow',
        authorizeEndpoint: 'https://okta.example.com/authorize',
        tokenEndpoint: 'https://okta.example.com/token',
        clientCredentialsInBody: true,
        identityProvider: 'Okta',
        requests: {
          authorize: { audience: 'crm' },
          token: { query: {}, headers: { 'X-Tenant': 'acme' }, body: {} },
          refresh: { query: {}, headers: {}, body: { tenant: 'acme' } },
        },
        principals: [{ name: 'Me', type: 'Per User Principal', parameters: ['clientId', 'clientSecret'] }],
      },
    ]);
  });

  it('survive import and export', async () => {
    const { cwd, credentials } = await credentialsOf(files);
    const imported = await runCli(['import', '.', '--org', '--out', 'yaml'], { cwd });
    expect([imported.code, imported.stderr]).toEqual([0, '']);
    const exported = await runCli(['export', 'yaml/org', '--out', 'back/main/default'], { cwd });
    expect([exported.code, exported.stderr]).toEqual([0, '']);
    const fresh = await projectOf({ 'sfdx-project.json': '{"packageDirectories":[{"path":"back"}]}' });
    await copy(cwd, fresh, [
      'back/main/default/externalAuthIdentityProviders/Okta.externalAuthIdentityProvider-meta.xml',
      'back/main/default/externalCredentials/Crm.externalCredential-meta.xml',
    ]);
    const { org } = await findProject(fresh, fresh);
    expect(withoutFile(org.externalCredentials)).toEqual(withoutFile(credentials));
  });

  it('of the client credentials flow need no browser', async () => {
    const { credentials } = await credentialsOf({
      ...files,
      [`${APP}/externalAuthIdentityProviders/Okta.externalAuthIdentityProvider-meta.xml`]: PROVIDER(
        'ClientCredentials',
        ['TokenUrl', 'TokenUrl', 'https://okta.example.com/token'],
      ),
    });
    expect(credentials).toMatchObject([
      { variant: 'Client Credentials with Client Secret', clientCredentialsInBody: false },
    ]);
  });

  it('that are not there are named', async () => {
    const { credentials, messages } = await credentialsOf({
      [`${APP}/externalCredentials/Crm.externalCredential-meta.xml`]: VIA_PROVIDER,
    });
    expect([credentials, messages]).toEqual([
      [],
      ['the external credential Crm needs the identity provider Okta, which is not found'],
    ]);
  });
});

describe('auth providers', () => {
  const viaAuthProvider = CREDENTIAL({
    authProvider: 'Login',
    parameterName: 'AuthProvider',
    parameterType: 'AuthProvider',
  });

  it.each([
    [
      'OpenID Connect',
      {
        providerType: 'OpenIdConnect',
        authorizeUrl: 'https://a.example.com/auth',
        tokenUrl: 'https://a.example.com/t',
      },
      ['https://a.example.com/auth', 'https://a.example.com/t'],
    ],
    [
      'Salesforce',
      { providerType: 'Salesforce' },
      ['https://login.salesforce.com/services/oauth2/authorize', 'https://login.salesforce.com/services/oauth2/token'],
    ],
  ])('of the kind %s give their addresses, and never their secret', async (_kind, fields, addresses) => {
    const { cwd, credentials } = await credentialsOf({
      [`${APP}/authproviders/Login.authprovider-meta.xml`]: META(
        'AuthProvider',
        TAGS({ ...fields, friendlyName: 'Login', defaultScopes: 'openid offline_access', consumerSecret: PLANTED }),
      ),
      [`${APP}/externalCredentials/Crm.externalCredential-meta.xml`]: viaAuthProvider,
    });
    expect(credentials).toMatchObject([{ variant: 'Browser Flow', scope: 'openid offline_access' }]);
    expect([credentials[0]?.authorizeEndpoint, credentials[0]?.tokenEndpoint]).toEqual(addresses);
    const { stdout, stderr } = await runCli(['import', '.', '--org', '--out', 'yaml'], { cwd });
    expect(stdout + stderr).not.toContain(PLANTED);
    expect(await filesHolding(join(cwd, 'yaml'), PLANTED)).toEqual([]);
  });
});

describe('certificates', () => {
  it('are read with what stands beside them, and left out without', async () => {
    const { cert } = selfSigned();
    const meta = META('Certificate', TAGS({ caSigned: 'true', keySize: '2048', masterLabel: 'Client of 2026' }));
    const cwd = await projectOf({
      ...SFDX,
      [`${APP}/certs/Client_2026.crt`]: cert,
      [`${APP}/certs/Client_2026.crt-meta.xml`]: meta,
      [`${APP}/certs/Other.crt-meta.xml`]: meta,
    });
    const { org, diagnostics } = await findProject(cwd, cwd);
    expect(diagnostics).toEqual([]);
    const file = join(cwd, APP, 'certs/Client_2026.crt');
    expect(org.certificates).toEqual([{ name: 'Client_2026', label: 'Client of 2026', certificate: cert, file }]);
    const imported = await runCli(['import', '.', '--org', '--out', 'yaml'], { cwd });
    expect([imported.code, imported.stdout]).toEqual([0, expect.stringContaining('org/certificates/Client_2026.yaml')]);
    expect(imported.stdout).not.toContain('Other');
    const { org: again, diagnostics: none } = await findProject(join(cwd, 'yaml'), cwd);
    expect(none).toEqual([]);
    expect(again.certificates).toMatchObject([{ name: 'Client_2026', label: 'Client of 2026', certificate: cert }]);
  });
});

describe('signing certificates', () => {
  it('keep their name through import and export', async () => {
    const credential = META(
      'ExternalCredential',
      `<authenticationProtocol>Oauth</authenticationProtocol>${[
        { parameterName: 'Oauth', parameterType: 'AuthProtocolVariant', parameterValue: 'JwtBearer' },
        { parameterName: 'TokenEndpoint', parameterType: 'AuthProviderUrl', parameterValue: 'https://a.example.com/t' },
        { certificate: 'Signing_2026', parameterName: 'SigningCertificate', parameterType: 'SigningCertificate' },
      ]
        .map((one) => TAGS({ externalCredentialParameters: TAGS(one) }))
        .join('')}<label>Crm</label>`,
    );
    const path = `${APP}/externalCredentials/Crm.externalCredential-meta.xml`;
    const { cwd, credentials } = await credentialsOf({ [path]: credential });
    expect(credentials[0]?.jwt).toMatchObject({ certificate: 'Signing_2026', expiresIn: 120 });
    await runCli(['import', path, '--out', 'yaml'], { cwd });
    await writeFile(
      join(cwd, 'yaml/org/external-credentials/Crm.yaml'),
      `${await readFile(join(cwd, 'yaml/org/external-credentials/Crm.yaml'), 'utf8')}`.replace(
        'principals: {}',
        'principals: { Me: {} }',
      ),
    );
    const { stdout, stderr } = await runCli(['export', 'yaml/org', '--out', '-'], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toContain('<certificate>Signing_2026</certificate>');
  });
});

const CONNECTED = META(
  'ConnectedApp',
  `<contactEmail>ops@acme.example.com</contactEmail><label>Flow Run</label><oauthConfig>${TAGS({
    callbackUrl: 'http://127.0.0.1:1717/OauthRedirect\nhttps://acme.example.com/cb',
    consumerKey: '3MVG9.flowrun',
    consumerSecret: PLANTED,
    isAdminApproved: 'true',
    isClientCredentialEnabled: 'true',
    isConsumerSecretOptional: 'false',
    isIntrospectAllTokens: 'true',
    isPkceRequired: 'true',
    isRefreshTokenRotationEnabled: 'true',
    isSecretRequiredForRefreshToken: 'true',
    oauthClientCredentialUser: 'integration.user@acme.example.com',
  })}<scopes>Api</scopes><scopes>RefreshToken</scopes></oauthConfig><oauthPolicy>${TAGS({
    ipRelaxation: 'BYPASS',
    refreshTokenPolicy: 'specific_lifetime:30:DAYS',
  })}</oauthPolicy>`,
);

const ECA = {
  [`${APP}/externalClientApps/Flow_Run.eca-meta.xml`]: META(
    'ExternalClientApplication',
    TAGS({ contactEmail: 'ops@acme.example.com', distributionState: 'Local', label: 'Flow Run' }),
  ),
  [`${APP}/extlClntAppOauthSettings/Flow_Run_oauth.ecaOauth-meta.xml`]: META(
    'ExtlClntAppOauthSettings',
    TAGS({ commaSeparatedOauthScopes: 'Api, RefreshToken', externalClientApplication: 'Flow_Run', label: 'x' }),
  ),
  [`${APP}/extlClntAppGlobalOauthSets/Flow_Run_glbloauth.ecaGlblOauth-meta.xml`]: META(
    'ExtlClntAppGlobalOauthSettings',
    TAGS({
      callbackUrl: 'http://127.0.0.1:1717/OauthRedirect\nhttps://acme.example.com/cb',
      consumerKey: '3MVG9.flowrun',
      consumerSecret: PLANTED,
      externalClientApplication: 'Flow_Run',
      isClientCredentialsFlowEnabled: 'true',
      isConsumerSecretOptional: 'false',
      isPkceRequired: 'true',
      isRefreshTokenRotationEnabled: 'true',
      label: 'x',
    }),
  ),
  [`${APP}/extlClntAppOauthPolicies/Flow_Run_oauthPlcy.ecaOauthPlcy-meta.xml`]: META(
    'ExtlClntAppOauthConfigurablePolicies',
    TAGS({
      clientCredentialsFlowUser: 'integration.user@acme.example.com',
      externalClientApplication: 'Flow_Run',
      isClientCredentialsFlowEnabled: 'true',
      label: 'x',
      permittedUsersPolicyType: 'AdminApprovedPreAuthorized',
      refreshTokenPolicyType: 'SpecificLifetime',
      refreshTokenValidityPeriod: '30',
      refreshTokenValidityUnit: 'Days',
    }),
  ),
};

describe('apps', () => {
  const yaml = (kind: string) =>
    `label: Flow Run
consumerKey: 3MVG9.flowrun
consumerSecret: local-${'x'.repeat(32)}

clientCredentialsFlow:
  enabled: true
  runAs: integration.user@acme.example.com

scopes: [Api, RefreshToken]
${kind}callbackUrls: ['http://127.0.0.1:1717/OauthRedirect', 'https://acme.example.com/cb']
pkceRequired: true
permittedUsers: AdminApprovedPreAuthorized
refreshTokens: SpecificLifetime
rotateRefreshTokens: true
`.replace('label: Flow Run\n', '');

  it.each([
    ['a connected app', { [`${APP}/connectedApps/Flow_Run.connectedApp-meta.xml`]: CONNECTED }, ''],
    ['an external client app', ECA, 'kind: External Client App\n'],
  ])('%s becomes one of the embedded org, with a secret of this machine', async (_what, files, kind) => {
    const cwd = await projectOf({ ...SFDX, ...files });
    const { code, stderr } = await runCli(['import', '.', '--org', '--out', 'yaml'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    const target = join(cwd, 'yaml/org/target-orgs/target');
    const text = await readFile(join(target, 'connected-apps/Flow_Run.yaml'), 'utf8');
    expect(lines(text.replace(/local-\w{32}/, `local-${'x'.repeat(32)}`))).toEqual(lines(yaml(kind)));
    expect(await readFile(join(target, 'users/integration_user.user.yaml'), 'utf8')).toContain(
      'username: integration.user@acme.example.com',
    );
    expect(await filesHolding(join(cwd, 'yaml'), PLANTED)).toEqual([]);
    const again = await runCli(['import', '.', '--org', '--out', 'yaml', '--check'], { cwd });
    expect(again.code).toBe(0);
    expect((await findProject(join(cwd, 'yaml'), cwd)).diagnostics).toEqual([]);
  });

  it.each([
    ['a connected app', { [`${APP}/connectedApps/Flow_Run.connectedApp-meta.xml`]: CONNECTED }, 1],
    ['an external client app', ECA, 4],
  ])('%s is the same after export and import, and keeps what flowrun has no words for', async (_what, files, count) => {
    const cwd = await projectOf({ ...SFDX, ...files });
    await runCli(['import', '.', '--org', '--out', 'yaml'], { cwd });
    const before = await readFile(join(cwd, 'yaml/org/target-orgs/target/connected-apps/Flow_Run.yaml'), 'utf8');
    const exported = await runCli(['export', 'yaml/org', '--force'], { cwd });
    expect([exported.code, exported.stderr]).toEqual([0, '']);
    expect(exported.stdout.trim().split('\n')).toHaveLength(count);
    const again = await runCli(['import', '.', '--org', '--out', 'again'], { cwd });
    expect(again.code).toBe(0);
    expect(await readFile(join(cwd, 'again/org/target-orgs/target/connected-apps/Flow_Run.yaml'), 'utf8')).toBe(before);
    const [first = ''] = Object.keys(files);
    expect(await readFile(join(cwd, first), 'utf8')).toContain('ops@acme.example.com');
    if (count === 1) {
      expect(await readFile(join(cwd, first), 'utf8')).toContain('<isIntrospectAllTokens>true</isIntrospectAllTokens>');
    }
  });
});

const lines = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));

const withoutFile = (all: readonly object[]): readonly object[] => all.map((one) => ({ ...one, file: '' }));

async function copy(from: string, to: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), await readFile(join(from, path), 'utf8'));
  }
}
