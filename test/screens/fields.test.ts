import { describe, expect, it } from 'vitest';
import { compileFlow, startInterview, viewScreen } from '../../src/interview/index.ts';
import type { Draft, FieldView } from '../../src/model/interview.ts';
import type { ChoiceField, EntryField, FieldType, ScreenField } from '../../src/model/screens.ts';
import type { Value } from '../../src/model/value.ts';
import { FIELDS } from '../../src/screens/index.ts';
import * as build from '../interview/build.ts';

const entry = (type: EntryField['type'], options: Partial<EntryField> = {}): ScreenField => ({
  type,
  name: 'Field',
  place: build.place,
  label: build.template('The field'),
  required: false,
  onRevisit: 'keep',
  ...options,
});
const choice = (type: ChoiceField['type'], options: Partial<ChoiceField> = {}): ScreenField => ({
  type,
  name: 'Field',
  place: build.place,
  label: build.template('The field'),
  required: false,
  onRevisit: 'keep',
  valueType: 'Text',
  options: [
    { label: 'Red wine', value: build.value('red'), place: build.place },
    { label: 'White', value: build.value('white'), place: build.place },
  ],
  ...options,
});
const number = (options: Parameters<typeof build.numberField>[1] = {}): ScreenField =>
  build.numberField('Field', options);

/** The view of one field with this raw entry; left out = what stands in it at first. */
function look(field: ScreenField, raw?: Value, locale = 'en-US', timeZone = 'UTC'): FieldView {
  const program = compileFlow(build.flow([build.screen('Ask', [field])]), build.around());
  const interview = startInterview(program, {}, { ...build.context, locale, timeZone });
  const first: Draft = interview.pending.kind === 'screen' ? interview.pending.draft : {};
  const view = viewScreen(program, interview, raw === undefined ? first : { Field: raw }, build.context.startedAt);
  return view.fields[0] as FieldView;
}

const exact = (units: number, scale: number): Value => ({ $units: units, $scale: scale });

/** field, raw, value, error */
const ROWS: readonly (readonly [string, ScreenField, Value, Value, string | null])[] = [
  ['text', entry('text'), 'Ada', 'Ada', null],
  ['empty text is empty, not null', entry('text'), '', '', null],
  ['required text', entry('text', { required: true }), '  ', '  ', 'Complete this field.'],
  ['long text', entry('longText'), 'a\nb', 'a\nb', null],
  ['password', entry('password'), 's3cret', 's3cret', null],
  ['whole number', number(), '1,200', 1200, null],
  ['number given as a number', number({ scale: 1 }), exact(15, 1), exact(15, 1), null],
  ['empty number', number(), '', null, null],
  ['decimals in a whole number', number(), '1.5', null, 'Enter a whole number.'],
  ['too many decimals', number({ scale: 2 }), '1.005', null, 'Enter no more than 2 decimals.'],
  ['no number', number(), 'many', null, 'Enter a number, such as 1200.'],
  ['currency', build.numberField('Field', { type: 'currency', scale: 2 }), '19.99', exact(1999, 2), null],
  ['date', entry('date'), '1/31/2026', '2026-01-31', null],
  ['no date', entry('date'), '2026-02-30', null, 'Enter a date, such as 2026-01-31.'],
  ['date and time', entry('dateTime'), '2026-01-31 14:30', '2026-01-31T14:30:00.000Z', null],
  ['no time', entry('dateTime'), '2026-01-31 25:00', null, 'Enter a date and time, such as 2026-01-31 14:30.'],
  ['checkbox', entry('checkbox'), true, true, null],
  ['checkbox never touched', entry('checkbox'), null, false, null],
  ['choice by key', choice('picklist'), 'Field_Red_wine', 'red', null],
  ['choice by value', choice('picklist'), 'white', 'white', null],
  ['choice by label', choice('radioButtons'), 'Red wine', 'red', null],
  ['no choice', choice('picklist'), null, null, null],
  ['unknown choice', choice('picklist'), 'blue', null, 'Choose one of the options.'],
  ['required choice', choice('radioButtons', { required: true }), null, null, 'Complete this field.'],
  ['several choices', choice('checkboxGroup'), ['Field_Red_wine', 'Field_White'], 'red;white', null],
  ['several choices as text', choice('multiSelectPicklist'), 'red; white', 'red;white', null],
  ['none of several', choice('checkboxGroup'), [], null, null],
  ['one unknown of several', choice('checkboxGroup'), ['red', 'blue'], null, 'Choose one of the options.'],
];

