import { describe, expect, it } from 'vitest';
import { assigning, deciding, problemsOf, showing, withElements } from '../support.ts';

const callout = (keys: string): string =>
  withElements(`First:
  type: httpCallout
  namedCredential: N
  method: POST
${keys.replaceAll(/^(?=.)/gm, '  ')}
  responses: { 2XX: { sample: { id: x, inner: { deep: 1 }, list: [ { a: 1 } ] } } }
`);

/** Every place in which a reference can stand, each with a reference to nothing: `Nothing`. */
const PLACES: readonly (readonly [string, string, string])[] = [
  ['an assignment target', assigning('Nothing: 1'), 'the target'],
  ['an assignment value', assigning("name: '{!Nothing}'"), 'the assignment'],
  ['an assignment text', assigning("name: 'Dear {!Nothing}'"), 'the assignment'],
  ['an assignment formula', assigning("amount: { formula: '{!Nothing} + 1' }"), 'the assignment'],
  ['a condition, left', deciding('Nothing: 1'), 'the condition'],
  ['a condition, right', deciding("amount: '{!Nothing}'"), 'the condition'],
  [
    'a condition formula',
    withElements("First: { type: decision, outcomes: { Out: { formula: '{!Nothing} > 1' } } }"),
    'the condition',
  ],
  ['a label', showing("F: { type: text, label: 'Hi {!Nothing}' }"), 'the label'],
  ['a help text', showing("F: { type: text, help: '{!Nothing}' }"), 'the help text'],
  ['a default', showing("F: { type: text, default: '{!Nothing}' }"), 'the default'],
  ['a display text', showing("F: { type: displayText, text: 'a {!Nothing} b' }"), 'the text'],
  ['a rich text', showing("F: { type: displayText, html: '<b>{!Nothing}</b>' }"), 'the text'],
  ['a visibility rule', showing('F: { type: text, visible: { all: [ Nothing: 1 ] } }'), 'the visibility condition'],
  [
    'a visibility formula',
    showing("F: { type: text, visible: { formula: '{!Nothing}' } }"),
    'the visibility condition',
  ],
  [
    'a validation formula',
    showing("F: { type: text, validate: { formula: '{!Nothing} = 1', message: m } }"),
    'the validation rule',
  ],
  [
    'a validation message',
    showing("F: { type: text, validate: { formula: 'TRUE', message: '{!Nothing}' } }"),
    'the validation rule',
  ],
  ['readOnly', showing("F: { type: text, readOnly: '{!Nothing}' }"), 'readOnly'],
  ['a choice', showing('F: { type: picklist, choices: [Nothing] }'), 'the list of choices'],
  ['a selected choice', showing('F: { type: picklist, options: [A], selected: Nothing }'), 'the selected choice'],
  ['an option', showing("F: { type: picklist, options: [ { label: A, value: '{!Nothing}' } ] }"), 'the option'],
  [
    'a section inside',
    showing("S: { type: section, columns: [ { fields: { F: { type: displayText, text: '{!Nothing}' } } } ] }"),
    'the text',
  ],
  ['a collection', withElements('First: { type: loop, collection: Nothing }'), 'the collection of the loop'],
  [
    'a loop variable',
    withElements('First: { type: loop, collection: names, item: Nothing }'),
    'the variable of the loop',
  ],
  ['a path', callout("path: '/a/{!Nothing}'"), 'the path'],
  ['a query', callout("path: /a\nquery: { q: '{!Nothing}' }"), 'the query'],
  ['a header', callout("path: /a\nheaders: { X: '{!Nothing}' }"), 'the header'],
  ['a body', callout("path: /a\nbody: { a: [ { b: '{!Nothing}' } ] }"), 'the body'],
  ['a subflow input', withElements("First: { type: subflow, flow: O, inputs: { a: '{!Nothing}' } }"), 'the input'],
  ['a subflow output', withElements('First: { type: subflow, flow: O, outputs: { a: Nothing } }'), 'the target'],
  ['a screen help', withElements("First: { type: screen, help: '{!Nothing}' }"), 'the help text'],
  ['a stage', withElements('First: { type: screen, stage: Nothing }'), 'the stage'],
  [
    'a formula resource',
    withElements('First: { type: screen }', "formulas: { f: { type: Text, expression: '{!Nothing}' } }\n"),
    'the formula',
  ],
  [
    'a text template',
    withElements('First: { type: screen }', "textTemplates: { t: { text: '{!Nothing}' } }\n"),
    'the text',
  ],
  ['a constant', withElements('First: { type: screen }', "constants: { c: '{!Nothing}' }\n"), 'the text'],
  [
    "a choice's label",
    withElements('First: { type: screen }', "choices: { c: { label: '{!Nothing}' } }\n"),
    'the label',
  ],
  [
    'a filter, right',
    withElements('First: { type: screen }', "choiceSets: { c: { object: A, where: [ Field: '{!Nothing}' ] } }\n"),
    'the filter',
  ],
  [
    'the interview label',
    `interviewLabel: '{!Nothing}'\n${withElements('First: { type: screen }')}`,
    'the interview label',
  ],
];

