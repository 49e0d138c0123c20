import { referencesIn } from '../formula/index.ts';
import { flowDocumentFromXml } from '../metadata/import-flow.ts';
import { branch, childrenOf, leaf, textOf, type XmlElement } from '../metadata/xml.ts';
import { metadataXml } from '../metadata/xml-writer.ts';
import { type Migration, NEW_API_VERSION, type Obstacle } from './migration.ts';
import { asNewFlow } from './new-flow.ts';

/**
 * Workflow rules (`<Object>.workflow-meta.xml`) as record-triggered flows that run after the save, one for each rule: the
 * criteria become the entry conditions of the start, field updates set fields of `$Record`, alerts are sent. Rules whose
 * criteria or actions have no exact counterpart are left out, with the reason.
 * @param object API name of the object: the file's name.
 */
export function migrateWorkflow(root: XmlElement, object: string): readonly Migration[] {
  return childrenOf(root, 'rules').map((rule) => migrateRule(rule, root, object));
}

/** How a rule is evaluated, and the flow's start. */
const TRIGGERS: Readonly<Record<string, { readonly when: string; readonly onlyWhenChanged: boolean }>> = {
  onCreateOnly: { when: 'Create', onlyWhenChanged: false },
  onAllChanges: { when: 'CreateAndUpdate', onlyWhenChanged: false },
  onCreateOrTriggeringUpdate: { when: 'CreateAndUpdate', onlyWhenChanged: true },
};

interface RuleContext {
  readonly rule: XmlElement;
  readonly workflow: XmlElement;
  readonly object: string;
  refuse(message: string, element: XmlElement, suggestion: string): void;
}

function migrateRule(rule: XmlElement, workflow: XmlElement, object: string): Migration {
  const ruleName = textOf(rule, 'fullName') ?? '';
  const obstacles: Obstacle[] = [];
  const context: RuleContext = {
    rule,
    workflow,
    object,
    refuse: (message, { place }, suggestion) => {
      obstacles.push({ message, place: { start: place.start, end: Math.min(place.end, place.start + 1) }, suggestion });
    },
  };
  const name = `${object}_${ruleName}`.replace(/\W+/g, '_').replace(/_+/g, '_').replace(/^_|_$/g, '');
  const start = startOf(context);
  const elements = actionsOf(context);
  const subject = `the workflow rule "${ruleName}" of ${object}`;
  if (obstacles.length > 0 || !start) return { name, subject, document: null, obstacles };
  const description = textOf(rule, 'description');
  const flow = branch('Flow', [
    leaf('apiVersion', NEW_API_VERSION),
    ...(description === null ? [] : [leaf('description', description)]),
    leaf('interviewLabel', `${ruleName} {!$Flow.CurrentDateTime}`),
    leaf('label', ruleName),
    leaf('processType', 'AutoLaunchedFlow'),
    leaf('status', 'Draft'),
    start(elements[0]?.name ?? null),
    ...chained(elements),
    ...elements.flatMap(({ resources }) => resources),
  ]);
  const { document } = flowDocumentFromXml(metadataXml(flow), name);
  return { name, subject, obstacles, document: document && asNewFlow(document) };
}

/** The start, once it is known where it leads; null where the criteria have no counterpart. */
function startOf(context: RuleContext): ((first: string | null) => XmlElement) | null {
  const { rule, object, refuse } = context;
  const word = textOf(rule, 'triggerType') ?? '';
  const trigger = TRIGGERS[word];
  if (!trigger)
    refuse(
      `the rule is evaluated "${word}", which no start of a flow is`,
      rule,
      'evaluate it when a record is created or edited',
    );
  const [timed] = childrenOf(rule, 'workflowTimeTriggers');
  if (timed) refuse('the rule has time-dependent actions', timed, 'add a scheduled path to the flow for each time');
  const criteria = criteriaOf(context);
  if (!trigger || !criteria) return null;
  return (first) =>
    branch('start', [
      leaf('locationX', '0'),
      leaf('locationY', '0'),
      ...(first === null ? [] : [branch('connector', [leaf('targetReference', first)])]),
      ...(trigger.onlyWhenChanged ? [leaf('doesRequireRecordChangedToMeetCriteria', 'true')] : []),
      ...criteria,
      leaf('object', object),
      leaf('recordTriggerType', trigger.when),
      leaf('triggerType', 'RecordAfterSave'),
    ]);
}

/** `operation` of a criterion, and the operator of a filter; `all`: a list of values has to be met by each of them. */
const OPERATIONS: Readonly<Record<string, { readonly operator: string; readonly all?: true }>> = {
  equals: { operator: 'EqualTo' },
  notEqual: { operator: 'NotEqualTo', all: true },
  contains: { operator: 'Contains' },
  startsWith: { operator: 'StartsWith' },
  lessThan: { operator: 'LessThan' },
  greaterThan: { operator: 'GreaterThan' },
  lessOrEqual: { operator: 'LessThanOrEqualTo' },
  greaterOrEqual: { operator: 'GreaterThanOrEqualTo' },
};
const ORDERING = new Set(['lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual']);

