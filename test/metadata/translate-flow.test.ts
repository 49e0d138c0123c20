import { describe, expect, it } from 'vitest';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { compact, exported, flowOf, imported, metadataOf, treeOfXml, treeOfYaml } from './translate.ts';
import { commentsOf, plain } from './trees.ts';

describe('resources in YAML and metadata', () => {
  const yaml = flowOf(`variables:
  name: Text
  total: { type: Number, scale: 2, input: true, output: true, default: 0 }
  rows: { type: Record, object: Account, collection: true, description: All rows }
  reply: { type: Apex, class: Svc_reply }
  none: { type: Text, default: '' }

constants:
  MaxTries: 3
  Greeting: Hello
  Day: { value: { date: 2026-01-31 } }
  Typed: { type: Currency, value: 5 }

formulas:
  full: { type: Text, expression: 'TRIM({!a}) & {!b}' }
  long:
    type: Number
    scale: 2
    expression: |-
      IF({!a} > 0,
        1, 2)

textTemplates:
  Mail: { html: '<p>Dear {!name}</p>' }
  Sms:
    text: |-
      Dear
      {!name}

choices:
  Few: { label: Up to 5, value: 5 }
  Other: { label: Other, value: other, input: { label: 'Which, then?', required: true } }
  Bare: { label: The label is the value }

choiceSets:
  Industries: { picklist: Account.Industry }
  Regions: { picklist: Account.Regions__c, type: Multipicklist }
  Contacts:
    object: Contact
    label: Name
    value: Id
    where:
      - Active__c: true
    sort: { LastName: Asc }
    limit: 20
    outputs: { Email: name }
  Rows: { collection: rows, label: Name, value: Id }

stages:
  Review: { order: 20, active: true }

start: Ask

elements:
  Ask:
    type: screen
`);
  const metadata = compact(exported(yaml));

  it.each([
    '<variables><name>name</name><dataType>String</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>false</isOutput></variables>',
    '<isInput>true</isInput><isOutput>true</isOutput><scale>2</scale><value><numberValue>0.0</numberValue></value></variables>',
    '<variables><description>All rows</description><name>rows</name><dataType>SObject</dataType><isCollection>true</isCollection>',
    '<variables><name>reply</name><apexClass>Svc_reply</apexClass><dataType>Apex</dataType>',
    '<constants><name>MaxTries</name><dataType>Number</dataType><value><numberValue>3.0</numberValue></value></constants>',
    '<constants><name>Day</name><dataType>Date</dataType><value><dateValue>2026-01-31</dateValue></value></constants>',
    '<constants><name>Typed</name><dataType>Currency</dataType>',
    '<formulas><name>full</name><dataType>String</dataType><expression>TRIM({!a}) &amp; {!b}</expression></formulas>',
    '<isViewedAsPlainText>false</isViewedAsPlainText><text>&lt;p&gt;Dear {!name}&lt;/p&gt;</text>',
    '<isViewedAsPlainText>true</isViewedAsPlainText><text>Dear\n{!name}</text>',
    '<choices><name>Few</name><choiceText>Up to 5</choiceText><dataType>Number</dataType>',
    '<userInput><isRequired>true</isRequired><promptText>Which, then?</promptText></userInput>',
    '<choices><name>Bare</name><choiceText>The label is the value</choiceText><dataType>String</dataType></choices>',
    '<dataType>Picklist</dataType><displayField xsi:nil="true"/><object xsi:nil="true"/><picklistField>Industry</picklistField><picklistObject>Account</picklistObject>',
    '<dataType>Multipicklist</dataType>',
    '<outputAssignments><assignToReference>name</assignToReference><field>Email</field></outputAssignments><sortField>LastName</sortField><sortOrder>Asc</sortOrder><valueField>Id</valueField>',
    '<stages><name>Review</name><isActive>true</isActive><label>Review</label><stageOrder>20</stageOrder></stages>',
  ])('write %s', (fragment) => {
    expect(metadata).toContain(fragment);
  });

  it('come back', () => {
    const once = imported(exported(yaml));
    expect(exported(once)).toBe(exported(yaml));
    // Metadata sorts resources by name.
    const lines = (text: string) => text.split('\n').toSorted();
    expect(lines(once)).toEqual(lines(yaml));
  });

  it('keep the object of a choice set made from a collection', () => {
    const xml = metadataOf(
      '<dynamicChoiceSets><name>C</name><collectionReference>rows</collectionReference><dataType>String</dataType><displayField>Name</displayField><object>Account</object></dynamicChoiceSets>',
    );
    expect(imported(xml)).toContain('C: { collection: rows, label: Name, metadata: { object: Account } }');
  });
});

