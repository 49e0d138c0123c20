import type { Derived, SubflowSignature, Turn } from '../elements/define-element.ts';
import { elementDefinition } from '../elements/index.ts';
import { PRIOR_RECORD, RECORD, recordTypeOf } from '../elements/start.ts';
import { InternalError, UsageError } from '../errors.ts';
import type { Flow } from '../model/flow.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { inputSlotName } from '../screens/define-field.ts';
import { readPath } from '../values/fields.ts';
import { escapeKey } from '../values/json.ts';
import type { Bound, Scope } from '../values/scope.ts';
import { typeAt } from '../values/shape.ts';
import { elementsAskedBy, failedName, visitedName } from './asking-operators.ts';
import { machineGlobal } from './globals.ts';
import type { Surroundings } from './program.ts';
import { needsRows, SCREEN_ROWS } from './screen-rows.ts';
import type { RunningTurn } from './turn.ts';

/** A name of the flow's one namespace: how it is read, and the name under which a variable is stored. */
export interface Resource {
  readonly name: string;
  readonly type: ResourceType;
  readonly read: (turn: Turn) => Value;
  /** Its slot in the frame's variables, so that it can be written; null = computed. */
  readonly slot: number | null;
}

const JSON_TYPE: ResourceType = { dataType: 'JSON' };

/** What a flow may set of `$Flow`; a stage stands there by its label, as merge fields show it (reference: flow-semantics 11). */
export const ASSIGNABLE_GLOBALS: Readonly<Record<string, ResourceType>> = {
  '$Flow.CurrentStage': { dataType: 'Text' },
  '$Flow.ActiveStages': { dataType: 'Text', collection: true },
  '$Flow.CurrentRecord': { dataType: 'Text' },
};

/** How the resources that are computed (constants, formulas, templates, choices) are read; given by the compiler. */
export type Computed = (name: string) => ((turn: Turn) => Value) | undefined;

/** The flow's namespace and the global variables as a scope. Names are case-insensitive; the declaration's spelling is stored. */
export class FlowScope implements Scope<Turn> {
  private readonly resources = new Map<string, Resource>();
  private readonly surroundings: Surroundings;
  /** Names of the stored resources by slot. */
  readonly slots: string[] = [];

  constructor(
    flow: Flow,
    surroundings: Surroundings,
    subflow: (name: string) => SubflowSignature | undefined,
    computed: Computed,
  ) {
    this.surroundings = surroundings;
    const stored = (name: string, type: ResourceType): void => {
      // A field of an element that is not run may carry the name of one that is: one name, one slot.
      const slot = this.resources.get(name.toLowerCase())?.slot ?? this.slots.push(name) - 1;
      this.add({ name, type, read: (turn) => turn.slots[slot] ?? null, slot });
    };
    for (const variable of flow.variables) stored(variable.name, variable.type);
    for (const element of flow.elements) {
      for (const declared of elementDefinition(element).declares?.(element, subflow) ?? [])
        stored(declared.name, declared.type);
    }
    this.derive(
      flow.elements.flatMap((element) => elementDefinition(element).derives?.(element) ?? []),
      stored,
    );
    for (const [name, type] of Object.entries(ASSIGNABLE_GLOBALS)) stored(name, type);
    if (flow.trigger) {
      const type = recordTypeOf(flow.trigger);
      for (const name of [RECORD, PRIOR_RECORD]) stored(name, type);
    }
    for (const element of elementsAskedBy(flow, 'wasVisited')) stored(visitedName(element), { dataType: 'Boolean' });
    for (const element of elementsAskedBy(flow, 'hasError')) stored(failedName(element), { dataType: 'Boolean' });
    for (const choice of flow.choices) if (choice.input) stored(inputSlotName(choice.name), { dataType: 'Text' });
    if (needsRows(flow)) stored(SCREEN_ROWS, JSON_TYPE);
    // What this version cannot run still has a name: the flow compiles, and fails when it gets there.
    for (const { name } of flow.unsupported) stored(name, JSON_TYPE);
    for (const [name, type] of computedResources(flow)) {
      this.add({ name, type, read: (turn) => computed(name)?.(turn) ?? null, slot: null });
    }
    this.nameElements(flow);
  }

