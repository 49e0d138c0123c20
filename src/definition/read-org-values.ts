import type { OrgFormName } from '../forms/define-form.ts';
import { ATTRIBUTE } from '../forms/org/component.ts';
import { CLIENT_CREDENTIALS_FLOW, JWT_BEARER_FLOW } from '../forms/org/connected-app.ts';
import { EXTERNAL_CREDENTIAL_OVERLAY, NAMED_CREDENTIAL_OVERLAY } from '../forms/org/environment.ts';
import {
  AWS,
  CUSTOM_HEADER,
  JWT,
  LEGACY_AUTHENTICATION,
  PRINCIPAL,
  PROVIDER_REQUESTS,
  TOKEN_REQUEST_PARTS,
} from '../forms/org/external-credential.ts';
import type {
  AwsOptions,
  CustomHeader,
  JwtClaims,
  Principal,
  ProviderRequests,
  TokenRequestParts,
} from '../model/credentials.ts';
import type { DocumentNode, MapEntry } from '../model/document.ts';
import type { NameAt } from '../model/elements.ts';
import type { TypedFields, TypedValue } from '../model/org-globals.ts';
import type { ResourceType } from '../model/value.ts';
import { certificatesIn } from '../values/pem.ts';
import { checkName } from './names.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readForm } from './read-form.ts';
import {
  readFieldRights,
  readNameField,
  readObjectFields,
  readObjectRights,
  readReferences,
  readScalarValue,
  readSummary,
  readSummaryFilters,
} from './read-org-objects.ts';
import { resourceTypeOf } from './read-transform.ts';
import type { AnyRow, Codec, FormValues, ReadContext } from './read-types.ts';
import { readValue } from './read-value.ts';

/** Codecs of the keys that only an org's files have. */

function wrong(what: string, node: DocumentNode, context: ReadContext, row: AnyRow, suggestion?: string): undefined {
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be ${what}, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
    suggestion,
  });
  return undefined;
}

/** `principals:` of a permission set, `permissionSets:` of a user. */
const readNames: Codec<readonly NameAt[]> = (node, context, row) => {
  if (node.kind !== 'list') return wrong('a list of names', node, context, row, `write ${row.key}: [Name]`);
  return node.items.flatMap((item) => {
    if (item.kind === 'text' && item.value !== '') return [{ name: item.value, place: item.place }];
    wrong('a list of names', item, context, row);
    return [];
  });
};

/** Names that mean something outside of these files: parameters, scopes. */
const readWords: Codec<readonly string[]> = (node, context, row) => {
  if (node.kind === 'map') return refuseSecrets(node.entries, context, row);
  return readNames(node, context, row, '')?.map(({ name }) => name);
};

/** Somebody gave values where only the names of secrets stand: say so without showing them. */
function refuseSecrets(entries: readonly MapEntry[], context: ReadContext, row: AnyRow): undefined {
  for (const { key, value } of entries) reportSecret(key, value, context);
  if (entries.length === 0)
    wrong('a list of names', { kind: 'map', place: { start: 0, end: 0 }, entries }, context, row);
  return undefined;
}

/** `secret-in-file`: its place is the value's, which every frame masks. */
function reportSecret(key: string, value: DocumentNode, context: ReadContext, mend?: string): void {
  context.report({
    rule: 'secret-in-file',
    message: `the value of ${key} stands in the file: secrets never do`,
    place: value.place,
    suggestion:
      mend ??
      `name it only (parameters: [${key}]) and store its value with flowrun credential set; change a secret that was committed`,
  });
}

const readEndpoint: Codec<NameAt> = (node, context, row) =>
  node.kind === 'text' && node.value !== ''
    ? { name: node.value, place: node.place }
    : wrong('a URL', node, context, row);

