import { flowDocumentFromXml } from '../metadata/import-flow.ts';
import { CONNECTOR } from '../metadata/run-order.ts';
import { branch, childOf, childrenOf, leaf, textOf, type XmlElement } from '../metadata/xml.ts';
import { metadataXml } from '../metadata/xml-writer.ts';
import { type Migration, NEW_API_VERSION, type Obstacle } from './migration.ts';
import { asNewFlow } from './new-flow.ts';

/**
 * A process of Process Builder (`processType` Workflow) as a record-triggered flow that runs after the save. Its record
 * variables become `$Record` and `$Record__Prior`; what the builder added around them (a start time, decisions that ask
 * whether a field has changed, coordinates) goes where it is not needed. Everything else stays element by element, so that
 * the same is done to the same records.
 */
export function migrateProcess(root: XmlElement, name: string): Migration {
  const subject = `the process ${name}`;
  const said = processValues(root);
  const obstacles = obstaclesOf(root, said);
  const result = { name: `${name}_Flow`, subject, obstacles };
  if (obstacles.length > 0) return { ...result, document: null };
  const renamed = withRecords(root, said);
  const bare = withoutStartTime(withoutChangeDecisions(renamed));
  const flow = recordTriggered(bare, said);
  const { document } = flowDocumentFromXml(metadataXml(flow), name);
  return { ...result, document: document && asNewFlow(document) };
}

/** Whether a flow is a process of Process Builder. */
export function isProcess(root: XmlElement): boolean {
  return root.name === 'Flow' && textOf(root, 'processType') === 'Workflow';
}

interface ProcessValues {
  readonly object: string | null;
  readonly trigger: string | null;
  readonly current: string;
  readonly old: string | null;
}

/** What the builder keeps in `processMetadataValues` of the process. */
function processValues(root: XmlElement): ProcessValues {
  const values = new Map(
    childrenOf(root, 'processMetadataValues').map((item) => {
      const value = childOf(item, 'value');
      return [textOf(item, 'name'), value?.children[0]?.text ?? null] as const;
    }),
  );
  return {
    object: values.get('ObjectType') ?? null,
    trigger: values.get('TriggerType') ?? null,
    current: values.get('ObjectVariable') ?? 'myVariable_current',
    old: values.get('OldObjectVariable') ?? null,
  };
}

/** `TriggerType` of a process, and the flow's `recordTriggerType`. */
const TRIGGERS: Readonly<Record<string, string>> = { onCreateOnly: 'Create', onAllChanges: 'CreateAndUpdate' };

function obstaclesOf(root: XmlElement, { object, trigger }: ProcessValues): readonly Obstacle[] {
  const obstacles: Obstacle[] = [];
  const refuse = (message: string, { place }: XmlElement, suggestion: string): void => {
    obstacles.push({ message, place: { start: place.start, end: Math.min(place.end, place.start + 1) }, suggestion });
  };
  if (object === null)
    refuse('the process does not say which object it is for', root, 'open it in Process Builder and save it');
  if (trigger === null || !TRIGGERS[trigger]) {
    refuse(
      `the process is started by ${trigger ?? 'something that it does not say'}, not by a record that is created or updated`,
      root,
      'make a flow that a platform event starts, or one that is called',
    );
  }
  for (const wait of childrenOf(root, 'waits')) {
    refuse(
      `${textOf(wait, 'name') ?? 'a wait'} holds scheduled actions, which a flow has as scheduled paths of its start`,
      wait,
      'add a scheduled path with the same time, and its actions below it',
    );
  }
  for (const action of childrenOf(root, 'actionCalls')) {
    if (textOf(action, 'actionType') !== 'processInvocable' && textOf(action, 'actionType') !== 'invokeProcess')
      continue;
    refuse(
      `${textOf(action, 'name') ?? 'an action'} invokes another process`,
      action,
      'migrate that process to a flow first, and call it as a subflow',
    );
  }
  return obstacles;
}

