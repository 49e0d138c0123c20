import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  EMPTY_ORG,
  findOrgFolder,
  formatDiagnostics,
  type LoadedOrg,
  loadOrgFolder,
} from '../../src/definition/index.ts';
import { selfSigned } from '../http/self-signed.ts';
import { POLICIES } from '../org/client.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const GOOD: Readonly<Record<string, string>> = {
  'external-credentials/Target_Org.yaml': `label: Target org
protocol: OAuth 2.0
variant: Client Credentials with Client Secret
tokenEndpoint: org://target/services/oauth2/token
scope: api
clientCredentialsInBody: true
principals:
  Integration: { type: Named Principal, sequence: 3, parameters: [clientId, clientSecret] }
  Second:
headers: { X-A: a, X-B: { value: "{!'Bearer ' & $Credential.Target_Org.token}", sequence: 7 } }
additionalRefreshStatusCodes: [403, 600]
`,
  'named-credentials/Target_Org.yaml': 'url: org://target\nexternalCredential: Target_Org\n',
  'permission-sets/Create_Accounts.yaml': 'label: Create accounts\nprincipals: [Target_Org-Integration]\n',
  'users/flow.user.yaml':
    'username: flow.user@example.com\nfirstName: Flo\ntimeZone: Europe/Berlin\nlocale: de-DE\npermissionSets: [Create_Accounts]\nfields: { Department: Sales }\n',
  'target-orgs/target/connected-apps/Flow_Run.yaml':
    'consumerKey: key\nconsumerSecret: local\nclientCredentialsFlow: { enabled: true, runAs: in@example.com }\nscopes: [api]\n',
  'target-orgs/target/users/integration.yaml': 'username: in@example.com\n',
};

