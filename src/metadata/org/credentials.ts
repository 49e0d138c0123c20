import type {
  AwsOptions,
  CustomHeader,
  ExternalCredential,
  JwtClaims,
  NamedCredential,
  Principal,
  Protocol,
  Variant,
} from '../../model/credentials.ts';
import type { MetadataFile } from '../project/salesforce-project.ts';
import { childrenOf, textOf, type XmlElement } from '../xml.ts';
import { type IdentityProvider, readIdentityProviders } from './identity-providers.ts';
import { isLegacy, legacyCredential } from './legacy-credentials.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';

/** Named and external credentials as a Salesforce project has them (reference: credentials A6). */

/** A parameter of either kind of credential. */
interface Parameter {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly sequence: number | null;
  readonly element: XmlElement;
}

function parametersOf(root: XmlElement, list: string): readonly Parameter[] {
  return childrenOf(root, list).map((element) => {
    const sequence = Number.parseInt(optional(element, 'sequenceNumber') ?? '', 10);
    return {
      type: optional(element, 'parameterType') ?? '',
      name: optional(element, 'parameterName') ?? '',
      value: textOf(element, 'parameterValue') ?? '',
      sequence: Number.isNaN(sequence) ? null : sequence,
      element,
    };
  });
}

/** `authenticationProtocol`; the others are reserved for named credentials of the old kind. */
const PROTOCOL_WORDS: Readonly<Record<string, Protocol>> = {
  Oauth: 'OAuth 2.0',
  AwsSv4: 'AWS Signature Version 4',
  Basic: 'Basic',
  Custom: 'Custom',
  NoAuthentication: 'No Authentication',
};

/** `AuthProtocolVariant`: what it is called here, and the parameters that its principals hold in the secret store. */
const VARIANTS: Readonly<Record<string, { readonly variant: Variant; readonly parameters: readonly string[] }>> = {
  ClientCredentialsClientSecretBasic: {
    variant: 'Client Credentials with Client Secret',
    parameters: ['clientId', 'clientSecret'],
  },
  ClientCredentialsClientSecret: {
    variant: 'Client Credentials with Client Secret',
    parameters: ['clientId', 'clientSecret'],
  },
  ClientCredentialsJwtAssertion: {
    variant: 'Client Credentials with JWT Assertion',
    parameters: ['clientId', 'privateKey'],
  },
  JwtBearer: { variant: 'JWT Bearer', parameters: ['clientId', 'privateKey'] },
  AwsSv4_STS: { variant: 'STS', parameters: ['awsAccessKeyId', 'awsSecretAccessKey', 'awsRoleArn'] },
  RolesAnywhere: { variant: 'Roles Anywhere', parameters: ['awsRoleArn'] },
};

const PROVIDER_VARIANTS: Readonly<
  Record<IdentityProvider['flow'], { readonly variant: Variant; readonly parameters: readonly string[] }>
> = {
  AuthorizationCode: { variant: 'Browser Flow', parameters: ['clientId', 'clientSecret'] },
  ClientCredentials: { variant: 'Client Credentials with Client Secret', parameters: ['clientId', 'clientSecret'] },
};

/** The child that names what such a parameter refers to. */
function referenceTag(type: string): string {
  return type === 'AuthProvider' ? 'authProvider' : 'externalAuthIdentityProvider';
}

function providerOf(
  { element, type, value }: Parameter,
  { project }: ProjectReading,
  providers: ReadonlyMap<string, IdentityProvider>,
): IdentityProvider | undefined {
  return providers.get(ownName(optional(element, referenceTag(type)) ?? value, project).toLowerCase());
}

function fromProvider(
  { name, authorizeEndpoint, requests }: IdentityProvider,
  credential: string,
): Partial<ExternalCredential> {
  return {
    ...(authorizeEndpoint === null ? {} : { authorizeEndpoint }),
    ...(name === credential ? {} : { identityProvider: name }),
    ...(requests ? { requests } : {}),
  };
}

/** The signing certificate of an org that a parameter names. */
function certificateOf(parameters: readonly Parameter[]): string | null {
  const found = parameters.find(({ type }) => type === 'SigningCertificate');
  return found ? (optional(found.element, 'certificate') ?? (found.value === '' ? null : found.value)) : null;
}

/** The parameters of principals where there is no variant. */
const PARAMETERS: Readonly<Partial<Record<Protocol, readonly string[]>>> = {
  'AWS Signature Version 4': ['awsAccessKeyId', 'awsSecretAccessKey'],
  Basic: ['Username', 'Password'],
};

/**
 * External credentials, with what the identity provider says that they refer to. What flowrun has no protocol for is left
 * out with a note.
 */
