import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { SchemaObject } from './json-schema.ts';

/** Stands for `schemas/` while the references between the files are resolved; no schema is ever fetched. */
const BASE = 'flowrun:///schemas/';

/** A validator over these schemas, for one of them. */
export function ajvWith(schemas: ReadonlyMap<string, SchemaObject>): Ajv {
  const ajv = new Ajv({
    strict: true,
    // Shapes that are narrowed by `if`, and unions of scalars.
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    allowMatchingProperties: true,
    inlineRefs: false,
    messages: false,
    code: { source: true, esm: true, optimize: 2 },
    keywords: ['defaultSnippets'],
  });
  for (const [path, schema] of schemas) ajv.addSchema(schema, BASE + path);
  return ajv;
}

/** The validator of one schema as the source of an ES module without imports. */
export function standaloneValidator(schemas: ReadonlyMap<string, SchemaObject>, path: string): string {
  const ajv = ajvWith(schemas);
  const validate = ajv.getSchema(BASE + path);
  if (!validate) throw new TypeError(`there is no schema ${path}`);
  return standaloneCode.default(ajv, validate);
}
