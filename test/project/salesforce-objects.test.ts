import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject, openHomeOrg } from '../../src/project/index.ts';
import { objectsOf } from '../../src/project/objects.ts';
import { catalogOf, openRecords } from '../../src/records/index.ts';
import { projectOf } from '../features/temporary-project.ts';

const META = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>\n`;
const FIELD = (name: string, body: string): string => META('CustomField', `<fullName>${name}</fullName>${body}`);
const ONE = (name: string, label: string, more = ''): string =>
  `<fullName>${name}</fullName>${more}<label>${label}</label>`;
const APP = 'force-app/main/default';
const INVOICE = `${APP}/objects/Invoice__c`;
const PROJECT: Readonly<Record<string, string>> = {
  'sfdx-project.json':
    '{"packageDirectories":[{"path":"force-app","default":true},{"path":"more"}],"namespace":"acme"}',
  [`${INVOICE}/Invoice__c.object-meta.xml`]: META(
    'CustomObject',
    '<label>Invoice</label><pluralLabel>Invoices</pluralLabel><nameField><displayFormat>INV-{0000}</displayFormat><label>Number</label><type>AutoNumber</type></nameField>',
  ),
  [`${INVOICE}/fields/Amount__c.field-meta.xml`]: FIELD(
    'Amount__c',
    '<label>Amount</label><precision>10</precision><scale>2</scale><required>true</required><type>Currency</type>',
  ),
  [`${INVOICE}/fields/Account__c.field-meta.xml`]: FIELD(
    'Account__c',
    '<label>Account</label><referenceTo>Account</referenceTo><relationshipName>Invoices</relationshipName><type>Lookup</type>',
  ),
  [`${INVOICE}/fields/Paid__c.field-meta.xml`]: FIELD(
    'Paid__c',
    '<label>Paid</label><defaultValue>true</defaultValue><type>Checkbox</type>',
  ),
  [`${INVOICE}/fields/Kind__c.field-meta.xml`]: FIELD(
    'Kind__c',
    `<label>Kind</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value>${ONE('full', 'Whole', '<default>true</default>')}</value><value>${ONE('part', 'In part')}</value><value>${ONE('old', 'Old', '<isActive>false</isActive>')}</value></valueSetDefinition></valueSet>`,
  ),
  [`${INVOICE}/fields/Region__c.field-meta.xml`]: FIELD(
    'Region__c',
    '<label>Region</label><type>Picklist</type><valueSet><valueSetName>acme__Regions</valueSetName></valueSet>',
  ),
  [`${INVOICE}/fields/Double__c.field-meta.xml`]: FIELD(
    'Double__c',
    '<label>Double</label><formula>Amount__c * 2</formula><precision>18</precision><scale>2</scale><type>Number</type>',
  ),
  [`${INVOICE}/fields/Place__c.field-meta.xml`]: FIELD('Place__c', '<label>Place</label><type>Location</type>'),
  [`${INVOICE}/validationRules/Positive.validationRule-meta.xml`]: META(
    'ValidationRule',
    '<fullName>Positive</fullName><active>true</active><errorConditionFormula>Amount__c &lt; 0</errorConditionFormula><errorDisplayField>Amount__c</errorDisplayField><errorMessage>Amounts are positive.</errorMessage>',
  ),
  [`${INVOICE}/validationRules/Final.validationRule-meta.xml`]: META(
    'ValidationRule',
    '<fullName>Final</fullName><active>true</active><errorConditionFormula>AND(NOT(ISNEW()), PRIORVALUE(Paid__c), ISCHANGED(Amount__c))</errorConditionFormula><errorMessage>A paid invoice stays.</errorMessage>',
  ),
  [`${INVOICE}/validationRules/Off.validationRule-meta.xml`]: META(
    'ValidationRule',
    '<fullName>Off</fullName><active>false</active><errorConditionFormula>true</errorConditionFormula><errorMessage>never</errorMessage>',
  ),
  [`${APP}/globalValueSets/Regions.globalValueSet-meta.xml`]: META(
    'GlobalValueSet',
    `<customValue>${ONE('EU', 'Europe')}</customValue><customValue>${ONE('US', 'States')}</customValue><masterLabel>Regions</masterLabel>`,
  ),
  [`${APP}/standardValueSets/CaseOrigin.standardValueSet-meta.xml`]: META(
    'StandardValueSet',
    `<standardValue>${ONE('Chat', 'Chat', '<default>true</default>')}</standardValue>`,
  ),
  'more/objects/Account.object': META(
    'CustomObject',
    '<fields><fullName>Code__c</fullName><externalId>true</externalId><label>Code</label><length>5</length><type>Text</type><unique>true</unique></fields><fields><fullName>Type</fullName><type>Picklist</type></fields>',
  ),
  'more/objects/Invoice__c/fields/Amount__c.field-meta.xml': FIELD(
    'Amount__c',
    '<label>Other</label><type>Text</type>',
  ),
};

async function recordsOf(changes: Readonly<Record<string, string>> = {}) {
  const cwd = await projectOf({ ...PROJECT, ...changes });
  const { org, diagnostics } = await findProject(join(cwd, APP, 'flows'), cwd);
  const records = await openRecords(null, catalogOf(org.objects ?? []));
  const create = (object: string, values: Readonly<Record<string, unknown>>): Promise<string> =>
    records.change({ kind: 'create', object, values }, { userId: '005000000000001AAA' });
  const update = (id: string, values: Readonly<Record<string, unknown>>): Promise<string> =>
    records.change({ kind: 'update', object: null, id, values }, { userId: '005000000000001AAA' });
  return { org, diagnostics, records, create, update };
}

describe('objects of a Salesforce project', () => {
  it('have the fields of every package directory', async () => {
    const { org, diagnostics } = await recordsOf();
    expect(diagnostics).toEqual([]);
    expect(
      org.objects?.map(({ name, fields }) => [name, fields.map((field) => `${field.name} ${field.type}`)]),
    ).toEqual([
      ['Account', ['Code__c Text', 'Type Picklist']],
      ['Case', ['Origin Picklist']],
      [
        'Invoice__c',
        [
          'Account__c Lookup',
          'Amount__c Currency',
          'Double__c Number',
          'Kind__c Picklist',
          'Paid__c Checkbox',
          'Place__Latitude__s Number',
          'Place__Longitude__s Number',
          'Region__c Picklist',
        ],
      ],
    ]);
  });

  it('tell flows their types and picklists', async () => {
    const { org } = await recordsOf();
    const invoice = objectsOf(org)('invoice__C');
    expect(invoice?.field('Amount__c')).toEqual({ dataType: 'Currency', scale: 2 });
    expect(invoice?.field('Account__r')).toEqual({ dataType: 'Record', of: 'Account' });
    expect(objectsOf(org)('Account')?.field('Invoices__r')).toEqual({
      dataType: 'Record',
      of: 'Invoice__c',
      collection: true,
    });
    expect(invoice?.picklistValues('Kind__c')).toEqual([
      { label: 'Whole', value: 'full' },
      { label: 'In part', value: 'part' },
    ]);
    expect(invoice?.picklistValues('Region__c')).toEqual([
      { label: 'Europe', value: 'EU' },
      { label: 'States', value: 'US' },
    ]);
    expect(objectsOf(org)('Case')?.picklistValues('Origin')).toEqual([{ label: 'Chat', value: 'Chat' }]);
  });

  it('keep records by their rules, with defaults, numbers and formulas', async () => {
    const { records, create, update } = await recordsOf();
    const id = await create('Invoice__c', { Amount__c: 2.5 });
    const { values } = await records.retrieve(null, id);
    expect(values).toMatchObject({ Name: 'INV-0001', Paid__c: true, Kind__c: 'full', Double__c: 5 });
    await expect(create('Invoice__c', {})).rejects.toThrow('REQUIRED_FIELD_MISSING');
    await expect(create('Invoice__c', { Amount__c: 1, Kind__c: 'old' })).rejects.toThrow(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    );
    await expect(create('Invoice__c', { Amount__c: -1 })).rejects.toThrow(
      'FIELD_CUSTOM_VALIDATION_EXCEPTION: Amounts are positive.',
    );
    await expect(update(id, { Amount__c: 3 })).rejects.toThrow('A paid invoice stays.');
    await update(id, { Kind__c: 'part' });
    await create('Account', { Name: 'A', Code__c: 'x' });
    await expect(create('Account', { Name: 'B', Code__c: 'x' })).rejects.toThrow('DUPLICATE_VALUE');
    await expect(create('Account', { Name: 'B', Code__c: 'x23456' })).rejects.toThrow('STRING_TOO_LONG');
  });

  it('have record types, which flows find beside profiles and roles', async () => {
    const { org } = await recordsOf({
      [`${INVOICE}/recordTypes/Big.recordType-meta.xml`]: META(
        'RecordType',
        '<fullName>Big</fullName><active>true</active><label>Big one</label>',
      ),
      [`${APP}/profiles/Sales.profile-meta.xml`]: META('Profile', '<custom>true</custom>'),
    });
    const { records } = await openHomeOrg(org, null);
    const found = await records.query(
      "SELECT Id, Name, IsActive FROM RecordType WHERE SobjectType = 'Invoice__c' AND DeveloperName = 'Big'",
    );
    expect(found.records[0]?.fields).toMatchObject({
      Name: 'Big one',
      IsActive: true,
      Id: expect.stringMatching(/^012/),
    });
    const [profile] = (await records.query("SELECT Id FROM Profile WHERE Name = 'Sales'")).records;
    expect(profile?.fields.Id).toMatch(/^00e\w{15}$/);
    records.close();
  });

  it('have roll-up summaries, which are left empty where they cannot be read here', async () => {
    const summary = (name: string, more: string): string =>
      FIELD(
        name,
        `<label>x</label><summaryForeignKey>acme__Invoice__c.acme__Account__c</summaryForeignKey>${more}<type>Summary</type>`,
      );
    const filter = (field: string, operation: string, value: string): string =>
      `<summaryFilterItems><field>Invoice__c.${field}</field><operation>${operation}</operation>${value}</summaryFilterItems>`;
    const sum = '<summarizedField>Invoice__c.Amount__c</summarizedField><summaryOperation>sum</summaryOperation>';
    const fields = 'more/objects/Account/fields';
    const { org, records, create } = await recordsOf({
      [`${fields}/Total__c.field-meta.xml`]: summary('Total__c', sum),
      [`${fields}/Some__c.field-meta.xml`]: summary(
        'Some__c',
        `${filter('Kind__c', 'equals', '<value>part, "a, b"</value>')}${filter('Amount__c', 'greaterOrEqual', '<value>2</value>')}<summaryOperation>count</summaryOperation>`,
      ),
      [`${fields}/Odd__c.field-meta.xml`]: summary(
        'Odd__c',
        `${filter('Kind__c', 'equals', '<valueField>Account.Name</valueField>')}<summaryOperation>count</summaryOperation>`,
      ),
      [`${fields}/None__c.field-meta.xml`]: summary('None__c', '<summaryOperation>max</summaryOperation>'),
    });
    const account = org.objects?.find(({ name }) => name === 'Account');
    expect(account?.fields.find(({ name }) => name === 'Some__c')?.summary).toEqual({
      operation: 'count',
      object: 'Invoice__c',
      by: 'Account__c',
      field: null,
      where: [
        { field: 'Kind__c', operator: 'equalTo', values: ['part', 'a, b'] },
        { field: 'Amount__c', operator: 'greaterThanOrEqualTo', values: ['2'] },
      ],
    });
    const id = await create('Account', { Name: 'A', Code__c: 'y' });
    await create('Invoice__c', { Amount__c: 1.5, Account__c: id, Kind__c: 'part' });
    await create('Invoice__c', { Amount__c: 2.25, Account__c: id, Kind__c: 'part' });
    await create('Invoice__c', { Amount__c: 4, Account__c: id });
    const { values } = await records.retrieve(null, id);
    expect(values).toMatchObject({ Total__c: 7.75, Some__c: 1, Odd__c: null, None__c: null });
  });

  it('are left out where their file cannot be read, with a warning', async () => {
    const { org, diagnostics } = await recordsOf({ [`${INVOICE}/fields/Paid__c.field-meta.xml`]: '<CustomField><a>' });
    expect(diagnostics.map(({ severity, file }) => [severity, file?.endsWith('Paid__c.field-meta.xml')])).toEqual([
      ['warning', true],
    ]);
    expect(org.objects?.find(({ name }) => name === 'Invoice__c')?.fields).toHaveLength(7);
  });
});