function criteriaOf(context: RuleContext): readonly XmlElement[] | null {
  const { rule, refuse } = context;
  const formula = textOf(rule, 'formula');
  if (formula !== null) return [leaf('filterFormula', formulaOfRecord(formula))];
  const items = childrenOf(rule, 'criteriaItems');
  const filters: XmlElement[] = [];
  const groups: string[] = [];
  for (const item of items) {
    const found = filtersOf(item, context);
    if (!found) return null;
    const numbers = found.filters.map((_, index) => String(filters.length + index + 1));
    groups.push(numbers.length === 1 ? (numbers[0] ?? '') : `(${numbers.join(found.all ? ' AND ' : ' OR ')})`);
    filters.push(...found.filters);
  }
  if (items.length === 0) {
    refuse('the rule has neither criteria nor a formula', rule, 'give the flow the entry conditions that are meant');
    return null;
  }
  const said = textOf(rule, 'booleanFilter');
  const logic =
    said === null ? groups.join(' AND ') : said.replaceAll(/\d+/g, (number) => groups[Number(number) - 1] ?? number);
  const all = said === null && filters.length === items.length;
  return [leaf('filterLogic', all ? 'and' : logic.toUpperCase()), ...filters];
}

interface FoundFilters {
  readonly filters: readonly XmlElement[];
  readonly all: boolean;
}

function filtersOf(item: XmlElement, context: RuleContext): FoundFilters | null {
  const { object, refuse } = context;
  const [owner = '', ...path] = (textOf(item, 'field') ?? '').split('.');
  const word = textOf(item, 'operation') ?? '';
  const operation = OPERATIONS[word];
  if (owner !== object || path.length !== 1) {
    refuse(
      `the criterion on ${textOf(item, 'field') ?? 'a field'} is not about a field of ${object}`,
      item,
      'write it as a formula: {!$Record.Account.Industry} = "Energy"',
    );
    return null;
  }
  if (!operation) {
    refuse(`the criterion "${word}" has no counterpart among the conditions of a start`, item, 'write it as a formula');
    return null;
  }
  if (textOf(item, 'valueField') !== null) {
    refuse('the criterion compares two fields', item, 'write it as a formula: {!$Record.A__c} > {!$Record.B__c}');
    return null;
  }
  const values = valuesOf(textOf(item, 'value') ?? '');
  const relative = values.find((value) => RELATIVE_DATE.test(value) || DATE.test(value));
  if (relative !== undefined) {
    refuse(
      `the criterion compares with the date ${relative}, which depends on the user's locale or the day`,
      item,
      'write it as a formula with DATE() or TODAY()',
    );
    return null;
  }
  if (ORDERING.has(word) && values.some((value) => !NUMBER.test(value))) {
    refuse(
      `the criterion compares the order of "${textOf(item, 'value') ?? ''}", which is no number`,
      item,
      'write it as a formula',
    );
    return null;
  }
  const [field = ''] = path;
  const filter = (value: string) => filterOf(field, value, operation.operator, ORDERING.has(word));
  return { filters: values.map(filter), all: operation.all === true };
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const DATE = /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}/;
const RELATIVE_DATE = /^(TODAY|YESTERDAY|TOMORROW|(LAST|THIS|NEXT)[ _](WEEK|MONTH|QUARTER|YEAR|\d+|N_)|(LAST|NEXT)_N)/i;

/** Values with commas between them; a comma inside of quotes is none. */
function valuesOf(text: string): readonly string[] {
  if (text === '') return [''];
  return [...text.matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)]
    .map(([, quoted, plain]) => (quoted ?? plain ?? '').trim())
    .filter((value, index, all) => value !== '' || (index === 0 && all.length === 1));
}

function filterOf(field: string, value: string, operator: string, number: boolean): XmlElement {
  if (value === '') {
    const isNull = operator === 'EqualTo' ? 'true' : 'false';
    return branch('filters', [
      leaf('field', field),
      leaf('operator', 'IsNull'),
      branch('value', [leaf('booleanValue', isNull)]),
    ]);
  }
  const truth = /^(true|false)$/i.test(value);
  const typed = truth ? leaf('booleanValue', value.toLowerCase()) : leaf(number ? 'numberValue' : 'stringValue', value);
  return branch('filters', [leaf('field', field), leaf('operator', operator), branch('value', [typed])]);
}

