import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/project/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { projectOf } from '../features/temporary-project.ts';
import { serve } from '../http/serve.ts';

const META = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}\n</${root}>\n`;
const PARAMETER = (fields: Readonly<Record<string, string>>, list = 'externalCredentialParameters'): string =>
  `<${list}>${Object.entries(fields)
    .map(([tag, text]) => `<${tag}>${text}</${tag}>`)
    .join('')}</${list}>`;
const of = (parameterType: string, parameterName: string, parameterValue: string) =>
  PARAMETER({ parameterGroup: 'DefaultGroup', parameterName, parameterType, parameterValue });
const principal = (name: string, sequenceNumber = '1') =>
  PARAMETER({ parameterGroup: name, parameterName: name, parameterType: 'NamedPrincipal', sequenceNumber });
const CREDENTIAL = (protocol: string, ...parameters: readonly string[]): string =>
  META(
    'ExternalCredential',
    `<authenticationProtocol>${protocol}</authenticationProtocol>${parameters.join('')}<label>X</label>`,
  );
const NAMED = (url: string, external: string, more = ''): string =>
  META(
    'NamedCredential',
    `<calloutStatus>Enabled</calloutStatus><generateAuthorizationHeader>true</generateAuthorizationHeader><label>Shop</label>${PARAMETER({ parameterName: 'Url', parameterType: 'Url', parameterValue: url }, 'namedCredentialParameters')}${PARAMETER({ externalCredential: external, parameterName: 'ExternalCredential', parameterType: 'Authentication' }, 'namedCredentialParameters')}${more}<namedCredentialType>SecuredEndpoint</namedCredentialType>`,
  );
const APP = 'force-app/main/default';
const SFDX = { 'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}],"namespace":"acme"}' };

/** The credentials of a project that has these files. */
async function credentialsOf(files: Readonly<Record<string, string>>) {
  const cwd = await projectOf({ ...SFDX, ...files });
  const { org, diagnostics } = await findProject(cwd, cwd);
  return { external: org.externalCredentials, named: org.namedCredentials, diagnostics };
}
const external = (text: string) =>
  credentialsOf({ [`${APP}/externalCredentials/X.externalCredential-meta.xml`]: text });

describe("a Salesforce project's credentials", () => {
  it.each([
    [
      'client credentials',
      CREDENTIAL(
        'Oauth',
        of('AuthProtocolVariant', 'Oauth', 'ClientCredentialsClientSecret'),
        of('AuthProviderUrl', 'TokenEndpoint', 'https://example.com/token'),
        of('AuthParameter', 'Scope', 'api'),
        of('AdditionalRefreshStatusCode', 'Code', '403'),
        principal('Api'),
      ),
      {
        protocol: 'OAuth 2.0',
        variant: 'Client Credentials with Client Secret',
        tokenEndpoint: 'https://example.com/token',
        scope: 'api',
        clientCredentialsInBody: true,
        additionalRefreshStatusCodes: [403],
        principals: [{ name: 'Api', type: 'Named Principal', sequence: 1, parameters: ['clientId', 'clientSecret'] }],
      },
    ],
    [
      'a JWT bearer',
      CREDENTIAL(
        'Oauth',
        of('AuthProtocolVariant', 'Oauth', 'JwtBearer'),
        of('AuthProviderUrl', 'TokenEndpoint', 'https://example.com/token'),
        of('JwtHeaderClaim', 'kid', 'key-1'),
        of('JwtBodyClaim', 'sub', '{!$User.Username}'),
        of('JwtBodyClaim', 'tenant', 'acme'),
        principal('Api'),
      ),
      {
        variant: 'JWT Bearer',
        jwt: {
          issuer: null,
          subject: '{!$User.Username}',
          audience: null,
          expiresIn: 120,
          header: { kid: 'key-1' },
          claims: { tenant: 'acme' },
        },
      },
    ],
    [
      'a signature of AWS',
      CREDENTIAL(
        'AwsSv4',
        of('AuthParameter', 'AwsService', 's3'),
        of('AuthParameter', 'AwsRegion', 'eu-west-1'),
        principal('Api'),
      ),
      { protocol: 'AWS Signature Version 4', aws: expect.objectContaining({ service: 's3', region: 'eu-west-1' }) },
    ],
    [
      'a session of AWS Roles Anywhere',
      CREDENTIAL(
        'AwsSv4',
        of('AuthProtocolVariant', 'AwsSv4', 'RolesAnywhere'),
        of('AuthParameter', 'AwsService', 's3'),
        of('AuthParameter', 'AwsRegion', 'eu-west-1'),
        of('AuthParameter', 'AwsTrustAnchorArn', 'arn:a'),
        of('AuthParameter', 'AwsProfileArn', 'arn:b'),
        PARAMETER({
          certificate: 'Client_2026',
          parameterName: 'SigningCertificate',
          parameterType: 'SigningCertificate',
        }),
        principal('Api'),
      ),
      {
        variant: 'Roles Anywhere',
        jwt: null,
        aws: expect.objectContaining({ trustAnchorArn: 'arn:a', profileArn: 'arn:b', certificate: 'Client_2026' }),
        principals: [{ name: 'Api', type: 'Named Principal', sequence: 1, parameters: ['awsRoleArn'] }],
      },
    ],
    [
      'a custom header, with the parameters that its formula names',
      CREDENTIAL(
        'Custom',
        of('AuthHeader', 'Authorization', '{!&apos;Bearer &apos; &amp; $Credential.X.apiKey}'),
        principal('One', '2'),
      ),
      {
        protocol: 'Custom',
        headers: [{ name: 'Authorization', value: "{!'Bearer ' & $Credential.X.apiKey}", sequence: 1 }],
        principals: [{ name: 'One', type: 'Named Principal', sequence: 2, parameters: ['apiKey'] }],
      },
    ],
    [
      'none at all',
      CREDENTIAL('Custom', of('AuthProtocolVariant', 'Custom', 'NoAuthentication'), principal('Nobody')),
      { protocol: 'No Authentication', variant: null },
    ],
  ])('authenticate by %s', async (_, text, expected) => {
    const { external: found, diagnostics } = await external(text);
    expect(diagnostics).toEqual([]);
    expect(found).toEqual([expect.objectContaining({ name: 'X', label: 'X', ...expected })]);
  });

  it('leave out what they cannot be used for, with a note', async () => {
    const { external: found, diagnostics } = await external(CREDENTIAL('Oauth', of('AuthProvider', 'P', 'x')));
    expect(found).toEqual([]);
    expect(diagnostics).toEqual([expect.objectContaining({ rule: 'credential-not-read', severity: 'info' })]);
  });

  it('say where, whom by, and whether callouts may use it', async () => {
    const header = PARAMETER(
      { parameterName: 'X-Key', parameterType: 'HttpHeader', parameterValue: 'a', sequenceNumber: '3' },
      'namedCredentialParameters',
    );
    const shown = PARAMETER(
      { certificate: 'acme__Client', parameterName: 'ClientCertificate', parameterType: 'ClientCertificate' },
      'namedCredentialParameters',
    );
    const { named } = await credentialsOf({
      [`${APP}/namedCredentials/Shop.namedCredential-meta.xml`]: NAMED('https://example.com/v1', 'acme__Shop', header),
      [`${APP}/namedCredentials/Off.namedCredential-meta.xml`]: NAMED('https://example.com', 'Shop', shown).replace(
        'Enabled',
        'Disabled',
      ),
    });
    expect(named).toEqual([
      expect.objectContaining({ name: 'Off', calloutsEnabled: false, clientCertificate: 'Client' }),
      expect.objectContaining({
        name: 'Shop',
        url: 'https://example.com/v1',
        externalCredential: 'Shop',
        headers: [{ name: 'X-Key', value: 'a', sequence: 3 }],
        calloutsEnabled: true,
      }),
    ]);
  });

  it('note a named credential of the old kind that authenticates in a way nobody knows', async () => {
    const { named, diagnostics } = await credentialsOf({
      [`${APP}/namedCredentials/Old.namedCredential-meta.xml`]: META(
        'NamedCredential',
        '<endpoint>https://x</endpoint><label>Old</label><protocol>Kerberos</protocol>',
      ),
    });
    expect(named).toEqual([]);
    expect(diagnostics[0]?.message).toContain('authenticates by Kerberos, and is not read');
  });
});

const FLOW = `label: Order
type: Autolaunched Flow
apiVersion: 66.0
status: Active
variables:
  product: { type: Text, input: true }
  orderId: { type: Text, output: true }
