import type { OrgDefinition } from '../model/org.ts';
import type { OrgFamily, TypedFields } from '../model/org-globals.ts';
import type { ResourceType } from '../model/value.ts';
import { findKey } from '../values/fields.ts';
import { typeAt } from '../values/shape.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const BOOLEAN: ResourceType = { dataType: 'Boolean' };
const DATE_TIME: ResourceType = { dataType: 'DateTime' };

/** A family of global variables: `$Flow`, `$Label`. */
export interface GlobalFamily {
  /** What is known of its members. */
  readonly members: Readonly<Record<string, ResourceType>>;
  /** Whether it may have others, of which nothing is known. */
  readonly open: boolean | ((member: string) => boolean);
}
export type GlobalFamilies = Readonly<Record<string, GlobalFamily>>;

const closed = (members: GlobalFamily['members']): GlobalFamily => ({ members, open: false });
const open = (members: GlobalFamily['members'] = {}): GlobalFamily => ({ members, open: true });

/** Global variables that only flows without a person have: the record they were started by, what they give to a prompt. */
export const TRIGGER_GLOBALS: readonly string[] = ['$Record', '$Record__Prior', '$Input', '$Output', '$EventMessage'];

/**
 * Standard fields of User, UserRole, Profile and Organization that people's flows read, with their types (Object Reference).
 * An org adds its own, so that these families are open.
 */
const USER: GlobalFamily['members'] = {
  ...texts(
    'Id Username FirstName LastName MiddleName Name Email Alias CommunityNickname Title Department Division CompanyName',
    'EmployeeNumber Phone MobilePhone Extension Fax Street City State PostalCode Country TimeZoneSidKey LocaleSidKey',
    'LanguageLocaleKey EmailEncodingKey UserType ProfileId UserRoleId ManagerId ContactId AccountId FederationIdentifier',
    'DefaultCurrencyIsoCode Signature AboutMe',
  ),
  IsActive: BOOLEAN,
};
const USER_ROLE = texts('Id Name DeveloperName RollupDescription ParentRoleId PortalType');
const PROFILE = texts('Id Name Description UserType UserLicenseId');
const ORGANIZATION: GlobalFamily['members'] = {
  ...texts(
    'Id Name Division Street City State PostalCode Country Phone Fax PrimaryContact DefaultLocaleSidKey TimeZoneSidKey',
    'LanguageLocaleKey NamespacePrefix OrganizationType InstanceName UiSkin',
  ),
  IsSandbox: BOOLEAN,
};

/** Families that every org has (reference: flow-semantics 11). */
const STANDARD: GlobalFamilies = {
  $Flow: closed({
    CurrentDate: { dataType: 'Date' },
    CurrentDateTime: DATE_TIME,
    CurrentRecord: TEXT,
    CurrentStage: TEXT,
    ActiveStages: { dataType: 'Text', collection: true },
    FaultMessage: TEXT,
    InterviewGuid: TEXT,
    InterviewStartTime: DATE_TIME,
  }),
  $GlobalConstant: closed({ True: BOOLEAN, False: BOOLEAN, EmptyString: TEXT }),
  $System: closed({ OriginDateTime: DATE_TIME }),
  // Its URLs have a number for the API version: Enterprise_Server_URL_660.
  $Api: {
    members: { Session_ID: TEXT },
    open: (member) => /^(?:Enterprise|Partner)_Server_URL_\d{2,3}$/i.test(member),
  },
  $User: open(USER),
  $UserRole: open(USER_ROLE),
  $Profile: open(PROFILE),
  $Organization: open(ORGANIZATION),
  $Client: open({ FormFactor: TEXT }),
  $Locale: open(),
  $Label: open(),
  $Permission: open(),
  $CustomMetadata: open(),
  $Setup: open(),
};

/**
 * The global variables a flow may refer to.
 * @param org whose labels, custom permissions, custom metadata and settings are known; left out = any may exist.
 */
