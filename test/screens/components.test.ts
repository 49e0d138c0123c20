import { describe, expect, it } from 'vitest';
import {
  compileFlow,
  resumeInterview,
  type Surroundings,
  startInterview,
  viewScreen,
} from '../../src/interview/index.ts';
import type { Draft, FieldView, Interview } from '../../src/model/interview.ts';
import type { ComponentField, ComponentType, ScreenField } from '../../src/model/screens.ts';
import type { StandIn } from '../../src/model/stand-in.ts';
import type { Value } from '../../src/model/value.ts';
import type { ObjectShape } from '../../src/values/shape.ts';
import * as build from '../interview/build.ts';

function component(
  type: ComponentType,
  inputs: Readonly<Record<string, Value>>,
  more: Partial<ComponentField> = {},
): ScreenField {
  return {
    type,
    name: 'Field',
    place: build.place,
    inputs: Object.entries(inputs).map(([name, value]) => ({ name, place: build.place, value: build.value(value) })),
    outputs: { kind: 'automatic' },
    onRevisit: 'keep',
    ...more,
  };
}

function look(field: ScreenField, draft: Draft): FieldView {
  const program = compileFlow(build.flow([build.screen('Ask', [field])]), build.around());
  const interview = startInterview(program, {}, build.context);
  const first: Draft = interview.pending.kind === 'screen' ? interview.pending.draft : {};
  return viewScreen(program, interview, { ...first, ...draft }, build.context.startedAt).fields[0] as FieldView;
}

const REFUSED = 'You have entered an invalid format. Enter one such as';
/** component, inputs, entry, what its value holds, error */
const ROWS: readonly (readonly [ComponentType, Readonly<Record<string, Value>>, Value, object, string | null])[] = [
  ['email', { label: 'Mail' }, 'ada@example.com', { value: 'ada@example.com', label: 'Mail' }, null],
  ['email', {}, 'ada', { value: 'ada' }, `${REFUSED} ada@example.com.`],
  ['email', { required: true }, '', { value: '', required: true }, 'Complete this field.'],
  ['email', { required: false }, '', { value: '' }, null],
  ['phone', {}, 'anything', { value: 'anything' }, null],
  ['phone', { pattern: '[0-9]+' }, '12a', { value: '12a' }, 'Your entry does not match the allowed pattern: [0-9]+'],
  ['url', {}, 'https://example.com', { value: 'https://example.com' }, null],
  ['url', {}, 'example', { value: 'example' }, `${REFUSED} https://example.com.`],
  ['toggle', { value: true }, false, { value: false }, null],
  ['slider', { min: 0, max: 10, step: 2 }, '4', { value: 4, max: 10 }, null],
  ['slider', { min: 0, max: 10, step: 2 }, '3', { value: null }, 'Enter a number in steps of 2.'],
  ['slider', { max: 10 }, '11', { value: null }, 'Enter a number from 0 to 10.'],
  ['address', { city: 'Rome' }, { street: 'Via 1' }, { street: 'Via 1', city: 'Rome' }, null],
  ['name', {}, { lastName: 'Byron' }, { firstName: '', lastName: 'Byron' }, null],
  ['fileUpload', { multiple: true }, 'a/b.pdf; c.txt', { uploadedFileNames: ['b.pdf', 'c.txt'] }, null],
  ['fileUpload', {}, ['a.pdf', 'b.pdf'], { uploadedFileNames: ['a.pdf', 'b.pdf'] }, 'Choose one file only.'],
];

describe('components', () => {
  it.each(ROWS)('%s %j takes %j', (type, inputs, entry, value, error) => {
    const view = look(component(type, inputs), { Field: entry });
    expect(view.value).toMatchObject(value);
    expect(view.error).toBe(error);
  });

  it('give files ids of the right form, the same for the same file', () => {
    const { value } = look(component('fileUpload', {}), { Field: 'a.pdf' });
    const again = look(component('fileUpload', {}), { Field: 'a.pdf' });
    expect((value as { contentDocIds: string[] }).contentDocIds[0]).toMatch(/^069[A-Z0-9]{15}$/);
    expect(again.value).toEqual(value);
  });

  it('that nobody declares ask for the attributes that go into variables', () => {
    const outputs = {
      kind: 'map',
      rows: [{ name: 'signature', place: build.place, target: build.ref('signed') }],
    } as const;
    const field = component('component', { label: 'Sign' }, { component: 'c:sign', outputs });
    const flow = build.flow([build.screen('Ask', [field])], {
      variables: [build.variable('signed', { dataType: 'Text' }, { output: true })],
    });
    const program = compileFlow(flow, build.around());
    const interview = startInterview(program, {}, build.context);
    const { id } = interview.pending;
    const draft = { 'Field.signature': 'Ada' };
    const done = resumeInterview(program, interview, { kind: 'answered', answers: id, at: 0, verb: 'finish', draft });
    expect(done.pending).toMatchObject({ kind: 'finished', outputs: { signed: 'Ada' } });
  });
});

