import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnyForm } from '../../src/definition/read-types.ts';
import { FORM_NAMES, ORG_FORM_NAMES } from '../../src/forms/define-form.ts';
import { ERROR_MESSAGE } from '../../src/forms/elements/custom-error.ts';
import { DEFAULT_OUTCOME, OUTCOME } from '../../src/forms/elements/decision.ts';
import { PAGINATE, RESPONSE, RETRY } from '../../src/forms/elements/http-callout.ts';
import { ELEMENT_FORMS } from '../../src/forms/elements/index.ts';
import { BUTTONS } from '../../src/forms/elements/screen.ts';
import { SORT_OPTION } from '../../src/forms/elements/sort-collection.ts';
import { INLINE_TRANSFORM, INNER_JOIN, TRANSFORM_RESULT } from '../../src/forms/elements/transform.ts';
import { WAIT_EVENT } from '../../src/forms/elements/wait.ts';
import { FIELD_FORMS, isComponentName } from '../../src/forms/fields/index.ts';
import { CONDITIONS, OPTION, VALIDATION_RULE } from '../../src/forms/fields/parts.ts';
import { COLUMN } from '../../src/forms/fields/section.ts';
import { FLOW } from '../../src/forms/flow.ts';
import {
  AWS,
  CLIENT_CREDENTIALS_FLOW,
  CUSTOM_HEADER,
  JWT,
  JWT_BEARER_FLOW,
  LEGACY_AUTHENTICATION,
  NAME_FIELD,
  OBJECT_FIELD,
  ORG_FORMS,
  PRINCIPAL,
  PROVIDER_REQUESTS,
  SUMMARY,
  TOKEN_REQUEST_PARTS,
} from '../../src/forms/org/index.ts';
import { RESOURCE_FORMS, USER_INPUT } from '../../src/forms/resources.ts';
import { SCHEDULE, SCHEDULED_PATH, START } from '../../src/forms/start.ts';
import { ASSIGNMENT_OPERATOR_WORDS, COMPARISON_OPERATOR_WORDS, DATA_TYPE_WORDS } from '../../src/forms/words.ts';
import { COMPARISON_OPERATORS } from '../../src/model/conditions.ts';
import { ASSIGNMENT_OPERATORS, HTTP_METHODS } from '../../src/model/elements.ts';
import { DATA_TYPES } from '../../src/model/value.ts';

const FLOW_FORMS: readonly AnyForm[] = [
  FLOW,
  START,
  SCHEDULE,
  WAIT_EVENT,
  SCHEDULED_PATH,
  ...Object.values(ELEMENT_FORMS),
  ...Object.values(FIELD_FORMS),
  ...Object.values(RESOURCE_FORMS),
  OUTCOME,
  DEFAULT_OUTCOME,
  BUTTONS,
  RESPONSE,
  SORT_OPTION,
  TRANSFORM_RESULT,
  INLINE_TRANSFORM,
  INNER_JOIN,
  ERROR_MESSAGE,
  CONDITIONS,
  OPTION,
  VALIDATION_RULE,
  COLUMN,
  USER_INPUT,
];
const FORMS: readonly AnyForm[] = [
  LEGACY_AUTHENTICATION,
  RETRY,
  PAGINATE,
  ...FLOW_FORMS,
  ...Object.values(ORG_FORMS),
  PRINCIPAL,
  PROVIDER_REQUESTS,
  TOKEN_REQUEST_PARTS,
  CUSTOM_HEADER,
  CLIENT_CREDENTIALS_FLOW,
  OBJECT_FIELD,
  SUMMARY,
  JWT,
  JWT_BEARER_FLOW,
  AWS,
  NAME_FIELD,
];
const SRC = resolve(import.meta.dirname, '../../src');

/** `httpCallout` stands in `http-callout.ts`. */
function filesOf(folder: string, without: readonly string[]): readonly string[] {
  return readdirSync(resolve(SRC, folder))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => name !== 'index' && !without.includes(name))
    .map((name) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))
    .toSorted();
}

describe('the registries', () => {
  it('list every file of their folders', () => {
    expect(filesOf('forms/elements', [])).toEqual(Object.keys(ELEMENT_FORMS).toSorted());
    expect(filesOf('forms/fields', ['parts'])).toEqual(Object.keys(FIELD_FORMS).toSorted());
  });

  it('know a form by its type', () => {
    for (const [type, form] of Object.entries({ ...ELEMENT_FORMS, ...FIELD_FORMS, ...RESOURCE_FORMS }))
      expect(form.type).toBe(type);
  });

  it('tell components from kinds', () => {
    expect(isComponentName('c:datatable')).toBe(true);
    expect(Object.keys(FIELD_FORMS).some(isComponentName)).toBe(false);
  });

  it('tell kinds of one tag apart by what is fixed', () => {
    const marks = Object.values(FIELD_FORMS).map((form) => JSON.stringify(form.fixed));
    expect(new Set(marks).size).toBe(marks.length);
  });
});

describe('every form', () => {
  it.each(FORMS.map((form) => [form.type, form] as const))('%s is consistent', (_type, form) => {
    const keys = form.rows.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(form.doc).toMatch(/\.$/);
    for (const row of form.rows) {
      expect.soft(row.doc, row.key).toMatch(/\.$/);
      expect.soft(['word', 'recordCount'].includes(row.form), row.key).toBe(row.words !== undefined);
      expect
        .soft(row.required === true && row.default !== undefined, `${row.key} is required and has a default`)
        .toBe(false);
      if (typeof row.default === 'string' && row.words) expect.soft(Object.keys(row.words)).toContain(row.default);
    }
    const named = [
      form.short,
      ...(form.exclusive ?? []).flat(),
      ...(form.oneOf ?? []),
      ...(form.needs ?? []).flatMap(({ key, needs }) => [key, needs]),
    ];
    for (const key of named) if (key !== undefined) expect(keys).toContain(key);
  });

  it('has no tag twice, but for keys that exclude each other', () => {
    for (const form of FLOW_FORMS) {
      const loose = form.rows.filter(({ key }) => !form.oneOf?.includes(key));
      const tags = loose.map(({ tag }) => tag).filter((tag) => tag !== undefined);
      expect.soft(new Set(tags).size, form.type).toBe(tags.length);
    }
  });

  it('uses every name of a form', () => {
    const used = new Set(FORMS.flatMap((form) => form.rows.map((row) => row.form)));
    expect([...FORM_NAMES, ...ORG_FORM_NAMES].filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('the words', () => {
  it('are those of the model', () => {
    expect(Object.keys(DATA_TYPE_WORDS)).toEqual([...DATA_TYPES]);
    expect(Object.keys(COMPARISON_OPERATOR_WORDS)).toEqual([...COMPARISON_OPERATORS]);
    expect(Object.keys(ASSIGNMENT_OPERATOR_WORDS)).toEqual([...ASSIGNMENT_OPERATORS]);
    const method = ELEMENT_FORMS.httpCallout.rows.find(({ key }) => key === 'method');
    expect(method && 'words' in method && Object.keys(method.words)).toEqual([...HTTP_METHODS]);
  });

  it('are the metadata words with a small letter, for operators', () => {
    for (const [word, metadata] of Object.entries({ ...COMPARISON_OPERATOR_WORDS, ...ASSIGNMENT_OPERATOR_WORDS })) {
      expect(metadata).toBe(word.charAt(0).toUpperCase() + word.slice(1));
    }
  });
});