describe('fields', () => {
  it.each(ROWS)('%s', (_what, field, raw, value, error) => {
    expect(look(field, raw)).toMatchObject({ value, error });
  });

  it('show their defaults the way a person types them, in the user’s locale and time zone', () => {
    const half = { kind: 'literal', type: 'Number', value: exact(125, 1), place: build.place } as const;
    const instant = {
      kind: 'literal',
      type: 'DateTime',
      value: '2026-01-31T23:30:00.000Z',
      place: build.place,
    } as const;
    expect(look(number({ scale: 1, default: half }), undefined, 'de-DE').raw).toBe('12,5');
    expect(look(entry('dateTime', { default: instant }), undefined, 'de-DE', 'Europe/Berlin').raw).toBe(
      '2026-02-01 00:30',
    );
    expect(look(entry('text', { default: build.value('{!$User.FirstName}') })).raw).toBe('Ada');
    expect(look(entry('checkbox', { default: build.value(true) })).raw).toBe(true);
    expect(look(choice('picklist', { default: build.value('white') })).raw).toBe('Field_White');
    expect(look(choice('radioButtons', { selected: build.ref('Field_Red_wine') })).raw).toBe('Field_Red_wine');
    expect(look(choice('checkboxGroup', { default: build.value('red;white') })).raw).toEqual([
      'Field_Red_wine',
      'Field_White',
    ]);
  });

  it('read back what they show', () => {
    for (const locale of ['en-US', 'de-DE']) {
      for (const field of [
        number({ scale: 1, default: build.value(exact(125, 1)) }),
        entry('date', { default: build.value('2026-01-31') }),
      ]) {
        const first = look(field, undefined, locale);
        expect(look(field, first.raw, locale)).toMatchObject({ value: first.value, error: null });
        expect(first.value).not.toBeNull();
      }
    }
  });

  it('are drawn by few controls', () => {
    const controls: Record<FieldType, string> = {
      text: 'text',
      longText: 'longText',
      password: 'secret',
      number: 'number',
      currency: 'number',
      date: 'date',
      dateTime: 'dateTime',
      checkbox: 'toggle',
      picklist: 'chooseOne',
      radioButtons: 'chooseOne',
      checkboxGroup: 'chooseMany',
      multiSelectPicklist: 'chooseMany',
      displayText: 'static',
      section: 'group',
      time: 'time',
      choiceLookup: 'chooseOne',
      visualPicker: 'chooseOne',
      choiceComponent: 'chooseOne',
      email: 'text',
      phone: 'text',
      url: 'text',
      name: 'group',
      address: 'group',
      toggle: 'toggle',
      slider: 'slider',
      lookup: 'chooseOne',
      dependentPicklists: 'group',
      dataTable: 'table',
      fileUpload: 'file',
      image: 'static',
      actionButton: 'button',
      component: 'group',
      recordField: 'text',
      repeater: 'group',
    };
    expect(Object.keys(controls).sort()).toEqual(Object.keys(FIELDS).sort());
    expect(look(choice('radioButtons'))).toMatchObject({ control: 'chooseOne', expanded: true });
    expect(look(choice('picklist'))).toMatchObject({ control: 'chooseOne', expanded: false });
    for (const type of ['text', 'longText', 'password', 'date', 'dateTime', 'checkbox'] as const) {
      expect(look(entry(type)).control).toBe(controls[type]);
    }
  });

  it('hide with the section they stand in', () => {
    const section: ScreenField = {
      type: 'section',
      name: 'Details',
      place: build.place,
      visible: build.when([['Field', 'equalTo', 'more']]),
      columns: [{ width: 12, fields: [build.textField('Inner', { required: true })] }],
    };
    const program = compileFlow(build.flow([build.screen('Ask', [entry('text'), section])]), build.around());
    const interview = startInterview(program, {}, build.context);
    const at = (draft: Draft) => viewScreen(program, interview, draft, 0);
    expect(at({ Field: 'less' })).toMatchObject({ canProceed: true, fields: [{}, { visible: false }] });
    expect(at({ Field: 'more' })).toMatchObject({
      canProceed: false,
      fields: [
        {},
        { visible: true, columns: [{ width: 12, fields: [{ name: 'Inner', error: 'Complete this field.' }] }] },
      ],
    });
  });
});
