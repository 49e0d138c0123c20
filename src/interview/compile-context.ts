import {
  type CompileContext,
  END,
  type Next,
  type Read,
  type SubflowSignature,
  type Turn,
  type Write,
} from '../elements/define-element.ts';
import { FaultError, FlowrunError } from '../errors.ts';
import { compileFormula } from '../formula/index.ts';
import type { ConditionRow, Conditions } from '../model/conditions.ts';
import type { Connector } from '../model/elements.ts';
import type { Expression, Formula, JsonExpression, Reference, Template } from '../model/expression.ts';
import type { Flow } from '../model/flow.ts';
import type { LoopCursor, RecordFilter } from '../model/interview.ts';
import type { Choice } from '../model/resources.ts';
import type { StandIn } from '../model/stand-in.ts';
import type { DataType, ResourceType, Value } from '../model/value.ts';
import { type ChoiceList, inputSlotName } from '../screens/define-field.ts';
import { allFields } from '../screens/index.ts';
import { behaves } from '../values/api-version.ts';
import { coerce } from '../values/coerce.ts';
import { compileComparison } from '../values/comparison.ts';
import { isFields, own, writePath } from '../values/fields.ts';
import { fitsOf } from '../values/fits.ts';
import { compileLogic, isLogicProblem, parseLogic } from '../values/logic.ts';
import type { ObjectShape } from '../values/shape.ts';
import { toText } from '../values/text.ts';
import { LOOP_SEES_CHANGES } from '../values/unverified.ts';
import { ASKING_OPERATORS } from './asking-operators.ts';
import { compileChoiceSet } from './choice-sets.ts';
import { compileFilter } from './compile-filter.ts';
import { type FlowScope, unknownReference } from './flow-scope.ts';
import { membersRead } from './members-read.ts';
import { pathsRead } from './paths-read.ts';
import { SCREEN_ROWS } from './screen-rows.ts';
import type { RunningTurn } from './turn.ts';

/** Types that name a day, and convert into each other. */
const DAYS: readonly DataType[] = ['Date', 'DateTime'];
const NULL: Read = () => null;
const ALWAYS: Read<boolean> = () => true;

/** What compiling a flow keeps besides its elements. */
export interface CompileEnvironment {
  readonly flow: Flow;
  readonly scope: FlowScope;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly observed: boolean;
  loopsInside(loop: string): readonly string[];
  subflow(name: string): SubflowSignature | undefined;
  object(name: string): ObjectShape | undefined;
  standIn(component: string): StandIn | undefined;
}