  /** An element that gives no value is null where a flow takes it for one, as in an org. */
  private nameElements(flow: Flow): void {
    for (const { name } of flow.elements)
      if (!this.resources.has(name.toLowerCase())) this.add({ name, type: JSON_TYPE, read: () => null, slot: null });
  }

  /** After everything they may be made of; one may be made of another, wherever that stands in the file. */
  private derive(all: readonly Derived[], stored: (name: string, type: ResourceType) => void): void {
    let open = all.filter(({ name }) => !this.resources.has(name.toLowerCase()));
    for (let left = open.length + 1; open.length > 0 && open.length < left; ) {
      left = open.length;
      open = open.filter(({ name, collection, item }) => {
        const type = this.resolve(collection.path)?.type;
        if (type) stored(name, { ...withoutCollection(type), ...(item ? {} : { collection: true }) });
        return !type;
      });
    }
    for (const { name, item } of open) stored(name, item ? JSON_TYPE : { ...JSON_TYPE, collection: true });
  }

  private add(resource: Resource): void {
    this.resources.set(resource.name.toLowerCase(), resource);
  }

  /** The slot of a stored resource. @throws InternalError where nothing of this name is stored. */
  slotOf(name: string): number {
    const slot = this.resources.get(name.toLowerCase())?.slot ?? null;
    if (slot === null) throw new InternalError(`${name} has no slot`);
    return slot;
  }

  /** The resource a path begins with, and the rest of the path. */
  find(path: string): { resource: Resource; rest: readonly string[] } | undefined {
    const own = this.resources.get(path.toLowerCase());
    if (own) return { resource: own, rest: [] };
    // `A[$EachItem].B[$EachItem].C` begins with an item of B, which is kept under the path that leads to it.
    const item = path.lastIndexOf(']') + 1;
    const [head = '', ...fields] =
      item > 0
        ? [
            path.slice(0, item),
            ...path
              .slice(item + 1)
              .split('.')
              .filter(Boolean),
          ]
        : path.split('.');
    // A JSON key such as `$ref` is kept as `$$ref`, so that no reply can pose as an exact number.
    const rest = fields.map(escapeKey);
    const resource = this.resources.get(head.toLowerCase());
    return resource && { resource, rest };
  }

  resolve(path: string): Bound<Turn> | undefined {
    const found = this.find(path);
    if (!found) return path.startsWith('$') ? this.global(path) : undefined;
    const { resource, rest } = found;
    if (rest.length === 0) return { type: resource.type, read: resource.read };
    const type = typeAt(resource.type, rest, (name) => this.surroundings.object?.(name)) ?? JSON_TYPE;
    return { type, read: (turn) => readPath(resource.read(turn), rest) };
  }

  private global(path: string): Bound<Turn> | undefined {
    const [family = '', ...members] = path.split('.');
    const own = machineGlobal(family, members.join('.'));
    if (own !== undefined) return own ?? undefined;
    const { surroundings } = this;
    const read = (turn: Turn): Value =>
      surroundings.global([family, ...members], (turn as RunningTurn).interview.context);
    return { type: surroundings.globalType?.([family, ...members]) ?? JSON_TYPE, read };
  }
}

function withoutCollection({ collection: _, ...item }: ResourceType): ResourceType {
  return item;
}

function* computedResources(flow: Flow): Iterable<readonly [string, ResourceType]> {
  for (const constant of flow.constants) yield [constant.name, constant.type];
  for (const formula of flow.formulas) yield [formula.name, formula.type];
  for (const template of flow.textTemplates) yield [template.name, { dataType: 'Text' }];
  for (const choice of flow.choices) yield [choice.name, { dataType: choice.dataType }];
  for (const set of flow.choiceSets) yield [set.name, { dataType: set.dataType }];
  for (const stage of flow.stages) yield [stage.name, { dataType: 'Text' }];
}

/** What a flow takes and gives, for its callers. */
export function signatureOf(flow: Flow): SubflowSignature {
  const typesOf = (wanted: 'input' | 'output'): Record<string, ResourceType> =>
    Object.fromEntries(
      flow.variables.filter((variable) => variable[wanted]).map((variable) => [variable.name, variable.type]),
    );
  return { inputs: typesOf('input'), outputs: typesOf('output') };
}

/** The error for a name that does not exist: only reached by programs that skip validation. */
export function unknownReference(path: string): UsageError {
  return new UsageError(
    `there is no resource named ${path}`,
    'validate the flow: it says where, and what you may have meant',
  );
}