const readPrincipals: Codec<readonly Principal[]> = (node, context, row) => {
  if (node.kind !== 'map' || node.entries.length === 0) {
    return wrong(
      'a map of principals by name',
      node,
      context,
      row,
      'write Integration: { type: Named Principal, sequence: 1 }',
    );
  }
  return node.entries.flatMap(({ key: name, keyPlace, value }, index) => {
    checkName(name, keyPlace, 'principal', context);
    // A principal with nothing to say about it is one all the same.
    const map: DocumentNode = value.kind === 'null' ? { kind: 'map', place: keyPlace, entries: [] } : value;
    const read = readForm(PRINCIPAL, withoutSecrets(map, context), name, context);
    return read ? [{ name, type: read.type, sequence: read.sequence ?? index + 1, parameters: read.parameters }] : [];
  });
};

const SECRET_KEY = /secret|password|passphrase|token$|api_?key|private_?key|^client_?id$|^username$/i;

/** Reports keys that hold secrets, so that they are not unknown keys too. */
export function withoutSecrets(node: DocumentNode, context: ReadContext): DocumentNode {
  if (node.kind !== 'map') return node;
  const entries = node.entries.filter(({ key, value }) => {
    if (!SECRET_KEY.test(key)) return true;
    reportSecret(key, value, context);
    return false;
  });
  return { ...node, entries };
}

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

const readCustomHeaders: Codec<readonly CustomHeader[]> = (node, context, row) => {
  if (node.kind !== 'map') return wrong('a map of headers by name', node, context, row);
  return node.entries.flatMap(({ key: name, keyPlace, value }, index) => {
    if (!HEADER_NAME.test(name)) {
      context.report({ rule: 'invalid-name', message: `${name} cannot be the name of a header`, place: keyPlace });
    }
    const read = readForm(CUSTOM_HEADER, value, name, context);
    return read ? [{ name, value: read.value, sequence: read.sequence ?? index + 1 }] : [];
  });
};

const readStatusCodes: Codec<readonly number[]> = (node, context, row) => {
  const items = node.kind === 'list' ? node.items : undefined;
  const codes = items?.map((item) => (item.kind === 'number' ? Number(item.digits) : Number.NaN));
  // Any class but 2xx (it worked) and 5xx (a new token cannot help): reference credentials A4.
  if (codes?.every((code) => Number.isInteger(code) && code >= 400 && code <= 999 && Math.floor(code / 100) !== 5))
    return codes;
  return wrong('a list of statuses from 400 to 499 or 600 to 999', node, context, row, 'write [403]');
};

const readClientCredentialsFlow: Codec<FormValues['clientCredentialsFlow']> = (node, context) =>
  readForm(CLIENT_CREDENTIALS_FLOW, node, '', context);

const readJwt: Codec<JwtClaims> = (node, context) => {
  const read = readForm(JWT, node, '', context);
  if (!read) return undefined;
  const { issuer = null, subject = null, audience = null, expiresIn, header, claims, certificate } = read;
  const signing = certificate === undefined ? {} : { certificate };
  return { issuer, subject, audience, expiresIn, header, claims, ...signing };
};

/** What OAuth itself puts into a request: a parameter of that name would change who asks for what. */
const OAUTHS_OWN: Readonly<Record<'query' | 'headers' | 'body', RegExp>> = {
  query:
    /^(?:response_type|client_id|redirect_uri|state|code_challenge|code_challenge_method|scope|grant_type|client_secret)$/i,
  headers: /^(?:authorization|content-type|content-length|host|connection|cookie|transfer-encoding)$/i,
  body: /^(?:grant_type|client_id|client_secret|client_assertion|client_assertion_type|assertion|code|code_verifier|redirect_uri|refresh_token|scope)$/i,
};

/** Reads names and texts, and refuses what OAuth sets by itself and what no header can hold. */
function checkParts(node: DocumentNode, part: keyof typeof OAUTHS_OWN, context: ReadContext): void {
  if (node.kind !== 'map') return;
  for (const { key, keyPlace: place, value } of node.entries) {
    if (OAUTHS_OWN[part].test(key)) {
      const message = `${key} is set by OAuth itself`;
      context.report({ rule: 'invalid-name', message, place, suggestion: `leave ${key} out` });
    } else if (part === 'headers' && !HEADER_NAME.test(key)) {
      context.report({ rule: 'invalid-name', message: `${key} cannot be the name of a header`, place });
    } else if (part === 'headers' && value.kind === 'text' && /[^\t\x20-\x7e\x80-\xff]/.test(value.value)) {
      context.report({
        rule: 'invalid-value',
        message: `the header ${key} holds a character that no header can`,
        place: value.place,
      });
    }
  }
}

