import { describe, expect, it } from 'vitest';
import { EMPTY_ORG } from '../../../src/definition/index.ts';
import type { OrgDefinition } from '../../../src/model/org.ts';
import { orgField, orgObject } from '../../records/org-object.ts';
import { problemsOf, withElements } from '../support.ts';

describe('unknown-field', () => {
  const rule = 'unknown-field';
  const declared = (name: string, ...fields: readonly string[]) =>
    orgObject(
      name,
      fields.map((field) => orgField(field)),
      { file: `org/objects/${name}.yaml` },
    );
  const org: OrgDefinition = {
    ...EMPTY_ORG,
    directory: 'org',
    objects: [
      {
        ...declared('Invoice__c'),
        fields: [
          ...['Amount__c', 'Status__c'].map((name) => orgField(name)),
          orgField('Account__c', 'Lookup', { references: ['Account'] }),
          orgField('Order__c', 'Lookup', { references: ['Order__c'] }),
        ],
      },
      declared('Order__c', 'Number__c'),
      declared('Account', 'Rating__c'),
    ],
  };
  const INVOICE = '  invoice: { type: Record, object: Invoice__c, output: true }\n';
  const found = (element: string) => problemsOf(rule, withElements(`First: { ${element} }`), { org });

  it.each([
    ['type: getRecords, object: Invoice__c, where: [ Amuont__c: { equalTo: x } ]', 'Amuont__c'],
    ['type: getRecords, object: Invoice__c, fields: [ Amount__c, Statsu__c ]', 'Statsu__c'],
    ['type: createRecords, object: Invoice__c, set: { Statsu__c: x }', 'Statsu__c'],
    ['type: updateRecords, object: Invoice__c, where: [ Id: { equalTo: x } ], set: { Statsu__c: x }', 'Statsu__c'],
    ['type: deleteRecords, object: invoice__C, where: [ Statsu__c: { equalTo: x } ]', 'Statsu__c'],
  ])('%s', (element, source) => {
    expect(found(element)).toMatchObject([
      {
        source,
        message: `the object Invoice__c has no field ${source}`,
        suggestion: expect.stringMatching(/^did you/),
      },
    ]);
  });

  it('points to the file where no field is near', () => {
    expect(found('type: createRecords, object: Invoice__c, set: { Zzz__c: x }')).toMatchObject([
      { suggestion: 'declare it in org/objects/Invoice__c.yaml' },
    ]);
  });

  it('suggests the object that is spelled alike', () => {
    expect(found('type: getRecords, object: Invioce__c')).toMatchObject([
      { source: 'Invioce__c', message: 'there is no object Invioce__c', suggestion: 'did you mean Invoice__c?' },
    ]);
  });

  it.each([
    ['a declared field in any case', 'type: createRecords, object: Invoice__c, set: { AMOUNT__C: x }'],
    [
      'what the platform gives',
      'type: createRecords, object: Invoice__c, set: { OwnerId: x, RecordTypeId: x, CloneSourceId: x }',
    ],
    ['a field of the parent', 'type: getRecords, object: Invoice__c, where: [ Account__r.Nmae: { equalTo: x } ]'],
    ['a field of a package', 'type: createRecords, object: Invoice__c, set: { ns__Amuont__c: x }'],
    ['a standard object', 'type: createRecords, object: Account, set: { Industri: x }'],
    ['an object that nobody declares', 'type: createRecords, object: Shipment__c, set: { Weight__c: x }'],
    ['an object of a package', 'type: createRecords, object: ns__Invoice__c, set: { Weight__c: x }'],
  ])('says nothing of %s', (_what, element) => {
    expect(found(element)).toEqual([]);
  });

  it.each([
    [`type: assignment, assign: [ name: '{!invoice.Statsu__c}' ]`, 'Statsu__c', 'Invoice__c'],
    ['type: assignment, assign: [ invoice.Amuont__c: 5 ]', 'Amuont__c', 'Invoice__c'],
    [`type: assignment, assign: [ name: '{!invoice.Order__r.Nmuber__c}' ]`, 'Nmuber__c', 'Order__c'],
    [`type: customError, errors: [ { message: 'It is {!invoice.Statsu__c} now' } ]`, 'Statsu__c', 'Invoice__c'],
  ])('in a reference: %s', (element, source, object) => {
    expect(problemsOf(rule, withElements(`First: { ${element} }`, INVOICE), { org })).toMatchObject([
      { source, message: `the object ${object} has no field ${source}` },
    ]);
  });

  it.each([
    '{!invoice.status__C}',
    '{!invoice.Account__r.Nmae}',
    '{!invoice.Owner.Nmae}',
    '{!invoice.Lines__r}',
    '{!invoice.ns__Other__c}',
    '{!acc.Industri}',
  ])('says nothing of %s', (reference) => {
    const text = withElements(`First: { type: assignment, assign: [ name: '${reference}' ] }`, INVOICE);
    expect(problemsOf(rule, text, { org })).toEqual([]);
  });

  it('is found in the conditions of the start, and behind $Record', () => {
    const text = `type: Autolaunched Flow
start: { trigger: RecordBeforeSave, object: Invoice__c, where: [ Amuont__c: 1 ], next: Set }
elements: { Set: { type: assignment, assign: [ $Record.Statsu__c: '{!$Record__Prior.Amount_c}' ] } }
`;
    expect(problemsOf(rule, text, { org }).map(({ source }) => source)).toEqual(['Amuont__c', 'Statsu__c', 'Amount_c']);
  });

  it('is found in the date that a scheduled path counts from', () => {
    const start = (from: string): string => `type: Autolaunched Flow
start: { trigger: RecordAfterSave, object: Invoice__c, scheduledPaths: { Later: { offset: 1 Days, from: ${from}, next: Set } } }
elements: { Set: { type: createRecords, object: Task, set: { Subject: x } } }
`;
    expect(problemsOf(rule, start('Duw__c'), { org })).toMatchObject([{ source: 'Later' }]);
    expect(problemsOf(rule, start('RecordTriggerEvent'), { org })).toEqual([]);
    expect(problemsOf(rule, start('LastModifiedDate'), { org })).toEqual([]);
  });

  it('says nothing where no org is known', () => {
    const text = withElements('First: { type: createRecords, object: Invoice__c, set: { Zzz__c: x } }');
    expect(problemsOf(rule, text)).toEqual([]);
  });
});
