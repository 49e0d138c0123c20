/** A flow that uses every key of the language: the seed from which other documents are made by changing it. */
export const EVERYTHING = `label: Everything
type: Screen Flow
description: Uses every key
apiVersion: 66.0
status: Active
runInMode: SystemModeWithSharing
interviewLabel: 'Everything {!$Flow.CurrentDateTime}'
variables:
  short: Text
  total: { type: Number, scale: 2, input: true, output: true, default: 0, description: A sum }
  names: { type: Text, collection: true }
  others: { type: Record, object: Other, collection: true }
  acc: { type: Record, object: Account }
  reply: { type: Apex, class: Svc_reply, metadata: { x: y } }
  anything: { type: JSON }
  day: { type: Date, default: { date: 2026-01-31 } }
  moment: { type: DateTime, default: { dateTime: 2026-01-31T10:00:00.000Z } }
  clock: { type: Time, default: { time: '10:00:00' } }
constants:
  MaxTries: 3
  Greeting: { type: Text, value: hello, description: Said first }
formulas:
  full: { type: Text, expression: 'TRIM({!short}) & "x"' }
  half: { type: Number, scale: 1, expression: '{!total} / 2', description: A half }
textTemplates:
  Mail: { html: '<p>{!short}</p>', description: A mail }
  Plain: { text: 'Dear {!short}' }
choices:
  Small: { label: Up to 5, value: 5, type: Number }
  Other: { label: Other, value: other, input: { label: Which?, required: true, validate: { formula: 'LEN({!short}) > 0', message: Say which } } }
choiceSets:
  Industries: { picklist: Account.Industry }
  Contacts: { object: Contact, label: Name, value: Id, where: [ Name: { startsWith: A } ], sort: { LastName: Asc }, limit: 20, outputs: { Email: short } }
  Rows: { collection: names, label: Name, value: Id, type: Text, description: Rows }
stages:
  Review: { label: Review, order: 20, active: true, description: The end }
start: First
elements:
  First:
    type: screen
    label: First
    description: The first
    allowBack: false
    allowFinish: true
    allowPause: false
    showHeader: true
    showFooter: true
    buttons: { next: Go, previous: Back, pause: Later }
    help: 'Help {!short}'
    pausedText: Later
    stage: Review
    fields:
      One: { type: text, label: One, required: true, default: '{!short}', help: Help, validate: { formula: 'LEN({!One}) > 0', message: 'No {!short}' }, visible: { all: [ total: { greaterThan: 5 } ] }, onRevisit: reset, disabled: false, readOnly: '{!done}', description: A field, metadata: { a: b } }
      Two: { type: longText }
      Three: { type: password, label: Secret }
      Four: { type: number, label: Four, scale: 2, default: 5, visible: { formula: '{!total} > 5' } }
      Five: { type: currency, label: Five, scale: 2 }
      Six: { type: date, label: Six, default: { date: 2026-01-31 } }
      Seven: { type: dateTime, label: Seven }
      done: { type: checkbox, label: Done, default: true }
      Size: { type: picklist, label: Size, choices: [Small, Other, Industries], selected: Small, valueType: Number }
      Colour: { type: radioButtons, label: Colour, options: [Red, 5, { label: Navy, value: blue }] }
      Many: { type: checkboxGroup, label: Many, options: [A, B], default: A }
      More: { type: multiSelectPicklist, label: More, choices: [Other], required: true }
      Told: { type: displayText, text: 'Hello {!One}' }
      Rich: { type: displayText, html: '<b>{!One}</b>', visible: { any: [ One: x, Two: { isNull: false } ] } }
      Parts:
        type: section
        heading: 'Parts of {!One}'
        columns:
          - { width: 6, fields: { Inner: { type: text, label: Inner } } }
          - { name: Right, width: 6, fields: {} }
      Who: { type: lookup, inputs: { objectApiName: Contact } }
      Grid: { type: 'c:datatable', inputs: {} }
    next: Assign_It
  Assign_It:
    type: assignment
    assign:
      - total: { add: 5 }
      - short: 'Dear {!One}'
      - acc.Name: { text: '{!One}' }
      - acc.Id: null
      - day: { formula: 'TODAY() + 3', type: Date }
      - anything: { metadata: { complexValue: x } }
    next: { goTo: Decide }
    metadata: { x: [1, 2] }
  Decide:
    type: decision
    outcomes:
      Large: { label: Large, description: Big, all: [ total: { greaterThan: 10 }, short: x ], next: Each, onlyWhenChangedToMeet: false }
      Some: { any: [ total: 1, done: true ] }
      Numbered: { conditions: [ total: 1, done: true, names: { isEmpty: true } ], logic: 1 AND (2 OR 3), next: Call }
      By_Formula: { formula: '{!total} > 5', next: Sub }
    default: { label: Otherwise, next: Sub_All }
  Each: { type: loop, collection: names, order: Desc, item: short, forEach: Assign_It, afterLast: Call }
  Call:
    type: httpCallout
    namedCredential: Target_Org
    service: TargetOrg
    method: POST
    path: '/services/{!short}'
    query: { q: '{!short}' }
    headers: { X-Trace: '{!total}' }
    body: { Name: '{!short}', list: [1, '{!total}', { deep: null }], when: { date: x } }
    bodyType: form
    responses: { 2XX: { sample: { id: x, list: [1] } }, 404: { sample: null } }
    onHttpError: output
    timeout: 5000
    retry: { count: 3, backoff: 200, maxWait: 5000, idempotencyKey: Idempotency-Key }
    next: Sub
    fault: First
  Sub: { type: subflow, flow: Other, inputs: { a: '{!short}' }, outputs: { b: total }, next: Sub_One }
  Sub_One: { type: subflow, flow: Other, outputs: acc, next: Sub_None }
  Sub_None: { type: subflow, flow: Other, inputs: [ a: 1, a: 2 ], outputs: none }
  Sub_All: { type: subflow, flow: Other, next: Sort }
  Sort: { type: sortCollection, label: Sort, description: Sorts, collection: names, sort: [ { field: Name, order: Desc, emptyFirst: true }, {} ], limit: 5, next: Keep }
  Keep: { type: filterCollection, collection: names, item: one_name, conditions: [ one_name: '{!short}', one_name: { startsWith: A } ], logic: 1 OR 2, next: Keep_By_Formula }
  Keep_By_Formula: { type: filterCollection, collection: names, formula: 'LEN({!currentItem_Keep_By_Formula}) > {!total}', next: Map }
  Map: { type: transform, label: Map, description: Maps, result: { type: Record, object: Task, collection: true }, innerJoin: { left: names, right: others, keys: { Id: WhatId } }, set: { Subject: '{!others[$EachItem].Name}', Total: { sum: '{!others[$EachItem].Amount}' }, Parts: { transform: { result: { type: Apex, class: Part }, set: { n: { count: '{!names}' } } } } }, next: Map_One }
  Map_One: { type: transform, result: { type: Number, scale: 2 }, value: { formula: '{!total} * 2', type: Number }, outputs: none, next: Map_All }
  Map_All: { type: transform, result: Text, set: [ a: 1, a: { transform: { result: Number, value: { sum: '{!names[$EachItem]}' } } } ], next: Refuse }
  Refuse: { type: customError, label: Refuse, description: Refuses, errors: [ { message: 'Not {!short}' }, { message: x, field: Amount } ], next: Get }
  Get: { type: getRecords, object: Account, where: [ Name: x ], sort: { Name: Asc }, limit: 20, fields: [Id, Name], records: all, nullIfNoneFound: true, next: Make, fault: First }
  Make: { type: createRecords, object: Account, set: { Name: '{!short}' }, upsert: { where: [ Name: x ], none: AddRecord, one: UpdateAllRecords, many: UpdateLatestRecord }, outputs: short, next: Change }
  Change: { type: updateRecords, object: Account, where: { any: [ Name: x ] }, set: { Name: y }, next: Drop }
  Drop: { type: deleteRecords, record: acc, next: Undo }
  Undo: { type: rollBackRecords, next: Act }
  Act: { type: action, label: Act, description: Acts, kind: apex, action: Do_It, transaction: NewTransaction, types: { T__in: Account }, inputs: { a: '{!short}' }, outputs: { b: total }, next: Await, fault: Call, timeout: Sub }
  Await: { type: wait, label: Await, description: Awaits, events: { Alarm: { label: Alarm, description: Rings, event: AlarmEvent, all: [ done: true ], inputs: { AlarmTime: '{!anything}' }, outputs: { AlarmTime: anything }, next: Plug }, Some_Time: { offset: 2 Hours, resumeAt: anything, any: [ done: true ] }, Numbered_Event: { event: My__e, conditions: [ done: true ], logic: '1' } }, default: { label: Never, next: Call }, fault: Sub }
  Plug: { type: apexPlugin, label: Plug, description: Plugs, class: My_Plugin, inputs: { a: '{!short}' }, outputs: { b: total }, next: First, fault: Sub }
metadata: { environments: Default }
layout: { start: [50, 0], First: [176, 158.5] }
`;