/** Names that are no field of the record. */
const NO_FIELD = /^(\$|TRUE$|FALSE$|NULL$)/i;

/** A formula of a workflow rule names fields of the record alone; a flow's names the record too. */
function formulaOfRecord(formula: string): string {
  let text = formula;
  for (const { path, start, end } of referencesIn(formula).toReversed()) {
    const braced = text.slice(0, start).endsWith('{!');
    const named = NO_FIELD.test(path) ? path : `$Record.${path}`;
    if (/^(TRUE|FALSE|NULL)$/i.test(path)) continue;
    text = `${text.slice(0, start)}${braced ? named : `{!${named}}`}${text.slice(end)}`;
  }
  return text;
}

/** An element that stands for an action, without its connector. */
interface ActionElement {
  readonly name: string;
  readonly element: XmlElement;
  readonly resources: readonly XmlElement[];
}

function actionsOf(context: RuleContext): readonly ActionElement[] {
  const { rule, workflow, refuse } = context;
  return childrenOf(rule, 'actions').flatMap((action): readonly ActionElement[] => {
    const name = textOf(action, 'name') ?? '';
    const type = textOf(action, 'type') ?? '';
    const list = type === 'FieldUpdate' ? 'fieldUpdates' : 'alerts';
    const found = childrenOf(workflow, list).find((one) => textOf(one, 'fullName') === name);
    if (type === 'Alert') return [alert(name, found ?? null, context)];
    if (type === 'FieldUpdate' && found) return fieldUpdate(name, found, context);
    refuse(
      type === 'FieldUpdate'
        ? `the field update ${name} is not in this file`
        : `the action ${name} is of the kind ${type}`,
      action,
      type === 'FieldUpdate' ? 'retrieve the workflow of the object as a whole' : 'add an element that does the same',
    );
    return [];
  });
}

function alert(name: string, found: XmlElement | null, { object }: RuleContext): ActionElement {
  const element = branch('actionCalls', [
    leaf('name', `Send_${name}`),
    leaf('label', (found && textOf(found, 'description')) ?? name.replaceAll('_', ' ')),
    leaf('locationX', '0'),
    leaf('locationY', '0'),
    leaf('actionName', `${object}.${name}`),
    leaf('actionType', 'emailAlert'),
    leaf('flowTransactionModel', 'CurrentTransaction'),
    branch('inputParameters', [
      leaf('name', 'SObjectRowId'),
      branch('value', [leaf('elementReference', '$Record.Id')]),
    ]),
    leaf('nameSegment', `${object}.${name}`),
    leaf('offset', '0'),
    leaf('storeOutputAutomatically', 'true'),
  ]);
  return { name: `Send_${name}`, element, resources: [] };
}

function fieldUpdate(name: string, found: XmlElement, { refuse }: RuleContext): readonly ActionElement[] {
  const operation = textOf(found, 'operation') ?? '';
  const field = textOf(found, 'field') ?? '';
  if (textOf(found, 'targetObject') !== null) {
    refuse(`the field update ${name} changes another record`, found, 'add an updateRecords element with its id');
    return [];
  }
  const element = (value: XmlElement | null): XmlElement =>
    branch('recordUpdates', [
      leaf('name', name),
      leaf('label', textOf(found, 'name') ?? name.replaceAll('_', ' ')),
      leaf('locationX', '0'),
      leaf('locationY', '0'),
      branch('inputAssignments', [leaf('field', field), ...(value ? [branch('value', [value])] : [])]),
      leaf('inputReference', '$Record'),
    ]);
  const literal = textOf(found, 'literalValue') ?? '';
  if (operation === 'Null') return [{ name, element: element(null), resources: [] }];
  if (operation === 'Literal') {
    if (NUMBER.test(literal) || DATE.test(literal)) {
      refuse(
        `the field update ${name} sets ${field} to ${literal}, which may be text, a number, a checkbox or a date`,
        found,
        'add an updateRecords element that says which',
      );
      return [];
    }
    return [{ name, element: element(leaf('stringValue', literal)), resources: [] }];
  }
  if (operation === 'Formula') {
    refuse(
      `the field update ${name} sets ${field} by a formula, whose type this file does not tell`,
      found,
      `add a formula of the field's type, ${formulaOfRecord(textOf(found, 'formula') ?? '')}, and set the field to it`,
    );
    return [];
  }
  refuse(
    `the field update ${name} is of the kind ${operation}`,
    found,
    'add an updateRecords element that does the same',
  );
  return [];
}

/** One after the other. */
function chained(elements: readonly ActionElement[]): readonly XmlElement[] {
  return elements.map(({ element }, index) => {
    const next = elements[index + 1]?.name;
    if (next === undefined) return element;
    return { ...element, children: [...element.children, branch('connector', [leaf('targetReference', next)])] };
  });
}
