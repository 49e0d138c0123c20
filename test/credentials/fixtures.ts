import type { SecretStore } from '../../src/credentials/secrets/index.ts';
import { EMPTY_ORG } from '../../src/definition/index.ts';
import type { Certificate, ExternalCredential, NamedCredential } from '../../src/model/credentials.ts';
import type { OrgDefinition, User } from '../../src/model/org.ts';

export const SECRET = 'p1anted+Secret/with=odd&chars "x"';

export function externalCredential(changes: Partial<ExternalCredential> = {}): ExternalCredential {
  return {
    name: 'Target_Org',
    label: null,
    protocol: 'OAuth 2.0',
    variant: 'Client Credentials with Client Secret',
    tokenEndpoint: 'https://target.example.com/services/oauth2/token',
    scope: null,
    jwt: null,
    aws: null,
    clientCredentialsInBody: false,
    principals: [{ name: 'Integration', type: 'Named Principal', sequence: 1, parameters: [] }],
    headers: [],
    additionalRefreshStatusCodes: [],
    file: 'org/external-credentials/Target_Org.yaml',
    ...changes,
  };
}

export function namedCredential(changes: Partial<NamedCredential> = {}): NamedCredential {
  return {
    name: 'Target_Org',
    label: null,
    url: 'https://target.example.com',
    externalCredential: 'Target_Org',
    generateAuthorizationHeader: true,
    calloutsEnabled: true,
    headers: [],
    file: 'org/named-credentials/Target_Org.yaml',
    ...changes,
  };
}

export function user(changes: Partial<User> = {}): User {
  return {
    name: 'flow',
    username: 'flow.user@example.com',
    firstName: null,
    lastName: null,
    email: null,
    profile: null,
    role: null,
    timeZone: null,
    locale: null,
    language: null,
    permissionSets: ['Callers'],
    fields: {},
    ...changes,
  };
}

/** An org whose user `flow` may call out as `Target_Org-Integration`. */
export function orgDefinition(changes: Partial<OrgDefinition> = {}): OrgDefinition {
  return {
    ...EMPTY_ORG,
    directory: '/project/org',
    users: [user()],
    defaultUser: 'flow',
    permissionSets: [{ name: 'Callers', label: null, principals: ['Target_Org-Integration'], customPermissions: [] }],
    externalCredentials: [externalCredential()],
    namedCredentials: [namedCredential()],
    targetOrgs: [],
    externalServices: [],
    environments: [],
    environment: null,
    ...changes,
  };
}

/** Secrets by parameter name, whatever the principal. */
export function secretsOf(values: Readonly<Record<string, string>>): Pick<SecretStore, 'get'> {
  return {
    get: async ({ parameter }) => {
      const value = values[parameter];
      return value === undefined ? null : { value, store: 'test' };
    },
  };
}

export function certificate(changes: Partial<Certificate> = {}): Certificate {
  return {
    name: 'Client_2026',
    label: 'Client 2026',
    certificate: '',
    file: 'org/certificates/Client_2026.yaml',
    ...changes,
  };
}
