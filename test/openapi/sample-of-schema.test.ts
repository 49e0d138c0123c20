import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/definition/yaml.ts';
import { samplesOfSchema } from '../../src/openapi/index.ts';
import { documentValue } from '../../src/project/document-value.ts';
import { stringifyJson } from '../../src/values/json.ts';

function samples(schema: unknown): readonly unknown[] {
  const { document } = parseYaml(JSON.stringify(schema), 'a.yaml');
  if (document === null) throw new TypeError('no schema');
  return samplesOfSchema(document).map((node) => JSON.parse(stringifyJson(documentValue(node))));
}

describe('samplesOfSchema', () => {
  it.each([
    [
      'fields',
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } }, required: ['a'] },
      [{ a: '', b: 0 }, { a: '' }],
    ],
    [
      'what may be null',
      { type: 'object', properties: { a: { type: ['string', 'null'] } }, required: ['a'] },
      [{ a: '' }, { a: null }],
    ],
    [
      'nullable of OpenAPI 3.0',
      { type: 'object', properties: { a: { type: 'string', nullable: true } }, required: ['a'] },
      [{ a: '' }, { a: null }],
    ],
    [
      'enumerations and constants',
      { type: 'object', properties: { a: { enum: ['x', 'y'] }, b: { const: 7 } } },
      [{ a: 'x', b: 7 }, {}],
    ],
    [
      'the first of a union',
      { oneOf: [{ type: 'array', items: { type: 'boolean' } }, { type: 'string' }] },
      [[false], [false]],
    ],
    [
      'a union with null',
      { type: 'object', properties: { a: { anyOf: [{ type: 'null' }, { type: 'integer' }] } }, required: ['a'] },
      [{ a: 0 }, { a: null }],
    ],
    [
      'all of a composition',
      {
        allOf: [{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, { $ref: '#/$defs/b' }],
        $defs: { b: { type: 'object', properties: { b: { type: 'number' } } } },
      },
      [{ a: '', b: 0 }, { a: '' }],
    ],
    ['lists of lists', { type: 'array', items: { type: 'array', items: { type: 'integer' } } }, [[[0]], [[0]]]],
    ['a map', { type: 'object', additionalProperties: { type: 'string' } }, [{}, {}]],
    [
      'a schema that goes round',
      {
        $ref: '#/$defs/a',
        $defs: {
          a: { type: 'object', properties: { a: { $ref: '#/$defs/a' }, b: { type: 'string' } }, required: ['b'] },
        },
      },
      [expect.objectContaining({ b: '' }), { b: '' }],
    ],
    ['a reference to nowhere', { $ref: 'other.json' }, [{}, {}]],
  ])('%s', (_what, schema, expected) => {
    expect(samples(schema)).toEqual(expected);
  });

  it('are small for a schema that goes round by many fields', () => {
    const self = { $ref: '#/$defs/node' };
    const properties = Object.fromEntries(Array.from('abcdefgh', (name) => [name, self]));
    const list = { type: 'array', items: self };
    const schema = { ...self, $defs: { node: { type: 'object', properties: { ...properties, list } } } };
    expect(JSON.stringify(samples(schema)).length).toBeLessThan(200);
  });

  it('are allowed by the schema, whatever it is', () => {
    const { schema } = fc.letrec((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(
          { type: 'string' },
          { type: 'integer' },
          { type: 'number' },
          { type: 'boolean' },
          { enum: ['a', 1] },
          { const: 3 },
        ),
        tie('schema').map((items) => ({ type: 'array', items })),
        fc
          .tuple(
            fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('schema'), { maxKeys: 4 }),
            fc.array(fc.nat({ max: 3 })),
          )
          .map(([properties, picks]) => {
            const names = Object.keys(properties);
            const required = [...new Set(picks.flatMap((pick) => names[pick] ?? []))];
            return { type: 'object', properties, required };
          }),
      ),
    }));
    const ajv = new Ajv({ strict: false });
    fc.assert(
      fc.property(schema, (one) => {
        for (const sample of samples(one)) expect(ajv.validate(one as object, sample)).toBe(true);
      }),
    );
  });
});
