import { describe, expect, it } from 'vitest';
import { KEYS } from '../hosts/terminal/fake-terminal.ts';
import { inTerminal, type Step, walk } from './in-terminal.ts';
import { projectOf } from './temporary-project.ts';

/** Every kind of screen component as a person meets it: drawn, typed into, refused, mended, and what the flow makes of it. */

const NEXT = KEYS.ctrl('s');
const CLEAR = KEYS.ctrl('u');
const { tab, shiftTab, down, enter, right } = KEYS;

interface Kind {
  /** The screen's field `F`. */
  readonly field: string;
  /** What is made of it, on the next screen. */
  readonly told: string;
  readonly steps: readonly Step[];
  /** Resources of the flow. */
  readonly resources?: string;
  /** Elements before the screen, the last leading to `Ask`. */
  readonly before?: string;
  /** Files besides the flow. */
  readonly files?: Readonly<Record<string, string>>;
}

function flowOf({ field, told, resources = '', before }: Kind): string {
  return `label: Kind
type: Screen Flow
apiVersion: 66.0
${resources}
start: ${before === undefined ? 'Ask' : 'Make'}
elements:
${before ?? ''}
  Ask: { type: screen, fields: { ${field} }, next: Told }
  Told: { type: screen, fields: { T: { type: displayText, text: 'Got <${told}>' } } }
`;
}

async function play(kind: Kind, columns: number, rows: number): Promise<void> {
  const cwd = await projectOf({ 'kind.yaml': flowOf(kind), ...kind.files });
  const { terminal, code, stderr } = inTerminal(['kind.yaml'], { cwd, columns, rows });
  for (const step of [...kind.steps, [[NEXT], /Kind finished/] as const]) {
    await walk(terminal, [step]);
    for (const row of terminal.state.alternate ? terminal.screen() : []) {
      // Nothing is drawn over the edge, and frames close where they opened.
      expect(row.length).toBeLessThanOrEqual(columns);
      expect([...row.matchAll(/[\u256d\u256e]/g)].length % 2).toBe(0);
    }
  }
  expect([await code, stderr()]).toEqual([0, '']);
}

const ACCOUNTS = `  Make: { type: createRecords, object: Account, set: { Name: Acme, AnnualRevenue: 1200 }, next: Make2 }
  Make2: { type: createRecords, object: Account, set: { Name: \u6771\u4eac }, next: Get }
  Get: { type: getRecords, object: Account, records: all, sort: { Name: Asc }, next: Ask }
`;

