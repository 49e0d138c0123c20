import { SCALAR_TYPE_WORDS } from '../../src/forms/words.ts';
import { COMPARISON_OPERATORS } from '../../src/model/conditions.ts';
import { ASSIGNMENT_OPERATORS } from '../../src/model/elements.ts';
import type { JsonSchema } from './json-schema.ts';

/** Shared definitions of `flow.schema.json` (LANGUAGE 11). */

export const NAME_PATTERN = '^[A-Za-z][A-Za-z0-9_]*$';
/** A reference to a field of a record. */
export const DOTTED_PATTERN = '^[$A-Za-z][A-Za-z0-9_$:\\[\\]]*\\.[A-Za-z0-9_.$:\\[\\]]*$';
export const REFERENCE_PATTERN = '^[$A-Za-z][A-Za-z0-9_.$:\\[\\]]*$';

/** A reference to a shared definition from a file this many folders below `schemas/`. */
export function shared(name: string, depth: number): JsonSchema {
  return { $ref: `${depth === 0 ? '' : `${'../'.repeat(depth)}flow.schema.json`}#/definitions/${name}` };
}

const local = (name: string): JsonSchema => shared(name, 0);

/** Maps that name the kind of a value (LANGUAGE 4). */
function namedValue(
  key: string,
  value: JsonSchema,
  description: string,
  beside: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return {
    type: 'object',
    description,
    required: [key],
    properties: { [key]: value, ...beside },
    additionalProperties: false,
  };
}

const valueMap: JsonSchema = {
  anyOf: [
    namedValue('text', { type: 'string' }, "Text that is only a merge field: { text: '{!x}' }."),
    namedValue('date', { type: 'string' }, 'A date: { date: 2026-01-31 }.'),
    namedValue('dateTime', { type: 'string' }, 'A date and time: { dateTime: 2026-01-31T10:00:00.000Z }.'),
    namedValue('time', { type: 'string' }, "A time: { time: '10:00:00' }."),
    namedValue('formula', local('formula'), 'A formula: { formula: TODAY() + 3, type: Date }.', {
      type: { enum: Object.keys(SCALAR_TYPE_WORDS) },
      scale: { type: 'integer' },
    }),
    namedValue('metadata', true, 'Any other kind of value, in the words of the metadata.'),
  ],
};

/** One key: an operator with its value; `metadata` may stand beside it. */
function operatorMap(operators: readonly string[]): JsonSchema {
  return {
    type: 'object',
    properties: { ...Object.fromEntries(operators.map((operator) => [operator, local('value')])), metadata: true },
    additionalProperties: false,
    anyOf: [
      { minProperties: 1, maxProperties: 1, not: { required: ['metadata'] } },
      { minProperties: 2, maxProperties: 2, required: ['metadata'] },
    ],
  };
}

function row(right: JsonSchema, description: string): JsonSchema {
  return {
    type: 'object',
    description,
    minProperties: 1,
    maxProperties: 1,
    propertyNames: { pattern: REFERENCE_PATTERN },
    additionalProperties: right,
  };
}

/** A list of maps with one key each: where a name repeats. */
function pairs(value: JsonSchema): JsonSchema {
  return { type: 'array', items: { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: value } };
}

export const DEFINITIONS: Readonly<Record<string, JsonSchema>> = {
  name: { type: 'string', pattern: NAME_PATTERN, description: 'Letters, digits and _, beginning with a letter.' },
  reference: {
    type: 'string',
    pattern: REFERENCE_PATTERN,
    description: 'The bare name of a resource, or a field of one.',
  },
  formula: { type: ['string', 'number', 'boolean'], description: 'A formula; references as {!Name}.' },
  value: {
    description: "A value: text, a number, true or false, null, or a reference as '{!Name}'.",
    anyOf: [
      { type: ['string', 'number', 'boolean', 'null'] },
      ...(typeof valueMap === 'object' ? (valueMap.anyOf ?? []) : []),
    ],
  },
  conditionRight: {
    anyOf: [
      { type: ['string', 'number', 'boolean'] },
      ...(typeof valueMap === 'object' ? (valueMap.anyOf ?? []) : []),
      operatorMap(COMPARISON_OPERATORS),
    ],
  },
  assignmentRight: { anyOf: [local('value'), operatorMap(ASSIGNMENT_OPERATORS)] },
  conditionRows: {
    type: 'array',
    items: row(local('conditionRight'), '- resource: value, or - resource: { operator: value }'),
  },
  assignmentRows: {
    type: 'array',
    items: row(local('assignmentRight'), '- variable: value, or - variable: { operator: value }'),
  },
  connector: {
    description: 'The name of an element, or { goTo: Name }.',
    anyOf: [
      local('name'),
      { type: 'object', required: ['goTo'], properties: { goTo: local('name') }, additionalProperties: false },
    ],
  },
  namedValue: {
    anyOf: [
      local('value'),
      {
        type: 'object',
        description: 'A value that the metadata says more about.',
        required: ['value', 'metadata'],
        properties: { value: local('value'), metadata: true },
        additionalProperties: false,
      },
    ],
  },
  namedValues: {
    description: 'Values by name; a list of one-key maps where a name repeats.',
    anyOf: [pairs(local('namedValue')), { type: 'object', additionalProperties: local('namedValue') }],
  },
  outputs: {
    description: 'none, one variable, or what comes out and the variables it goes into.',
    anyOf: [
      local('reference'),
      pairs(local('reference')),
      { type: 'object', additionalProperties: local('reference') },
    ],
  },
  layout: {
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
  },
};
