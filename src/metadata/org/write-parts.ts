import { NotExportableError } from '../../errors.ts';
import { childrenOf, NOWHERE, parseMetadataXml, textOf, type XmlElement } from '../xml.ts';

/** What the writers of all components share. */

/** The label of what has none: its name with blanks. */
export function labelOf(name: string): string {
  return name.replaceAll('_', ' ');
}

/** @throws NotExportableError for the address of an embedded org, which no org can reach. */
export function refuseEmbedded(url: string): void {
  if (!url.startsWith('org://')) return;
  throw new NotExportableError(
    `${url} is an embedded org, which no other org can reach`,
    NOWHERE,
    'put the My Domain URL of the real org in its place',
  );
}

/** Parameters that the model has words for: those of an existing file are replaced. */
const KNOWN_PARAMETERS = new Set([
  'Url',
  'Authentication',
  'HttpHeader',
  'ClientCertificate',
  'AuthProtocolVariant',
  'ExternalAuthIdentityProvider',
  'AuthProvider',
  'SigningCertificate',
  'PerUserPrincipal',
  'AuthorizeUrl',
  'TokenUrl',
  'ClientAuthentication',
  'AuthorizeRequestQueryParameter',
  'TokenRequestQueryParameter',
  'TokenRequestHttpHeader',
  'TokenRequestBodyParameter',
  'RefreshRequestQueryParameter',
  'RefreshRequestHttpHeader',
  'RefreshRequestBodyParameter',
  'AuthProviderUrl',
  'AuthProviderUrlQueryParameter',
  'AuthParameter',
  'JwtHeaderClaim',
  'JwtBodyClaim',
  'NamedPrincipal',
  'AuthHeader',
  'AdditionalRefreshStatusCode',
]);
const PARAMETER_LISTS = [
  'namedCredentialParameters',
  'externalCredentialParameters',
  'externalAuthIdentityProviderParameters',
];
/** Lists that the model holds whole. */
const OWN_LISTS = new Set(['customPermissions', 'externalCredentialPrincipalAccesses']);

/** What stands in the file already and is none of the model's words stays. */
export function overExisting(made: XmlElement, existing: string | null): XmlElement {
  const root = existing === null ? null : parseMetadataXml(existing, '').root;
  if (root?.name !== made.name) return made;
  const kept = root.children.filter((child) => {
    if (OWN_LISTS.has(child.name)) return false;
    if (PARAMETER_LISTS.includes(child.name)) return isForeignParameter(child, made);
    if (MERGED.has(child.name)) return false;
    if (RIGHTS.has(child.name)) return !made.children.some((own) => isSameRight(own, child));
    return childrenOf(made, child.name).length === 0;
  });
  return { ...made, children: [...made.children.map((child) => overSame(child, root)), ...kept] };
}

/** Groups of which the model has words for some members: the others stay. */
const MERGED = new Set(['oauthConfig', 'oauthPolicy']);

function overSame(child: XmlElement, root: XmlElement): XmlElement {
  const old = MERGED.has(child.name) ? childrenOf(root, child.name)[0] : undefined;
  if (old === undefined) return child;
  const said = new Set(child.children.map(({ name }) => name));
  return { ...child, children: [...child.children, ...old.children.filter(({ name }) => !said.has(name))] };
}

function isForeignParameter(child: XmlElement, made: XmlElement): boolean {
  const type = textOf(child, 'parameterType') ?? '';
  const isSame = (own: XmlElement) =>
    textOf(own, 'parameterType') === type && textOf(own, 'parameterName') === textOf(child, 'parameterName');
  return !KNOWN_PARAMETERS.has(type) && !made.children.some(isSame);
}

/** Rights by object and field: one that is said anew replaces the old one, all others stay. */
const RIGHTS = new Set(['objectPermissions', 'fieldPermissions']);

function isSameRight(a: XmlElement, b: XmlElement): boolean {
  return a.name === b.name && ['object', 'field'].every((key) => textOf(a, key) === textOf(b, key));
}
