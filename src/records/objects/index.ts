import { account } from './account.ts';
import { event, task } from './activities.ts';
import { campaign, campaignMember } from './campaigns.ts';
import { caseObject } from './case.ts';
import { contact } from './contact.ts';
import type { FieldDefinition, ObjectDefinition } from './define-object.ts';
import { attachment, contentDocument, contentDocumentLink, contentVersion, feedItem } from './files.ts';
import { lead } from './lead.ts';
import { opportunity } from './opportunity.ts';
import { organization } from './organization.ts';
import {
  asset,
  contract,
  opportunityLineItem,
  order,
  orderItem,
  pricebook,
  pricebookEntry,
  product,
  quote,
} from './products.ts';
import { SETUP_OBJECTS } from './setup.ts';
import { user } from './user.ts';

/** The objects of every org, in the order of a global describe. */
export const STANDARD_OBJECTS: readonly ObjectDefinition[] = [
  account,
  asset,
  attachment,
  campaign,
  campaignMember,
  caseObject,
  contact,
  contentDocument,
  contentDocumentLink,
  contentVersion,
  contract,
  event,
  feedItem,
  lead,
  opportunity,
  opportunityLineItem,
  order,
  orderItem,
  organization,
  pricebook,
  pricebookEntry,
  product,
  quote,
  task,
  user,
  ...SETUP_OBJECTS,
].toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** Finds objects by name in any case, and by id. */
export interface ObjectCatalog {
  readonly all: readonly ObjectDefinition[];
  byName(name: string): ObjectDefinition | undefined;
  /** The object that an 18-character id belongs to. */
  byId(id: string): ObjectDefinition | undefined;
  /** The roll-up summaries that are computed of an object's records, with the objects whose fields they are. */
  summariesOf(child: string): readonly Summary[];
}

/** A roll-up summary field and the object that it stands on. */
export interface Summary {
  readonly parent: ObjectDefinition;
  readonly field: FieldDefinition;
}

/** Makes a catalog of definitions. */
export function objectCatalog(all: readonly ObjectDefinition[] = STANDARD_OBJECTS): ObjectCatalog {
  const names = new Map(all.map((definition) => [definition.name.toLowerCase(), definition]));
  const prefixes = new Map(all.map((definition) => [definition.keyPrefix, definition]));
  const summaries = Map.groupBy(
    all.flatMap((parent) => parent.fields.map((field): Summary => ({ parent, field }))),
    ({ field }) => field.summary?.object.toLowerCase(),
  );
  return {
    all,
    byName: (name) => names.get(name.toLowerCase()),
    byId: (id) => prefixes.get(id.slice(0, 3)),
    summariesOf: (child) => summaries.get(child.toLowerCase()) ?? [],
  };
}