describe('a component that org/components declares', () => {
  const standIn: StandIn = {
    name: 'c:rate',
    label: 'Rate',
    inputs: { question: { dataType: 'Text' }, account: { dataType: 'Record', of: 'Account' } },
    outputs: {
      stars: { dataType: 'Number', scale: 0 },
      good: { dataType: 'Boolean' },
      tags: { dataType: 'Text', collection: true },
    },
    fields: [],
  };
  const inputs = [{ name: 'question', place: build.place, value: build.value('How?') }];
  const field = component('component', {}, { component: 'c:rate', inputs });
  const first = (fields: readonly ScreenField[], draft: Draft): FieldView => {
    const around: Surroundings = { ...build.around(), standIn: () => ({ ...standIn, fields }) };
    const program = compileFlow(build.flow([build.screen('Ask', [field])]), around);
    return viewScreen(program, startInterview(program, {}, build.context), draft, 0).fields[0] as FieldView;
  };

  const partsOf = (view: FieldView): readonly FieldView[] => view.columns?.[0]?.fields ?? [];

  it('shows what goes in, and asks for each output by a field of its type', () => {
    const view = first([], { 'Field.stars': '4', 'Field.good': true, 'Field.tags': '["a"]' });
    expect(partsOf(view).map(({ name, control }) => [name, control])).toEqual([
      ['Field.question_shown', 'static'],
      ['Field.stars', 'number'],
      ['Field.good', 'toggle'],
      ['Field.tags', 'longText'],
    ]);
    expect([view.label, partsOf(view)[0]?.text]).toEqual(['Rate', 'question: How?']);
    expect(view.value).toEqual({ question: 'How?', stars: 4, good: true, tags: ['a'] });
  });

  it('refuses what does not fit the type', () => {
    expect(partsOf(first([], { 'Field.stars': 'many' }))[1]?.error).not.toBeNull();
  });

  it('has the fields that its file says', () => {
    const stars = {
      type: 'text',
      name: 'stars',
      place: build.place,
      label: build.template('Stars'),
      required: false,
      onRevisit: 'keep',
    } as const;
    const view = first([stars], { 'Field.stars': 'five' });
    expect(partsOf(view).map(({ name }) => name)).toEqual(['Field.stars']);
    expect(view.value).toEqual({ question: 'How?', stars: 'five' });
  });
});

const shape = (name: string, relations: Readonly<Record<string, string>>): ObjectShape => ({
  name,
  fieldNames: ['Id', 'Name'],
  field: (field) => {
    const of = relations[field];
    return of === undefined ? { dataType: 'Text' } : { dataType: 'Record', of };
  },
  picklistValues: () => undefined,
});
const SHAPES: Readonly<Record<string, ObjectShape>> = {
  Contact: shape('Contact', { Account: 'Account' }),
  Account: shape('Account', {}),
};
const around: Surroundings = { ...build.around(), object: (name) => SHAPES[name] };
const ACCOUNTS = [
  { Id: '001000000000001AAA', Name: 'Acme' },
  { Id: '001000000000002AAA', Name: 'Globex' },
];

/** The interview after the rows have come back for its first query. */
function withRows(program: ReturnType<typeof compileFlow>): Interview {
  const asked = startInterview(program, {}, build.context);
  return resumeInterview(program, asked, { kind: 'rows', answers: asked.pending.id, at: 0, rows: [ACCOUNTS] });
}

describe('screens that need records', () => {
  it('query what a lookup refers to, and find a record by id or name', () => {
    const field = component('lookup', { objectApiName: 'Contact', fieldApiName: 'AccountId' });
    const program = compileFlow(build.flow([build.screen('Ask', [field])]), around);
    expect(startInterview(program, {}, build.context).pending).toMatchObject({
      kind: 'query',
      queries: [{ object: 'Account', fields: ['Id', 'Name'], limit: 2000 }],
    });
    const shown = withRows(program);
    for (const Field of ['globex', '001000000000002AAA']) {
      const [view] = viewScreen(program, shown, { Field }, 0).fields;
      expect(view?.value).toMatchObject({ recordId: '001000000000002AAA', recordName: 'Globex' });
      expect(view?.error).toBeNull();
    }
    expect(viewScreen(program, shown, { Field: 'Nobody' }, 0).fields[0]?.error).toBe('Select a record.');
  });

  it('offer a record choice set, copy fields of the chosen record, and keep no rows when left', () => {
    const field: ScreenField = {
      type: 'picklist',
      name: 'Field',
      place: build.place,
      label: build.template('Account'),
      required: false,
      onRevisit: 'keep',
      valueType: 'Text',
      choices: [build.ref('Accounts')],
    };
    const flow = build.flow([build.screen('Ask', [field], 'Then'), build.screen('Then', [])], {
      variables: [build.variable('found', { dataType: 'Text' })],
      choiceSets: [
        {
          name: 'Accounts',
          place: build.place,
          dataType: 'Text',
          label: 'Name',
          value: 'Id',
          source: { kind: 'records', object: 'Account', limit: 900 },
          outputs: { kind: 'map', rows: [{ name: 'Name', place: build.place, target: build.ref('found') }] },
        },
      ],
    });
    const program = compileFlow(flow, around);
    expect(startInterview(program, {}, build.context).pending).toMatchObject({ queries: [{ limit: 200 }] });
    const shown = withRows(program);
    const labels = viewScreen(program, shown, {}, 0).fields[0]?.choices?.map(({ label }) => label);
    expect(labels).toEqual(['Acme', 'Globex']);
    const { id } = shown.pending;
    const draft = { Field: ACCOUNTS[1]?.Id ?? null };
    const left = resumeInterview(program, shown, { kind: 'answered', answers: id, at: 0, verb: 'next', draft });
    const [frame] = Object.values(left.frames);
    expect(frame?.variables).toEqual({ Field: ACCOUNTS[1]?.Id, found: 'Globex' });
  });
});