export async function readExternalCredentials(reading: ProjectReading): Promise<readonly ExternalCredential[]> {
  const providers = await readIdentityProviders(reading);
  const found = await readAll('externalCredential', 'ExternalCredential', reading, (root, file) =>
    externalCredential(root, file, reading, providers),
  );
  return found.filter((one) => one !== null);
}

function externalCredential(
  root: XmlElement,
  file: MetadataFile,
  reading: ProjectReading,
  providers: ReadonlyMap<string, IdentityProvider>,
): ExternalCredential | null {
  const name = ownName(file.name, reading.project);
  const parameters = parametersOf(root, 'externalCredentialParameters');
  const ofType = (type: string) => parameters.filter((one) => one.type === type);
  const said = (type: string, parameter?: string): string | null =>
    ofType(type).find((one) => parameter === undefined || one.name === parameter)?.value ?? null;
  const word = said('AuthProtocolVariant');
  const declared = PROTOCOL_WORDS[optional(root, 'authenticationProtocol') ?? ''];
  const protocol = declared === 'Custom' && word === 'NoAuthentication' ? 'No Authentication' : declared;
  const reference = parameters.find(({ type }) => type === 'ExternalAuthIdentityProvider' || type === 'AuthProvider');
  const provider = reference && providerOf(reference, reading, providers);
  if (reference && !provider) {
    const named = optional(reference.element, referenceTag(reference.type)) ?? reference.value;
    note(
      root,
      file,
      reading,
      `the external credential ${name} needs the identity provider ${named}, which is not found`,
    );
    return null;
  }
  const known = provider ? PROVIDER_VARIANTS[provider.flow] : word === null ? undefined : VARIANTS[word];
  if (protocol === undefined || (protocol === 'OAuth 2.0' && !known)) {
    const what = `${optional(root, 'authenticationProtocol') ?? 'no protocol'}${word === null ? '' : ` ${word}`}`;
    note(root, file, reading, `the external credential ${name} authenticates by ${what}, which is not read`);
    return null;
  }
  const certificate = certificateOf(parameters);
  const isAws = protocol === 'AWS Signature Version 4';
  const headers = headersOf(ofType('AuthHeader'));
  const held = known?.parameters ?? PARAMETERS[protocol] ?? namedInFormulas(headers);
  return {
    name,
    label: optional(root, 'label'),
    protocol,
    variant: known?.variant ?? null,
    tokenEndpoint: provider?.tokenEndpoint ?? said('AuthProviderUrl'),
    ...(provider ? fromProvider(provider, name) : {}),
    scope: said('AuthParameter', 'Scope') ?? provider?.scope ?? null,
    jwt: isAws ? null : jwtOf(ofType('JwtHeaderClaim'), ofType('JwtBodyClaim'), certificate),
    aws: isAws ? awsOf(said, certificate) : null,
    clientCredentialsInBody: provider?.clientCredentialsInBody ?? word === 'ClientCredentialsClientSecret',
    principals: principalsOf([...ofType('NamedPrincipal'), ...ofType('PerUserPrincipal')], held),
    headers,
    additionalRefreshStatusCodes: ofType('AdditionalRefreshStatusCode')
      .map(({ value }) => Number.parseInt(value, 10))
      .filter((status) => !Number.isNaN(status)),
    file: file.file,
  };
}

function principalsOf(found: readonly Parameter[], parameters: readonly string[]): readonly Principal[] {
  return found.map(({ name, type, sequence }, index) => ({
    name,
    type: type === 'PerUserPrincipal' ? 'Per User Principal' : 'Named Principal',
    sequence: sequence ?? index + 1,
    parameters,
  }));
}

function headersOf(found: readonly Parameter[]): readonly CustomHeader[] {
  return found.map(({ name, value, sequence }, index) => ({ name, value, sequence: sequence ?? index + 1 }));
}

/** The metadata of custom credentials does not name their parameters: the formulas of their headers do. */
function namedInFormulas(headers: readonly CustomHeader[]): readonly string[] {
  const names = headers.flatMap(({ value }) =>
    [...value.matchAll(/\$Credential\.\w+\.(\w+)/g)].flatMap(([, name]) => (name && name !== 'Body' ? [name] : [])),
  );
  return [...new Set(names)];
}

const TIMES = new Set(['exp', 'iat', 'nbf', 'jti']);

function jwtOf(header: readonly Parameter[], body: readonly Parameter[], certificate: string | null): JwtClaims | null {
  if (header.length === 0 && body.length === 0 && certificate === null) return null;
  const claim = (name: string): string | null => body.find((one) => one.name === name)?.value ?? null;
  const others = body.filter(({ name }) => !['iss', 'sub', 'aud'].includes(name) && !TIMES.has(name));
  const expiresIn = Number.parseInt(claim('exp') ?? '', 10);
  return {
    issuer: claim('iss'),
    subject: claim('sub'),
    audience: claim('aud'),
    expiresIn: Number.isNaN(expiresIn) ? 120 : expiresIn,
    header: Object.fromEntries(header.filter(({ name }) => name !== 'alg' && name !== 'typ').map(pair)),
    claims: Object.fromEntries(others.map(pair)),
    ...(certificate === null ? {} : { certificate }),
  };
}

