import type { AnyForm, AnyRow } from '../../src/definition/read-types.ts';
import type { AnyFormName } from '../../src/forms/define-form.ts';
import { UPSERT } from '../../src/forms/elements/create-records.ts';
import { ERROR_MESSAGE } from '../../src/forms/elements/custom-error.ts';
import { DEFAULT_OUTCOME, OUTCOME } from '../../src/forms/elements/decision.ts';
import { PAGINATE, RESPONSE, RETRY } from '../../src/forms/elements/http-callout.ts';
import { BUTTONS, SCREEN_ACTION } from '../../src/forms/elements/screen.ts';
import { SORT_OPTION } from '../../src/forms/elements/sort-collection.ts';
import { INNER_JOIN, TRANSFORM_RESULT } from '../../src/forms/elements/transform.ts';
import { WAIT_EVENT } from '../../src/forms/elements/wait.ts';
import { OPTION, VALIDATION_RULE } from '../../src/forms/fields/parts.ts';
import { COLUMN } from '../../src/forms/fields/section.ts';
import {
  ATTRIBUTE,
  AWS,
  CLIENT_CREDENTIALS_FLOW,
  CUSTOM_HEADER,
  EXTERNAL_CREDENTIAL_OVERLAY,
  JWT,
  JWT_BEARER_FLOW,
  LEGACY_AUTHENTICATION,
  NAME_FIELD,
  NAMED_CREDENTIAL_OVERLAY,
  OBJECT_FIELD,
  PRINCIPAL,
  PROVIDER_REQUESTS,
  SUMMARY,
  TOKEN_REQUEST_PARTS,
} from '../../src/forms/org/index.ts';
import { RESOURCE_FORMS, USER_INPUT } from '../../src/forms/resources.ts';
import { SCHEDULE, SCHEDULED_PATH, START } from '../../src/forms/start.ts';
import { FIELD_RIGHTS, OBJECT_RIGHTS, SUMMARY_FILTER_OPERATORS } from '../../src/model/org.ts';
import { OFFSET_UNITS } from '../../src/model/time-offset.ts';
import { NAME_PATTERN, shared } from './definitions.ts';
import type { JsonSchema, SchemaObject } from './json-schema.ts';

/** What a form's schema may depend on: how deep in `schemas/` it stands. */
interface At {
  readonly depth: number;
}
type MakeSchema = (row: AnyRow, at: At) => JsonSchema;

const text: JsonSchema = { type: 'string' };
const nonEmpty: JsonSchema = { type: 'string', pattern: '.' };
const anything: JsonSchema = true;
const definition =
  (name: string): MakeSchema =>
  (_row, { depth }) =>
    shared(name, depth);
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

function wordSchema({ words = {}, open }: AnyRow): JsonSchema {
  const known: JsonSchema = { enum: Object.keys(words) };
  return open === true ? { anyOf: [known, text] } : known;
}