describe('the start of a flow', () => {
  it.each([
    ['start: First', '<connector><targetReference>First</targetReference></connector></start>'],
    ['start:\n  next: { goTo: First }', '<connector><isGoTo>true</isGoTo>'],
    [
      `start:
  trigger: RecordAfterSave
  object: Opportunity
  when: CreateAndUpdate
  where:
    - StageName: Closed Won
  onlyWhenChangedToMeet: true
  order: 10
  next: First
  scheduledPaths:
    Later: { offset: -2 Hours, from: RecordTriggerEvent, next: First }
    After: { label: After the close, offset: 5 Days, from: CloseDate }
    Async: { async: true, next: First }`,
      '<scheduledPaths><connector><targetReference>First</targetReference></connector><pathType>AsyncAfterCommit</pathType></scheduledPaths><triggerType>RecordAfterSave</triggerType></start><status>Draft</status><triggerOrder>10</triggerOrder>',
    ],
    [
      `start:
  trigger: Scheduled
  object: Lead
  schedule: { frequency: Daily, date: 2026-01-01, time: '08:00:00.000Z' }
  where: { formula: '{!$Record.X} > 1' }
  next: First`,
      '<schedule><frequency>Daily</frequency><startDate>2026-01-01</startDate><startTime>08:00:00.000Z</startTime></schedule>',
    ],
  ])('%s', (start, fragment) => {
    const yaml = flowOf(`${start}\n\nelements:\n  First:\n    type: screen\n`);
    expect(compact(exported(yaml))).toContain(fragment);
    expect(imported(exported(yaml))).toBe(yaml);
  });

  it('of an old file stands in a patch', () => {
    const yaml = imported(
      metadataOf('<startElementReference>First</startElementReference><screens><name>First</name></screens>'),
    );
    expect(yaml).toContain('startElementReference: First');
    expect(yaml).toContain('start: null');
  });
});

