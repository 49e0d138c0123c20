import { describe, expect, it } from 'vitest';
import { ELEMENT_FORMS } from '../../src/forms/index.ts';
import { assigning, deciding, problems, showing, withElements } from './support.ts';

/** What is wrong with a file's shape, each told once, at its place, with what to do. */
const WRONG: readonly (readonly [string, string, string, string, string | undefined])[] = [
  ['lable: x', 'unknown-key', 'lable', 'a flow has no key lable', 'did you mean label?'],
  ['label: 5', 'wrong-type', '5', 'label has to be text, found a number', "put it in quotes: '5'"],
  ['label: [a]', 'wrong-type', '[a]', 'label has to be text, found a list', undefined],
  ["apiVersion: '62.0'", 'wrong-type', "'62.0'", 'apiVersion has to be a number, found text', undefined],
  [
    'status: Actve',
    'wrong-type',
    'Actve',
    'status has to be one of Active, Draft, Obsolete, InvalidDraft, found Actve',
    'did you mean Active?',
  ],
  ['variables: [a]', 'wrong-type', '[a]', 'variables has to be a map of names, found a list', undefined],
  [
    'variables: { a: Txt }',
    'wrong-type',
    'Txt',
    'type has to be one of Text, Number, Currency, Boolean, Date, DateTime, Time, Picklist, Multipicklist, Record, Apex, JSON, found Txt',
    'did you mean Text?',
  ],
  ['variables: { a: { default: 1 } }', 'missing-key', '{ default: 1 }', 'a variable needs the key type', 'data type'],
  [
    'variables: { a: { type: Record } }',
    'missing-key',
    'type',
    'a variable of the type Record needs the key object',
    'record: API name of the object',
  ],
  [
    'variables: { a b: Text }',
    'invalid-name',
    'a b',
    'a b cannot be the name of a resource: names hold letters, digits and _, and begin with a letter',
    'write a_b',
  ],
  [
    'variables: { a: { type: Text, input: yes } }',
    'wrong-type',
    'yes',
    'input has to be true or false, found text',
    undefined,
  ],
  [
    'formulas: { f: { type: Text } }',
    'missing-key',
    '{ type: Text }',
    'a formula needs the key expression',
    'the formula',
  ],
  [
    'textTemplates: { t: { text: a, html: b } }',
    'conflicting-keys',
    'html',
    'text and html exclude each other',
    'keep one of html, text',
  ],
  [
    'textTemplates: { t: { description: a } }',
    'missing-key',
    '{ description: a }',
    'a text template needs one of the keys html, text',
    undefined,
  ],
  [
    'choiceSets: { c: { picklist: Industry } }',
    'wrong-type',
    'Industry',
    'picklist has to be an object and a field such as Account.Industry, found text',
    undefined,
  ],
  [
    'choiceSets: { c: { object: A, sort: Name } }',
    'wrong-type',
    'Name',
    'sort has to be a field and its order such as { Name: Asc }, found text',
    undefined,
  ],
  ['stages: { s: { order: 1.5 } }', 'wrong-type', '1.5', 'order has to be a whole number, found a number', undefined],
  ['layout: { start: 5 }', 'wrong-type', '5', 'expected coordinates such as [176, 158], found a number', undefined],
  [
    withElements('First: screen'),
    'wrong-type',
    'screen',
    'the element First has to be a map of its keys, found text',
    'begin with type: screen',
  ],
  [
    withElements('First:'),
    'wrong-type',
    'First',
    'the element First has to be a map of its keys, found nothing',
    'begin with type: screen',
  ],
  [
    withElements('First: { label: x }'),
    'missing-key',
    'First',
    'the element First needs the key type',
    `kinds: ${Object.keys(ELEMENT_FORMS).join(', ')}`,
  ],
  [
    withElements('First: { type: scren }'),
    'unknown-type',
    'scren',
    'there is no kind of element scren',
    'did you mean screen?',
  ],
  [
    withElements('First: { type: [screen] }'),
    'wrong-type',
    '[screen]',
    'type has to be a kind of element, found a list',
    `kinds: ${Object.keys(ELEMENT_FORMS).join(', ')}`,
  ],
  [
    withElements('First: { type: screen, nxt: First }'),
    'unknown-key',
    'nxt',
    'a screen has no key nxt',
    'did you mean next?',
  ],
  [
    withElements("First: { type: screen, next: '{!First}' }"),
    'wrong-type',
    "'{!First}'",
    'next takes the bare name of an element',
    'write First',
  ],
  [
    withElements('First: { type: screen, next: {} }'),
    'wrong-type',
    '{}',
    'next has to be the name of an element, or { goTo: Name }, found a map',
    undefined,
  ],
  [
    withElements('First: { type: screen, next: { to: First } }'),
    'unknown-key',
    'to',
    'a connector has no key to',
    'known keys: goTo',
  ],
  [
    withElements('First: { type: screen, allowBack: no }'),
    'wrong-type',
    'no',
    'allowBack has to be true or false, found text',
    undefined,
  ],
  [
    withElements("First: { type: loop, collection: '{!names}' }"),
    'wrong-type',
    "'{!names}'",
    'collection takes a reference only, and takes it bare',
    'write names',
  ],
  [
    withElements('First: { type: loop, order: Up, collection: names }'),
    'wrong-type',
    'Up',
    'order has to be one of Asc, Desc, found Up',
    undefined,
  ],
  [
    withElements('First: { type: httpCallout, namedCredential: N, method: FETCH, path: / }'),
    'wrong-type',
    'FETCH',
    'method has to be one of GET, POST, PUT, PATCH, DELETE, found FETCH',
    undefined,
  ],
  [
    withElements('First: { type: httpCallout, namedCredential: N, method: GET }'),
    'missing-key',
    '{ type: httpCallout, namedCredential: N, method: GET }',
    'an HTTP callout needs the key path',
    "begins with /; is added to the named credential's URL",
  ],
  [
    withElements(
      'First: { type: httpCallout, namedCredential: N, method: GET, path: /, responses: { OK: { sample: 1 } } }',
    ),
    'unknown-key',
    'OK',
    'OK is no status of a reply',
    'write a class (2XX), a status (404) or default',
  ],
  [
    withElements('First: { type: decision, outcomes: { O: { all: [ name: x ], any: [ name: y ] } } }'),
    'conflicting-keys',
    'any',
    'all and any exclude each other',
    'keep one of all, any, conditions, formula',
  ],
  [
    withElements('First: { type: decision, outcomes: { O: { conditions: [ name: x ] } } }'),
    'missing-key',
    'conditions',
    'conditions needs the key logic beside it',
    'combines `conditions` by their numbers: 1 AND (2 OR 3)',
  ],
  [
    withElements('First: { type: decision, outcomes: { O: { conditions: [ name: x ], logic: 1 AND 2 } } }'),
    'condition-logic',
    '2',
    'there is no row 2: the rows are numbered 1 to 1',
    'logic joins row numbers by AND, OR, NOT and parentheses: 1 AND (2 OR 3)',
  ],
  [
    assigning('name: { append: x }'),
    'unknown-key',
    'append',
    'there is no operator append here',
    'operators: assign, add, subtract, addItem, addAtStart, removeFirst, removeAll, removeBeforeFirst, removeAfterFirst, removePosition, removeUncommon, assignCount',
  ],
  [
    assigning('amount: { add: 1, subtract: 2 }'),
    'conflicting-keys',
    'subtract',
    'a row has one operator; add and subtract stand here',
    'write a row for each',
  ],
  [
    assigning('name: x\n      amount: 5'),
    'wrong-type',
    'amount',
    'a row holds one key; this one holds several',
    'begin a new row with - before it',
  ],
  [
    assigning('just text'),
    'wrong-type',
    'just text',
    'expected a row, found text',
    'write rows such as - total: 5, or - total: { add: 1 }',
  ],
  [
    assigning('day: { date: 2026-02-30 }'),
    'invalid-value',
    '2026-02-30',
    '2026-02-30 is no Date',
    'write a Date such as 2026-01-31',
  ],
  [
    assigning('day: { date: 20260131 }'),
    'wrong-type',
    '20260131',
    'expected a Date such as 2026-01-31, found a number',
    'put it in quotes',
  ],
  [assigning('name: [a]'), 'wrong-type', '[a]', 'expected a value, found a list', undefined],
  [
    deciding('name: null'),
    'null-in-condition',
    'null',
    'null in a condition can be read in two ways',
    'write name: { isNull: true }, or { equalTo: null } for no right value at all',
  ],
  [
    deciding('amount: { greaterthan: 5 }'),
    'unknown-key',
    'greaterthan',
    'there is no operator greaterthan here',
    'did you mean greaterThan?',
  ],
  [
    showing('F: text'),
    'wrong-type',
    'text',
    'the field F has to be a map of its keys, found text',
    'write F: { type: text, label: … }',
  ],
  [showing('F: { type: txt }'), 'unknown-type', 'txt', 'there is no kind of field txt', 'did you mean text?'],
  [
    showing('F: { type: checkbox, required: true }'),
    'unknown-key',
    'required',
    'a checkbox has no key required',
    'known keys: type, label, default, help, validate, visible, onRevisit, disabled, readOnly, description, metadata',
  ],
  [
    showing('F: { type: picklist, choices: [], options: [] }'),
    'conflicting-keys',
    'options',
    'choices and options exclude each other',
    'keep one of choices, options',
  ],
  [
    showing('F: { type: picklist, options: Red }'),
    'wrong-type',
    'Red',
    'options has to be a list, found text',
    'write options: [First, Second]',
  ],
  [
    showing('F: { type: number, validate: { formula: "TRUE" } }'),
    'missing-key',
    '{ formula: "TRUE" }',
    'a validation rule needs the key message',
    'shown when it is not',
  ],
  [
    showing('F: { type: section, columns: { a: 1 } }'),
    'wrong-type',
    '{ a: 1 }',
    'columns has to be a list of columns, found a map',
    'write - width: 6 and fields: under it, for each column',
  ],
];

