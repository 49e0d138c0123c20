import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/definition/yaml.ts';
import { callOf, outputsOf, type ReadOpenApi, readOpenApi } from '../../src/openapi/index.ts';

function read(value: object | string): ReadOpenApi {
  const { document } = parseYaml(typeof value === 'string' ? value : JSON.stringify(value), 'api.yaml');
  const found = document && readOpenApi(document);
  if (!found) throw new TypeError('no OpenAPI');
  return found;
}
const api = (paths: object, more: object = {}) => read({ openapi: '3.0.3', info: { title: 'T' }, paths, ...more });
const typed = (schema: object, more: object = {}) =>
  api(
    { '/a': { get: { operationId: 'a', responses: { 200: { content: { 'application/json': { schema } } } } } } },
    more,
  ).operations[0]?.responses[0]?.type;

describe('schemas', () => {
  it.each([
    ['a date', { type: 'string', format: 'date' }, { dataType: 'Date' }],
    ['a time stamp', { type: 'string', format: 'date-time' }, { dataType: 'DateTime' }],
    ['an enumeration without a type', { enum: ['a', 'b'] }, { dataType: 'Text' }],
    ['a nullable of 3.1', { type: ['integer', 'null'] }, { dataType: 'Number' }],
    ['a list', { type: 'array', items: { type: 'boolean' } }, { dataType: 'Boolean', collection: true }],
    [
      'a list of lists',
      { type: 'array', items: { type: 'array', items: { type: 'string' } } },
      { dataType: 'JSON', collection: true },
    ],
    ['a map', { type: 'object', additionalProperties: { type: 'string' } }, { dataType: 'JSON' }],
    [
      'a union of objects',
      { oneOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { type: 'integer' } } }] },
      { dataType: 'Apex', fields: { a: { dataType: 'Text' }, b: { dataType: 'Number' } } },
    ],
    ['text or null', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { dataType: 'Text' }],
    [
      'null or a list',
      { oneOf: [{ type: 'null' }, { type: 'array', items: { type: 'integer' } }] },
      { dataType: 'Number', collection: true },
    ],
    ['text or number', { oneOf: [{ type: 'string' }, { type: 'integer' }] }, { dataType: 'JSON' }],
    ['text or number, as a list of types', { type: ['string', 'integer'] }, { dataType: 'JSON' }],
    ['two kinds of numbers', { type: ['number', 'integer', 'null'] }, { dataType: 'Number' }],
    ['one kind, by what allOf adds', { allOf: [{ type: 'string' }, { minLength: 3 }] }, { dataType: 'Text' }],
    ['an enumeration of numbers', { enum: [1, 2, null] }, { dataType: 'Number' }],
    ['an enumeration of anything', { enum: [1, 'a'] }, { dataType: 'JSON' }],
    ['one value only', { const: true }, { dataType: 'Boolean' }],
    [
      'an object with fields, or null',
      { anyOf: [{ properties: { a: { type: 'string' } } }, { type: 'null' }] },
      { dataType: 'Apex', fields: { a: { dataType: 'Text' } } },
    ],
    ['what says nothing', {}, { dataType: 'JSON' }],
  ])('%s', (_what, schema, type) => {
    expect(typed(schema)).toEqual(type);
  });

  it('that refer to themselves end', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };
    const type = typed({ $ref: '#/components/schemas/Node' }, { components: { schemas: { Node: node } } });
    expect(JSON.stringify(type).split('next').length).toBe(10);
    const circle = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } };
    expect(typed({ $ref: '#/components/schemas/A' }, { components: { schemas: circle } })).toEqual({
      dataType: 'JSON',
    });
  });
});

describe('operations', () => {
  it('of Swagger 2 have the base path, bodies and forms', () => {
    const { operations, version } = read(`swagger: '2.0'
basePath: /api/
paths:
  /a/{id}:
    put:
      operationId: put
      parameters:
        - { name: id, in: path, required: true, type: string }
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: pet, in: body, required: true, schema: { $ref: '#/definitions/Pet' } }
  /b:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [ { name: user, in: formData, type: string } ]
definitions: { Pet: { type: object, properties: { name: { type: string } } } }
`);
    expect(version).toBe('2.0');
    expect(operations).toMatchObject([
      { id: 'put', path: '/api/a/{id}', body: { input: 'pet', required: true, bodyType: 'json' } },
      { id: 'postB', path: '/api/b', body: { input: null, bodyType: 'form' } },
    ]);
    const [put] = operations;
    expect(put && callOf(put, { id: 'x y', tags: ['a', 'b'], pet: { name: 'Rex' } }, '')).toEqual({
      method: 'PUT',
      path: '/api/a/x%20y?tags=a&tags=b',
      headers: {},
      body: { name: 'Rex' },
    });
  });

  it('leave out what a callout cannot do, and say where', () => {
    const { operations, problems } = api({
      '/a': { head: {}, get: { operationId: 'a', parameters: [{ name: 's', in: 'cookie' }] } },
      '/b': { post: { operationId: 'b', requestBody: { $ref: 'other.yaml#/x' } } },
      '/c': { $ref: '#/nowhere' },
      '/d': { get: { operationId: 'A' } },
    });
    expect(operations.map(({ id }) => id)).toEqual(['a', 'b', 'A']);
    expect(problems.map(({ message }) => message)).toEqual([
      'HEAD /a is left out: a callout has no such method',
      'the cookie s of /a is left out: a callout sends none',
      'a request body refers to other.yaml#/x, which is not in the document',
      'the path /c refers to #/nowhere, which is not in the document',
      'two operations are called a: the first is used',
    ]);
  });

  it('cannot be led to another resource or host by a value', () => {
    const [get] = api({ '/a/{id}': { get: { parameters: [{ name: 'id', in: 'path' }] } } }).operations;
    fc.assert(
      fc.property(fc.string(), (id) => {
        fc.pre(id.isWellFormed());
        const { path } = get ? callOf(get, { id }, '') : { path: '' };
        const url = new URL(`https://api.example.com${path}`);
        expect([url.host, url.search, url.hash]).toEqual(['api.example.com', '', '']);
        expect(path.split('/')).toHaveLength(3);
      }),
    );
  });

  it('say which input is missing', () => {
    const [get] = api({
      '/a': { get: { operationId: 'a', parameters: [{ name: 'q', in: 'query', required: true }] } },
    }).operations;
    expect(() => get && callOf(get, {}, '')).toThrow('a needs a value for q.');
  });

  it('never fail to be read, whatever the document holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { document } = parseYaml(JSON.stringify({ openapi: '3.0.0', paths: { '/a': { get: value } } }), 'a.json');
        if (document) readOpenApi(document);
      }),
    );
  });
});

describe('outputs', () => {
  const [operation] = api({
    '/a': { get: { operationId: 'a', responses: { 200: {}, '4XX': {}, default: {} } } },
  }).operations;
  const outputs = (status: number) => operation && outputsOf(operation, { status, headers: {}, body: { x: 1 } });

  it('have the body under the key that declares the status', () => {
    expect(outputs(200)).toEqual({ responseCode: 200, 200: { x: 1 }, '2XX': { x: 1 } });
    expect(outputs(201)).toEqual({ responseCode: 201, default: { x: 1 }, '2XX': { x: 1 } });
    expect(outputs(404)).toEqual({ responseCode: 404, '4XX': { x: 1 }, '4XXExc': { x: 1 } });
    expect(() => outputs(500)).toThrow('The callout answered with status 500');
  });
});
