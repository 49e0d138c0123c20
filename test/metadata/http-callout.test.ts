import { describe, expect, it } from 'vitest';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { externalServicesFromDocument } from '../../src/metadata/http-callout/registration.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { parseMetadataXml, textOf } from '../../src/metadata/xml.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import { compact, exported, flowOf, imported, treeOfYaml } from './translate.ts';

const CALLOUT = flowOf(`start: Create_Account

elements:
  Create_Account:
    type: httpCallout
    description: Makes it
    namedCredential: Target_Org
    method: POST
    path: /services/data/v62.0/sobjects/{!$Record.Kind__c}
    query: { dryRun: true, name: 'Dear {!Name}' }
    headers: { X-Trace: '{!trace}' }
    body:
      Name: '{!Account_Name}'
      NumberOfEmployees: 5
      Active: true
      Since: { date: 2026-01-31 }
      Address: { City: '{!City}', Country: null }
    responses:
      2XX:
        sample: { id: 001000000000001AAA, amount: 1.50, success: true, errors: [], '201': { b: 1, a: 2 } }
      '404': { sample: [ { errorCode: NOT_FOUND } ] }
    next: Get_It
    fault: Failed

  Get_It:
    type: httpCallout
    label: Get it back
    namedCredential: Target_Org
    method: GET
    path: /accounts/{!Create_Account.2XX.id}
    next: Send_All

  Send_All:
    type: httpCallout
    namedCredential: Target_Org
    service: Other
    method: PUT
    path: /all
    body: '{!payload}'
    next: { goTo: Create_Account }

  Failed:
    type: screen
`);

/** The flow's metadata with the registrations it needs, read back. */
function roundTrip(yaml: string, withServices = true): string {
  const document = treeOfYaml(yaml);
  const services = new Map(externalServicesFromDocument(document).map(({ name, xml }) => [name, xml]));
  const options = withServices ? { services } : {};
  const back = flowDocumentFromXml(flowXmlFromDocument(document), 'x', options);
  expect(back.diagnostics).toEqual([]);
  return back.document ? yamlFromDocument(back.document) : '';
}

