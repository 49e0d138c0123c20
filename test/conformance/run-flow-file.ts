import { walkExpressions } from '../../src/definition/walk.ts';
import { InvalidDefinitionError } from '../../src/errors.ts';
import {
  compileFlow,
  isOver,
  type Program,
  resumeInterview,
  startInterview,
  viewScreen,
} from '../../src/interview/index.ts';
import { membersRead } from '../../src/interview/members-read.ts';
import { pathsIn } from '../../src/interview/paths-read.ts';
import type { Flow } from '../../src/model/flow.ts';
import type {
  ChoiceView,
  Draft,
  Effect,
  EffectKind,
  EffectOf,
  FieldView,
  FlowEvent,
  Interview,
  RecordQuery,
  RecordTrigger,
  ScreenView,
} from '../../src/model/interview.ts';
import type { ResourceType, Value, Values } from '../../src/model/value.ts';
import type { ObjectShape } from '../../src/values/shape.ts';

/**
 * Runs a real flow to its end without anybody: screens are filled in, records are found, actions and callouts answer. What
 * an org would have to give is made up by type; each try makes it up another way, so that a menu is left sooner or later.
 */

export type Outcome = { readonly ended: true } | { readonly ended: false; readonly why: string };

/** How often a flow is tried, and for how long each time. */
const TRIES = 60;
const MOST_EFFECTS = 150;
const STARTED_AT = Date.UTC(2026, 5, 15, 9);
const ID = '001000000000042AAA';