/** The schema of each form. */
const SCHEMAS: { readonly [N in AnyFormName]: MakeSchema } = {
  text: () => text,
  template: () => text,
  paragraphs: () => text,
  boolean: () => ({ type: 'boolean' }),
  integer: ({ range: [minimum, maximum] = [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] }) => ({
    type: 'integer',
    minimum,
    maximum,
  }),
  number: () => ({ type: 'number' }),
  word: wordSchema,
  name: () => nonEmpty,
  reference: definition('reference'),
  value: definition('value'),
  json: () => anything,
  formula: definition('formula'),
  logic: () => ({ type: ['string', 'number'] }),
  connector: definition('connector'),
  assignmentRows: definition('assignmentRows'),
  conditionRows: definition('conditionRows'),
  visible: definition('conditions'),
  where: definition('conditions'),
  namedValues: definition('namedValues'),
  typeMappings: () => ({ type: 'object', additionalProperties: text }),
  outputs: definition('outputs'),
  outcomes: (_row, at) => ({
    type: 'object',
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: formSchema(OUTCOME, at),
  }),
  defaultOutcome: (_row, at) => ({
    anyOf: [shared('connector', at.depth), objectSchema(DEFAULT_OUTCOME, at)],
  }),
  validate: (_row, at) => formSchema(VALIDATION_RULE, at),
  buttons: (_row, at) => formSchema(BUTTONS, at),
  userInput: (_row, at) => formSchema(USER_INPUT, at),
  choices: (_row, { depth }) => listOf(shared('reference', depth)),
  options: (_row, at) => listOf({ anyOf: [{ type: ['string', 'number', 'boolean'] }, objectSchema(OPTION, at)] }),
  columns: (_row, at) => listOf(formSchema(COLUMN, at)),
  fields: definition('fields'),
  responses: (_row, at) => ({
    type: 'object',
    patternProperties: { '^(?:[1-5](?:[0-9][0-9]|XX)(?:Exc)?|default(?:Exc)?)$': formSchema(RESPONSE, at) },
    additionalProperties: false,
  }),
  retry: (_row, at) => formSchema(RETRY, at),
  retryOn: () => {
    const one: JsonSchema = {
      anyOf: [
        { type: 'integer', minimum: 300, maximum: 599 },
        { type: 'string', pattern: '^(?:[345]XX|timeout|connection)$' },
      ],
    };
    return { anyOf: [one, listOf(one)] };
  },
  paginate: (_row, at) => formSchema(PAGINATE, at),
  fieldValues: definition('namedValues'),
  recordOutputs: definition('outputs'),
  idOutput: definition('reference'),
  upsert: (_row, at) => formSchema(UPSERT, at),
  queriedFields: () => listOf(nonEmpty),
  recordCount: wordSchema,
  picklistField: () => ({ type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*\\.[A-Za-z][A-Za-z0-9_]*$' }),
  sort: () => ({ type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: { enum: ['Asc', 'Desc'] } }),
  transformResult: (_row, at) => formSchema(TRANSFORM_RESULT, at),
  transformRows: definition('transformRows'),
  transformValue: definition('transformValue'),
  innerJoin: (_row, at) => formSchema(INNER_JOIN, at),
  joinKeys: () => ({ type: 'object', minProperties: 1, additionalProperties: nonEmpty }),
  errorMessages: (_row, at) => listOf(formSchema(ERROR_MESSAGE, at)),
  sortOptions: (_row, at) => listOf(formSchema(SORT_OPTION, at)),
  resources: ({ key }, at) => {
    const form: AnyForm | undefined = Object.entries(RESOURCE_FORMS).find(([block]) => block === key)?.[1];
    return {
      type: ['object', 'null'],
      propertyNames: { pattern: NAME_PATTERN },
      additionalProperties: form ? formSchema(form, at) : true,
    };
  },
  start: (_row, at) => ({
    anyOf: [shared('connector', at.depth), objectSchema(START, at)],
  }),
  screenActions: (_row, at) => ({
    type: 'object',
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: formSchema(SCREEN_ACTION, at),
  }),
  waitEvents: (_row, at) => ({
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: formSchema(WAIT_EVENT, at),
  }),
  waitOffset: () => ({ type: 'string', pattern: `^-?[0-9]+ (?:${OFFSET_UNITS.join('|')})$` }),
  schedule: (_row, at) => formSchema(SCHEDULE, at),
  scheduledPaths: (_row, at) => ({
    type: 'object',
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: formSchema(SCHEDULED_PATH, at),
  }),
  pathOffset: () => ({ type: 'string', pattern: `^-?[0-9]+ (?:${OFFSET_UNITS.join('|')})$` }),
  pathSource: () => nonEmpty,
  elements: definition('elements'),
  layout: definition('layout'),
  metadata: () => anything,
  names: () => listOf(nonEmpty),
  words: () => listOf(nonEmpty),
  endpoint: () => nonEmpty,
  principals: (_row, at) => ({
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: { anyOf: [{ type: 'null' }, objectSchema(PRINCIPAL, at)] },
  }),
  customHeaders: (_row, at) => ({
    type: 'object',
    propertyNames: { pattern: "^[A-Za-z0-9_!#$%&'*+.^`|~\\-]+$" },
    additionalProperties: formSchema(CUSTOM_HEADER, at),
  }),
  statusCodes: () =>
    listOf({
      anyOf: [
        { type: 'integer', minimum: 400, maximum: 499 },
        { type: 'integer', minimum: 600, maximum: 999 },
      ],
    }),
  jwtBearerFlow: (_row, at) => formSchema(JWT_BEARER_FLOW, at),
  jwt: (_row, at) => formSchema(JWT, at),
  legacyAuthentication: (_row, at) => formSchema(LEGACY_AUTHENTICATION, at),
  providerRequests: (_row, at) => formSchema(PROVIDER_REQUESTS, at),
  tokenRequestParts: (_row, at) => formSchema(TOKEN_REQUEST_PARTS, at),
  aws: (_row, at) => formSchema(AWS, at),
  clientCredentialsFlow: (_row, at) => formSchema(CLIENT_CREDENTIALS_FLOW, at),
  objectRights: () => rightsSchema(OBJECT_RIGHTS),
  fieldRights: () => rightsSchema(FIELD_RIGHTS),
  objectFields: (_row, at) => ({ type: 'object', additionalProperties: formSchema(OBJECT_FIELD, at) }),
  nameField: (_row, at) => formSchema(NAME_FIELD, at),
  scalar: () => ({ type: ['string', 'number', 'boolean'] }),
  summary: (_row, at) => formSchema(SUMMARY, at),
  summaryFilters: () => {
    const single: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };
    const value: JsonSchema = { anyOf: [single, listOf(single)] };
    const operators = Object.fromEntries(SUMMARY_FILTER_OPERATORS.map((operator) => [operator, value]));
    return {
      type: 'object',
      additionalProperties: {
        anyOf: [
          single,
          listOf(single),
          { type: 'object', minProperties: 1, properties: operators, additionalProperties: false },
        ],
      },
    };
  },
  references: () => ({ anyOf: [nonEmpty, listOf(nonEmpty)] }),
  attributes: (_row, at) => ({
    type: 'object',
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: formSchema(ATTRIBUTE, at),
  }),
  namedCredentialOverlays: (_row, at) => ({
    type: 'object',
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: formSchema(NAMED_CREDENTIAL_OVERLAY, at),
  }),
  externalCredentialOverlays: (_row, at) => ({
    type: 'object',
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: formSchema(EXTERNAL_CREDENTIAL_OVERLAY, at),
  }),
  valueLists: () => ({ type: 'object', additionalProperties: listOf(nonEmpty) }),
  pem: () => ({ type: 'string', pattern: '-----BEGIN CERTIFICATE-----' }),
  textFields: () => ({ type: 'object', additionalProperties: text }),
  typedFields: (_row, { depth }) => ({ type: 'object', additionalProperties: shared('value', depth) }),
  settingLevels: (_row, { depth }) => ({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: shared('value', depth) },
  }),
};