/** Binds everything an element may ask for, once. */
export function createCompileContext(environment: CompileEnvironment): CompileContext {
  const { flow, scope, indexOf, observed } = environment;
  /** Variables that a loop walks over: replacing one detaches the cursor. */
  const looped = loopedVariables(flow);

  const bind = (path: string): { type: ResourceType; read: Read } => {
    const bound = scope.resolve(path);
    if (!bound) throw unknownReference(path);
    return bound;
  };

  const formula = (node: Formula): Read => {
    const expected: ResourceType | undefined = node.type && {
      dataType: node.type,
      ...(node.scale === undefined ? {} : { scale: node.scale }),
    };
    const compiled = compileFormula<Turn>(node.text, scope, expected);
    return (turn) => {
      try {
        const value = compiled.evaluate(turn.settled ?? turn);
        if (observed) tell(turn, { kind: 'formula', flow: flow.name, text: node.text, value });
        return value;
      } catch (error) {
        // A formula that fails gives null, it does not fault (reference: formula-semantics 65); the trace says so.
        if (!(error instanceof FlowrunError)) throw error;
        if (observed)
          tell(turn, { kind: 'formula', flow: flow.name, text: node.text, value: null, error: error.message });
        return null;
      }
    };
  };

  const readers: { readonly [K in Expression['kind']]: (node: Extract<Expression, { kind: K }>) => Read } = {
    reference: (node) => bind(node.path).read,
    literal:
      ({ value }) =>
      () =>
        value,
    template: (node) => text(node),
    formula,
    none: () => NULL,
    opaque: () => NULL,
  };
  const read = (node: Expression): Read => readers[node.kind](node as never);

  const typeOf = (node: Expression): ResourceType | undefined => {
    if (node.kind === 'reference') return scope.resolve(node.path)?.type;
    if (node.kind === 'literal') return { dataType: node.type };
    if (node.kind === 'template') return { dataType: 'Text' };
    return node.kind === 'formula' && node.type ? { dataType: node.type } : undefined;
  };

  const text = (template: Template): Read<string> => {
    const parts = template.parts.map((part): Read<string> => {
      if (typeof part === 'string') return () => part;
      const bound = bind(part.path);
      return (turn) => toText(bound.read(turn), bound.type, turn);
    });
    const [only] = parts;
    if (parts.length === 1 && only) return only;
    return (turn) => {
      let joined = '';
      for (const part of parts) joined += part(turn);
      return joined;
    };
  };

  const json = (node: JsonExpression): Read => {
    if (node.kind === 'object') {
      const entries = node.entries.map(({ key, value }) => [key, json(value)] as const);
      return (turn) => Object.fromEntries(entries.map(([key, value]) => [key, value(turn)]));
    }
    if (node.kind === 'list') {
      const items = node.items.map(json);
      return (turn) => items.map((item) => item(turn));
    }
    return read(node);
  };

  const writeVariable = (name: string): Write => {
    const slot = scope.slotOf(name);
    const plain: Write =
      looped.has(name.toLowerCase()) && !LOOP_SEES_CHANGES
        ? (turn, value) => {
            detachCursors(turn as RunningTurn, name, slot);
            turn.slots[slot] = value;
          }
        : (turn, value) => {
            turn.slots[slot] = value;
          };
    if (!observed) return plain;
    return (turn, value) => {
      plain(turn, value);
      // A listener may keep what it hears: from here on the list may not change in place.
      if (Array.isArray(value)) turn.owned.delete(value);
      tell(turn, { kind: 'write', flow: flow.name, name, value });
    };
  };

  const write = (target: Reference): Write => {
    const found = scope.find(target.path);
    if (!found || found.resource.slot === null) {
      if (target.path.startsWith('$')) return refusal(target.path);
      throw unknownReference(target.path);
    }
    const { resource, rest } = found;
    const store = writeVariable(resource.name);
    if (rest.length > 0) return (turn, value) => store(turn, writePath(resource.read(turn), rest, value));
    const { type } = resource;
    // A list comes from a resource or from this turn, item by item: looking through it at every `add` would be quadratic.
    const fits = type.collection === true ? (value: Value) => Array.isArray(value) : fitsOf(type);
    return (turn, value) => store(turn, fits(value) ? value : coerce(value, type, resource.name, turn.timeZone));
  };

  const test = (conditions: Conditions): Read<boolean> => {
    if (conditions.kind === 'formula') {
      const holds = formula(conditions.formula);
      return (turn) => holds(turn) === true;
    }
    if (conditions.rows.length === 0) return ALWAYS;
    const rows = conditions.rows.map(compileRow);
    const [only] = rows;
    const logic = parseLogic(conditions.logic, rows.length);
    if (isLogicProblem(logic)) throw new FlowrunError('INVALID_DEFINITION', `condition logic: ${logic.message}`);
    return rows.length === 1 && only && logic.kind === 'row' ? only : compileLogic(logic, rows);
  };

  const compileRow = (row: ConditionRow): Read<boolean> => {
    const asking = ASKING_OPERATORS[row.operator];
    if (row.operator === 'isNull' && neverNull(row.left)) {
      const asked = read(row.right);
      return (turn) => asked(turn) === false;
    }
    if (!asking) return compileComparison(row.operator, read(row.left), comparable(row));
    const choice: Read = (turn) => scope.resolve(row.left.path)?.read(turn) ?? null;
    const holds = asking({ row, flow, scope, choice });
    const right = read(row.right);
    return (turn) => holds(turn) === (right(turn) !== false);
  };

  /** Before API version 64 a checkbox that was not shown is no different from one that is not ticked. */
  const neverNull = ({ path }: Reference): boolean =>
    !behaves(flow.apiVersion, 'nullBooleanFields') &&
    scope.find(path)?.resource.type.dataType === 'Boolean' &&
    isScreenField(flow, path);

  /** The right side of a row; a Date and a DateTime are compared as what stands on the left. */
  const comparable = ({ left, right }: ConditionRow): Read => {
    const plain = read(right);
    const [to, from] = [typeOf(left), typeOf(right)];
    if (!to || !from || to.collection === true || from.collection === true || to.dataType === from.dataType)
      return plain;
    if (!DAYS.includes(to.dataType) || !DAYS.includes(from.dataType)) return plain;
    return (turn) => coerce(plain(turn), to, left.path, turn.timeZone);
  };

  const filter = (conditions: Conditions): Read<RecordFilter | null> => compileFilter(conditions, read);

  const to = (connector: Connector | undefined): Next => {
    if (!connector) return END;
    return indexOf.get(connector.to.toLowerCase()) ?? END;
  };

  const rows = (name: string): Read<readonly Value[] | null> => {
    const slot = scope.find(SCREEN_ROWS)?.resource.slot ?? -1;
    return (turn) => {
      const kept = turn.slots[slot];
      const list = isFields(kept) ? own(kept, name) : undefined;
      return Array.isArray(list) ? list : null;
    };
  };

  let members: ReadonlyMap<string, readonly string[]> | undefined;
  const membersOf = (name: string): readonly string[] => {
    members ??= membersRead(flow);
    return members.get(name.toLowerCase()) ?? [];
  };

  const choices = (reference: Reference): ChoiceList<Turn> => {
    const name = reference.path.toLowerCase();
    const choice = flow.choices.find((candidate) => candidate.name.toLowerCase() === name);
    if (choice) {
      const label = text(choice.label);
      const own = choice.value ? read(choice.value) : label;
      const list = [{ key: choice.name, label, own, value: choiceValue(choice, scope, { read, text }) }];
      const { name: key, place, input } = choice;
      return { read: () => list, ...(input ? { inputs: [{ name: key, place, ...input }] } : {}) };
    }
    const set = flow.choiceSets.find((candidate) => candidate.name.toLowerCase() === name);
    if (!set) throw unknownReference(reference.path);
    return compileChoiceSet(set, scope, { filter, object: environment.object, rows, write });
  };

  return {
    flow,
    read,
    typeOf,
    text,
    json,
    write,
    slotOf: (name) => scope.slotOf(name),
    store: writeVariable,
    test,
    filter,
    pathsRead: pathsRead(flow),
    object: environment.object,
    standIn: environment.standIn,
    rows,
    keepRows: (turn, kept) => {
      const slot = scope.find(SCREEN_ROWS)?.resource.slot;
      if (slot !== undefined && slot !== null) turn.slots[slot] = kept ?? undefined;
    },
    membersOf,
    to,
    choices,
    loopsInside: environment.loopsInside,
    subflow: environment.subflow,
  };
}