start: Order
elements:
  Order:
    type: httpCallout
    namedCredential: Shop
    method: POST
    path: /orders
    body: { product: '{!product}' }
    responses: { 2XX: { sample: { id: A-1 } } }
    next: Keep
  Keep:
    type: assignment
    assign:
      - orderId: '{!Order.2XX.id}'
`;

describe('a flow with an external service, as it stands in a Salesforce project', () => {
  it('calls out with the credentials of the project', async () => {
    const { url, seen } = await serve((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"id":"A-7"}');
    });
    const cwd = await projectOf({
      ...SFDX,
      'flows/Order.yaml': FLOW,
      [`${APP}/namedCredentials/Shop.namedCredential-meta.xml`]: NAMED(url, 'Shop'),
      [`${APP}/externalCredentials/Shop.externalCredential-meta.xml`]: CREDENTIAL('Basic', principal('Api')),
      [`${APP}/permissionsets/Shoppers.permissionset-meta.xml`]: META(
        'PermissionSet',
        '<label>Shoppers</label><externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Shop-Api</externalCredentialPrincipal></externalCredentialPrincipalAccesses>',
      ),
      'org/users/me.user.yaml': 'username: me@example.com\npermissionSets: [Shoppers]\n',
    });
    expect((await runCli(['export', 'flows'], { cwd })).code).toBe(0);
    const flow = join(APP, 'flows/Order.flow-meta.xml');
    expect((await runCli(['validate', flow], { cwd })).stdout).toBe(`${flow} is valid\n`);
    const env = { FLOWRUN_SECRET_SHOP_API_USERNAME: 'ann', FLOWRUN_SECRET_SHOP_API_PASSWORD: 'planted-password' };
    const run = await runCli(['run', flow, '--input', 'product=Lamp', '--json'], { cwd, env });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '').outputs).toEqual({ orderId: 'A-7' });
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:planted-password').toString('base64')}`);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ product: 'Lamp' });
    expect(run.stdout).not.toContain('planted-password');
  });
});
