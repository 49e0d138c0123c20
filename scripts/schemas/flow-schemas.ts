import { RULE_SETTINGS } from '../../src/definition/read-config.ts';
import type { AnyForm } from '../../src/definition/read-types.ts';
import { RULES } from '../../src/definition/rules/index.ts';
import { SETTABLE } from '../../src/definition/settings.ts';
import { ELEMENT_FORMS } from '../../src/forms/elements/index.ts';
import { INLINE_TRANSFORM } from '../../src/forms/elements/transform.ts';
import { COMPONENT } from '../../src/forms/fields/component.ts';
import { FIELD_FORMS } from '../../src/forms/fields/index.ts';
import { CONDITIONS } from '../../src/forms/fields/parts.ts';
import { RECORD_FIELD } from '../../src/forms/fields/record-field.ts';
import { FLOW } from '../../src/forms/flow.ts';
import { ORG_FORMS, ORG_MAP_FORMS } from '../../src/forms/org/index.ts';
import { DEFINITIONS, DOTTED_PATTERN, NAME_PATTERN, shared } from './definitions.ts';
import { formSchema, objectSchema } from './forms.ts';
import type { JsonSchema, SchemaObject } from './json-schema.ts';
import { FLOW_METADATA } from './writer.ts';

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** `httpCallout` is in `http-callout.schema.json`. */
export function schemaFileOf(type: string): string {
  return `${type.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.schema.json`;
}

/** A construct that is one of many kinds by its `type`: only the branch of that kind speaks, so that editors show its errors only. */
function byType(folder: string, forms: Readonly<Record<string, AnyForm>>, type: JsonSchema): SchemaObject {
  return {
    type: 'object',
    required: ['type'],
    properties: { type },
    defaultSnippets: Object.values(forms).map(({ type: label, doc, snippet = {} }) => ({
      label,
      description: doc,
      body: snippet,
    })),
    allOf: Object.keys(forms).map((kind) => ({
      if: { properties: { type: typeSchema(kind) }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
      then: { $ref: `${folder}/${schemaFileOf(kind)}` },
    })),
  };
}

/** What `type:` says for a kind: its word, or for a component that is not Salesforce's own a name with a colon. */
function typeSchema(kind: string): JsonSchema {
  return kind === COMPONENT.type ? { type: 'string', pattern: ':' } : { const: kind };
}

/** A record's field: its key is a reference, so no other kind may stand there, and it nowhere else. */
const recordField: JsonSchema = { $ref: `fields/${schemaFileOf(RECORD_FIELD.type)}` };

function oneKey(key: string, value: JsonSchema, description: string): JsonSchema {
  return { type: 'object', description, required: [key], properties: { [key]: value }, additionalProperties: false };
}

/** The file's own `metadata:` says more than those of its elements. */
function withFlowMetadata(schema: SchemaObject): SchemaObject {
  return { ...schema, properties: { ...schema.properties, metadata: FLOW_METADATA } };
}

function flowSchema(): SchemaObject {
  const elementTypes = Object.keys(ELEMENT_FORMS);
  const { recordField: _record, component: _component, ...named } = FIELD_FORMS;
  const { recordField: _, ...undotted } = FIELD_FORMS;
  return {
    $schema: DRAFT,
    title: 'flowrun flow',
    ...withFlowMetadata(objectSchema(FLOW, { depth: 0 })),
    definitions: {
      ...DEFINITIONS,
      transformValue: {
        description:
          'A value of a transform: a value, { sum: … }, { count: … }, or { transform: … } for one with fields.',
        anyOf: [
          shared('value', 0),
          oneKey('sum', shared('value', 0), 'The sum of a field: { sum: {!Rows[$EachItem].Amount} }.'),
          oneKey('count', shared('value', 0), 'How many items a collection has.'),
          oneKey('transform', objectSchema(INLINE_TRANSFORM, { depth: 0 }), INLINE_TRANSFORM.doc),
        ],
      },
      transformRows: {
        description: 'Values by field; a list of one-key maps where a field repeats.',
        anyOf: [
          {
            type: 'array',
            items: {
              type: 'object',
              minProperties: 1,
              maxProperties: 1,
              additionalProperties: shared('transformValue', 0),
            },
          },
          { type: 'object', additionalProperties: shared('transformValue', 0) },
        ],
      },
      conditions: {
        description: 'A condition.',
        anyOf: [{ $ref: '#/definitions/conditionRows' }, objectSchema(CONDITIONS, { depth: 0 })],
      },
      elements: {
        type: ['object', 'null'],
        propertyNames: { pattern: NAME_PATTERN },
        additionalProperties: byType('elements', ELEMENT_FORMS, {
          description: 'The kind of the element.',
          enum: elementTypes,
        }),
      },
      fields: {
        type: 'object',
        patternProperties: {
          [NAME_PATTERN]: byType('fields', undotted, {
            description: 'The kind of the field; a name with : is a component.',
            anyOf: [{ enum: Object.keys(named) }, { type: 'string', pattern: ':' }],
          }),
          [DOTTED_PATTERN]: recordField,
        },
        additionalProperties: false,
      },
    },
  };
}

function kindSchema(form: AnyForm, depth: number): SchemaObject {
  return { $schema: DRAFT, title: form.type, ...objectSchema(form, { depth }, { type: typeSchema(form.type) }) };
}

function orgSchema(form: AnyForm): SchemaObject {
  return { $schema: DRAFT, title: form.type, ...objectSchema(form, { depth: 1 }) };
}

/** A file that is a map of components by name. */
function mapSchema(form: AnyForm): SchemaObject {
  const of = formSchema(form, { depth: 1 });
  return {
    $schema: DRAFT,
    title: `${form.type}s`,
    type: ['object', 'null'],
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: of,
  };
}

/** `flowrun.config.yaml`: YAML 1.1 editors read `off` as false. */
function configSchema(): SchemaObject {
  const docs = new Map(RULES.map(({ id, severity, doc }) => [id, `${doc} Usually: ${severity}.`]));
  const setting: SchemaObject = { enum: [...RULE_SETTINGS, false] };
  return {
    $schema: DRAFT,
    title: 'flowrun.config.yaml',
    description: 'Settings of a project.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      rules: {
        description: 'How much each rule counts.',
        type: ['object', 'null'],
        additionalProperties: false,
        properties: Object.fromEntries(
          SETTABLE.map((id) => [id, { description: docs.get(id) ?? 'A warning of the reader.', ...setting }]),
        ),
      },
    },
  };
}

/** Every schema by its path below `schemas/`. */
export function allSchemas(): ReadonlyMap<string, SchemaObject> {
  const files = new Map<string, SchemaObject>([['flow.schema.json', flowSchema()]]);
  for (const form of Object.values(ELEMENT_FORMS))
    files.set(`elements/${schemaFileOf(form.type)}`, kindSchema(form, 1));
  for (const form of Object.values(FIELD_FORMS)) files.set(`fields/${schemaFileOf(form.type)}`, kindSchema(form, 1));
  for (const [name, form] of Object.entries(ORG_FORMS)) files.set(`org/${name}.schema.json`, orgSchema(form));
  for (const [name, form] of Object.entries(ORG_MAP_FORMS)) files.set(`org/${name}.schema.json`, mapSchema(form));
  files.set('config.schema.json', configSchema());
  return files;
}