/** Writes an org folder; `undefined` leaves a file of the good one out. */
function orgWith(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'org-folder-'));
  folders.push(root);
  for (const [file, text] of Object.entries({ ...GOOD, ...changes })) {
    if (text === undefined) continue;
    const path = join(root, 'org', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(root, 'org');
}

async function load(changes: Readonly<Record<string, string | undefined>> = {}): Promise<LoadedOrg> {
  return loadOrgFolder(orgWith(changes));
}

async function found(changes: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  const { org, diagnostics } = await load(changes);
  return diagnostics.map(({ rule, file, message, suggestion }) => {
    return `${relative(org.directory ?? '', file)}: ${rule}: ${message}${suggestion ? ` = ${suggestion}` : ''}`;
  });
}

describe('loadOrgFolder', () => {
  it('reads a whole org', async () => {
    const directory = orgWith();
    const { org, diagnostics } = await loadOrgFolder(directory);
    expect(diagnostics).toEqual([]);
    expect(org).toEqual({
      ...EMPTY_ORG,
      directory,
      defaultUser: 'flow',
      users: [
        {
          name: 'flow',
          username: 'flow.user@example.com',
          firstName: 'Flo',
          lastName: null,
          email: null,
          profile: null,
          role: null,
          timeZone: 'Europe/Berlin',
          locale: 'de-DE',
          language: null,
          permissionSets: ['Create_Accounts'],
          fields: { Department: 'Sales' },
        },
      ],
      permissionSets: [
        {
          name: 'Create_Accounts',
          label: 'Create accounts',
          principals: ['Target_Org-Integration'],
          customPermissions: [],
        },
      ],
      externalCredentials: [
        {
          name: 'Target_Org',
          label: 'Target org',
          protocol: 'OAuth 2.0',
          variant: 'Client Credentials with Client Secret',
          tokenEndpoint: 'org://target/services/oauth2/token',
          scope: 'api',
          jwt: null,
          aws: null,
          clientCredentialsInBody: true,
          principals: [
            { name: 'Integration', type: 'Named Principal', sequence: 3, parameters: ['clientId', 'clientSecret'] },
            { name: 'Second', type: 'Named Principal', sequence: 2, parameters: [] },
          ],
          headers: [
            { name: 'X-A', value: 'a', sequence: 1 },
            { name: 'X-B', value: "{!'Bearer ' & $Credential.Target_Org.token}", sequence: 7 },
          ],
          additionalRefreshStatusCodes: [403, 600],
          file: join(directory, 'external-credentials/Target_Org.yaml'),
        },
      ],
      namedCredentials: [
        {
          name: 'Target_Org',
          label: null,
          url: 'org://target',
          externalCredential: 'Target_Org',
          generateAuthorizationHeader: true,
          calloutsEnabled: true,
          headers: [],
          file: join(directory, 'named-credentials/Target_Org.yaml'),
        },
      ],
      targetOrgs: [
        {
          name: 'target',
          directory: join(directory, 'target-orgs/target'),
          connectedApps: [
            {
              name: 'Flow_Run',
              label: 'Flow Run',
              consumerKey: 'key',
              consumerSecret: 'local',
              clientCredentialsFlow: { enabled: true, runAs: 'in@example.com' },
              jwtBearerFlow: { certificate: null, users: [] },
              scopes: ['api'],
              callbackUrls: [],
              policies: POLICIES,
            },
          ],
          users: [
            {
              name: 'integration',
              username: 'in@example.com',
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
            },
          ],
        },
      ],
    });
  });

  it('takes the user that is marked as the default, or the only one, or none', async () => {
    const second = (mark: string): Record<string, string> => ({
      'users/second.yaml': `username: b@example.com\n${mark}`,
    });
    expect((await load()).org.defaultUser).toBe('flow');
    expect((await load(second(''))).org.defaultUser).toBeNull();
    expect((await load(second('default: true\n'))).org.defaultUser).toBe('second');
  });

  it('is an empty org where the folder is empty', async () => {
    const { org, diagnostics } = await loadOrgFolder(join(tmpdir(), 'there-is-no-such-folder'));
    expect(diagnostics).toEqual([]);
    expect(org.namedCredentials).toEqual([]);
  });

  it('reads certificates', async () => {
    const { cert } = selfSigned();
    const { org, diagnostics } = await load({
      'certificates/Client_2026.yaml': `certificate: |\n  ${cert.trimEnd().replaceAll('\n', '\n  ')}\n`,
    });
    expect(diagnostics).toEqual([]);
    const file = join(org.directory ?? '', 'certificates/Client_2026.yaml');
    expect(org.certificates).toEqual([{ name: 'Client_2026', label: 'Client 2026', certificate: cert, file }]);
  });

  it('reads what stands in for components', async () => {
    const { org, diagnostics } = await load({
      'components/c.sign.yaml':
        'label: Sign\ninputs: { doc: Text, acc: { type: Record, object: Account } }\noutputs: { by: { type: Number, scale: 2, collection: true } }\nfields: { by: { type: text } }\n',
    });
    expect(diagnostics).toEqual([]);
    expect(org.components).toMatchObject([
      {
        name: 'c:sign',
        label: 'Sign',
        inputs: { doc: { dataType: 'Text' }, acc: { dataType: 'Record', of: 'Account' } },
        outputs: { by: { dataType: 'Number', scale: 2, collection: true } },
        fields: [{ type: 'text', name: 'by' }],
      },
    ]);
  });

  it('says what is wrong with what stands in for components', async () => {
    expect(
      await found({
        'components/sign.yaml': 'outputs: { by: Text }\n',
        'components/c.rate.yaml':
          'inputs: [a]\noutputs: { stars: Numbr }\nfields: { star: { type: text }, All: { type: section }, T: { type: displayText, text: x } }\n',
      }),
    ).toMatchInlineSnapshot(`
      [
        "components/c.rate.yaml: wrong-type: inputs has to be a map of types by name, found a list = write inputs: { recordId: Text }",
        "components/c.rate.yaml: wrong-type: type has to be one of Text, Number, Currency, Boolean, Date, DateTime, Time, Picklist, Multipicklist, Record, Apex, JSON, found Numbr = did you mean Number?",
        "components/c.rate.yaml: unknown-attribute: the component has no attribute star = declare it: outputs: { star: Text }",
        "components/c.rate.yaml: missing-key: a section needs the key columns = the columns from left to right",
        "components/sign.yaml: invalid-name: sign is not the name of a component = name the file <namespace>.<component>.yaml: c.signature.yaml for c:signature",
      ]
    `);
  });

  it('accepts the org of the examples', async () => {
    const { diagnostics } = await loadOrgFolder(resolve(import.meta.dirname, '../../flows/org'));
    expect(diagnostics).toEqual([]);
  });
});

describe('what is wrong with an org', () => {
  const external = GOOD['external-credentials/Target_Org.yaml'] ?? '';
  const app = GOOD['target-orgs/target/connected-apps/Flow_Run.yaml'] ?? '';
  const named = (url: string): Record<string, string> => ({
    'named-credentials/Target_Org.yaml': `url: ${url}\nexternalCredential: Target_Org\n`,
  });

  it.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    [
      'a misspelt folder',
      { 'profils/Sales.yaml': '' },
      'profils: unknown-folder: the folder profils is not read = did you mean profiles?',
    ],
    [
      'a misspelt file',
      { 'label.yaml': '' },
      'label.yaml: unknown-file: the file label.yaml is not read = did you mean labels.yaml?',
    ],
    [
      'a request that sets what OAuth sets',
      {
        'external-credentials/Target_Org.yaml': `${external}requests: { token: { body: { grant_type: password } } }\n`,
      },
      'external-credentials/Target_Org.yaml: invalid-name: grant_type is set by OAuth itself = leave grant_type out',
    ],
    [
      'a request with a header that no request can have',
      { 'external-credentials/Target_Org.yaml': `${external}requests: { refresh: { headers: { X-A: "a\\nb" } } }\n` },
      'external-credentials/Target_Org.yaml: invalid-value: the header X-A holds a character that no header can',
    ],
    [
      'an authorization header beside the one of the client',
      { 'external-credentials/Target_Org.yaml': `${external}requests: { token: { headers: { Authorization: x } } }\n` },
      'external-credentials/Target_Org.yaml: invalid-name: Authorization is set by OAuth itself = leave Authorization out',
    ],
    [
      'labels that are no map',
      { 'labels.yaml': '[Hello]' },
      'labels.yaml: wrong-type: expected a map of names, found a list',
    ],
    [
      'a label without a text',
      { 'labels.yaml': 'Hello: { language: de }' },
      'labels.yaml: missing-key: a label needs the key value = the master text',
    ],
    [
      'a label with a name no org takes',
      { 'labels.yaml': 'My label: x' },
      'labels.yaml: invalid-name: My label cannot be the name of a label: names hold letters, digits and _, and begin with a letter = write My_label',
    ],
    [
      'custom metadata without a type',
      { 'custom-metadata/Default.yaml': 'values: {}' },
      'custom-metadata/Default.yaml: invalid-name: Default is not the name of a custom metadata record = name the file <Type>.<Record>.yaml, such as Site_URLs.Default.yaml',
    ],
    [
      'a value that is none',
      { 'settings/Limits__c.yaml': 'org: { Most__c: [1] }' },
      'settings/Limits__c.yaml: wrong-type: expected a value, found a list',
    ],
    [
      'a value that is a reference',
      { 'settings/Limits__c.yaml': "org: { Most__c: '{!x}' }" },
      'settings/Limits__c.yaml: wrong-type: Most__c has to be a fixed value, found text = global variables and formulas are not evaluated here',
    ],
    [
      'a setting of nobody',
      { 'settings/Limits__c.yaml': 'users: { flow.use: { A__c: 1 } }' },
      'settings/Limits__c.yaml: unknown-user: there is no user flow.use = known: flow, flow.user@example.com',
    ],
    [
      'a custom permission that nobody declares',
      { 'custom-permissions/May_Sell.yaml': 'label: x', 'profiles/Any.yaml': 'customPermissions: [May_Sel]' },
      'profiles/Any.yaml: unknown-custom-permission: there is no custom permission May_Sel = did you mean May_Sell?',
    ],
    [
      'a profile that nobody declares',
      {
        'profiles/Sales User.yaml': 'description: x',
        'users/flow.user.yaml': 'username: flow.user@example.com\nprofile: Sale User',
      },
      'users/flow.user.yaml: unknown-profile: there is no profile Sale User = did you mean Sales User?',
    ],
    [
      'an id of something else',
      { 'organization.yaml': 'id: 001000000000001AAA' },
      'organization.yaml: invalid-value: 001000000000001AAA is no id of an org = an id has 15 or 18 characters and begins with 00D',
    ],
    [
      'an address without encryption',
      { 'organization.yaml': 'url: http://acme.example.com' },
      'organization.yaml: invalid-url: http://acme.example.com is no https URL = write url: https://acme.my.salesforce.com',
    ],
    [
      'an unknown external credential',
      { 'named-credentials/Target_Org.yaml': 'url: org://target\nexternalCredential: Targt_Org\n' },
      'named-credentials/Target_Org.yaml: unknown-external-credential: there is no external credential Targt_Org = did you mean Target_Org?',
    ],
    [
      'an unknown principal',
      { 'permission-sets/Create_Accounts.yaml': 'principals: [Target_Org-Integraton]\n' },
      'permission-sets/Create_Accounts.yaml: unknown-principal: there is no principal Target_Org-Integraton = did you mean Target_Org-Integration?',
    ],
    [
      'an unknown permission set',
      { 'users/flow.user.yaml': 'username: a@example.com\npermissionSets: [Nope]\n' },
      'users/flow.user.yaml: unknown-permission-set: there is no permission set Nope = known: Create_Accounts',
    ],
    [
      'an unknown target org',
      named('org://tarket'),
      'named-credentials/Target_Org.yaml: unknown-target-org: there is no embedded org tarket = did you mean org://target?',
    ],
    [
      'no target orgs at all',
      {
        ...named('org://zzz'),
        'target-orgs/target/users/integration.yaml': undefined,
        'target-orgs/target/connected-apps/Flow_Run.yaml': undefined,
        'external-credentials/Target_Org.yaml': 'protocol: Basic\nprincipals: { Integration: {} }\n',
      },
      'named-credentials/Target_Org.yaml: unknown-target-org: there is no embedded org zzz = make the folder org/target-orgs/zzz, or write the https URL of a real org',
    ],
    [
      'http',
      named('http://example.com/api'),
      'named-credentials/Target_Org.yaml: invalid-url: http sends secrets in clear text: only this machine may be reached by it = write https://example.com/api',
    ],
    [
      'another scheme',
      named('ftp://example.com'),
      'named-credentials/Target_Org.yaml: invalid-url: ftp:// is not supported = write https://example.com',
    ],
    [
      'a query',
      named('https://example.com/?a=1'),
      'named-credentials/Target_Org.yaml: invalid-url: a URL here holds no query = the callout adds it',
    ],
    [
      'a password in a URL',
      named('https://u:p@example.com'),
      'named-credentials/Target_Org.yaml: invalid-url: a URL here holds no user or password = use an external credential',
    ],
    [
      'no URL',
      named('example'),
      'named-credentials/Target_Org.yaml: invalid-url: example is no URL = write https://… or org://target',
    ],
    [
      'an insecure token endpoint',
      {
        'external-credentials/Target_Org.yaml': external.replace(
          'org://target/services',
          'http://example.com/services',
        ),
      },
      'external-credentials/Target_Org.yaml: invalid-url: http sends secrets in clear text: only this machine may be reached by it = write https://example.com/services/oauth2/token',
    ],
    [
      'OAuth without a token endpoint',
      { 'external-credentials/Target_Org.yaml': external.replace(/tokenEndpoint.*\n/, '') },
      'external-credentials/Target_Org.yaml: missing-key: an external credential of the protocol OAuth 2.0 needs the key tokenEndpoint = OAuth 2.0: URL of the token endpoint; https, or org:// for an embedded org',
    ],
    [
      'an unknown protocol',
      { 'external-credentials/Target_Org.yaml': external.replace('OAuth 2.0', 'OAuth') },
      'external-credentials/Target_Org.yaml: wrong-type: protocol has to be one of OAuth 2.0, AWS Signature Version 4, Basic, Custom, JWT, No Authentication, found OAuth',
    ],
    [
      'no principals',
      {
        'external-credentials/Target_Org.yaml': 'protocol: Basic\nprincipals: {}\n',
        'permission-sets/Create_Accounts.yaml': undefined,
        'users/flow.user.yaml': undefined,
      },
      'external-credentials/Target_Org.yaml: wrong-type: principals has to be a map of principals by name, found a map = write Integration: { type: Named Principal, sequence: 1 }',
    ],
    [
      'a header that cannot be',
      { 'external-credentials/Target_Org.yaml': external.replace('X-A', "'X A'") },
      'external-credentials/Target_Org.yaml: invalid-name: X A cannot be the name of a header',
    ],
    [
      '5xx as a reason for a new token',
      { 'external-credentials/Target_Org.yaml': external.replace('600', '503') },
      'external-credentials/Target_Org.yaml: wrong-type: additionalRefreshStatusCodes has to be a list of statuses from 400 to 499 or 600 to 999, found a list = write [403]',
    ],
    [
      'a run-as user who is not there',
      { 'target-orgs/target/connected-apps/Flow_Run.yaml': app.replace('in@', 'im@') },
      'target-orgs/target/connected-apps/Flow_Run.yaml: unknown-user: there is no user of the target org im@example.com = did you mean in@example.com?',
    ],
    [
      'no run-as user',
      { 'target-orgs/target/connected-apps/Flow_Run.yaml': app.replace(', runAs: in@example.com', '') },
      'target-orgs/target/connected-apps/Flow_Run.yaml: missing-run-as: the client credentials flow is enabled and has no user to run as = write runAs: in@example.com',
    ],
    [
      'a time zone that is not there',
      { 'users/flow.user.yaml': 'username: a@example.com\ntimeZone: Mars/Base\n' },
      'users/flow.user.yaml: wrong-type: there is no time zone Mars/Base = write an IANA name such as Europe/Berlin',
    ],
    [
      'a locale that is none',
      { 'users/flow.user.yaml': 'username: a@example.com\nlocale: "!"\n' },
      'users/flow.user.yaml: wrong-type: ! is no locale = write a BCP 47 tag such as de-DE',
    ],
    [
      'a username that is none',
      { 'users/flow.user.yaml': 'username: flow\n' },
      'users/flow.user.yaml: wrong-type: flow is no username: it has the form of an e-mail address = write username: flow@example.com',
    ],
    [
      'a misspelt key',
      { 'users/flow.user.yaml': 'username: a@example.com\nfristName: x\n' },
      'users/flow.user.yaml: unknown-key: a user has no key fristName = did you mean firstName?',
    ],
    [
      'a misspelt folder',
      { 'name-credentials/A.yaml': 'url: org://target\n' },
      'name-credentials: unknown-folder: the folder name-credentials is not read = did you mean named-credentials?',
    ],
    ['an empty file', { 'users/second.yaml': '' }, 'users/second.yaml: empty-file: the file is empty'],
    [
      'a tab',
      { 'users/second.yaml': 'fields:\n\ta: b\n' },
      'users/second.yaml: tab-indentation: tabs cannot indent YAML = indent with blanks, two a level',
    ],
  ])('%s', async (_what, changes, expected) => {
    expect(await found(changes)).toContain(expected);
  });

  it.each([
    'http://localhost:8080',
    'http://127.0.0.1/x',
    'http://[::1]:3000',
    'https://example.my.salesforce.com',
    'org://TARGET/path',
  ])('%s is fine', async (url) => {
    expect(await found(named(url))).toEqual([]);
  });

  it('two files of one name, and two defaults', async () => {
    const problems = await found({
      'users/Flow.yaml': 'username: b@example.com\ndefault: true\n',
      'users/other.yaml': 'username: c@example.com\ndefault: true\n',
    });
    expect(
      problems
        .filter((problem) => /duplicate/.test(problem))
        .map((problem) => problem.split(': ').slice(0, 2).join(': ')),
    ).toEqual(['users/flow.user.yaml: duplicate-name', 'users/other.yaml: duplicate-default']);
  });

  it('certificates: what is none is said at its place, and a private key is refused without being shown', async () => {
    const indented = (text: string) => text.replaceAll('\n', '\n  ');
    const { key, cert } = selfSigned();
    const broken = cert.replace(/\n[A-Za-z0-9+/]/, '\n!');
    const { diagnostics, texts } = await load({
      'certificates/None.yaml': 'label: None\ncertificate: hello\n',
      'certificates/List.yaml': 'certificate: [a]\n',
      'certificates/Broken.yaml': `certificate: |\n  ${indented(cert + broken)}\n`,
      'certificates/Key.yaml': `certificate: |\n  ${indented(cert + key)}\n`,
      'certificates/Both.yaml': `certificate: |\n  ${indented(cert)}\nprivateKey: |\n  ${indented(key)}\n`,
      'certificates/Nothing.yaml': 'label: Nothing\n',
    });
    const text = formatDiagnostics(diagnostics, (file) => texts.get(file));
    const shown = [...text.matchAll(/^error\[(.+)\n\s+--> .*\/(.+)$/gm)].map(([, what, where]) => `${where}: ${what}`);
    expect(shown).toEqual([
      'Both.yaml:11:13: secret-in-file]: the value of privateKey stands in the file: secrets never do',
      'Broken.yaml:1:14: invalid-certificate]: the certificate 2 of 2 cannot be read',
      'Key.yaml:1:14: secret-in-file]: the value of privateKey stands in the file: secrets never do',
      'List.yaml:1:14: wrong-type]: certificate has to be a certificate in PEM, found a list',
      'None.yaml:2:14: invalid-certificate]: certificate holds no certificate in PEM',
      'Nothing.yaml:1:1: missing-key]: a certificate needs the key certificate',
    ]);
    for (const line of key.split('\n').slice(1, -2)) expect(text).not.toContain(line);
  });

  it('a client certificate that the org does not have', async () => {
    const certificate = `certificate: |\n  ${selfSigned().cert.trimEnd().replaceAll('\n', '\n  ')}\n`;
    const named = (name: string) => `url: org://target\nexternalCredential: Target_Org\nclientCertificate: ${name}\n`;
    const certificates = { 'certificates/Client_2026.yaml': certificate };
    expect(await found({ ...certificates, 'named-credentials/Target_Org.yaml': named('client_2026') })).toEqual([]);
    expect(await found({ ...certificates, 'named-credentials/Target_Org.yaml': named('Client_2025') })).toEqual([
      'named-credentials/Target_Org.yaml: unknown-certificate: there is no certificate Client_2025 = did you mean Client_2026?',
    ]);
    expect(await found({ 'named-credentials/Target_Org.yaml': named('Client_2025') })).toEqual([
      'named-credentials/Target_Org.yaml: unknown-certificate: there is no certificate Client_2025 = there are none in org/certificates',
    ]);
  });

  it('a client certificate that the org does not have, in an environment', async () => {
    const overlay = 'namedCredentials: { Target_Org: { url: https://a.example.com, clientCertificate: C } }\n';
    expect(await found({ 'environments/live.yaml': overlay })).toEqual([
      'environments/live.yaml: unknown-certificate: there is no certificate C = there are none in org/certificates',
    ]);
  });

  it('what Roles Anywhere needs', async () => {
    const text = 'protocol: AWS Signature Version 4\nvariant: Roles Anywhere\nprincipals: { P: {} }\n';
    const file = 'external-credentials/Aws.yaml';
    const ra = 'service: s3, region: eu-west-1, trustAnchorArn: a, profileArn: b';
    expect(await found({ [file]: `${text}aws: { service: s3, region: eu-west-1, profileArn: b }\n` })).toEqual([
      `${file}: missing-key: the variant Roles Anywhere needs trustAnchorArn under aws = write trustAnchorArn: arn:aws:rolesanywhere:eu-central-1:123456789012:trust-anchor/…`,
      `${file}: missing-key: the variant Roles Anywhere needs certificate under aws = write certificate: Client_2026`,
    ]);
    expect(await found({ [file]: `${text}aws: { ${ra}, certificate: C }\n` })).toEqual([
      `${file}: unknown-certificate: there is no certificate C = there are none in org/certificates`,
    ]);
    expect(await found({ [file]: text })).toEqual([expect.stringContaining(`${file}: missing-key`)]);
    const { org } = await load({
      [file]: `${text}aws: { ${ra}, certificate: C, rolesAnywhereEndpoint: 'https://a.example.com' }\n`,
    });
    expect(org.externalCredentials[0]?.aws).toMatchObject({
      trustAnchorArn: 'a',
      profileArn: 'b',
      certificate: 'C',
      rolesAnywhereEndpoint: 'https://a.example.com',
    });
  });

  it('secrets are refused, and no message or frame shows them', async () => {
    const planted = 'hunter2-very-secret';
    const { diagnostics, texts } = await load({
      'external-credentials/Target_Org.yaml': external
        .replace('[clientId, clientSecret]', `{ clientSecret: ${planted} }`)
        .concat(`clientSecret: ${planted}\nlable: x\n`),
      'external-credentials/Other.yaml': `protocol: Basic\nprincipals: { P: { password: ${planted} } }\n`,
    });
    const secrets = diagnostics.filter(({ rule }) => rule === 'secret-in-file');
    expect(secrets).toHaveLength(3);
    expect(secrets[0]?.suggestion).toContain('flowrun credential set');
    expect(diagnostics.some(({ rule }) => rule === 'unknown-key')).toBe(true);
    expect(formatDiagnostics(diagnostics, (file) => texts.get(file))).not.toContain('hunter2');
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });
});

