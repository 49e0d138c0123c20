import type { SalesforceOrg } from '../metadata/org/index.ts';
import type { OrgDefinition, OrgObject } from '../model/org.ts';
import type { OrgFamily } from '../model/org-globals.ts';

/**
 * An org folder over a Salesforce project: a component that both have is the folder's, so that a project can be tried out
 * with other values without changing it.
 */
export function mergeOrgs(org: OrgDefinition, project: SalesforceOrg): OrgDefinition {
  return {
    ...org,
    permissionSets: over(org.permissionSets, project.permissionSets),
    externalCredentials: over(org.externalCredentials, project.externalCredentials),
    namedCredentials: over(org.namedCredentials, project.namedCredentials),
    certificates: over(org.certificates ?? [], project.certificates ?? []),
    externalServices: over(org.externalServices, project.externalServices),
    profiles: over(org.profiles, project.profiles),
    roles: over(org.roles, project.roles),
    customPermissions: over(org.customPermissions, project.customPermissions),
    labels: over(org.labels, project.labels),
    objects: mergeObjects(org.objects ?? [], project.objects ?? []),
    customMetadata: over(org.customMetadata, project.customMetadata, ({ type, name }) => `${type}.${name}`),
    // A project is often a part of its org: what it does not have may exist.
    completeFamilies: org.completeFamilies.filter((family) => {
      const list = FAMILY_LISTS[family];
      return list === undefined || project[list].length === 0;
    }),
  };
}

/** Which components of a project are the members of a family; custom settings have no values in metadata. */
const FAMILY_LISTS: Readonly<Partial<Record<OrgFamily, 'labels' | 'customPermissions' | 'customMetadata'>>> = {
  $Label: 'labels',
  $Permission: 'customPermissions',
  $CustomMetadata: 'customMetadata',
};

/** Of an object that both have, the folder adds fields to the project's and replaces those of its names. */
function mergeObjects(first: readonly OrgObject[], second: readonly OrgObject[]): readonly OrgObject[] {
  const merged = first.map((object) => {
    const other = second.find(({ name }) => name.toLowerCase() === object.name.toLowerCase());
    if (other === undefined) return object;
    const fields = over(object.fields, other.fields);
    const { validationRules = [], recordTypes = [] } = other;
    return { ...object, fields, validationRules, recordTypes };
  });
  return over(merged, second);
}

function over<T extends { readonly name: string }>(
  first: readonly T[],
  second: readonly T[],
  keyOf: (one: T) => string = ({ name }) => name,
): readonly T[] {
  const taken = new Set(first.map((one) => keyOf(one).toLowerCase()));
  return [...first, ...second.filter((one) => !taken.has(keyOf(one).toLowerCase()))];
}