/** The value of a choice: what was typed under it where that is allowed, else its own (reference: flow-semantics 2). */
export function choiceValue(
  choice: Choice,
  scope: FlowScope,
  { read, text }: Pick<CompileContext, 'read' | 'text'>,
): Read {
  const value: Read = choice.value ? read(choice.value) : text(choice.label);
  if (!choice.input) return value;
  const slot = scope.slotOf(inputSlotName(choice.name));
  return (turn) => turn.slots[slot] || value(turn);
}

/** `$Output.Prompt` and its like: globals that this version cannot set fail where they are assigned, never in silence. */
function refusal(path: string): Write {
  return () => {
    throw new FaultError({ code: 'UNSUPPORTED', message: `${path} cannot be assigned in this version of flowrun.` });
  };
}

function isScreenField(flow: Flow, name: string): boolean {
  return flow.elements.some(
    (element) =>
      element.type === 'screen' &&
      allFields(element.fields).some((field) => field.name.toLowerCase() === name.toLowerCase()),
  );
}

function loopedVariables(flow: Flow): ReadonlySet<string> {
  return new Set(
    flow.elements.flatMap((element) => (element.type === 'loop' ? [element.collection.path.toLowerCase()] : [])),
  );
}

function tell(turn: Turn, happening: Parameters<NonNullable<RunningTurn['observe']>>[0]): void {
  (turn as RunningTurn).observe?.(happening);
}

/**
 * A loop walks over the collection as it was: before the variable is replaced, every cursor that names it takes the items
 * with it, those in the visits that Previous may go back to as well (reference: core 5, rule 4).
 */
function detachCursors(turn: RunningTurn, variable: string, slot: number): void {
  const items = turn.slots[slot];
  const list: readonly Value[] = Array.isArray(items) ? items : [];
  const detach = (cursors: Readonly<Record<string, LoopCursor>>): Record<string, LoopCursor> | null => {
    let changed: Record<string, LoopCursor> | null = null;
    for (const [loop, cursor] of Object.entries(cursors)) {
      if ('of' in cursor.items && cursor.items.of.toLowerCase() === variable.toLowerCase()) {
        changed ??= { ...cursors };
        changed[loop] = { next: cursor.next, items: list };
      }
    }
    return changed;
  };
  turn.loops = detach(turn.loops) ?? turn.loops;
  turn.visited = turn.visited.map((visit) => {
    const cursors = visit.loops[turn.frame];
    const changed = cursors && detach(cursors);
    return changed ? { ...visit, loops: { ...visit.loops, [turn.frame]: changed } } : visit;
  });
}
