import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/definition/index.ts';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { externalServicesFromDocument } from '../../src/metadata/http-callout/registration.ts';
import { parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { runCli } from '../cli/run-cli.ts';
import { projectOf } from '../features/temporary-project.ts';

/** What export writes, held against the types of the Metadata API as Salesforce publishes them. */

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCE = readFileSync(resolve(ROOT, 'node_modules/@salesforce/types/lib/metadata.d.ts'), 'utf8');

/** Members of a type with the names of their types, those of the types that it extends too. */
function membersOf(type: string): ReadonlyMap<string, string> {
  const [, bases = '', body = ''] =
    new RegExp(`^export type ${type} = ((?:\\w+ & )*)\\{\\n([\\s\\S]*?)^\\};`, 'm').exec(SOURCE) ?? [];
  const own = [...body.matchAll(/^\s+(\w+)\??: (\w+)/gm)].map(([, name = '', of = '']): [string, string] => [name, of]);
  const inherited = bases.split(' & ').flatMap((base) => (base === '' ? [] : [...membersOf(base)]));
  return new Map([...inherited, ...own]);
}

/** Paths of tags that the type has not. */
function strangers(element: XmlElement, type: string, path: string = element.name): readonly string[] {
  const members = membersOf(type);
  // A name of a plain value, such as an enumeration: it has no children to check.
  if (members.size === 0) return [];
  return element.children.flatMap((child) => {
    const at = `${path}.${child.name}`;
    const of = members.get(child.name);
    return of === undefined ? [at] : strangers(child, of, at);
  });
}

function strangersIn(xml: string, type: string): readonly string[] {
  const { root } = parseMetadataXml(xml, 'made.xml');
  expect(root?.name).toBe(type);
  return root ? strangers(root, type) : ['no XML'];
}

describe('what export writes has the tags that Salesforce declares', () => {
  it('knows the types', () => {
    expect(membersOf('Flow').get('screens')).toBe('FlowScreen');
    expect(membersOf('FlowScreen').get('label')).toBe('string');
    expect(strangersIn('<Flow><screens><name>A</name><labell>B</labell></screens><x>1</x></Flow>', 'Flow')).toEqual([
      'Flow.screens.labell',
      'Flow.x',
    ]);
  });

  const flows = globSync(['flows/*.yaml', 'test/metadata/readable/*.yaml'], { cwd: ROOT }).filter(
    (file) => !/\.(?:test|answers)\.yaml$/.test(file),
  );
  it.each(flows)('of %s', (file) => {
    const { document } = parseYaml(readFileSync(resolve(ROOT, file), 'utf8'), file);
    if (document === null) throw new TypeError(`${file} is no YAML`);
    expect(strangersIn(flowXmlFromDocument(document), 'Flow')).toEqual([]);
    for (const { xml } of externalServicesFromDocument(document))
      expect(strangersIn(xml, 'ExternalServiceRegistration')).toEqual([]);
  });

  it.each([
    [
      'NamedCredential',
      'named-credentials/Api.yaml',
      'url: https://a.example.com\nexternalCredential: Api\nclientCertificate: C\nheaders: { X-A: b }\n',
    ],
    [
      'NamedCredential',
      'named-credentials/Api.yaml',
      'url: https://a.example.com\nclientCertificate: C\nauthentication: { protocol: JWT, jwt: { issuer: a, subject: b, audience: c, certificate: D } }\n',
    ],
    [
      'ExternalCredential',
      'external-credentials/Api.yaml',
      'protocol: OAuth 2.0\nvariant: JWT Bearer\ntokenEndpoint: https://a.example.com/t\njwt: { subject: a, certificate: B }\nprincipals: { Main: {} }\nheaders: { X: y }\n',
    ],
    [
      'ExternalCredential',
      'external-credentials/Api.yaml',
      'protocol: AWS Signature Version 4\naws: { service: s3, region: eu-west-1 }\nprincipals: { Main: {} }\n',
    ],
    [
      'ExternalCredential',
      'external-credentials/Api.yaml',
      'protocol: AWS Signature Version 4\nvariant: Roles Anywhere\naws: { service: s3, region: eu-west-1, trustAnchorArn: a, profileArn: b, certificate: C }\nprincipals: { Main: {} }\n',
    ],
    [
      'ExternalAuthIdentityProvider',
      'external-credentials/Api.yaml',
      'protocol: OAuth 2.0\nvariant: Browser Flow\nauthorizeEndpoint: https://a.example.com/a\ntokenEndpoint: https://a.example.com/t\nrequests: { token: { headers: { X: y } } }\nprincipals: { Main: {} }\n',
    ],
    [
      'PermissionSet',
      'permission-sets/Api.yaml',
      'label: Api\ncustomPermissions: []\nobjects: { Account: [read] }\nfields: { Account.Rating: [read] }\n',
    ],
    [
      'ConnectedApp',
      'target-orgs/target/connected-apps/Api.yaml',
      'consumerKey: a\nconsumerSecret: local-b\nscopes: [api]\ncallbackUrls: [http://127.0.0.1/cb]\nrefreshTokens: SpecificLifetime\n',
    ],
    [
      'ExternalClientApplication',
      'target-orgs/target/connected-apps/Api.yaml',
      'consumerKey: a\nconsumerSecret: local-b\nkind: External Client App\nrefreshTokens: SpecificLifetime\n',
    ],
    [
      'ExtlClntAppOauthSettings',
      'target-orgs/target/connected-apps/Api.yaml',
      'consumerKey: a\nconsumerSecret: local-b\nkind: External Client App\n',
    ],
    [
      'ExtlClntAppGlobalOauthSettings',
      'target-orgs/target/connected-apps/Api.yaml',
      'consumerKey: a\nconsumerSecret: local-b\nkind: External Client App\n',
    ],
    [
      'ExtlClntAppOauthConfigurablePolicies',
      'target-orgs/target/connected-apps/Api.yaml',
      'consumerKey: a\nconsumerSecret: local-b\nkind: External Client App\nrefreshTokens: SpecificInactivity\n',
    ],
  ])('of a %s in %s', async (type, path, text) => {
    const cwd = await projectOf({ [`org/${path}`]: text, ...(path.startsWith('named') ? OTHER : {}) });
    const { code, stderr } = await runCli(['export', `org/${path}`, '--out', 'made'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    const made = globSync('made/**/*.xml', { cwd }).map((file) => readFileSync(resolve(cwd, file), 'utf8'));
    const wanted = made.filter((xml) => xml.includes(`<${type} `));
    expect(wanted).toHaveLength(1);
    for (const xml of wanted) expect(strangersIn(xml, type)).toEqual([]);
  });
});

/** What the new kind of a named credential refers to. */
const OTHER = { 'org/external-credentials/Api.yaml': 'protocol: No Authentication\nprincipals: { Main: {} }\n' };