const NO_PARTS: TokenRequestParts = { query: {}, headers: {}, body: {} };

const readTokenRequestParts: Codec<TokenRequestParts> = (node, context) => {
  for (const part of ['query', 'headers', 'body'] as const) {
    const given = node.kind === 'map' ? node.entries.find(({ key }) => key === part)?.value : undefined;
    if (given) checkParts(given, part, context);
  }
  const read = readForm(TOKEN_REQUEST_PARTS, node, '', context);
  return read && { ...NO_PARTS, ...read };
};

const readProviderRequests: Codec<ProviderRequests> = (node, context) => {
  const authorize = node.kind === 'map' ? node.entries.find(({ key }) => key === 'authorize')?.value : undefined;
  if (authorize) checkParts(authorize, 'query', context);
  const read = readForm(PROVIDER_REQUESTS, node, '', context);
  return read && { authorize: read.authorize ?? {}, token: read.token ?? NO_PARTS, refresh: read.refresh ?? NO_PARTS };
};

const readAws: Codec<AwsOptions> = (node, context) => {
  const read = readForm(AWS, node, '', context);
  if (!read) return undefined;
  const { service, region, stsExternalId = null, stsDuration = null, stsEndpoint, signPayload } = read;
  const { trustAnchorArn, profileArn, certificate, rolesAnywhereEndpoint: endpoint } = read;
  return {
    service,
    region,
    stsExternalId,
    stsDuration,
    stsEndpoint: stsEndpoint?.name ?? null,
    signPayload,
    ...(trustAnchorArn === undefined ? {} : { trustAnchorArn }),
    ...(profileArn === undefined ? {} : { profileArn }),
    ...(certificate === undefined ? {} : { certificate: certificate.name }),
    ...(endpoint === undefined ? {} : { rolesAnywhereEndpoint: endpoint.name }),
  };
};

const readTextFields: Codec<Readonly<Record<string, string>>> = (node, context, row) => {
  if (node.kind !== 'map') return wrong('a map of texts', node, context, row);
  const fields = node.entries.flatMap(({ key, value }): readonly (readonly [string, string])[] => {
    if (value.kind === 'text') return [[key, value.value]];
    wrong('a map of texts', value, context, { ...row, key });
    return [];
  });
  return Object.fromEntries(fields);
};

/** Values by field: YAML's own scalars, and dates as in flows: `{ date: 2026-01-31 }`. */
const readTypedFields: Codec<TypedFields> = (node, context, row) => {
  if (node.kind !== 'map') return wrong('a map of values by field', node, context, row);
  const fields = node.entries.flatMap(({ key, value }): readonly (readonly [string, TypedValue])[] => {
    const read = readValue(value, context);
    if (read?.kind === 'none') return [[key, { type: { dataType: 'JSON' }, value: null }]];
    if (read?.kind === 'literal') return [[key, { type: { dataType: read.type }, value: read.value }]];
    if (read)
      wrong('a fixed value', value, context, { ...row, key }, 'global variables and formulas are not evaluated here');
    return [];
  });
  return Object.fromEntries(fields);
};

const readSettingLevels: Codec<Readonly<Record<string, TypedFields>>> = (node, context, row, name) => {
  if (node.kind !== 'map') return wrong('a map of names', node, context, row);
  const levels = node.entries.flatMap(({ key, value }): readonly (readonly [string, TypedFields])[] => {
    const fields = readTypedFields(value, context, { ...row, key }, name);
    return fields ? [[key, fields]] : [];
  });
  return Object.fromEntries(levels);
};

/** Types of a component's attributes, by name. */
const readAttributes: Codec<Readonly<Record<string, ResourceType>>> = (node, context, row) => {
  if (node.kind !== 'map')
    return wrong('a map of types by name', node, context, row, `write ${row.key}: { recordId: Text }`);
  const types = node.entries.flatMap(({ key, keyPlace, value }): readonly (readonly [string, ResourceType])[] => {
    checkName(key, keyPlace, 'attribute', context);
    const read = readForm(ATTRIBUTE, value, key, context);
    return read ? [[key, resourceTypeOf(read)]] : [];
  });
  return Object.fromEntries(types);
};