describe('what is wrong with the shape of a file', () => {
  it.each(WRONG)('%s', (text, rule, source, message, suggestion) => {
    const [first, ...more] = problems(text);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ rule, source, message });
    expect(first?.suggestion).toBe(suggestion);
  });

  it('is told all at once, sorted by place', () => {
    const text =
      'lable: x\nstatus: 5\nvariables: { v: Txt }\nelements:\n  A: { type: scren }\n  B: { type: screen, fields: { F: { type: text, requred: true } } }\nstart: A\n';
    expect(problems(text).map(({ rule, at }) => `${at} ${rule}`)).toEqual([
      '1:1 unknown-key',
      '2:9 wrong-type',
      '3:17 wrong-type',
      '5:14 unknown-type',
      '6:49 unknown-key',
    ]);
  });

  it('refuses a file that is no map', () => {
    expect(problems('- a\n- b\n')).toMatchObject([
      { rule: 'wrong-type', message: 'expected a flow as a map of its keys, found a list' },
    ]);
    expect(problems('just text')).toMatchObject([{ rule: 'wrong-type' }]);
  });

  it('does not complain of what hangs on a construct with errors', () => {
    const text = withElements(`First: { type: screen, fields: { F: { type: nope } }, next: Second }
Second: { type: httpCallout, method: GET, path: /, namedCredential: [], next: Third }
Third: { type: assignment, assign: [ name: '{!F}', amount: '{!Second.2XX.id}', day: '{!v}' ] }
`).replace('variables:\n', 'variables:\n  v: { default: 1 }\n');
    expect(problems(text).map(({ rule, source }) => `${rule} ${source}`)).toEqual([
      'missing-key { default: 1 }',
      'unknown-type nope',
      'wrong-type []',
    ]);
  });
});
