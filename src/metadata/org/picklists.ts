import type { ControlledValues, OrgField } from '../../model/org.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';

/** What a picklist offers. */
export interface PicklistValues {
  /** The active ones, in the order of the file. */
  readonly values: OrgField['values'];
  readonly default: string | null;
  /** Whether other values are refused. */
  readonly restricted: boolean;
  /** Which of them another field allows; left out = it depends on none. */
  readonly controlled?: ControlledValues;
}

/** Values that several fields share. */
export interface ValueSets {
  /** By API name in lower case, without the project's own namespace; `readValueSets` makes the keys. */
  readonly global: ReadonlyMap<string, PicklistValues>;
  /** Fields of standard objects whose values the project changes. */
  readonly standard: readonly { readonly object: string; readonly field: OrgField; readonly file: string }[];
}

/** Global value sets (`globalValueSets/`), and those of standard picklists (`standardValueSets/`). */
export async function readValueSets(reading: ProjectReading): Promise<ValueSets> {
  const [global, standard] = await Promise.all([
    readAll(
      'globalValueSet',
      'GlobalValueSet',
      reading,
      (root, { name }) => [ownName(name, reading.project).toLowerCase(), valuesOf(root, 'customValue', true)] as const,
    ),
    readAll('standardValueSet', 'StandardValueSet', reading, (root, { name, file }) =>
      (STANDARD_VALUE_SETS[name] ?? []).flatMap((path) => {
        const [object = '', field = ''] = path.split('.');
        return [{ object, field: standardField(field, valuesOf(root, 'standardValue', false)), file }];
      }),
    ),
  ]);
  return { global: new Map(global.toReversed()), standard: standard.flat() };
}

/**
 * The values of a field: its own (`valueSet`, in older files `picklist`) or those of a global value set.
 * @returns null where the field names none.
 */
export function valuesIn(field: XmlElement, { global }: ValueSets): PicklistValues | null {
  const set = childOf(field, 'valueSet');
  if (set === null) {
    const older = childOf(field, 'picklist');
    return older && valuesOf(older, 'picklistValues', isTrue(older, 'restrictedPicklist'));
  }
  const values = valuesOfSet(set, global);
  const controlled = controlledIn(set);
  return values && controlled ? { ...values, controlled } : values;
}

function valuesOfSet(set: XmlElement, global: ValueSets['global']): PicklistValues | null {
  const restricted = isTrue(set, 'restricted');
  const shared = optional(set, 'valueSetName');
  if (shared !== null) {
    const known = global.get(shared.toLowerCase()) ?? global.get(shared.replace(/^\w+?__/, '').toLowerCase());
    // A set that the project does not have: nothing is known of its values, so none is refused.
    return known ?? { values: [], default: null, restricted: false };
  }
  const definition = childOf(set, 'valueSetDefinition');
  return definition && valuesOf(definition, 'value', restricted);
}

/** Each setting names one value and all the controlling values that allow it. */
function controlledIn(set: XmlElement): ControlledValues | null {
  const by = optional(set, 'controllingField');
  if (by === null) return null;
  const allowed = new Map<string, readonly string[]>();
  for (const setting of childrenOf(set, 'valueSettings')) {
    const value = decoded(optional(setting, 'valueName') ?? '');
    for (const controlling of childrenOf(setting, 'controllingFieldValue')) {
      const key = decoded(controlling.text);
      allowed.set(key, [...(allowed.get(key) ?? []), value]);
    }
  }
  return { by, allowed: Object.fromEntries(allowed) };
}

function isTrue(element: XmlElement, name: string): boolean {
  return optional(element, name) === 'true';
}

function valuesOf(element: XmlElement, tag: string, restricted: boolean): PicklistValues {
  const all = childrenOf(element, tag).flatMap((value) => {
    const name = optional(value, 'fullName');
    if (name === null || optional(value, 'isActive') === 'false') return [];
    return [
      { value: decoded(name), label: optional(value, 'label') ?? decoded(name), first: isTrue(value, 'default') },
    ];
  });
  return {
    values: all.map(({ value, label }) => ({ value, label })),
    default: all.find(({ first }) => first)?.value ?? null,
    restricted,
  };
}

/** Names of components are encoded where they hold a colon or a slash (`A%2FB`). */
function decoded(name: string): string {
  return /%[0-9A-Fa-f]{2}/.test(name)
    ? name.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    : name;
}

function standardField(name: string, { values, default: first }: PicklistValues): OrgField {
  return {
    name,
    label: name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '),
    type: 'Picklist',
    length: null,
    precision: null,
    scale: null,
    required: false,
    unique: false,
    default: first,
    values,
    restricted: false,
    references: [],
    childRelationship: null,
    formula: null,
  };
}

/** Names of the Metadata API's StandardValueSet, and the fields that have those values. */
const STANDARD_VALUE_SETS: Readonly<Record<string, readonly string[]>> = {
  AccountOwnership: ['Account.Ownership'],
  AccountRating: ['Account.Rating', 'Lead.Rating'],
  AccountType: ['Account.Type'],
  AssetStatus: ['Asset.Status'],
  CampaignMemberStatus: ['CampaignMember.Status'],
  CampaignStatus: ['Campaign.Status'],
  CampaignType: ['Campaign.Type'],
  CaseOrigin: ['Case.Origin'],
  CasePriority: ['Case.Priority'],
  CaseReason: ['Case.Reason'],
  CaseStatus: ['Case.Status'],
  CaseType: ['Case.Type'],
  ContractStatus: ['Contract.Status'],
  EventSubject: ['Event.Subject'],
  EventType: ['Event.Type'],
  Industry: ['Account.Industry', 'Lead.Industry'],
  LeadSource: ['Account.AccountSource', 'Contact.LeadSource', 'Lead.LeadSource', 'Opportunity.LeadSource'],
  LeadStatus: ['Lead.Status'],
  OpportunityStage: ['Opportunity.StageName'],
  OpportunityType: ['Opportunity.Type'],
  OrderStatus: ['Order.Status'],
  OrderType: ['Order.Type'],
  Product2Family: ['Product2.Family'],
  QuoteStatus: ['Quote.Status'],
  Salutation: ['Contact.Salutation', 'Lead.Salutation'],
  TaskPriority: ['Task.Priority'],
  TaskStatus: ['Task.Status'],
  TaskType: ['Task.Type'],
};