const readNamedOverlays: Codec<FormValues['namedCredentialOverlays']> = (node, context, row) => {
  if (node.kind !== 'map') return wrong('a map of named credentials', node, context, row);
  return node.entries.flatMap(({ key: name, keyPlace: place, value }) => {
    const read = readForm(NAMED_CREDENTIAL_OVERLAY, withoutSecrets(value, context), name, context);
    return read ? [{ name, place, ...read }] : [];
  });
};

const readExternalOverlays: Codec<FormValues['externalCredentialOverlays']> = (node, context, row) => {
  if (node.kind !== 'map') return wrong('a map of external credentials', node, context, row);
  return node.entries.flatMap(({ key: name, keyPlace: place, value }) => {
    const read = readForm(EXTERNAL_CREDENTIAL_OVERLAY, withoutSecrets(value, context), name, context);
    return read ? [{ name, place, ...read }] : [];
  });
};

/** Lists of values by value. */
const readValueLists: Codec<Readonly<Record<string, readonly string[]>>> = (node, context, row, name) => {
  if (node.kind !== 'map')
    return wrong('a map of lists by value', node, context, row, `write ${row.key}: { Germany: [Berlin, Hamburg] }`);
  const lists = node.entries.flatMap(({ key, value }): readonly (readonly [string, readonly string[]])[] => {
    const read = readNames(value, context, { ...row, key }, name);
    return read ? [[key, read.map((one) => one.name)]] : [];
  });
  return Object.fromEntries(lists);
};

/** Certificates in PEM that can be read as such. */
const readPem: Codec<string> = (node, context, row) => {
  if (node.kind !== 'text')
    return wrong('a certificate in PEM', node, context, row, `write ${row.key}: | and the PEM below`);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(node.value)) {
    reportSecret('privateKey', node, context, 'store it with flowrun credential set; change a key that was committed');
    return undefined;
  }
  const found = certificatesIn(node.value);
  const broken = found.findIndex((pem) => !isCertificate(pem));
  if (found.length > 0 && broken < 0) return node.value;
  context.report({
    rule: 'invalid-certificate',
    message:
      found.length === 0
        ? `${row.key} holds no certificate in PEM`
        : `the certificate ${broken + 1} of ${found.length} cannot be read`,
    place: pointAt(node, context.text),
    suggestion: `write ${row.key}: | and below it, indented, what stands from -----BEGIN CERTIFICATE----- on`,
  });
  return undefined;
};

function isCertificate(pem: string): boolean {
  // Loaded where there is a certificate: most runs read none, and cryptography takes its time to load.
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

export const ORG_CODECS: { readonly [N in OrgFormName]: Codec<FormValues[N]> } = {
  names: readNames,
  words: readWords,
  endpoint: readEndpoint,
  principals: readPrincipals,
  customHeaders: readCustomHeaders,
  statusCodes: readStatusCodes,
  clientCredentialsFlow: readClientCredentialsFlow,
  objectRights: readObjectRights,
  fieldRights: readFieldRights,
  objectFields: readObjectFields,
  nameField: readNameField,
  scalar: readScalarValue,
  summary: readSummary,
  summaryFilters: readSummaryFilters,
  references: readReferences,
  attributes: readAttributes,
  namedCredentialOverlays: readNamedOverlays,
  externalCredentialOverlays: readExternalOverlays,
  valueLists: readValueLists,
  pem: readPem,
  jwtBearerFlow: (node, context) => readForm(JWT_BEARER_FLOW, node, '', context),
  jwt: readJwt,
  providerRequests: readProviderRequests,
  legacyAuthentication: (node, context) => readForm(LEGACY_AUTHENTICATION, withoutSecrets(node, context), '', context),
  tokenRequestParts: readTokenRequestParts,
  aws: readAws,
  textFields: readTextFields,
  typedFields: readTypedFields,
  settingLevels: readSettingLevels,
};
