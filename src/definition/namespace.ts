import type { Declared, Derived, SubflowSignature } from '../elements/define-element.ts';
import { elementDefinition } from '../elements/index.ts';
import { PRIOR_RECORD, RECORD, recordTypeOf } from '../elements/start.ts';
import type { Place } from '../model/document.ts';
import type { FlowElement } from '../model/elements.ts';
import type { Flow } from '../model/flow.ts';
import type { ScreenField } from '../model/screens.ts';
import type { ResourceType } from '../model/value.ts';
import { allFields, fieldValueType } from '../screens/index.ts';
import { nearest } from '../values/nearest.ts';
import type { EvaluationContext, Scope } from '../values/scope.ts';
import { type ObjectShapes, typeAt } from '../values/shape.ts';
import { type GlobalFamilies, globalFamilies, resolveGlobal, TRIGGER_GLOBALS } from './globals.ts';

/** What a name of the flow stands for. */
export interface Named {
  readonly name: string;
  /** `variable`, `screen field`, `outcome`, `loop`, … */
  readonly what: string;
  /** Where it is declared. */
  readonly place: Place;
  /** The type of its value; null = it has none (an assignment, a screen), undefined = not known before the run. */
  readonly type: ResourceType | null | undefined;
}

/** What a path means. */
export type Resolution =
  | { readonly kind: 'known'; readonly named?: Named; readonly type: ResourceType | null | undefined }
  | { readonly kind: 'unknown-name'; readonly head: string }
  | {
      readonly kind: 'unknown-member';
      readonly owner: string;
      readonly member: string;
      readonly members: readonly string[];
    };

/** The one, case-insensitive namespace of a flow, and the global variables. */
export interface Namespace {
  /** Everything that is declared, in the order of the file; a name that is declared twice stands here twice. */
  readonly declared: readonly Named[];
  find(name: string): Named | undefined;
  /** What `Account.Owner.Name` or `$Flow.CurrentDate` means. */
  resolve(path: string): Resolution;
  /** The declared name that was probably meant. */
  nearest(name: string): Named | undefined;
  /** The namespace as the formula checker asks for it. What is not known before the run is JSON. */
  readonly scope: Scope<EvaluationContext>;
}

const JSON_TYPE: ResourceType = { dataType: 'JSON' };

/** The first name of a path and the fields after it: `Rows[$EachItem].Name` is `Rows` and `Name`. */
export function splitPath(path: string): readonly [string, readonly string[]] {
  const [head = '', ...rest] = path.replaceAll(/\[[^\]]*\]/g, '').split('.');
  return [head, rest];
}

/**
 * The namespace of a flow.
 * @param flows flows by API name: the outputs of subflows among them are known.
 * @param globals what global variables may be referred to.
 * @param objects what is known of objects: the fields of their records are known.
 */
export function namespaceOf(
  flow: Flow,
  flows?: ReadonlyMap<string, Flow>,
  globals: GlobalFamilies = globalFamilies(),
  objects?: ObjectShapes,
): Namespace {
  const declared = [...resourcesOf(flow), ...elementNamesOf(flow, flows)].toSorted(
    (a, b) => a.place.start - b.place.start,
  );
  const byName = new Map<string, Named>();
  for (const named of declared) {
    const key = named.name.toLowerCase();
    const before = byName.get(key);
    // Elements share the namespace with what they declare under their own name: the one with a value wins.
    if (before === undefined || (before.type === null && named.type !== null)) byName.set(key, named);
  }
  const find = (name: string): Named | undefined => byName.get(name.toLowerCase());
  const derived = new Map<Named, Derived>();
  for (const one of flow.elements.flatMap(derivedOf)) {
    const named = find(one.name);
    if (named && named.place.start === one.place.start) derived.set(named, one);
  }
  const walking = new Set<Derived>();

  /** A loop without a variable is the current item of its collection. */
  function derivedType(one: Derived): ResourceType | undefined {
    if (walking.has(one)) return undefined;
    walking.add(one);
    const found = resolve(one.collection.path);
    walking.delete(one);
    if (found.kind !== 'known' || !found.type || found.type.collection !== true) return undefined;
    const { collection: _, ...item } = found.type;
    return one.item ? item : found.type;
  }

  function typeOf(named: Named): ResourceType | null | undefined {
    const from = derived.get(named);
    return from ? derivedType(from) : named.type;
  }

  function resolve(path: string): Resolution {
    const [head, members] = splitPath(path);
    const named = find(head);
    if (!named)
      return head.startsWith('$')
        ? (resolveTrigger(head, flow.type) ?? resolveGlobal(globals, head, members))
        : { kind: 'unknown-name', head };
    const type = typeOf(named);
    // `[$EachItem]` stands for each item of a collection.
    const [ofHead = false, ...items] = path.split('.').map((segment) => segment.includes('['));
    if (!type) return { kind: 'known', named, type: members.length === 0 ? type : undefined };
    const first = ofHead ? itemOf(type) : type;
    return members.length === 0
      ? { kind: 'known', named, type: first }
      : resolveMembers(head, first, members, { named, objects, items });
  }

  // One misspelt name may stand in many places.
  const near = new Map<string, string | undefined>();
  let declaredNames: readonly string[] | undefined;
  const candidates = (): readonly string[] => {
    declaredNames ??= [...byName.values()].map((named) => named.name);
    return declaredNames;
  };

  const scope: Scope<EvaluationContext> = {
    resolve(path) {
      const found = resolve(path);
      return found.kind === 'known' ? { type: found.type ?? JSON_TYPE, read: () => null } : undefined;
    },
  };
  return {
    declared,
    find,
    resolve,
    nearest: (name) => {
      if (!near.has(name)) near.set(name, nearest(name, candidates()));
      const found = near.get(name);
      return found === undefined ? undefined : find(found);
    },
    scope,
  };
}