/** Tags whose text is a reference. */
const REFERENCES = new Set([
  'elementReference',
  'leftValueReference',
  'assignToReference',
  'inputReference',
  'collectionReference',
  'outputReference',
  'assignRecordIdToReference',
]);

/** The tree with `$Record` in place of the variables, and without the builder's own notes. */
function withRecords(element: XmlElement, said: ProcessValues): XmlElement {
  const children = element.children
    .filter(({ name }) => name !== 'processMetadataValues')
    .map((child) => withRecords(child, said));
  if (children.length > 0 || element.children.length > 0) return { ...element, children };
  const text = REFERENCES.has(element.name) ? recordReference(element.text, said) : recordsInText(element.text, said);
  return { ...element, text };
}

function recordReference(path: string, { current, old }: ProcessValues): string {
  const [head = '', ...rest] = path.split('.');
  const record = head === current ? '$Record' : head === old ? '$Record__Prior' : head;
  return [record, ...rest].join('.');
}

function recordsInText(text: string, said: ProcessValues): string {
  return text.replaceAll(/(?<=\{!)\w+(?=[.}])/g, (head) => recordReference(head, said));
}

/** The target of a decision that leads to one place whatever it finds; null of any other. */
function onlyTarget(decision: XmlElement): string | null {
  const connectors = [decision, ...childrenOf(decision, 'rules')].flatMap(({ children }) =>
    children.filter(({ name }) => CONNECTOR.test(name)),
  );
  const targets = new Set(connectors.map((connector) => textOf(connector, 'targetReference')));
  const [only = null] = targets;
  return targets.size === 1 ? only : null;
}

/**
 * Process Builder asks whether a field has changed by a decision before the one that needs it: there was an old record,
 * and its value is another. Where the answer is one of conditions that all have to hold, they hold these two instead.
 */
function withoutChangeDecisions(root: XmlElement): XmlElement {
  const asked = new Map<string, readonly XmlElement[]>();
  const dropped = new Map<XmlElement, string>();
  for (const decision of childrenOf(root, 'decisions')) {
    const [rule, ...others] = childrenOf(decision, 'rules');
    const target = onlyTarget(decision);
    if (!rule || others.length > 0 || target === null || textOf(rule, 'conditionLogic') !== 'and') continue;
    const conditions = childrenOf(rule, 'conditions');
    const name = textOf(rule, 'name') ?? '';
    if (!asksForChange(conditions) || !isOnlyAskedWhetherTrue(name, root)) continue;
    asked.set(name, conditions);
    dropped.set(decision, target);
  }
  const kept = root.children.filter((element) => !dropped.has(element));
  const answered = { ...root, children: kept.map((element) => withConditions(element, asked)) };
  const around = new Map([...dropped].map(([decision, target]) => [textOf(decision, 'name') ?? '', target]));
  return leadingPast(answered, around);
}

function asksForChange(conditions: readonly XmlElement[]): boolean {
  const [first, second, third] = conditions;
  if (!first || !second || third) return false;
  const field = (textOf(second, 'leftValueReference') ?? '').replace('$Record__Prior.', '');
  const compared = childOf(second, 'rightValue');
  return (
    textOf(first, 'leftValueReference') === '$Record__Prior' &&
    textOf(first, 'operator') === 'IsNull' &&
    textOf(second, 'leftValueReference') === `$Record__Prior.${field}` &&
    textOf(second, 'operator') === 'NotEqualTo' &&
    (compared ? textOf(compared, 'elementReference') : null) === `$Record.${field}`
  );
}

/** Whether every use of an outcome is a condition `outcome = true` among others that all have to hold. */
function isOnlyAskedWhetherTrue(outcome: string, root: XmlElement): boolean {
  const uses = (element: XmlElement): number =>
    element.children.length > 0
      ? element.children.reduce((sum, child) => sum + uses(child), 0)
      : element.name !== 'name' && element.name !== 'label' && mentions(element.text, outcome)
        ? 1
        : 0;
  const plain = (element: XmlElement): number =>
    element.children.reduce((sum, child) => sum + plain(child), 0) +
    (textOf(element, 'conditionLogic') === 'and'
      ? childrenOf(element, 'conditions').filter((condition) => isTrueOf(condition, outcome)).length
      : 0);
  return uses(root) === plain(root);
}

