import {
  type OrgSummary,
  SUMMARY_OPERATIONS,
  type SummaryFilter,
  type SummaryFilterOperator,
} from '../../model/org.ts';
import type { SalesforceProject } from '../project/salesforce-project.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { optional, ownName } from './reader.ts';

/** The metadata's FilterOperation; `within` is of places, which no summary has. */
const OPERATORS: Readonly<Record<string, SummaryFilterOperator>> = {
  equals: 'equalTo',
  notEqual: 'notEqualTo',
  greaterThan: 'greaterThan',
  greaterOrEqual: 'greaterThanOrEqualTo',
  lessThan: 'lessThan',
  lessOrEqual: 'lessThanOrEqualTo',
  contains: 'contains',
  notContain: 'notContains',
  startsWith: 'startsWith',
  includes: 'includes',
  excludes: 'excludes',
};

/**
 * What a roll-up summary field computes (Metadata API: CustomField, `summaryOperation` and its like).
 * @returns null where the file does not say, or says what is not known here: a wrong number would be worse than none.
 */
export function readSummary(element: XmlElement, project: SalesforceProject): OrgSummary | null {
  const operation = SUMMARY_OPERATIONS.find((one) => one === optional(element, 'summaryOperation'));
  const key = fieldIn(optional(element, 'summaryForeignKey'), project);
  if (operation === undefined || key === null) return null;
  const summarized = fieldIn(optional(element, 'summarizedField'), project);
  if (summarized === null && operation !== 'count') return null;
  const where = childrenOf(element, 'summaryFilterItems').map((item) => filterOf(item, project));
  const known = where.filter((filter) => filter !== null);
  if (known.length < where.length) return null;
  return { operation, object: key.object, by: key.field, field: summarized?.field ?? null, where: known };
}

function filterOf(item: XmlElement, project: SalesforceProject): SummaryFilter | null {
  const field = fieldIn(optional(item, 'field'), project)?.field;
  const operator = OPERATORS[optional(item, 'operation') ?? ''];
  if (field === undefined || operator === undefined || childOf(item, 'valueField') !== null) return null;
  return { field, operator, values: valuesIn(optional(item, 'value') ?? '') };
}

/** `Open, Billed` is either of the two; a value with a comma stands in quotes. */
function valuesIn(text: string): readonly string[] {
  const parts = text.match(/\s*"[^"]*"|[^,]+/g) ?? [];
  return parts.map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
}

/** `Line__c.Amount__c`. */
function fieldIn(
  path: string | null,
  project: SalesforceProject,
): { readonly object: string; readonly field: string } | null {
  const [, object, field] = /^(\w+)\.(\w+)$/.exec(path ?? '') ?? [];
  return object === undefined || field === undefined
    ? null
    : { object: ownName(object, project), field: ownName(field, project) };
}