describe('an httpCallout in metadata', () => {
  const metadata = compact(exported(CALLOUT));

  it.each([
    [
      'the action of an external service',
      '<actionName>TargetOrg.Create Account</actionName><actionType>externalService</actionType><connector><targetReference>Get_It</targetReference></connector><faultConnector><targetReference>Failed</targetReference></faultConnector><flowTransactionModel>CurrentTransaction</flowTransactionModel>',
    ],
    [
      'a merge field of the path as an input',
      '<inputParameters><name>Record_Kind__c</name><value><elementReference>$Record.Kind__c</elementReference></value></inputParameters>',
    ],
    [
      'query and headers as inputs',
      '<inputParameters><name>dryRun</name><value><booleanValue>true</booleanValue></value></inputParameters><inputParameters><name>name</name><value><stringValue>Dear {!Name}</stringValue></value></inputParameters><inputParameters><name>X-Trace</name>',
    ],
    [
      'the body as an input',
      '<inputParameters><name>body</name><value><elementReference>Create_Account_body</elementReference></value></inputParameters>',
    ],
    [
      'the variable of the body',
      '<variables><name>Create_Account_body</name><apexClass>ExternalService__TargetOrg_Createx20Account_IN_body</apexClass><dataType>Apex</dataType>',
    ],
    [
      'the assignment that fills it',
      '<assignments><name>Set_Create_Account_Body</name><label>Set Create Account Body</label>',
    ],
    [
      'a nested field',
      '<assignToReference>Create_Account_body.Address.City</assignToReference><operator>Assign</operator><value><elementReference>City</elementReference></value>',
    ],
    [
      'a field without a value',
      '<assignToReference>Create_Account_body.Address.Country</assignToReference><operator>Assign</operator></assignmentItems>',
    ],
    [
      'the way from the assignment to the action',
      '<connector><targetReference>Create_Account</targetReference></connector></assignments>',
    ],
    [
      'the way of others to the assignment',
      '<start><locationX>50</locationX><locationY>0</locationY><connector><targetReference>Set_Create_Account_Body</targetReference></connector></start>',
    ],
    ['a jump to the assignment', '<isGoTo>true</isGoTo><targetReference>Set_Create_Account_Body</targetReference>'],
    ['a body that is one reference', '<actionName>Other.Send All</actionName>'],
  ])('is written as %s', (_what, fragment) => {
    expect(metadata).toContain(fragment);
  });

  it('comes back with the registrations, as it was', () => {
    expect(roundTrip(CALLOUT)).toBe(CALLOUT);
  });

  it('stays an action without them, and loses nothing', () => {
    const yaml = roundTrip(CALLOUT, false);
    expect(yaml).toContain('kind: externalService');
    expect(yaml).not.toContain('httpCallout');
    expect(exported(yaml)).toBe(exported(CALLOUT));
  });

  it('makes one registration a service, as the builder does', () => {
    const services = externalServicesFromDocument(treeOfYaml(CALLOUT));
    expect(services.map(({ name }) => name)).toEqual(['TargetOrg', 'Other']);
    const { root } = parseMetadataXml(services[0]?.xml ?? '', 'x');
    if (!root) throw new Error('no registration');
    expect(textOf(root, 'registrationProviderType')).toBe('SchemaInferred');
    expect(textOf(root, 'namedCredentialReference')).toBe('Target_Org');
    const openApi = JSON.parse(textOf(root, 'schema') ?? '');
    const operation = openApi.paths['/services/data/v62.0/sobjects/{Record_Kind__c}'].post;
    expect(operation.operationId).toBe('Create Account');
    expect(operation.parameters).toContainEqual({
      name: 'Record_Kind__c',
      in: 'path',
      required: true,
      schema: { type: 'string' },
    });
    expect(operation.parameters).toContainEqual({ name: 'X-Trace', in: 'header', schema: { type: 'string' } });
    expect(operation.requestBody.content['application/json'].schema.properties.NumberOfEmployees).toEqual({
      type: 'integer',
    });
    const reply = operation.responses['2XX'].content['application/json'];
    expect(reply.schema.properties.amount).toEqual({ type: 'number', format: 'double' });
    expect(reply.schema.properties.errors).toEqual({ type: 'array', items: { type: 'object', properties: {} } });
    expect(reply.example.id).toBe('001000000000001AAA');
    expect(openApi.paths['/accounts/{Create_Account_2XX_id}'].get.operationId).toBe('Get it back');
  });

  it('is written with the schema that several samples show, and with a schema as it is', () => {
    const [service] = externalServicesFromDocument(
      treeOfYaml(`type: Autolaunched Flow
elements:
  Call:
    type: httpCallout
    namedCredential: Api
    method: GET
    path: /things
    responses:
      2XX: { samples: [ { id: 1, owner: null }, { id: 2.5, owner: { name: x } }, { tags: [a] } ] }
      4XX:
        schema:
          type: object
          properties: { error: { $ref: '#/$defs/error' }, definitions: { type: string } }
          $defs: { error: { type: object, properties: { code: { type: string }, cause: { $ref: '#/$defs/error' } } } }
`),
    );
    const { root } = parseMetadataXml(service?.xml ?? '', 'x');
    const { responses } = JSON.parse((root && textOf(root, 'schema')) ?? '').paths['/things'].get;
    expect(responses['2XX'].content['application/json']).toMatchObject({
      schema: {
        properties: {
          id: { type: 'number', format: 'double' },
          owner: { type: 'object', properties: { name: { type: 'string' } } },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
      example: { id: 1, owner: null },
    });
    expect(responses['4XX'].content['application/json'].schema).toEqual({
      type: 'object',
      properties: {
        error: { type: 'object', properties: { code: { type: 'string' }, cause: {} } },
        definitions: { type: 'string' },
      },
    });
  });

  it('is raised from a registration with schemas alone, with samples made from them', () => {
    const openApi = {
      paths: {
        '/weather': {
          get: {
            operationId: 'Get',
            responses: {
              '2XX': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Weather' } } } },
            },
          },
        },
      },
      components: {
        schemas: {
          Weather: {
            type: 'object',
            properties: {
              city: { type: 'string' },
              days: { type: 'array', items: { type: 'integer' } },
              again: { $ref: '#/components/schemas/Weather' },
            },
          },
        },
      },
    };
    const registration = `<ExternalServiceRegistration><namedCredentialReference>Wx</namedCredentialReference><schema>${JSON.stringify(openApi).replaceAll('"', '&quot;')}</schema></ExternalServiceRegistration>`;
    const yaml = flowOf(
      'start: Get\n\nelements:\n  Get:\n    type: httpCallout\n    namedCredential: Wx\n    method: GET\n    path: /weather\n',
    );
    const back = flowDocumentFromXml(exported(yaml), 'x', { services: new Map([['Wx', registration]]) });
    const text = back.document ? yamlFromDocument(back.document) : '';
    expect(text).toContain('type: httpCallout');
    expect(text).toMatch(/city: ''/);
    expect(text).toMatch(/days: \[0\]/);
  });

  it.each([
    [
      'a second use of the body',
      (xml: string) =>
        xml.replace(
          '<label>Failed</label>',
          '<label>Failed</label><description>{!Create_Account_body.Name}</description>',
        ),
    ],
    [
      'somebody who leads past the assignment',
      (xml: string) =>
        xml.replace(
          '<targetReference>Set_Create_Account_Body</targetReference>',
          '<targetReference>Create_Account</targetReference>',
        ),
    ],
    ['another variable', (xml: string) => xml.replace('Createx20Account_IN_body', 'Other_IN_body')],
  ])('stays an action with %s', (_what, change) => {
    const document = treeOfYaml(CALLOUT);
    const services = new Map(externalServicesFromDocument(document).map(({ name, xml }) => [name, xml]));
    const xml = change(flowXmlFromDocument(document));
    const back = flowDocumentFromXml(xml, 'x', { services }).document;
    if (!back) throw new Error('nothing was imported');
    const yaml = yamlFromDocument(back);
    expect(yaml).toMatch(/Create_Account:\n {4}type: action/);
    expect(flowXmlFromDocument(treeOfYaml(yaml))).toBe(exported(imported(xml)));
  });

  it('with a list or an odd key in its body is refused, with the place', () => {
    const body = (text: string) =>
      flowOf(
        `elements:\n  C:\n    type: httpCallout\n    namedCredential: X\n    method: POST\n    path: /\n    body: ${text}\n`,
      );
    expect(() => exported(body('{ tags: [a, b] }'))).toThrow(/a list under tags/);
    expect(() => exported(body("{ 'first-name': x }"))).toThrow(/the key first-name/);
  });

  it('refuses two operations of one name', () => {
    const two = (second: string) =>
      treeOfYaml(
        flowOf(
          `elements:\n  A: { type: httpCallout, label: Get, namedCredential: X, method: GET, path: /a }\n  B: { type: httpCallout, ${second} }\n`,
        ),
      );
    expect(() => externalServicesFromDocument(two('label: Get, namedCredential: X, method: GET, path: /b'))).toThrow(
      /have the label "Get" and differ/,
    );
    expect(() => externalServicesFromDocument(two('label: Got, namedCredential: X, method: GET, path: /a'))).toThrow(
      /under different labels/,
    );
    expect(externalServicesFromDocument(two('label: Get, namedCredential: X, method: GET, path: /a'))).toHaveLength(1);
  });
});
