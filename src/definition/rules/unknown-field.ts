import type { Conditions } from '../../model/conditions.ts';
import type { Place } from '../../model/document.ts';
import type { FlowElement } from '../../model/elements.ts';
import type { Flow } from '../../model/flow.ts';
import type { OrgObject } from '../../model/org.ts';
import { nearest } from '../../values/nearest.ts';
import { isMetadataFile } from '../names.ts';
import type { Problem, Rule } from './rule.ts';

export const unknownField: Rule = {
  id: 'unknown-field',
  severity: 'error',
  doc: 'A record element or a record choice set names a field that its custom object does not have, or an object that is spelled almost like one that the org declares.',
  check: ({ flow, surroundings: { org } }) => {
    const declared = new Map((org?.objects ?? []).map((object) => [object.name.toLowerCase(), object]));
    if (declared.size === 0) return [];
    // A project of metadata rarely holds the whole org: the field may be there.
    const isMetadata = isMetadataFile(flow.source.file);
    return usesIn(flow).flatMap((use) =>
      problemsOf(use, declared).map((problem) => (isMetadata ? { ...problem, severity: 'warning' as const } : problem)),
    );
  },
};

interface Named {
  readonly name: string;
  readonly place: Place;
}

/** An object, and the fields of it that are named beside it. */
interface Use {
  readonly object: Named;
  readonly fields: readonly Named[];
}

function usesIn(flow: Flow): readonly Use[] {
  return [
    ...flow.elements.flatMap(usesOf),
    ...flow.choiceSets.flatMap(({ source, place }): readonly Use[] => {
      if (source.kind !== 'records') return [];
      const sort = source.sort ? [{ name: source.sort.field, place }] : [];
      return [{ object: { name: source.object, place }, fields: [...filtered(source.where), ...sort] }];
    }),
  ];
}

function usesOf(element: FlowElement): readonly Use[] {
  if (!('object' in element) || typeof element.object !== 'object') return [];
  const { object } = element;
  switch (element.type) {
    case 'getRecords': {
      const sort = element.sort ? [{ name: element.sort.field, place: element.place }] : [];
      return [{ object, fields: [...filtered(element.where), ...sort, ...(element.fields ?? [])] }];
    }
    case 'createRecords':
      return [{ object, fields: [...element.set, ...filtered(element.upsert?.where)] }];
    case 'updateRecords':
      return [{ object, fields: [...filtered(element.where), ...element.set] }];
    case 'deleteRecords':
      return [{ object, fields: filtered(element.where) }];
    default:
      return [];
  }
}

function filtered(where: Conditions | undefined): readonly Named[] {
  return where?.kind === 'rows' ? where.rows.map(({ left: { path, place } }) => ({ name: path, place })) : [];
}

function problemsOf({ object, fields }: Use, declared: ReadonlyMap<string, OrgObject>): readonly Problem[] {
  // Standard objects have more fields than any project says, and so have those of managed packages (`ns__Name__c`).
  if (!/^(?:(?!__)\w)+__c$/i.test(object.name)) return [];
  const known = declared.get(object.name.toLowerCase());
  if (!known) {
    // What nobody declares may be there all the same, unless it is a slip of the pen.
    const near = nearest(
      object.name,
      [...declared.values()].map(({ name }) => name),
    );
    if (!near) return [];
    return [{ message: `there is no object ${object.name}`, place: object.place, suggestion: `did you mean ${near}?` }];
  }
  const names = [...known.fields.map(({ name }) => name), ...OF_THE_PLATFORM];
  const has = new Set(names.map((name) => name.toLowerCase()));
  return fields.flatMap(({ name, place }): readonly Problem[] => {
    // Fields of parents (`Account__r.Name`) are another object's, `ns__Name__c` those of a package that extends this one.
    if (name === '' || name.includes('.') || /^\w+?__\w+__c$/i.test(name) || has.has(name.toLowerCase())) return [];
    const near = nearest(name, names);
    return [
      {
        message: `the object ${known.name} has no field ${name}`,
        place,
        suggestion: near ? `did you mean ${near}?` : `declare it in ${known.file}`,
      },
    ];
  });
}

/** What the platform itself gives to custom objects (reference: Object Reference, "System Fields", "Custom Objects"). */
const OF_THE_PLATFORM: readonly string[] = [
  'Id',
  'Name',
  'OwnerId',
  'IsDeleted',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'LastActivityDate',
  'LastViewedDate',
  'LastReferencedDate',
  'RecordTypeId',
  'CurrencyIsoCode',
  'SetupOwnerId',
  'UserRecordAccessId',
  'ConnectionReceivedId',
  'ConnectionSentId',
  'CloneSourceId',
];