function mentions(text: string, name: string): boolean {
  return text.split(/[^\w]+/).includes(name);
}

function isTrueOf(condition: XmlElement, outcome: string): boolean {
  const right = childOf(condition, 'rightValue');
  return (
    textOf(condition, 'leftValueReference') === outcome &&
    textOf(condition, 'operator') === 'EqualTo' &&
    right !== null &&
    textOf(right, 'booleanValue') === 'true'
  );
}

function withConditions(element: XmlElement, asked: ReadonlyMap<string, readonly XmlElement[]>): XmlElement {
  if (element.children.length === 0) return element;
  const children = element.children.flatMap((child) => {
    const found = child.name === 'conditions' ? asked.get(textOf(child, 'leftValueReference') ?? '') : undefined;
    return found ?? [withConditions(child, asked)];
  });
  return { ...element, children };
}

/** Connectors that led to what is gone lead to where that led. */
function leadingPast(element: XmlElement, around: ReadonlyMap<string, string>): XmlElement {
  if (element.name === 'targetReference' || element.name === 'startElementReference') {
    let target = element.text;
    for (
      const seen = new Set<string>();
      around.has(target) && !seen.has(target);
      target = around.get(target) ?? target
    ) {
      seen.add(target);
    }
    return { ...element, text: target };
  }
  return { ...element, children: element.children.map((child) => leadingPast(child, around)) };
}

/** The process notes when it began, for scheduled actions alone. */
const START_TIME = 'myVariable_waitStartTimeVariable';

function withoutStartTime(root: XmlElement): XmlElement {
  const notes = childrenOf(root, 'assignments').filter((assignment) => {
    const items = childrenOf(assignment, 'assignmentItems');
    return items.length > 0 && items.every((item) => textOf(item, 'assignToReference') === START_TIME);
  });
  const rest = root.children.filter((element) => !notes.includes(element) && textOf(element, 'name') !== START_TIME);
  const used = (element: XmlElement): boolean =>
    element.children.length > 0 ? element.children.some(used) : mentions(element.text, START_TIME);
  if (rest.some(used)) return root;
  const around = new Map(
    notes.flatMap((assignment) => {
      const target = onlyTarget(assignment);
      return target === null ? [] : [[textOf(assignment, 'name') ?? '', target] as const];
    }),
  );
  return leadingPast({ ...root, children: rest }, around);
}

/** What of the process's own tags is not the flow's. */
const PROCESS_TAGS = new Set([
  'processType',
  'startElementReference',
  'start',
  'status',
  'interviewLabel',
  'apiVersion',
  'fullName',
]);

function recordTriggered(root: XmlElement, { object, trigger, current, old }: ProcessValues): XmlElement {
  const first = textOf(root, 'startElementReference');
  const start = branch('start', [
    leaf('locationX', '50'),
    leaf('locationY', '0'),
    ...(first === null ? [] : [branch('connector', [leaf('targetReference', first)])]),
    leaf('object', object ?? ''),
    leaf('recordTriggerType', TRIGGERS[trigger ?? ''] ?? ''),
    leaf('triggerType', 'RecordAfterSave'),
  ]);
  const label = textOf(root, 'label') ?? '';
  const kept = root.children.filter(
    (element) =>
      !PROCESS_TAGS.has(element.name) &&
      !(element.name === 'variables' && [current, old].includes(textOf(element, 'name'))),
  );
  return {
    ...root,
    children: [
      ...kept,
      leaf('apiVersion', NEW_API_VERSION),
      leaf('interviewLabel', `${label} {!$Flow.CurrentDateTime}`),
      leaf('processType', 'AutoLaunchedFlow'),
      // The process has to be switched off first: both would do the same.
      leaf('status', 'Draft'),
      start,
    ],
  };
}