export function globalFamilies(org?: OrgDefinition): GlobalFamilies {
  if (!org) return STANDARD;
  const declared = (family: OrgFamily, members: GlobalFamily['members']): GlobalFamily => ({
    members,
    open: org.completeFamilies.includes(family) ? isForeign(members) : true,
  });
  const types = Map.groupBy(org.customMetadata, ({ type }) => type.toLowerCase());
  return {
    ...STANDARD,
    $User: open({ ...USER, ...Object.fromEntries(org.users.flatMap(({ fields }) => Object.keys(fields)).map(asText)) }),
    $Organization: open({ ...ORGANIZATION, ...typesOf(org.organization?.fields ?? {}) }),
    $Label: declared('$Label', Object.fromEntries(org.labels.map(({ name }) => asText(name)))),
    $Permission: declared('$Permission', Object.fromEntries(org.customPermissions.map(({ name }) => [name, BOOLEAN]))),
    $CustomMetadata: declared(
      '$CustomMetadata',
      Object.fromEntries(
        [...types.values()].map((records) => {
          const fields = { ...METADATA_FIELDS, ...mergedTypes(records.map(({ values }) => values)) };
          const record: ResourceType = { dataType: 'Record', of: records[0]?.type ?? '', fields };
          return [
            record.of ?? '',
            { dataType: 'Record', fields: Object.fromEntries(records.map(({ name }) => [name, record])) },
          ];
        }),
      ),
    ),
    $Setup: declared(
      '$Setup',
      Object.fromEntries(
        org.customSettings.map(({ name, orgDefault, profiles, users }) => {
          const fields = mergedTypes([orgDefault, ...Object.values(profiles), ...Object.values(users)]);
          return [name, { dataType: 'Record', of: name, fields }];
        }),
      ),
    ),
  };
}

const METADATA_FIELDS = texts('Id Label MasterLabel DeveloperName QualifiedApiName NamespacePrefix Language');

/** What a path such as `$Label.Hello` means. */
export type GlobalResolution =
  | { readonly kind: 'known'; readonly type: ResourceType | undefined }
  | { readonly kind: 'unknown-name'; readonly head: string }
  | {
      readonly kind: 'unknown-member';
      readonly owner: string;
      readonly member: string;
      readonly members: readonly string[];
    };

/** Looks a global variable up; names in any case. Its type is undefined where only the run knows it. */
export function resolveGlobal(families: GlobalFamilies, head: string, path: readonly string[]): GlobalResolution {
  const name = findKey(families, head);
  const family = name === undefined ? undefined : families[name];
  if (name === undefined || family === undefined) return { kind: 'unknown-name', head };
  const [member = '', ...rest] = path;
  const { members, open: more } = family;
  const unknown: GlobalResolution = { kind: 'known', type: undefined };
  const key = findKey(members, member);
  const type = key === undefined ? undefined : members[key];
  if (key === undefined || type === undefined) {
    if (more === true || (more !== false && member !== '' && more(member))) return unknown;
    return { kind: 'unknown-member', owner: name, member, members: Object.keys(members) };
  }
  let at = type;
  let owner = `${name}.${key}`;
  for (const step of rest) {
    const next = typeAt(at, [step]);
    if (next === undefined) {
      const known = Object.keys(at.fields ?? {});
      return more === true ? unknown : { kind: 'unknown-member', owner, member: step, members: known };
    }
    at = next;
    owner = `${owner}.${step}`;
  }
  return { kind: 'known', type: at.dataType === 'JSON' && at.collection !== true ? undefined : at };
}

/** Components of an installed package are not in the folder: `npsp__Welcome` is unknown only where others of npsp are known. */
function isForeign(members: GlobalFamily['members']): (member: string) => boolean {
  const prefixes = new Set(Object.keys(members).map(prefixOf));
  return (member) => {
    const prefix = prefixOf(member);
    return prefix !== '' && !prefixes.has(prefix);
  };
}

/** `npsp` of `npsp__Welcome`; empty for names of the org's own. The endings `__c` and `__mdt` are none. */
function prefixOf(name: string): string {
  return /^([A-Za-z]\w*?)__(?!(?:c|mdt)$)\w/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function asText(name: string): readonly [string, ResourceType] {
  return [name, TEXT];
}

function texts(...names: readonly string[]): Readonly<Record<string, ResourceType>> {
  return Object.fromEntries(names.flatMap((line) => line.split(' ')).map(asText));
}

function typesOf(fields: TypedFields): Readonly<Record<string, ResourceType>> {
  return Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));
}

/** A field of several records: its type where any of them has a value. */
function mergedTypes(records: readonly TypedFields[]): Readonly<Record<string, ResourceType>> {
  const merged: Record<string, ResourceType> = {};
  for (const record of records) {
    for (const [name, { type }] of Object.entries(record)) {
      const key = findKey(merged, name) ?? name;
      const before = merged[key];
      if (before === undefined || before.dataType === 'JSON') merged[key] = type;
    }
  }
  return merged;
}