function rightsSchema(words: readonly string[]): JsonSchema {
  return { type: 'object', additionalProperties: listOf({ enum: [...words] }) };
}

function rowSchema(row: AnyRow, at: At): JsonSchema {
  const schema = SCHEMAS[row.form](row, at);
  const described: SchemaObject = {
    description: row.doc,
    ...(row.default === undefined ? {} : { default: row.default }),
  };
  if (typeof schema === 'boolean') return described;
  // In draft-07 nothing counts beside a $ref.
  return schema.$ref === undefined ? { ...schema, ...described } : { ...described, allOf: [schema] };
}

/** The schema of a construct; where a scalar is short for one of its keys, either of both. */
export function formSchema(form: AnyForm, at: At): JsonSchema {
  const row = form.rows.find(({ key }) => key === form.short);
  const map = objectSchema(form, at);
  return row ? { anyOf: [scalarsOf(form, row, at), map] } : map;
}

/** What a scalar may be where it is short for a key: no maps, and no word that needs another key beside it. */
function scalarsOf(form: AnyForm, row: AnyRow, at: At): JsonSchema {
  if (row.form === 'value') return { type: ['string', 'number', 'boolean', 'null'] };
  const needy = (form.needs ?? []).filter(({ key }) => key === row.key).map(({ is }) => is);
  const words = Object.entries(row.words ?? {}).filter(([word]) => !needy.includes(word));
  return SCHEMAS[row.form]({ ...row, words: Object.fromEntries(words) }, at);
}

/** The schema of a construct's map. `also` are keys besides its rows. */
export function objectSchema(form: AnyForm, at: At, also: Readonly<Record<string, JsonSchema>> = {}): SchemaObject {
  const required = [
    ...(also.type === undefined ? [] : ['type']),
    ...form.rows.filter((row) => row.required === true).map(({ key }) => key),
  ];
  const conditions = [...conflictsOf(form), ...needsOf(form)];
  return {
    type: 'object',
    description: form.doc,
    ...(required.length > 0 ? { required } : {}),
    properties: { ...also, ...Object.fromEntries(form.rows.map((row) => [row.key, rowSchema(row, at)])) },
    additionalProperties: false,
    ...(conditions.length > 0 ? { allOf: conditions } : {}),
  };
}

function conflictsOf(form: AnyForm): readonly JsonSchema[] {
  const groups = [...(form.exclusive ?? []), ...(form.oneOf ? [form.oneOf] : [])];
  const clashes = groups.flatMap((group) =>
    group.flatMap((one, index) =>
      group.slice(index + 1).map((other): JsonSchema => ({ not: { required: [one, other] } })),
    ),
  );
  return form.oneOf ? [...clashes, { anyOf: form.oneOf.map((key) => ({ required: [key] })) }] : clashes;
}

function needsOf(form: AnyForm): readonly JsonSchema[] {
  return (form.needs ?? []).map(
    ({ key, is, needs }): JsonSchema =>
      is === undefined
        ? { dependencies: { [key]: [needs] } }
        : // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
          { if: { properties: { [key]: { const: is } }, required: [key] }, then: { required: [needs] } },
  );
}