function pair({ name, value }: Parameter): [string, string] {
  return [name, value];
}

function awsOf(said: (type: string, parameter?: string) => string | null, certificate: string | null): AwsOptions {
  const trustAnchorArn = said('AuthParameter', 'AwsTrustAnchorArn');
  const profileArn = said('AuthParameter', 'AwsProfileArn');
  const duration = Number.parseInt(said('AuthProviderUrlQueryParameter', 'AwsStsDuration') ?? '', 10);
  return {
    service: said('AuthParameter', 'AwsService') ?? '',
    region: said('AuthParameter', 'AwsRegion') ?? '',
    stsExternalId:
      said('AuthProviderUrlQueryParameter', 'AwsStsExternalId') ?? said('AuthParameter', 'AwsStsExternalId'),
    stsDuration: Number.isNaN(duration) ? null : duration,
    stsEndpoint: null,
    signPayload: true,
    ...(trustAnchorArn === null ? {} : { trustAnchorArn }),
    ...(profileArn === null ? {} : { profileArn }),
    ...(certificate === null ? {} : { certificate }),
  };
}

/**
 * Named credentials. One of the old kind, which holds everything itself, comes with a credential of its own name, which everybody
 * may use.
 */
export async function readNamedCredentials(reading: ProjectReading): Promise<readonly NamedCredentialRead[]> {
  const providers = await readIdentityProviders(reading);
  const found = await readAll(
    'namedCredential',
    'NamedCredential',
    reading,
    (root, file): NamedCredentialRead | null => {
      if (isLegacy(root)) return legacy(root, file, reading, providers);
      const named = namedCredential(root, file, reading);
      return named && { named, external: null };
    },
  );
  return found.filter((one) => one !== null);
}

/** A named credential, and the credential that stands in it where it is of the old kind. */
export interface NamedCredentialRead {
  readonly named: NamedCredential;
  readonly external: ExternalCredential | null;
}

function legacy(
  root: XmlElement,
  file: MetadataFile,
  reading: ProjectReading,
  providers: ReadonlyMap<string, IdentityProvider>,
): NamedCredentialRead | null {
  const name = ownName(file.name, reading.project);
  const named = optional(root, 'authProvider');
  const provider = named === null ? undefined : providers.get(ownName(named, reading.project).toLowerCase());
  const read = legacyCredential(root, { name, file: file.file, provider });
  if (read === null) {
    const missing = named !== null && provider === undefined;
    const why = missing
      ? `needs the auth provider ${named}, which is not found`
      : `authenticates by ${optional(root, 'protocol')}`;
    note(root, file, reading, `the named credential ${name} ${why}, and is not read`);
  }
  return read;
}

function namedCredential(root: XmlElement, file: MetadataFile, reading: ProjectReading): NamedCredential | null {
  const name = ownName(file.name, reading.project);
  const parameters = parametersOf(root, 'namedCredentialParameters');
  const url = parameters.find(({ type }) => type === 'Url')?.value.trim();
  const authentication = parameters.find(({ type }) => type === 'Authentication');
  const external = authentication && optional(authentication.element, 'externalCredential');
  if (!url || !external) {
    note(root, file, reading, `the named credential ${name} has no URL or no external credential, and is not read`);
    return null;
  }
  const shown = parameters.find(({ type }) => type === 'ClientCertificate');
  const certificate = shown && (optional(shown.element, 'certificate') ?? (shown.value.trim() || null));
  return {
    name,
    label: optional(root, 'label'),
    url,
    externalCredential: ownName(external, reading.project),
    generateAuthorizationHeader: optional(root, 'generateAuthorizationHeader') !== 'false',
    calloutsEnabled: optional(root, 'calloutStatus') !== 'Disabled',
    ...(certificate ? { clientCertificate: ownName(certificate, reading.project) } : {}),
    headers: headersOf(parameters.filter(({ type }) => type === 'HttpHeader')),
    file: file.file,
  };
}

/** No mistake of the project: it is said where somebody asks for everything. */
function note(root: XmlElement, { file }: MetadataFile, { diagnostics }: ProjectReading, message: string): void {
  diagnostics.push({
    rule: 'credential-not-read',
    severity: 'info',
    message,
    file,
    place: { start: root.place.start, end: root.place.start + root.name.length + 1 },
    suggestion: `write it in the folder org/ beside the flow: org/${root.name === 'NamedCredential' ? 'named' : 'external'}-credentials`,
  });
}