const KINDS: Readonly<Record<string, Kind>> = {
  text: {
    field: 'F: { type: text, label: Name, required: true }',
    told: '{!F}',
    steps: [
      [[], '* Name'],
      [[NEXT], 'Complete this field.'],
      [['\u6771\u4eac', NEXT], 'Got <\u6771\u4eac>'],
    ],
  },
  longText: {
    field: 'F: { type: longText, label: Note, required: true }',
    told: '{!F}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [['one', KEYS.ctrl('j'), 'two'], /\u2502 one +\u2502\n.*\u2502 two +\u2502/],
      [[NEXT], /Got <one\n +two>/],
    ],
  },
  password: {
    field: 'F: { type: password, label: Code, required: true }',
    told: '{!F}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [['s3cret'], /\u2502 \*{6} +\u2502/],
      [[NEXT], 'Got <'],
    ],
  },
  number: {
    field: "F: { type: number, label: Guests, scale: 0, validate: { formula: '{!F} <= 12', message: At most 12. } }",
    told: '{!F}',
    steps: [
      [['1.5', tab], 'Enter a whole number.'],
      [[shiftTab, CLEAR, 'x', NEXT], 'Enter a number, such as 1200.'],
      [[CLEAR, '20', NEXT], 'At most 12.'],
      [[CLEAR, '7', NEXT], 'Got <7>'],
    ],
  },
  currency: {
    field: 'F: { type: currency, label: Budget, scale: 2, required: true }',
    told: '{!F}',
    steps: [
      [['1.005', tab], 'Enter no more than 2 decimals.'],
      [[shiftTab, CLEAR, '1,200.50', NEXT], /Got <.*1,?200\.5/],
    ],
  },
  date: {
    field: 'F: { type: date, label: Day, required: true }',
    told: '{!Day}',
    resources: "formulas: { Day: { type: Text, expression: 'TEXT({!F} + 1)' } }",
    steps: [
      [[], 'YYYY-MM-DD'],
      [['2026-02-31', tab], 'Enter a date, such as 2026-01-31.'],
      [[shiftTab, CLEAR, '2026-02-28', NEXT], 'Got <2026-03-01>'],
    ],
  },
  dateTime: {
    field: 'F: { type: dateTime, label: Arrival }',
    told: '{!Year}',
    resources: "formulas: { Year: { type: Text, expression: 'TEXT(YEAR(DATEVALUE({!F} + 400)))' } }",
    steps: [
      [[], 'YYYY-MM-DD HH:MM'],
      [['tomorrow', tab], 'Enter a date and time, such as 2026-01-31 14:30.'],
      [[shiftTab, CLEAR, '2026-02-28 18:05', NEXT], 'Got <2027>'],
    ],
  },
  time: {
    field: 'F: { type: time, label: Leaves at }',
    told: '{!Hour}',
    resources: "formulas: { Hour: { type: Text, expression: 'TEXT(HOUR({!F}) + 1)' } }",
    steps: [
      [[], 'HH:MM'],
      [['25:61', tab], 'Enter a time, such as 14:30.'],
      [[shiftTab, CLEAR, '21:15', NEXT], 'Got <22>'],
    ],
  },
  checkbox: {
    field: 'F: { type: checkbox, label: I agree }',
    told: '{!F}',
    steps: [
      [[], '\u276f \u2610 I agree'],
      [[' '], '\u276f \u2611 I agree'],
      [[NEXT], 'Got <true>'],
    ],
  },
  toggle: {
    field:
      'F: { type: toggle, inputs: { label: News, messageToggleActive: Every month, messageToggleInactive: Never } }',
    told: '{!F.value}',
    steps: [
      [[], '\u2610 News  Never'],
      [[' '], '\u2611 News  Every month'],
      [[NEXT], 'Got <true>'],
    ],
  },
  slider: {
    field: 'F: { type: slider, inputs: { label: Light, min: 0, max: 10, step: 2, value: 4 } }',
    told: '{!F.value}',
    steps: [
      [[CLEAR, '5', NEXT], 'Enter a number in steps of 2.'],
      [[CLEAR, '12', NEXT], 'Enter a number from 0 to 10.'],
      [[CLEAR, '4', right], /10 +6 /],
      [[NEXT], 'Got <6>'],
    ],
  },
  email: {
    field: 'F: { type: email, inputs: { label: Mail, required: true } }',
    told: '{!F.value}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [['ada', NEXT], 'Enter one such as ada@example.com.'],
      [['@example.org', NEXT], 'Got <ada@example.org>'],
    ],
  },
  phone: {
    field: "F: { type: phone, inputs: { label: Phone, pattern: '[+0-9]+' } }",
    told: '{!F.value}',
    steps: [
      [['call me', NEXT], 'Your entry does not match the allowed pattern: [+0-9]+'],
      [[CLEAR, '+49123', NEXT], 'Got <+49123>'],
    ],
  },
  url: {
    field: 'F: { type: url, inputs: { label: Site } }',
    told: '{!F.value}',
    steps: [
      [['example', NEXT], 'Enter one such as https://example.com.'],
      [[CLEAR, 'https://example.org/a', NEXT], 'Got <https://example.org/a>'],
    ],
  },
  name: {
    field: 'F: { type: name, inputs: { label: Who, required: true } }',
    told: '{!F.firstName} {!F.lastName}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [['Byron', NEXT], 'Got < Byron>'],
    ],
  },
  address: {
    field: 'F: { type: address, inputs: { addressLabel: Home, required: true } }',
    told: '{!F.street}, {!F.city}, {!F.province}, {!F.postalCode}, {!F.country}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [['Via 1', tab, 'Rome', tab, 'RM', tab, '00100', tab, 'Italy', NEXT], 'Got <Via 1, Rome, RM, 00100, Italy>'],
    ],
  },
  radioButtons: {
    field: 'F: { type: radioButtons, label: Diet, options: [Veg, Vegan], required: true }',
    told: '{!F}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [[down, down], '\u276f \u25c9 Vegan'],
      [[NEXT], 'Got <Vegan>'],
    ],
  },
  picklist: {
    field: 'F: { type: picklist, label: Diet, options: [Veg, Vegan, Fish], required: true }',
    told: '{!F}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [['f', 'x'], 'nothing matches'],
      [[KEYS.backspace], '\u276f Fish'],
      [[enter, NEXT], 'Got <Fish>'],
    ],
  },
  visualPicker: {
    field: 'F: { type: visualPicker, label: View, options: [River, Garden], required: true }',
    told: '{!F}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [[down, NEXT], 'Got <River>'],
    ],
  },
  choiceComponent: {
    field:
      "F: { type: choiceComponent, component: 'survey:runtimeRadioButton', label: Mood, options: [Quiet, Lively] }",
    told: '{!F}',
    steps: [
      [[], 'Quiet'],
      [[down, down, NEXT], 'Got <Lively>'],
    ],
  },
  checkboxGroup: {
    field: 'F: { type: checkboxGroup, label: Allergies, options: [Nuts, Milk], required: true }',
    told: '{!F}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [[KEYS.ctrl('a')], /\u2611 Nuts[^\n]*\n.*\u2611 Milk/],
      [[NEXT], 'Got <Nuts;Milk>'],
    ],
  },
  multiSelectPicklist: {
    field: 'F: { type: multiSelectPicklist, label: Extras, options: [Flowers, Music], required: true }',
    told: '{!F}',
    steps: [
      [[NEXT], 'Complete this field.'],
      [[down, ' ', NEXT], 'Got <Music>'],
    ],
  },
  choiceLookup: {
    field: 'F: { type: choiceLookup, label: Account, choices: [Accounts], required: true }',
    told: '{!F}',
    resources: 'choiceSets: { Accounts: { object: Account, label: Name, value: Name } }',
    before: ACCOUNTS,
    steps: [
      [[NEXT], 'Complete this field.'],
      [['\u6771'], '\u276f \u6771\u4eac'],
      [[enter, NEXT], 'Got <\u6771\u4eac>'],
    ],
  },
  lookup: {
    field:
      'F: { type: lookup, inputs: { label: Account, objectApiName: Contact, fieldApiName: AccountId, required: true } }',
    told: '{!F.recordName}',
    before: ACCOUNTS,
    steps: [
      [[NEXT], 'Complete this field.'],
      [['ac'], '\u276f Acme'],
      [[enter, NEXT], 'Got <Acme>'],
    ],
  },
  dataTable: {
    field: `F: { type: dataTable, inputs: { label: Accounts, tableData: '{!Get}', selectionMode: MULTI_SELECT, minRowSelection: 1, maxRowSelection: 1, columns: '[{"apiName":"Name","label":"Name","type":"text"},{"apiName":"AnnualRevenue","label":"Revenue","type":"currency"}]' }, types: { T: Account } }`,
    told: '{!F.firstSelectedRow.Name}',
    before: ACCOUNTS,
    steps: [
      [[NEXT], 'Select at least 1 row.'],
      [[], /Name +Revenue/],
      [['/', '\u6771'], '\u276f \u25cc \u6771\u4eac'],
      [[enter], '\u25c9 \u6771\u4eac'],
      [[NEXT], 'Got <\u6771\u4eac>'],
    ],
  },
  dependentPicklists: {
    field:
      'F: { type: dependentPicklists, inputs: { dependencyWrapperApiName: Site__c, topPicklistApiName: Country__c, topLabel: Country, topRequired: true, middlePicklistApiName: City__c, middleLabel: City } }',
    told: '{!F.topValue} {!F.middleValue}',
    files: {
      'org/objects/Site__c.yaml': `label: Site
fields:
  Country__c: { type: Picklist, values: [Germany, France] }
  City__c:
    type: Picklist
    values: [Berlin, Lyon, Paris]
    controllingField: Country__c
    valuesFor: { Germany: [Berlin], France: [Lyon, Paris] }
`,
    },
    steps: [
      [[NEXT], 'Complete this field.'],
      [['f', enter, ' '], /--None--\s+\u2502\n.* Lyon +\u2502\n.* Paris +\u2502\n.*\u2570/],
      [['p', enter, KEYS.shiftTab, KEYS.shiftTab, 'g', enter], /\u2502 Germany/],
      // What was chosen is not among the cities of the other country.
      [[NEXT], 'Choose one of the options.'],
      [['b', enter, NEXT], 'Got <Germany Berlin>'],
    ],
  },
  fileUpload: {
    field: "F: { type: fileUpload, inputs: { label: Menu, accept: '.pdf, .txt', required: true } }",
    told: '{!F.fileNames}',
    steps: [
      [[], 'path of a file (.pdf, .txt)'],
      [[NEXT], 'Complete this field.'],
      [['a/b.png', NEXT], 'b.png is none of the kinds of files that are accepted: .pdf, .txt.'],
      [[CLEAR, 'a/b.pdf', NEXT], 'Got <[b.pdf]>'],
    ],
  },
  image: {
    field: 'F: { type: image, inputs: { imageName: Logo, altText: Our house } }',
    told: 'a picture',
    steps: [
      [[], '[Picture: Our house]'],
      [[NEXT], 'Got <a picture>'],
    ],
  },
  recordField: {
    field:
      'who.LastName: { type: recordField, required: true }, who.Birthdate: { type: recordField }, site.Height__c: { type: recordField }, site.Other: { type: recordField }',
    told: '{!who.LastName} {!site.Height__c}',
    resources: 'variables: { who: { type: Record, object: Contact }, site: { type: Record, object: Site__c } }',
    files: {
      'org/objects/Site__c.yaml':
        'label: Site\nfields:\n  Height__c: { type: Number, scale: 1, label: Metres above the sea }\n  Other: { type: Text }\n',
    },
    steps: [
      // By the labels of the objects' fields.
      [[], /Last Name[\s\S]*Birthdate[\s\S]*Metres above the sea/],
      [[NEXT], 'Complete this field.'],
      [['Byron', tab, 'x', NEXT], 'Enter a date, such as 2026-01-31.'],
      [[CLEAR, tab, '1.55', NEXT], 'Enter no more than 1 decimal.'],
      [[KEYS.backspace, NEXT], 'Got <Byron 1.5>'],
    ],
  },
  repeater: {
    field: 'F: { type: repeater, fields: { Nick: { type: text, label: Nick, required: true } } }',
    told: '{!names}',
    resources: `variables: { one: { type: Apex, class: Item } }
formulas: { names: { type: Text, expression: '"done"' } }`,
    steps: [
      [[NEXT], 'Complete this field.'],
      [['Ada', tab, tab, enter], '[ Remove F 2 ]'],
      // The keys are on the new item.
      [['Zoe'], /F 2[^\n]*\n.*Nick[^\n]*\n \u2502 Zoe/],
      [[CLEAR, NEXT], /F 2[\s\S]*Complete this field\./],
      [[tab, enter], /\u2502 Ada +\u2502(?![\s\S]*F 2)/],
      [[NEXT], 'Got <done>'],
    ],
  },
  section: {
    field:
      'F: { type: section, heading: Both, columns: [{ width: 6, fields: { A: { type: text, label: Left, required: true } } }, { width: 6, fields: { B: { type: text, label: Right } } }] }',
    told: '{!A}{!B}',
    steps: [
      [[], /Both \u2500+/],
      [[NEXT], 'Complete this field.'],
      [['l', tab, 'r', NEXT], 'Got <lr>'],
    ],
  },
  component: {
    field: "F: { type: 'c:pad', inputs: { document: Contract }, outputs: { signedBy: by } }",
    told: '{!by}',
    resources: 'variables: { by: Text }',
    files: {
      'org/components/c.pad.yaml':
        "label: Pad\ninputs: { document: Text }\noutputs: { signedBy: Text }\nfields:\n  What: { type: displayText, text: 'You sign: {!document}' }\n  signedBy: { type: text, label: Your name, required: true }\n",
    },
    steps: [
      [[], 'You sign: Contract'],
      [[NEXT], 'Complete this field.'],
      [['Ada', NEXT], 'Got <Ada>'],
    ],
  },
  componentOfNobody: {
    field:
      "F: { type: 'c:unknown', inputs: { label: Made elsewhere }, outputs: { count: count, sure: sure, tags: tags, sizes: sizes, who: who } }",
    told: '{!count} {!sure} {!tags} {!sizes} {!who.LastName}',
    resources: `variables:
  count: { type: Number, scale: 0 }
  sure: Boolean
  tags: { type: Text, collection: true }
  sizes: { type: Number, scale: 0, collection: true }
  who: { type: Record, object: Contact }`,
    steps: [
      [[], /Made elsewhere[\s\S]*count[\s\S]*\u2610 sure[\s\S]*tags \(one a line\)/],
      [
        ['many', tab, ' ', tab, 'red', KEYS.ctrl('j'), 'blue', tab, '1, 2', tab, 'Byron', NEXT],
        'Enter a number, such as',
      ],
      [[CLEAR, '3', NEXT], 'Enter a list in JSON, such as [1, 2].'],
      [[CLEAR, '[1, 2]', NEXT], 'Enter JSON, such as {"Name": "Acme"}.'],
      [[CLEAR, '{"LastName": "Byron"}', NEXT], /Got <3 true .*red.*blue.* .*1.*2.* Byron>/],
    ],
  },
  displayText: {
    field: "F: { type: displayText, text: '1 < 2 <b>: {!Rich} {!Link}' }",
    told: 'nothing',
    resources: `textTemplates: { Rich: { html: '<p>Dear <b>you</b></p>' } }
formulas: { Link: { type: Text, expression: 'HYPERLINK("https://example.com", "Open")' } }`,
    steps: [
      // Tags that are merged in are rich text, those that stand in the text itself are text.
      [[], /1 < 2 <b>:\s+Dear you\s+Open/],
      [[NEXT], 'Got <nothing>'],
    ],
  },
};

describe.each([
  [100, 30],
  [60, 20],
])('in a terminal of %i columns and %i rows', (columns, rows) => {
  it.each(Object.entries(KINDS))('%s', (_name, kind) => play(kind, columns, rows));
});
