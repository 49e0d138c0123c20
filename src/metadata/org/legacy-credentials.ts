import {
  type ExternalCredential,
  type JwtClaims,
  LEGACY_PRINCIPAL,
  type NamedCredential,
  type Protocol,
  type Variant,
} from '../../model/credentials.ts';
import type { XmlElement } from '../xml.ts';
import type { IdentityProvider } from './identity-providers.ts';
import { optional } from './reader.ts';

/** A named credential of the old kind, and the credential that stands in it. */
export interface LegacyCredential {
  readonly named: NamedCredential;
  readonly external: ExternalCredential;
}

/** Whether it is of the old kind: it says its own address. */
export function isLegacy(root: XmlElement): boolean {
  return optional(root, 'endpoint') !== null;
}

interface Kind {
  readonly protocol: Protocol;
  readonly variant?: Variant;
}
const KINDS: Readonly<Record<string, Kind>> = {
  NoAuthentication: { protocol: 'No Authentication' },
  Password: { protocol: 'Basic' },
  Oauth: { protocol: 'OAuth 2.0', variant: 'Browser Flow' },
  JwtExchange: { protocol: 'OAuth 2.0', variant: 'JWT Bearer' },
  Jwt: { protocol: 'JWT' },
  AwsSv4: { protocol: 'AWS Signature Version 4' },
};

/**
 * Reads a named credential of the old kind (reference: credentials A6). Passwords, keys and tokens that stand in it are not read:
 * the secret store holds them.
 * @param provider the auth provider that it names; undefined = there is none of that name.
 * @returns null where it authenticates in a way that flowrun does not know, or its auth provider is not there.
 */
export function legacyCredential(
  root: XmlElement,
  {
    name,
    file,
    provider,
  }: { readonly name: string; readonly file: string; readonly provider?: IdentityProvider | undefined },
): LegacyCredential | null {
  const kind = KINDS[optional(root, 'protocol') ?? ''];
  if (kind === undefined || (kind.variant === 'Browser Flow' && !provider)) return null;
  const label = optional(root, 'label');
  const perUser = optional(root, 'principalType') === 'PerUser';
  const aws = { service: optional(root, 'awsService') ?? '', region: optional(root, 'awsRegion') ?? '' };
  const external: ExternalCredential = {
    name,
    label,
    protocol: kind.protocol,
    variant: kind.variant ?? null,
    tokenEndpoint: provider?.tokenEndpoint ?? optional(root, 'authTokenEndpointUrl'),
    ...(provider?.authorizeEndpoint ? { authorizeEndpoint: provider.authorizeEndpoint } : {}),
    ...(provider && provider.name !== name ? { identityProvider: provider.name } : {}),
    scope: optional(root, 'oauthScope') ?? provider?.scope ?? null,
    jwt: kind.protocol === 'JWT' || kind.variant === 'JWT Bearer' ? jwtOf(root) : null,
    aws:
      kind.protocol === 'AWS Signature Version 4'
        ? { ...aws, stsExternalId: null, stsDuration: null, stsEndpoint: null, signPayload: true }
        : null,
    clientCredentialsInBody: provider?.clientCredentialsInBody ?? false,
    principals: [
      { name: LEGACY_PRINCIPAL, type: perUser ? 'Per User Principal' : 'Named Principal', sequence: 1, parameters: [] },
    ],
    headers: [],
    additionalRefreshStatusCodes: [],
    legacy: true,
    file,
  };
  const certificate = optional(root, 'certificate');
  const named: NamedCredential = {
    name,
    label,
    url: (optional(root, 'endpoint') ?? '').replace(/\/+$/, ''),
    externalCredential: name,
    generateAuthorizationHeader: optional(root, 'generateAuthorizationHeader') !== 'false',
    calloutsEnabled: optional(root, 'calloutStatus') !== 'Disabled',
    ...(certificate === null ? {} : { clientCertificate: certificate }),
    headers: [],
    file,
  };
  return { named, external };
}

function jwtOf(root: XmlElement): JwtClaims {
  const seconds = Number.parseInt(optional(root, 'jwtValidityPeriodSeconds') ?? '', 10);
  const certificate = optional(root, 'jwtSigningCertificate');
  return {
    issuer: optional(root, 'jwtIssuer'),
    subject: optional(root, 'jwtFormulaSubject') ?? optional(root, 'jwtTextSubject'),
    audience: optional(root, 'jwtAudience'),
    expiresIn: Number.isNaN(seconds) ? 120 : seconds,
    header: {},
    claims: {},
    ...(certificate === null ? {} : { certificate }),
  };
}