describe('a whole flow', () => {
  it('keeps coordinates in one block', () => {
    const yaml = flowOf('start: A\n\nelements:\n  A:\n    type: screen\n\nlayout:\n  start: [50, 0]\n  A: [-5, 158]\n');
    expect(compact(exported(yaml))).toContain('<label>A</label><locationX>-5</locationX><locationY>158</locationY>');
    expect(imported(exported(yaml))).toBe(yaml);
  });

  it('says of a flow whose nodes all stand at 0, 0 that its layout is empty', () => {
    const yaml = flowOf('start: A\n\nelements:\n  A:\n    type: screen\n\nlayout: {}\n');
    expect(compact(exported(yaml))).toContain('<label>A</label><locationX>0</locationX><locationY>0</locationY>');
    expect(imported(exported(yaml))).toBe(yaml);
  });

  it('puts elements into run order: before their successors, faults last, the unreachable at the end', () => {
    const to = (name: string, tag = 'connector') => `<${tag}><targetReference>${name}</targetReference></${tag}>`;
    const items =
      '<assignmentItems><assignToReference>a</assignToReference><operator>Assign</operator></assignmentItems>';
    const xml = metadataOf(`
      <assignments><name>Alone</name>${items}</assignments>
      <assignments><name>Join</name>${items}</assignments>
      <assignments><name>Left</name>${items}${to('Join')}</assignments>
      <assignments><name>Right</name>${items}${to('Join')}</assignments>
      <decisions><name>Fork</name>${to('Right', 'defaultConnector')}<rules><name>L</name>${to('Left')}</rules></decisions>
      <loops><name>Each</name><collectionReference>all</collectionReference>${to('Body', 'nextValueConnector')}${to('Get', 'noMoreValuesConnector')}</loops>
      <assignments><name>Body</name>${items}${to('Each')}</assignments>
      <recordLookups><name>Get</name><object>Account</object>${to('Fork')}${to('Failed', 'faultConnector')}</recordLookups>
      <screens><name>Failed</name></screens>
      <start>${to('Each')}</start>`);
    const tree = treeOfXml(xml);
    const elements = tree.kind === 'map' ? tree.entries.find(({ key }) => key === 'elements')?.value : null;
    expect(elements?.kind === 'map' && elements.entries.map(({ key }) => key)).toEqual([
      'Each',
      'Body',
      'Get',
      'Fork',
      'Left',
      'Right',
      'Join',
      'Failed',
      'Alone',
    ]);
  });

  it('leaves an element without what it must have in the metadata, as it came', () => {
    const xml = metadataOf(
      '<loops><name>Each</name><label>Each</label></loops><recordDeletes><name>Gone</name></recordDeletes>',
    );
    const yaml = imported(xml);
    expect(yaml).not.toContain('elements:');
    expect(yaml).toContain('loops: { name: Each, label: Each }');
    expect(compact(exported(yaml))).toContain('<loops><name>Each</name><label>Each</label></loops>');
  });

  it('gives each node the place of what it came from', () => {
    const xml = metadataOf(
      '<variables><name>v</name><dataType>Text</dataType></variables><screens><name>Ask_Me</name><label>Why?</label></screens>',
    );
    const found: string[] = [];
    const tree = treeOfXml(xml);
    const walk = (node: typeof tree): void => {
      if (node.kind === 'map') {
        for (const { key, keyPlace, value } of node.entries) {
          if (key === 'Ask_Me' || key === 'label') found.push(xml.slice(keyPlace.start, keyPlace.end));
          if (value.kind === 'text') found.push(xml.slice(value.place.start, value.place.end));
          walk(value);
        }
      }
    };
    walk(tree);
    expect(found).toEqual(expect.arrayContaining(['Ask_Me', 'Why?', 'Test', 'Draft']));
  });

  it('keeps comments, and writes them back above the same tags', () => {
    const xml = metadataOf(
      '<!-- the rows --><variables><name>v</name><dataType>String</dataType></variables><screens><name>A</name><!-- odd --><label>Why?</label></screens>',
    );
    const tree = treeOfXml(xml);
    expect(commentsOf(tree)).toEqual(['the rows', 'odd']);
    const back = flowXmlFromDocument(treeOfYaml(imported(xml)));
    expect(back).toContain('    <!-- the rows -->\n    <variables>');
    expect(back).toContain('        <!-- odd -->\n        <label>Why?</label>');
  });

  it('keeps a licence of several lines at the top, and leaves the line for editors out', () => {
    const yaml = '# yaml-language-server: $schema=x\n# Copyright\n#\n# All rights\n\nlabel: x\n';
    expect(exported(yaml)).toContain('?>\n<!--\n Copyright\n\n All rights\n-->\n<Flow');
    expect(exported(yaml)).not.toContain('yaml-language-server');
  });

  it('says which profile fits better than the version', () => {
    const field = (name: string) =>
      `<fields><name>${name}</name><extensionName>c:x</extensionName><fieldType>ComponentInstance</fieldType><isRequired>true</isRequired><storeOutputAutomatically>true</storeOutputAutomatically></fields>`;
    const yaml = imported(metadataOf(`<screens><name>A</name>${field('a')}${field('b')}${field('c')}</screens>`));
    expect(yaml).toMatch(/^metadata:\n {2}profile: '49'$|^metadata: \{ profile: '49'/m);
    expect(yaml).not.toContain('inputsOnNextNavToAssocScrn');
    expect(exported(yaml)).not.toContain('inputsOnNextNavToAssocScrn');
  });

  it.each([
    ['a family without words', '<orchestratedStages><name>S</name><label>S</label></orchestratedStages>'],
    ['an element without a name', '<screens><label>x</label></screens>'],
    ['two elements of one name', '<screens><name>A</name></screens><screens><name>A</name></screens>'],
    [
      'two fields of one name',
      '<screens><name>A</name><fields><name>f</name><fieldType>DisplayText</fieldType></fields><fields><name>f</name><fieldType>DisplayText</fieldType></fields></screens>',
    ],
    [
      'an unknown kind of field',
      '<screens><name>A</name><fields><name>f</name><fieldType>Hologram</fieldType></fields></screens>',
    ],
    [
      'a number in another form',
      '<variables><name>v</name><dataType>Number</dataType><value><numberValue>5</numberValue></value></variables>',
    ],
    [
      'an unknown operator',
      '<assignments><name>A</name><assignmentItems><assignToReference>v</assignToReference><operator>Cube</operator></assignmentItems></assignments>',
    ],
    [
      'an empty value',
      '<assignments><name>A</name><assignmentItems><assignToReference>v</assignToReference><operator>Assign</operator><value></value></assignmentItems></assignments>',
    ],
    [
      'more in a row',
      '<decisions><name>D</name><rules><name>R</name><conditions><processMetadataValues><name>n</name><value><stringValue>x</stringValue></value></processMetadataValues><leftValueReference>a</leftValueReference><operator>EqualTo</operator></conditions></rules></decisions>',
    ],
    [
      'more in an input',
      '<subflows><name>S</name><inputAssignments><processMetadataValues><name>n</name></processMetadataValues><name>x</name></inputAssignments></subflows>',
    ],
    [
      'a reference that is none',
      '<assignments><name>A</name><assignmentItems><assignToReference>%%%N%%%v</assignToReference><operator>Assign</operator><value><elementReference>a b</elementReference></value></assignmentItems></assignments>',
    ],
    ['a processType of tomorrow', '<customErrors></customErrors>'],
    ['a goto without a target', '<screens><name>A</name><connector><isGoTo>true</isGoTo></connector></screens>'],
    ['nil where nobody expects it', '<variables><name>v</name><dataType xsi:nil="true"/></variables>'],
    ['paths without a name', '<start><scheduledPaths><label>Daily</label></scheduledPaths></start>'],
  ])('loses nothing of %s', (_what, inner) => {
    const xml = metadataOf(inner);
    const want = compact(flowXmlFromDocument(treeOfXml(xml)));
    for (const text of inner.match(/[^<>]+(?=<)/g) ?? []) expect(want).toContain(text);
    expect(compact(exported(imported(xml)))).toBe(want);
    expect(plain(treeOfXml(want))).toEqual(plain(treeOfXml(xml)));
  });

  it('makes a label that is left out from the name', () => {
    const tree = treeOfYaml('type: Screen Flow\n');
    expect(flowXmlFromDocument(tree)).not.toContain('abel>');
    const named = flowXmlFromDocument(tree, { name: 'Close_Case' });
    expect(named).toContain('<label>Close Case</label>');
    expect(named).toContain('<interviewLabel>Close Case {!$Flow.CurrentDateTime}</interviewLabel>');
    expect(flowXmlFromDocument(treeOfYaml('label: Own\n'), { name: 'Close_Case' })).toContain('<label>Own</label>');
  });

  it('refuses to export what an org does not know', () => {
    expect(() => exported(flowOf('variables:\n  p: { type: JSON }\n'))).toThrow(/variable p has the type JSON/);
    expect(() => exported(flowOf('variables:\n  p: JSON\n'))).toThrow(/variable p has the type JSON/);
  });

  it('refuses what is no flow', () => {
    const { document, diagnostics } = flowDocumentFromXml('<CustomLabels/>', 'labels.xml');
    expect(document).toBeNull();
    expect(diagnostics).toMatchObject([{ rule: 'xml-not-a-flow', severity: 'error', file: 'labels.xml' }]);
    expect(flowDocumentFromXml('<Flow>', 'x').document).toBeNull();
    expect(() => flowXmlFromDocument({ kind: 'null', place: { start: 0, end: 0 } })).toThrow(/a flow is a map/);
  });
});

describe('a file as large as a hostile one', () => {
  it('is translated in a time that grows with its size', { timeout: 60_000 }, () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => index);
    const variables = many(20_000).map(
      (index) => `<variables><name>v${index}</name><dataType>String</dataType></variables>`,
    );
    const tags = many(20_000).map((index) => `<tag${index}>x</tag${index}>`);
    const chain = many(20_000).map(
      (index) =>
        `<assignments><name>a${index}</name><connector><targetReference>a${index + 1}</targetReference></connector></assignments>`,
    );
    const start = '<start><connector><targetReference>a0</targetReference></connector></start>';
    const began = performance.now();
    const tree = treeOfXml(metadataOf([...variables, ...tags, ...chain, start].join('')));
    const xml = flowXmlFromDocument(tree);
    // Quadratic work would take minutes.
    expect(performance.now() - began).toBeLessThan(40_000);
    expect(xml).toContain('<targetReference>a20000</targetReference>');
    expect(xml).toContain('<tag19999>x</tag19999>');
  });
});