function itemOf({ collection: _, ...item }: ResourceType): ResourceType {
  return item;
}

interface Members {
  readonly named?: Named;
  readonly objects?: ObjectShapes | undefined;
  /** Which members are followed by `[$EachItem]`. */
  readonly items?: readonly boolean[];
}

function resolveMembers(
  owner: string,
  type: ResourceType,
  members: readonly string[],
  { named, objects, items = [] }: Members = {},
): Resolution {
  let at = type;
  let path = owner;
  for (const [index, member] of members.entries()) {
    const next = typeAt(at, [member], objects);
    if (next === undefined) {
      const known = (at.of === undefined ? undefined : objects?.(at.of)?.fieldNames) ?? Object.keys(at.fields ?? {});
      return { kind: 'unknown-member', owner: path, member, members: known };
    }
    at = items[index] === true ? itemOf(next) : next;
    path = `${path}.${member}`;
  }
  return {
    kind: 'known',
    ...(named ? { named } : {}),
    type: at.dataType === 'JSON' && at.collection !== true ? undefined : at,
  };
}

/** What only flows without a person have; nothing of it is known before the run. */
function resolveTrigger(head: string, flowType: string): Resolution | undefined {
  const wanted = head.toLowerCase();
  const triggered = flowType !== 'Screen Flow' && TRIGGER_GLOBALS.some((name) => name.toLowerCase() === wanted);
  return triggered ? { kind: 'known', type: undefined } : undefined;
}

function resourcesOf(flow: Flow): readonly Named[] {
  return [
    ...flow.variables.map((one) => ({ ...one, what: 'variable' })),
    ...flow.constants.map((one) => ({ ...one, what: 'constant' })),
    ...flow.formulas.map((one) => ({ ...one, what: 'formula' })),
    ...flow.textTemplates.map((one) => ({ ...one, what: 'text template', type: { dataType: 'Text' } as const })),
    ...flow.choices.map((one) => ({ ...one, what: 'choice', type: { dataType: one.dataType } })),
    ...flow.choiceSets.map((one) => ({ ...one, what: 'choice set', type: { dataType: one.dataType } })),
    ...flow.stages.map((one) => ({ ...one, what: 'stage', type: { dataType: 'Text' } as const })),
  ];
}

function elementNamesOf(flow: Flow, flows: ReadonlyMap<string, Flow> | undefined): readonly Named[] {
  const variables = new Set(flow.variables.map(({ name }) => name.toLowerCase()));
  const names: Named[] = flow.unsupported.map(({ name, kind, place }) => ({
    name,
    what: kind,
    place,
    type: undefined,
  }));
  if (flow.trigger) {
    const { place } = flow.trigger;
    const type = recordTypeOf(flow.trigger);
    names.push({ name: RECORD, what: 'record', place, type });
    names.push({ name: PRIOR_RECORD, what: 'record before the save', place, type });
  }
  for (const element of flow.elements) {
    const declared = elementDefinition(element).declares?.(element, (name) => signatureOf(flows?.get(name))) ?? [];
    if (element.type === 'screen') names.push(...valuelessFields(element.fields));
    names.push(...declared.map(({ name, what, place, type }: Declared) => ({ name, what, place, type })));
    // A variable that is there already may take the items.
    for (const { name, what, place, hidden } of derivedOf(element))
      if (hidden !== true && name !== element.name && !variables.has(name.toLowerCase()))
        names.push({ name, what, place, type: undefined });
    if (!declared.some((one) => one.place === element.place)) {
      // A loop without a variable is its current item; its type shows when the collection's is asked for.
      const derives = derivedOf(element).some((one) => one.name === element.name);
      names.push({ name: element.name, what: element.type, place: element.place, type: derives ? undefined : null });
    }
  }
  return names;
}

function derivedOf(element: FlowElement): readonly Derived[] {
  return elementDefinition(element).derives?.(element) ?? [];
}

/** Fields without a value have a name all the same: display texts, sections. */
function* valuelessFields(fields: readonly ScreenField[]): Generator<Named> {
  for (const field of allFields(fields)) {
    // A record's field has no name but the reference to it.
    if (field.type !== 'recordField' && fieldValueType(field) === null)
      yield { name: field.name, what: 'screen field', place: field.place, type: null };
  }
}

function signatureOf(flow: Flow | undefined): SubflowSignature | undefined {
  if (!flow) return undefined;
  const typesOf = (wanted: 'input' | 'output'): Readonly<Record<string, ResourceType>> =>
    Object.fromEntries(flow.variables.filter((one) => one[wanted]).map((one) => [one.name, one.type]));
  return { inputs: typesOf('input'), outputs: typesOf('output') };
}