describe('unknown-reference', () => {
  it.each(PLACES)('finds a wrong name in %s', (_what, text, where) => {
    expect(problemsOf('unknown-reference', text)).toEqual([
      expect.objectContaining({ source: 'Nothing', message: `${where} refers to a resource that does not exist` }),
    ]);
  });

  it.each(PLACES)('is content where the name exists in %s', (_what, text) => {
    const declared = text.replace('variables:\n', 'variables:\n  Nothing: { type: JSON }\n');
    expect(problemsOf('unknown-reference', declared)).toEqual([]);
  });

  it('points at the name as it is written: quotes, blocks, several in a line', () => {
    const text = showing(
      "A: { type: displayText, text: '{!Nope} and {!name} and {!Nada.x}' }",
      'B:',
      '  type: displayText',
      '  text: |-',
      '    one',
      '    two {!Nil}',
    );
    expect(problemsOf('unknown-reference', text).map(({ at, source }) => `${at} ${source}`)).toEqual([
      '16:40 Nope',
      '16:64 Nada',
      '21:17 Nil',
    ]);
  });

  it('suggests the nearest name with its kind and line', () => {
    expect(problemsOf('unknown-reference', deciding('amuont: 1'))[0]?.suggestion).toBe(
      'did you mean amount (variable, line 3)?',
    );
    expect(
      problemsOf('unknown-reference', showing('Size: { type: text }', "T: { type: displayText, text: '{!Sise}' }"))[0]
        ?.suggestion,
    ).toBe('did you mean Size (screen field, line 16)?');
    expect(problemsOf('unknown-reference', deciding('zzzzzz: 1'))[0]).not.toHaveProperty('suggestion');
  });

  it('refuses what has a name and no value, but for asking whether it was visited', () => {
    expect(problemsOf('unknown-reference', assigning("name: '{!First}'"))).toMatchObject([
      { source: 'First', message: 'the assignment refers to First, which has no value' },
    ]);
    expect(
      problemsOf(
        'unknown-reference',
        showing('D: { type: displayText, text: x }', "E: { type: displayText, text: '{!D}' }"),
      ),
    ).toMatchObject([{ source: 'D', message: 'the text refers to D, which has no value' }]);
    expect(problemsOf('unknown-reference', deciding('First: { wasVisited: true }'))).toEqual([]);
  });

  it('takes names whatever their case', () => {
    expect(
      problemsOf(
        'unknown-reference',
        assigning('AMOUNT: "{!Name}"', 'name: "{!$user.FirstName} {!$FLOW.currentdate}"'),
      ),
    ).toEqual([]);
  });

  it('leaves the left side of a filter alone: it is a field', () => {
    const text = withElements('First: { type: screen }', 'choiceSets: { c: { object: A, where: [ Industry: x ] } }\n');
    expect(problemsOf('unknown-reference', text)).toEqual([]);
  });

  it('reports a collection of a choice set', () => {
    const text = withElements('First: { type: screen }', 'choiceSets: { c: { collection: nmes, label: Name } }\n');
    expect(problemsOf('unknown-reference', text)).toEqual([
      expect.objectContaining({ source: 'c', suggestion: 'did you mean names (variable, line 8)?' }),
    ]);
  });
});

describe('fields of what is known', () => {
  const reading = (path: string): string =>
    callout('path: /a\nnext: Then').concat(`  Then: { type: assignment, assign: [ name: '{!${path}}' ] }\n`);

  it.each([
    'First.2XX.id',
    'first.2xx.INNER.deep',
    'First.responseCode',
    'acc.Name',
    'acc.Owner.Name',
    'anything.at.all',
    'First.2XX',
  ])('knows %s', (path) => {
    expect(problemsOf('unknown-reference', reading(path))).toEqual([]);
  });

  it.each([
    ['First.2XX.idd', 'idd', 'the assignment refers to a field that First.2XX does not have', 'did you mean id?'],
    [
      'First.4XX.message',
      '4XX',
      'the assignment refers to a field that First does not have',
      'declare it: responses: { 4XX: { sample: { … } } }',
    ],
    [
      'First.2XX.inner.other',
      'other',
      'the assignment refers to a field that First.2XX.inner does not have',
      'only what the sample shows can be referred to: deep',
    ],
    ['name.Length', 'Length', 'the assignment refers to a field that name does not have', undefined],
    ['names.Name', 'Name', 'the assignment refers to a field that names does not have', undefined],
    [
      '$Flow.CurrentDat',
      'CurrentDat',
      'the assignment refers to a field that $Flow does not have',
      'did you mean CurrentDate?',
    ],
  ])('does not know %s', (path, source, message, suggestion) => {
    const [only, ...more] = problemsOf('unknown-reference', reading(path));
    expect(more).toEqual([]);
    expect(only).toMatchObject({ source, message });
    expect(only?.suggestion).toBe(suggestion);
  });

  it('knows the item of a loop by the collection it goes through', () => {
    const looping = (path: string): string =>
      withElements(
        `First: { type: loop, collection: names, forEach: In }\nIn: { type: assignment, assign: [ name: '{!${path}}' ], next: First }\n`,
      );
    expect(problemsOf('unknown-reference', looping('First'))).toEqual([]);
    expect(problemsOf('unknown-reference', looping('First.Name'))[0]).toMatchObject({ source: 'Name' });
  });
});
