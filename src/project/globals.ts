import type { InterviewContext } from '../model/interview.ts';
import type { OrgDefinition, User } from '../model/org.ts';
import type { TypedFields } from '../model/org-globals.ts';
import type { Value, Values } from '../model/value.ts';
import { makeId, toId18 } from '../records/index.ts';
import { findKey } from '../values/fields.ts';
import { labelText } from './labels.ts';

/** What families of global variables read from. */
interface Asked {
  readonly org: OrgDefinition;
  readonly user: User | undefined;
  readonly sessionId: string | null;
}
/** Gives the value of `$Family.first.second`; null where there is none. */
type GlobalFamily = (asked: Asked, path: readonly string[]) => Value;

/** Without a declared id: one that is the same on every machine. */
const ORG_ID = makeId('00D', 1);
/** What a flow on a desktop reads; `$Client` is documented for Salesforce Scheduler only, and not verified in an org. */
const FORM_FACTOR = 'Large';

/** A value by its name in any case. */
function pick<T>(values: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  const key = name === undefined ? undefined : findKey(values, name);
  return key === undefined ? undefined : values[key];
}

function named<T extends { readonly name: string }>(
  list: readonly T[],
  name: string | null | undefined,
): T | undefined {
  const wanted = name?.toLowerCase();
  return wanted === undefined ? undefined : list.find((one) => one.name.toLowerCase() === wanted);
}

/** A position in the org's files as an id: the same as long as no file comes before it. */
export function idAt<T>(prefix: string, list: readonly T[], one: T | undefined): string | null {
  return one === undefined ? null : makeId(prefix, 1 + list.indexOf(one));
}

function valuesOf(fields: TypedFields): Values {
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
}

/** The 18-character id of a user: the one its file says, else one that its place in the folder gives. */
export function userIdOf(org: OrgDefinition, user: User): string {
  const id = user.fields.Id === undefined ? null : toId18(user.fields.Id);
  return id ?? makeId('005', 1 + org.users.indexOf(user));
}

/** Salesforce's fields of the running user, from the user's file; anything else from its `fields:`. */
function userFields({ org, user }: Asked): Values {
  if (!user) return {};
  const profile = named(org.profiles, user.profile);
  const role = named(org.roles, user.role);
  return {
    UserType: 'Standard',
    IsActive: true,
    ProfileId: idAt('00e', org.profiles, profile),
    UserRoleId: idAt('00E', org.roles, role),
    LanguageLocaleKey: user.language ?? org.organization?.language ?? null,
    ...user.fields,
    Id: userIdOf(org, user),
    Username: user.username,
    FirstName: user.firstName,
    LastName: user.lastName,
    Name: [user.firstName, user.lastName].filter((part) => part !== null).join(' ') || user.username,
    Email: user.email,
    TimeZoneSidKey: user.timeZone ?? org.organization?.timeZone ?? null,
    LocaleSidKey: user.locale ?? org.organization?.locale ?? null,
  };
}

function organizationFields({ org: { organization } }: Asked): Values {
  if (!organization) return { Id: ORG_ID };
  return {
    ...valuesOf(organization.fields),
    Id: organization.id ?? ORG_ID,
    Name: organization.name,
    LanguageLocaleKey: organization.language,
    DefaultLocaleSidKey: organization.locale,
    TimeZoneSidKey: organization.timeZone,
    DefaultCurrencyIsoCode: organization.currency,
  };
}

function profileFields({ org, user }: Asked): Values {
  const profile = named(org.profiles, user?.profile);
  return {
    Id: idAt('00e', org.profiles, profile),
    Name: profile?.name ?? user?.profile ?? null,
    Description: profile?.description ?? null,
  };
}

function roleFields({ org, user }: Asked): Values {
  const role = named(org.roles, user?.role);
  return {
    Id: idAt('00E', org.roles, role),
    Name: role?.label ?? user?.role ?? null,
    DeveloperName: role?.name ?? user?.role ?? null,
    RollupDescription: role?.description ?? null,
    ParentRoleId: idAt('00E', org.roles, named(org.roles, role?.parent)),
  };
}