describe('findOrgFolder', () => {
  it('looks upwards for a folder that is an org', async () => {
    const org = orgWith();
    const root = dirname(org);
    mkdirSync(join(root, 'flows/deep/org'), { recursive: true });
    expect(await findOrgFolder(join(root, 'flows/deep'))).toBe(org);
    expect(await findOrgFolder(root)).toBe(org);
  });

  it('finds nothing where there is none', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'no-org-'));
    folders.push(empty);
    expect(await findOrgFolder(empty)).toBeNull();
  });
});

describe('roll-up summaries of an object', () => {
  const fieldsWith = (summary: string): Readonly<Record<string, string>> => ({
    'objects/Order__c.yaml': `label: Order\nfields:\n  Total__c: { type: Summary, summary: { ${summary} } }\n`,
  });

  it('are read with their conditions', async () => {
    const where = 'where: { Status__c: [Open, Billed], Amount__c: { greaterThan: 0 }, Done__c: true, Kind__c: null }';
    const { org, diagnostics } = await load(
      fieldsWith(`operation: sum, foreignKey: Line__c.Order__c, field: Line__c.Amount__c, ${where}`),
    );
    expect(diagnostics).toEqual([]);
    expect(org.objects?.[0]?.fields[0]?.summary).toEqual({
      operation: 'sum',
      object: 'Line__c',
      by: 'Order__c',
      field: 'Amount__c',
      where: [
        { field: 'Status__c', operator: 'equalTo', values: ['Open', 'Billed'] },
        { field: 'Amount__c', operator: 'greaterThan', values: ['0'] },
        { field: 'Done__c', operator: 'equalTo', values: ['true'] },
        { field: 'Kind__c', operator: 'equalTo', values: [''] },
      ],
    });
  });

  it.each([
    [
      'operation: total, foreignKey: Line__c.Order__c',
      'wrong-type: operation has to be one of count, sum, min, max, found total',
    ],
    ['operation: sum, foreignKey: Line__c.Order__c', 'missing-key: a summary of the operation sum needs the key field'],
    ['operation: count', 'missing-key: a summary needs the key foreignKey'],
    ['operation: count, foreignKey: Order__c', 'wrong-type: foreignKey has to be an object and a field such as'],
    [
      'operation: max, foreignKey: Line__c.Order__c, field: Lien__c.Amount__c',
      'wrong-type: field has to be one of Line__c, whose foreignKey leads here, found Lien__c.Amount__c = write field: Line__c.Amount__c',
    ],
    [
      'operation: count, foreignKey: Line__c.Order__c, where: { Amount__c: { graterThan: 0 } }',
      'unknown-key: there is no operator graterThan for the children of a summary = did you mean greaterThan?',
    ],
    [
      'operation: count, foreignKey: Line__c.Order__c, where: [x]',
      'wrong-type: where has to be a map of conditions by field, found a list = write where: { Status__c: Open }',
    ],
    [
      'operation: count, foreignKey: Line__c.Order__c, where: { Status__c: [[a]] }',
      'wrong-type: Status__c has to be a value, or a list of them, found a list',
    ],
  ])('%s', async (summary, message) => {
    const [first] = await found(fieldsWith(summary));
    expect(first).toContain(`objects/Order__c.yaml: ${message}`);
  });
});
