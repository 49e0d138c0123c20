import { expect, it } from 'vitest';
import { parseYaml } from '../../src/definition/yaml.ts';
import { typeOfSchema } from '../../src/openapi/index.ts';
import { typeAt } from '../../src/values/shape.ts';

it('types a schema that goes round by many fields in no time, as deep as one that does by one', () => {
  const self = { $ref: '#/$defs/node' };
  const properties = Object.fromEntries(Array.from('abcdefghijkl', (name) => [name, self]));
  const schema = {
    ...self,
    $defs: { node: { type: 'object', properties: { ...properties, text: { type: 'string' } } } },
  };
  const { document } = parseYaml(JSON.stringify(schema), 'a.yaml');
  if (document === null) throw new TypeError('no schema');
  const type = typeOfSchema(document, document);
  expect(typeAt(type, [...'abcdefgh', 'text'])).toEqual({ dataType: 'JSON' });
  expect(typeAt(type, [...'bcdefgh', 'text'])).toEqual({ dataType: 'Text' });
  expect(typeAt(type, [...'bcd', 'none'])).toBeUndefined();
});