/** What the world around a run is like: a number that picks among possible answers. */
interface World {
  /** Texts and truths that conditions of the flow compare with: what leads from menus to their ends. */
  readonly words: readonly Value[];
  /** What is known of objects. */
  readonly object: (name: string) => ObjectShape | undefined;
  /** The attributes that the flow reads of each of its names. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly pick: (choices: number) => number;
  readonly at: number;
}

/** Runs a flow until one try comes to its end. */
export function runToEnd(flow: Flow, around: Parameters<typeof compileFlow>[1]): Outcome {
  let why: string | null = null;
  let program: Program;
  try {
    program = compileFlow(flow, around);
  } catch (error) {
    return { ended: false, why: `does not compile: ${messageOf(error)}` };
  }
  const known = {
    words: wordsOf(flow),
    members: membersRead(flow),
    object: (name: string) => around.object?.(name),
  };
  for (let seed = 0; seed < TRIES; seed += 1) {
    try {
      const outcome = tryOnce(program, flow, worldOf(seed, known));
      if (outcome.ended) return outcome;
      // The plainest world tells most.
      why ??= outcome.why;
    } catch (error) {
      why ??= messageOf(error);
    }
  }
  return { ended: false, why: why ?? 'it never came to an end' };
}

function messageOf(error: unknown): string {
  if (error instanceof InvalidDefinitionError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** The first world is the plainest: first choices, records found, no errors. */
function worldOf(seed: number, known: Omit<World, 'pick' | 'at'>): World {
  let state = seed * 2_654_435_761;
  return {
    ...known,
    at: STARTED_AT,
    pick: (choices) => {
      if (seed === 0 || choices < 2) return 0;
      state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + seed) >>> 0;
      return state % choices;
    },
  };
}

function tryOnce(program: Program, flow: Flow, world: World): Outcome {
  const context = { id: 'run', user: 'user', locale: 'en-US', timeZone: 'UTC', startedAt: world.at };
  const trigger = triggerOf(flow, world);
  let interview = startInterview(program, inputsOf(flow), trigger ? { ...context, trigger } : context, {
    budget: 20_000,
  });
  for (let step = 0; !isOver(interview); step += 1) {
    if (step > MOST_EFFECTS) return { ended: false, why: `goes round at ${placeOf(interview.pending)}` };
    interview = resumeInterview(program, interview, answer(program, interview, world), { budget: 20_000 });
  }
  const { pending } = interview;
  if (pending.kind === 'finished') return { ended: true };
  if (pending.kind !== 'failed') return { ended: false, why: pending.kind };
  // The flow itself refuses: that is how it ends.
  if (pending.fault.code === 'CUSTOM_ERROR') return { ended: true };
  const { code, message, element } = pending.fault;
  return { ended: false, why: `${code} at ${element ?? '?'}: ${message}` };
}

function placeOf(effect: Effect): string {
  return 'element' in effect ? effect.element : effect.kind;
}

type Said = {
  readonly [K in FlowEvent['kind']]: Omit<Extract<FlowEvent, { kind: K }>, 'answers' | 'at'>;
}[FlowEvent['kind']];
type Answers = {
  readonly [K in EffectKind]: (effect: EffectOf<K>, world: World, program: Program, interview: Interview) => Said;
};

const ANSWERS: Answers = {
  screen: (effect, world, program, interview) =>
    fillIn(effect, world, (draft) => viewScreen(program, interview, draft, world.at)),
  callout: (_effect, world) => ({
    kind: 'responded',
    status: [200, 201, 404][world.pick(3)] ?? 200,
    headers: {},
    body: { id: ID },
  }),
  query: ({ queries }, world) => ({
    kind: 'rows',
    rows: queries.map((query) =>
      Array.from({ length: [1, 0, 2][world.pick(3)] ?? 1 }, (_, index) => recordOf(query, index, world)),
    ),
  }),
  save: ({ records }, world) => {
    const ids = (records ?? [{}]).map((_, index) => idOf(index));
    return world.pick(6) === 5
      ? { kind: 'failed', fault: { code: 'REFUSED', message: 'It was refused.' } }
      : { kind: 'saved', ids, count: ids.length };
  },
  action: (effect, world, program) =>
    world.pick(6) === 5
      ? { kind: 'failed', fault: { code: 'REFUSED', message: 'It was refused.' } }
      : { kind: 'acted', outputs: outputsOf(effect, world, program) },
  wait: ({ until }, world) => ({ kind: 'woke', name: until[world.pick(until.length)]?.name ?? '', payload: {} }),
  commit: () => ({ kind: 'done' }),
  rollback: () => ({ kind: 'done' }),
  stopped: () => ({ kind: 'done' }),
  finished: () => ({ kind: 'done' }),
  failed: () => ({ kind: 'done' }),
};

function answer(program: Program, interview: Interview, world: World): FlowEvent {
  const { pending } = interview;
  if (pending.kind === 'stopped') throw new RangeError(`goes round at ${pending.element} without an effect`);
  // Each entry takes the effects of its own kind only, and is only ever given those.
  const said = ANSWERS[pending.kind](pending as never, world, program, interview);
  return { ...said, answers: pending.id, at: world.at } as FlowEvent;
}

function recordOf({ object, fields }: RecordQuery, index: number, world: World): Values {
  const shape = world.object(object);
  const record: Record<string, Value> = { Id: idOf(index), Name: `${object} ${index}` };
  for (const field of fields ?? shape?.fieldNames ?? []) {
    if (record[field] !== undefined) continue;
    const type = shape?.field(field);
    record[field] = type && type.dataType !== 'JSON' ? sampleOf(type) : wordOf(world);
  }
  return record;
}

/** What an action gives: by the names that its element takes outputs by, and those that the flow reads of it. */
function outputsOf(effect: EffectOf<'action'>, world: World, program: Program): Values {
  const element = program.flows.get(effect.flow)?.flow.elements.find(({ name }) => name === effect.element);
  const rows = element?.type === 'action' && element.outputs.kind === 'map' ? element.outputs.rows : [];
  const typed = rows.map(({ name, target }): [string, Value] => {
    const variable = program.flow.variables.find((one) => one.name.toLowerCase() === target.path.toLowerCase());
    return [name, variable ? outputFor(variable.type, world) : null];
  });
  const read = world.members.get(effect.element.toLowerCase()) ?? [];
  return Object.fromEntries([...read.map((name): [string, Value] => [name, null]), ...typed]);
}

function outputFor(type: ResourceType, world: World): Value {
  if (world.pick(3) === 1) return null;
  return type.collection !== true && type.dataType === 'Text' ? wordOf(world) : sampleOf(type);
}

function wordOf({ words, pick }: World): Value {
  const texts = words.filter((word) => typeof word === 'string');
  return texts[pick(texts.length)] ?? 'Text';
}

/** The literals on the right of every condition. */
function wordsOf(flow: Flow): readonly Value[] {
  const words = new Set<Value>();
  for (const { expression, path } of walkExpressions(flow))
    if (expression.kind === 'literal' && path.at(-1) === 'right') words.add(expression.value);
  return [...words];
}

function idOf(index: number): string {
  return `00100000000${String(4200 + index)}AAA`;
}

/** Entries that a control may take, from the plainest on; the first that is not refused stays. */
function entriesFor(field: FieldView, world: World): readonly Value[] {
  const choices = rotated(field.choices ?? [], world).map(({ key }: ChoiceView): Value => key);
  const rows = (field.table?.rows ?? []).map(({ key }) => key);
  const words = world.words.filter((word) => typeof word === 'string');
  const texts: readonly Value[] = [
    ...(world.pick(2) === 1 ? rotated(words, world) : []),
    'Text',
    'user@example.com',
    'https://example.com',
    '5550100',
    '00000',
    ID,
    '1',
    '12',
  ];
  const entries: { readonly [C in FieldView['control']]?: readonly Value[] } = {
    text: texts,
    longText: texts,
    secret: texts,
    number: ['1', '10', '100', '0', '2026', '-1'],
    date: ['2026-06-16', '2026-06-15', '2026-06-01', '2027-01-31', '1990-01-31'],
    time: ['10:00'],
    dateTime: ['2026-06-16 10:00', '2026-06-01 10:00', '2027-01-31 10:00'],
    toggle: rotated([true, false], world),
    slider: [field.slider?.min ?? '0', field.slider?.higher ?? '1'],
    chooseOne: choices,
    chooseMany: [choices.slice(0, 1), choices],
    table: [rows.slice(0, 1), rows],
    file: [['file.pdf'], 'file.pdf'],
  };
  return entries[field.control] ?? [];
}

function rotated<T>(list: readonly T[], world: World): readonly T[] {
  const at = world.pick(list.length);
  return [...list.slice(at), ...list.slice(0, at)];
}

/** Fills a screen in until Next is accepted, and presses it. */
function fillIn({ draft: first }: EffectOf<'screen'>, world: World, view: (draft: Draft) => ScreenView): Said {
  let draft: Draft = first;
  for (const field of fieldsOf(view(draft).fields)) {
    // Now and then what is not required as well: other paths hang on it.
    const wanted = field.control === 'chooseOne' ? field.raw === null || world.pick(2) === 1 : world.pick(3) === 2;
    const [entry] = wanted && field.visible && !field.readOnly ? entriesFor(field, world) : [];
    if (entry !== undefined) draft = { ...draft, [field.name]: entry };
  }
  for (let round = 0; round < 4 && !view(draft).canProceed; round += 1) {
    for (const { name } of fieldsOf(view(draft).fields).filter(({ error }) => error !== null)) {
      const now = fieldsOf(view(draft).fields).find((field) => field.name === name);
      if (!now || now.error === null) continue;
      for (const entry of entriesFor(now, world)) {
        const tried = { ...draft, [name]: entry };
        const refused = fieldsOf(view(tried).fields).some((field) => field.name === name && field.error !== null);
        if (refused) continue;
        draft = tried;
        break;
      }
    }
  }
  const shown = view(draft);
  const verb = shown.verbs.find((one) => one === 'next' || one === 'finish');
  if (verb === undefined) throw new RangeError(`the screen ${shown.element} has no button that goes forward`);
  if (!shown.canProceed) {
    const refused = fieldsOf(shown.fields).filter(({ error }) => error !== null);
    const said = refused.map(({ name, type, error }) => `${name} (${type}): ${error}`);
    throw new RangeError(`the screen ${shown.element} refuses ${said.join('; ')}`);
  }
  return { kind: 'answered', verb, draft };
}

function fieldsOf(fields: readonly FieldView[]): readonly FieldView[] {
  return fields.flatMap((field) => [field, ...(field.columns ?? []).flatMap((column) => fieldsOf(column.fields))]);
}

function inputsOf(flow: Flow): Record<string, Value> {
  return Object.fromEntries(
    flow.variables.filter(({ input }) => input).map(({ name, type }) => [name, sampleOf(type)]),
  );
}

function sampleOf(type: ResourceType): Value {
  if (type.collection === true) return [sampleOf({ ...type, collection: false })];
  const samples: { readonly [T in ResourceType['dataType']]: Value } = {
    Text: 'Text',
    Number: 1,
    Currency: 1,
    Boolean: true,
    Date: '2026-06-15',
    DateTime: '2026-06-15T09:00:00.000Z',
    Time: '10:00:00.000Z',
    Picklist: 'Text',
    Multipicklist: 'Text',
    Record: { Id: ID, Name: 'Name' },
    Apex: {},
    JSON: null,
  };
  return samples[type.dataType];
}

/** A record that the entry conditions let in where they are plain, with something in every field that the flow reads. */
function triggerOf(flow: Flow, world: World): RecordTrigger | null {
  const { trigger } = flow;
  if (!trigger?.object) return null;
  const record: Record<string, Value> = { Id: ID };
  for (const path of pathsIn(flow)) {
    const [head = '', field, more] = path.split('.');
    if (head.toLowerCase().startsWith('$record') && field !== undefined && more === undefined && field !== 'Id')
      record[field] = world.pick(2) === 1 ? null : 'Text';
  }
  const rows = trigger.where?.kind === 'rows' ? trigger.where.rows : [];
  for (const { left, operator, right } of rows) {
    if (operator === 'equalTo' && right.kind === 'literal') record[left.path] = right.value;
  }
  const isDelete = trigger.type === 'RecordBeforeDelete';
  const isUpdate = isDelete || trigger.when === 'Update';
  const operation = isDelete ? 'delete' : isUpdate ? 'update' : 'create';
  const path = flow.start ? {} : { path: trigger.scheduledPaths[0]?.name ?? '' };
  return { operation, record, prior: isUpdate ? { ...record } : null, ...path };
}
