import type { Conditions } from '../../model/conditions.ts';
import type { Place } from '../../model/document.ts';
import type { FlowElement } from '../../model/elements.ts';
import type { Reference } from '../../model/expression.ts';
import type { Flow, FlowTrigger } from '../../model/flow.ts';
import type { OrgObject } from '../../model/org.ts';
import { nearest } from '../../values/nearest.ts';
import { isMetadataFile } from '../names.ts';
import type { Problem, Rule, RuleContext } from './rule.ts';
import { memberPlace } from './where.ts';

export const unknownField: Rule = {
  id: 'unknown-field',
  severity: 'error',
  doc: 'A field that a custom object does not have is named: by a record element, a record choice set, the conditions of the start, or a reference to a record; or an object that is spelled almost like one that the org declares.',
  check: (context) => {
    const {
      flow,
      surroundings: { org },
    } = context;
    const declared = new Map((org?.objects ?? []).map((object) => [object.name.toLowerCase(), object]));
    if (declared.size === 0) return [];
    // A project of metadata rarely holds the whole org: the field may be there.
    const isMetadata = isMetadataFile(flow.source.file);
    const problems = [
      ...usesIn(flow).flatMap((use) => problemsOf(use, declared)),
      ...context.references.flatMap(({ reference }) => unknownMember(reference, context, declared)),
    ];
    return isMetadata ? problems.map((problem) => ({ ...problem, severity: 'warning' as const })) : problems;
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
    ...(flow.trigger ? usesOfStart(flow.trigger) : []),
    ...flow.elements.flatMap(usesOf),
    ...flow.choiceSets.flatMap(({ source, place }): readonly Use[] => {
      if (source.kind !== 'records') return [];
      const sort = source.sort ? [{ name: source.sort.field, place }] : [];
      return [{ object: { name: source.object, place }, fields: [...filtered(source.where), ...sort] }];
    }),
  ];
}

/** Entry conditions, and the dates that scheduled paths count from. */
function usesOfStart({ object, where, scheduledPaths }: FlowTrigger): readonly Use[] {
  if (!object) return [];
  const dates = scheduledPaths.flatMap(({ from, place }) =>
    from === undefined || from.toLowerCase() === 'recordtriggerevent' ? [] : [{ name: from, place }],
  );
  return [{ object, fields: [...filtered(where), ...dates] }];
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

/** Standard objects have more fields than any project says, and so have those of managed packages (`ns__Name__c`). */
function isOwn(object: string): boolean {
  return /^(?:(?!__)\w)+__[ce]$/i.test(object);
}

type Declared = ReadonlyMap<string, OrgObject>;

function problemsOf({ object, fields }: Use, declared: Declared): readonly Problem[] {
  if (!isOwn(object.name)) return [];
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
  return fields.flatMap(({ name, place }) => problemOf(name, place, known));
}

function problemOf(name: string, place: Place, object: OrgObject): readonly Problem[] {
  const names = [...object.fields.map((field) => field.name), ...OF_THE_PLATFORM];
  // Fields of parents (`Account__r.Name`) are another object's, `ns__Name__c` those of a package that extends this one.
  if (name === '' || name.includes('.') || /^\w+?__\w+__c$/i.test(name)) return [];
  if (names.some((known) => known.toLowerCase() === name.toLowerCase())) return [];
  const near = nearest(name, names);
  return [
    {
      message: `the object ${object.name} has no field ${name}`,
      place,
      suggestion: near ? `did you mean ${near}?` : `declare it in ${object.file}`,
    },
  ];
}

/** `{!Invoice.Amuont__c}`, `{!$Record.Account__r.Nmae}`: the path is followed over lookups as long as each object is declared. */
function unknownMember(reference: Reference, { names }: RuleContext, declared: Declared): readonly Problem[] {
  const [head = '', ...members] = reference.path.split('.');
  const found = members.length > 0 && !head.includes('[') ? names.resolve(head) : undefined;
  if (found?.kind !== 'known' || found.type?.dataType !== 'Record' || found.type.collection === true) return [];
  let object = found.type.of;
  let at = head.length + 1;
  for (const [index, member] of members.entries()) {
    const known = isOwn(object ?? '') ? declared.get((object ?? '').toLowerCase()) : undefined;
    if (!known) return [];
    if (index === members.length - 1) {
      // The records of a child relationship.
      if (/__r$/i.test(member)) return [];
      return problemOf(member, memberPlace(reference, at, member), known);
    }
    object = parentOf(member, known);
    at += member.length + 1;
  }
  return [];
}

/** The object that `Account__r` leads to; undefined where it is not declared, or several are possible. */
function parentOf(relationship: string, { fields }: OrgObject): string | undefined {
  const wanted = relationship.replace(/__r$/i, '__c').toLowerCase();
  const lookup = fields.find(({ name }) => name.toLowerCase() === wanted);
  return lookup?.references.length === 1 ? lookup.references[0] : undefined;
}

/** What the platform itself gives to custom objects and platform events (reference: Object Reference, "System Fields", "Custom Objects"). */
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
  'ReplayId',
  'EventUuid',
];