/** Permission sets and the profile give custom permissions. */
function mayDo({ org, user }: Asked, permission: string): boolean {
  const wanted = permission.toLowerCase();
  const holders = [
    ...(user?.permissionSets ?? []).map((set) => named(org.permissionSets, set)),
    named(org.profiles, user?.profile),
  ];
  return holders.some((holder) => holder?.customPermissions.some((name) => name.toLowerCase() === wanted));
}

function metadataValue({ org }: Asked, [type = '', record = '', field = '']: readonly string[]): Value {
  const found = org.customMetadata.find((one) => same(one.type, type) && same(one.name, record));
  if (!found) return null;
  const prefix = /^(\w+?)__\w+__mdt$/i.exec(found.type)?.[1] ?? null;
  const standard: Values = {
    DeveloperName: found.name,
    MasterLabel: found.label,
    Label: found.label,
    QualifiedApiName: found.name,
    NamespacePrefix: prefix,
    Language: org.organization?.language ?? null,
  };
  return pick(found.values, field)?.value ?? pick(standard, field) ?? null;
}

/** Of user, profile and org the nearest level whose field has a value (reference: flow-semantics 11). */
function settingValue({ org, user }: Asked, [setting = '', field = '']: readonly string[]): Value {
  const found = named(org.customSettings, setting);
  if (!found) return null;
  const levels = [
    pick(found.users, user?.username) ?? pick(found.users, user?.name),
    pick(found.profiles, user?.profile ?? undefined),
    found.orgDefault,
  ];
  for (const level of levels) {
    const value = level && pick(level, field)?.value;
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

/** `Enterprise_Server_URL_660` is the SOAP address of version 66.0 in the org's own domain; null without one. */
function apiValue({ org: { organization }, sessionId }: Asked, member: string): Value {
  if (same(member, 'Session_ID')) return sessionId ?? '';
  const [, kind = '', version = ''] = /^(Enterprise|Partner)_Server_URL_(\d{2,3})$/i.exec(member) ?? [];
  if (kind === '' || !organization?.url) return null;
  const letter = same(kind, 'Enterprise') ? 'c' : 'u';
  const base = organization.url.replace(/\/+$/, '');
  return `${base}/services/Soap/${letter}/${version.slice(0, -1)}.${version.slice(-1)}/${(organization.id ?? ORG_ID).slice(0, 15)}`;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const fieldOf =
  (read: (asked: Asked) => Values): GlobalFamily =>
  (asked, [member]) =>
    pick(read(asked), member) ?? null;

/** Global variables by family, in lower case (reference: flow-semantics 11); a family that is not here has no values. */
const FAMILIES: Readonly<Record<string, GlobalFamily>> = {
  $user: fieldOf(userFields),
  $userrole: fieldOf(roleFields),
  $profile: fieldOf(profileFields),
  $organization: fieldOf(organizationFields),
  $permission: (asked, [name = '']) => mayDo(asked, name),
  $label: ({ org, user }, [name = '']) => {
    const label = named(org.labels, name);
    return label ? labelText(label, user?.language ?? org.organization?.language ?? null) : null;
  },
  $custommetadata: metadataValue,
  $setup: settingValue,
  $api: (asked, [member = '']) => apiValue(asked, member),
  $client: (_asked, [member = '']) => (same(member, 'FormFactor') ? FORM_FACTOR : null),
};

/**
 * A global variable such as `$User.FirstName`, from the org's files.
 * @param path `['$User', 'FirstName']`; names are case-insensitive.
 * @param sessionId for `$Api.Session_ID`: a secret, which the caller makes known to whatever masks the output.
 * @returns null where it has no value.
 */
export function globalValue(
  org: OrgDefinition,
  path: readonly string[],
  context: InterviewContext,
  sessionId: string | null = null,
): Value {
  const [family = '', ...rest] = path;
  const read = pick(FAMILIES, family);
  const user = org.users.find(({ name }) => name === context.user);
  return read ? read({ org, user, sessionId }, rest) : null;
}
