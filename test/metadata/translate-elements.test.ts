import { describe, expect, it } from 'vitest';
import { compact, exported, flowOf, imported } from './translate.ts';

/** Each construct as YAML and the metadata it stands for: export gives the metadata, import gives the same YAML again. */
interface Case {
  readonly what: string;
  readonly yaml: string;
  readonly xml: readonly string[];
  readonly not?: readonly string[];
}

const AT = '<locationX>0</locationX><locationY>0</locationY>';

const CASES: readonly Case[] = [
  {
    what: 'an assignment: values of every kind, operators, no value',
    yaml: `start: Set

elements:
  Set:
    type: assignment
    assign:
      - a: Acme
      - a: '5'
      - a: ''
      - a: Dear {!b}
      - a: { text: '{!b}' }
      - a: '{!b.Owner.Name}'
      - a: 5
      - a: 72.50
      - a: true
      - a: { date: 2026-01-31 }
      - a: { dateTime: 2026-01-31T10:00:00.000Z }
      - a: { time: '10:00:00.000Z' }
      - a: { formula: TODAY() + 3, type: Date }
      - a: { metadata: { complexValue: '{}', complexValueType: X } }
      - rec.Id: null
      - a: { add: '{!line.Amount}' }
      - a: { assignCount: '{!all}' }
    next: { goTo: Set }
`,
    xml: [
      `<assignments><name>Set</name><label>Set</label>${AT}<assignmentItems><assignToReference>a</assignToReference><operator>Assign</operator><value><stringValue>Acme</stringValue></value></assignmentItems>`,
      '<value><stringValue>5</stringValue></value>',
      '<value><stringValue></stringValue></value>',
      '<value><stringValue>Dear {!b}</stringValue></value>',
      '<value><stringValue>{!b}</stringValue></value>',
      '<value><elementReference>b.Owner.Name</elementReference></value>',
      '<value><numberValue>5.0</numberValue></value>',
      '<value><numberValue>72.50</numberValue></value>',
      '<value><booleanValue>true</booleanValue></value>',
      '<value><dateValue>2026-01-31</dateValue></value>',
      '<value><dateTimeValue>2026-01-31T10:00:00.000Z</dateTimeValue></value>',
      '<value><timeValue>10:00:00.000Z</timeValue></value>',
      '<value><formulaDataType>Date</formulaDataType><formulaExpression>TODAY() + 3</formulaExpression></value>',
      '<value><complexValue>{}</complexValue><complexValueType>X</complexValueType></value>',
      '<assignmentItems><assignToReference>rec.Id</assignToReference><operator>Assign</operator></assignmentItems>',
      '<operator>Add</operator><value><elementReference>line.Amount</elementReference></value>',
      '<operator>AssignCount</operator>',
      '<connector><isGoTo>true</isGoTo><targetReference>Set</targetReference></connector>',
    ],
  },
  {
    what: 'a decision: and, or, numbered logic, no right value, a default with and without a label',
    yaml: `start: Ask

elements:
  Ask:
    type: decision
    label: Ask?
    outcomes:
      Large:
        all:
          - Amount: { greaterThan: 5 }
          - Size: Small
        next: Other
      Any:
        label: Any at all
        any:
          - a: { isNull: true }
          - b: { equalTo: null }
        onlyWhenChangedToMeet: true
      Numbered:
        conditions:
          - a: { contains: x }
          - b: { notEqualTo: '{!c}' }
        logic: 1 AND (1 OR NOT 2)
    default: Other

  Other:
    type: decision
    outcomes:
      None: {}
    default: { label: 'No' }
`,
    xml: [
      `<decisions><name>Ask</name><label>Ask?</label>${AT}<defaultConnector><targetReference>Other</targetReference></defaultConnector><defaultConnectorLabel>Default Outcome</defaultConnectorLabel><rules><name>Large</name><conditionLogic>and</conditionLogic>`,
      '<conditions><leftValueReference>Amount</leftValueReference><operator>GreaterThan</operator><rightValue><numberValue>5.0</numberValue></rightValue></conditions>',
      '<rules><name>Any</name><conditionLogic>or</conditionLogic>',
      '<conditions><leftValueReference>b</leftValueReference><operator>EqualTo</operator></conditions>',
      '<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria><label>Any at all</label>',
      '<conditionLogic>1 AND (1 OR NOT 2)</conditionLogic>',
      '<defaultConnectorLabel>No</defaultConnectorLabel><rules><name>None</name><conditionLogic>and</conditionLogic><label>None</label></rules>',
    ],
    not: ['<doesRequireRecordChangedToMeetCriteria>false'],
  },
  {
    what: 'a loop, in order and backwards',
    yaml: `start: Each

elements:
  Each:
    type: loop
    collection: Rows
    forEach: Back
    afterLast: Back

  Back:
    type: loop
    collection: Rows
    order: Desc
    item: row
`,
    xml: [
      `<loops><name>Each</name><label>Each</label>${AT}<collectionReference>Rows</collectionReference><iterationOrder>Asc</iterationOrder><nextValueConnector><targetReference>Back</targetReference></nextValueConnector><noMoreValuesConnector>`,
      '<assignNextValueToReference>row</assignNextValueToReference><collectionReference>Rows</collectionReference><iterationOrder>Desc</iterationOrder>',
    ],
  },
  {
    what: 'a subflow: outputs automatic, by hand, dropped; an input twice',
    yaml: `start: One

elements:
  One:
    type: subflow
    flow: Other_Flow
    inputs: { name: '{!n}', count: 3 }
    next: Two

  Two:
    type: subflow
    flow: Other_Flow
    outputs: { total: sum }
    next: Three

  Three:
    type: subflow
    description: Why
    flow: Other_Flow
    inputs: [ { x: 1 }, { x: 2 } ]
    outputs: none
`,
    xml: [
      '<flowName>Other_Flow</flowName><inputAssignments><name>name</name><value><elementReference>n</elementReference></value></inputAssignments><inputAssignments><name>count</name><value><numberValue>3.0</numberValue></value></inputAssignments><storeOutputAutomatically>true</storeOutputAutomatically></subflows>',
      '<outputAssignments><assignToReference>sum</assignToReference><name>total</name></outputAssignments></subflows>',
      '<subflows><description>Why</description><name>Three</name>',
    ],
  },
  {
    what: 'records: get, create, update, delete, roll back',
    yaml: `start: Get

elements:
  Get:
    type: getRecords
    object: Account
    where:
      - Name: '{!n}'
      - Amount: { lessThan: 5 }
    sort: { Name: Desc }
    limit: 7
    fields: [Id, Name]
    records: all
    next: Get_Field
    fault: Undo

  Get_Field:
    type: getRecords
    object: Account
    where:
      any:
        - Name: x
    nullIfNoneFound: true
    outputs: { Name: v }
    next: Get_Var

  Get_Var:
    type: getRecords
    object: Account
    records: first
    outputs: rec
    next: Make

  Make:
    type: createRecords
    object: Contact
    set:
      LastName: '{!n}'
      Active__c: true
    next: Make_Rec

  Make_Rec:
    type: createRecords
    record: rec
    next: Make_Id

  Make_Id:
    type: createRecords
    object: Contact
    set:
      LastName: x
    upsert: { where: [ Email: x ], none: AddRecord, one: UpdateAllRecords, many: Error }
    outputs: newId
    next: Change

  Change:
    type: updateRecords
    object: Contact
    where:
      conditions:
        - Id: '{!newId}'
        - Name: { in: '{!names}' }
      logic: 1 OR 2
    set:
      Name: z
    next: Remove

  Remove:
    type: deleteRecords
    record: rec

  Undo:
    type: rollBackRecords
`,
    xml: [
      '<assignNullValuesIfNoRecordsFound>false</assignNullValuesIfNoRecordsFound><connector>',
      '<filterLogic>and</filterLogic><filters><field>Name</field><operator>EqualTo</operator><value><elementReference>n</elementReference></value></filters>',
      '<getFirstRecordOnly>false</getFirstRecordOnly><limit>7</limit><object>Account</object><queriedFields>Id</queriedFields><queriedFields>Name</queriedFields><sortField>Name</sortField><sortOrder>Desc</sortOrder><storeOutputAutomatically>true</storeOutputAutomatically>',
      '<filterLogic>or</filterLogic>',
      '<outputAssignments><assignToReference>v</assignToReference><field>Name</field></outputAssignments></recordLookups>',
      '<getFirstRecordOnly>true</getFirstRecordOnly><object>Account</object><outputReference>rec</outputReference>',
      '<inputAssignments><field>LastName</field><value><elementReference>n</elementReference></value></inputAssignments>',
      '<inputReference>rec</inputReference></recordCreates>',
      '<assignRecordIdToReference>newId</assignRecordIdToReference>',
      '<doesUpsert>true</doesUpsert>',
      '<operationZeroMatchingRecords>AddRecord</operationZeroMatchingRecords>',
      '<filterLogic>1 OR 2</filterLogic>',
      '<recordDeletes>',
      `<recordRollbacks><name>Undo</name><label>Undo</label>${AT}</recordRollbacks>`,
    ],
  },
  {
    what: 'actions, collections, transforms, errors, waits',
    yaml: `start: Act

elements:
  Act:
    type: action
    kind: apex
    action: SendBetterEmail
    transaction: CurrentTransaction
    types: { T__in: Account }
    inputs: { to: '{!x}' }
    outputs: { 2XX: v }
    next: Sort
    timeout: Sort

  Sort:
    type: sortCollection
    collection: Rows
    sort: [ { field: Name, order: Desc, emptyFirst: true }, { field: Id } ]
    limit: 3
    next: Filter

  Filter:
    type: filterCollection
    collection: Rows
    item: currentItem_Filter
    all:
      - currentItem_Filter.Amount: { greaterThan: 5 }
    next: Map

  Map:
    type: transform
    result: { type: Record, object: Task, collection: true }
    set:
      Subject: '{!Rows[$EachItem].Name}'
      Total: { sum: '{!Rows[$EachItem].Amount}' }
    next: Map_One

  Map_One:
    type: transform
    result: { type: Number, scale: 2 }
    value: { count: '{!Rows}' }
    outputs: none
    next: Refuse

  Refuse:
    type: customError
    errors:
      - message: Not now
      - { message: Not this, field: Amount }
    next: Wait

  Wait:
    type: wait
    events:
      Later:
        event: AlarmEvent
        any:
          - a: 1
        inputs: { AlarmTime: '{!t}', TimeOffset: 3 }
        next: Act
    default: { label: Unused }
`,
    xml: [
      '<actionName>SendBetterEmail</actionName><actionType>apex</actionType>',
      '<dataTypeMappings><typeName>T__in</typeName><typeValue>Account</typeValue></dataTypeMappings>',
      '<nameSegment>SendBetterEmail</nameSegment>',
      '<outputParameters><assignToReference>v</assignToReference><name>2XX</name></outputParameters><timeoutConnector>',
      `<name>Sort</name><elementSubtype>SortCollectionProcessor</elementSubtype><label>Sort</label>${AT}<collectionProcessorType>SortCollectionProcessor</collectionProcessorType>`,
      '<sortOptions><doesPutEmptyStringAndNullFirst>true</doesPutEmptyStringAndNullFirst><sortField>Name</sortField><sortOrder>Desc</sortOrder></sortOptions><sortOptions><doesPutEmptyStringAndNullFirst>false</doesPutEmptyStringAndNullFirst><sortField>Id</sortField><sortOrder>Asc</sortOrder></sortOptions>',
      '<collectionReference>Rows</collectionReference><conditionLogic>and</conditionLogic><conditions><leftValueReference>currentItem_Filter.Amount',
      '<dataType>SObject</dataType><isCollection>true</isCollection><objectType>Task</objectType><scale>0</scale><storeOutputAutomatically>true</storeOutputAutomatically><transformValues><transformValueActions><outputFieldApiName>Subject</outputFieldApiName><transformType>Map</transformType><value><elementReference>Rows[$EachItem].Name',
      '<outputFieldApiName>Total</outputFieldApiName><transformType>Sum</transformType>',
      '<transformValueActions><inputParameters><name>aggregationField</name><value><stringValue>Amount</stringValue></value></inputParameters><inputParameters><name>aggregationValues</name><value><elementReference>Rows</elementReference></value></inputParameters><outputFieldApiName>Total',
      '<transformValueActions><inputParameters><name>aggregationValues</name><value><elementReference>Rows</elementReference></value></inputParameters><transformType>Count</transformType>',
      '<customErrorMessages><errorMessage>Not this</errorMessage><fieldSelection>Amount</fieldSelection><isFieldError>true</isFieldError></customErrorMessages>',
      '<waitEvents><name>Later</name><conditionLogic>or</conditionLogic>',
      '<eventType>AlarmEvent</eventType>',
      '<defaultConnectorLabel>Unused</defaultConnectorLabel>',
    ],
  },
];

describe('elements in YAML and metadata', () => {
  it.each(CASES)('$what', ({ yaml, xml, not }) => {
    const whole = flowOf(yaml);
    const metadata = compact(exported(whole)).replaceAll(/(<location[XY]>)\d+/g, '$10');
    for (const fragment of xml) expect(metadata).toContain(fragment);
    for (const fragment of not ?? []) expect(metadata).not.toContain(fragment);
    expect(imported(exported(whole))).toBe(whole);
  });
});
