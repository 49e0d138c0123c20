import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_TYPES, toDate, toDateTime } from '../../src/records/field-types.ts';
import * as fields from '../../src/records/objects/fields.ts';
import { RecordError } from '../../src/records/record-error.ts';

const parse = (field: ReturnType<typeof fields.text>, value: unknown) => FIELD_TYPES[field.type].parse(value, field);

function refusal(field: ReturnType<typeof fields.text>, value: unknown): string {
  try {
    parse(field, value);
  } catch (error) {
    if (error instanceof RecordError) return error.problems[0].errorCode;
  }
  return 'none';
}

const amount = fields.currency('Amount', 'Amount', 18, 2);
const latitude = fields.double('Latitude', 'Latitude', 18, 15);
const count = fields.integer('Count', 'Count', 8);
const day = fields.date('Day', 'Day');
const moment = fields.dateTime('Moment', 'Moment');
const name = fields.text('Name', 'Name', 5);
const mail = fields.email('Mail', 'Mail');

describe('field types', () => {
  it.each([
    [amount, 1.005, 1.01],
    [amount, -1.005, -1.01],
    [amount, '12.345', 12.35],
    [amount, '1e3', 1000],
    [amount, 0.001, 0],
    [amount, -0.001, 0],
    [amount, 1e-9, 0],
    [latitude, 1e-7, 1e-7],
    [latitude, 51.500_729, 51.500_729],
    [count, '007', 7],
    [count, -3, -3],
    [count, 1e7, 10_000_000],
    [name, ' a ', 'a'],
    [name, '', null],
    [name, '12345 ', '12345'],
    [day, '2024-02-29', '2024-02-29'],
    [day, '2024-02-29T23:30:00+02:00', '2024-02-29'],
    [moment, '2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
    [moment, '2026-01-31T10:00:00.5-0130', '2026-01-31T11:30:00.500Z'],
    [moment, '2026-01-31T10:00', '2026-01-31T10:00:00.000Z'],
    [mail, 'a.b+c@d-e.example', 'a.b+c@d-e.example'],
    [mail, '', null],
    [fields.checkbox('Box', 'Box'), 'false', false],
    [fields.picklist('Pick', 'Pick', ['a']), 'anything', 'anything'],
    [fields.picklist('Pick', 'Pick', ['a'], { restricted: true }), 'a', 'a'],
    [fields.reference('AccountId', 'Account', ['Account']), '001D000000IRFma', '001D000000IRFmaIAH'],
    [fields.reference('AccountId', 'Account', ['Account']), '', null],
  ])('%o reads %j as %j', (field, value, expected) => {
    expect(parse(field, value)).toBe(expected);
  });

  it.each([
    [amount, 'x', 'JSON_PARSER_ERROR'],
    [amount, '', 'JSON_PARSER_ERROR'],
    [amount, true, 'JSON_PARSER_ERROR'],
    [amount, 1e16, 'NUMBER_OUTSIDE_VALID_RANGE'],
    [amount, Number.MAX_VALUE, 'NUMBER_OUTSIDE_VALID_RANGE'],
    [count, 100_000_000, 'NUMBER_OUTSIDE_VALID_RANGE'],
    [count, 0.5, 'JSON_PARSER_ERROR'],
    [count, {}, 'JSON_PARSER_ERROR'],
    [name, '123456', 'STRING_TOO_LONG'],
    [name, 5, 'JSON_PARSER_ERROR'],
    [day, '2025-02-29', 'JSON_PARSER_ERROR'],
    [day, '1900-02-29', 'JSON_PARSER_ERROR'],
    [day, '31.01.2026', 'JSON_PARSER_ERROR'],
    [day, 20_260_131, 'JSON_PARSER_ERROR'],
    [moment, '2026-01-31', 'JSON_PARSER_ERROR'],
    [moment, '2026-01-31T24:00:00Z', 'JSON_PARSER_ERROR'],
    [moment, '2017-05-30T-06:00:00X', 'JSON_PARSER_ERROR'],
    [mail, 'a@b', 'INVALID_EMAIL_ADDRESS'],
    [mail, 'a b@c.de', 'INVALID_EMAIL_ADDRESS'],
    [mail, '@c.de', 'INVALID_EMAIL_ADDRESS'],
    [fields.picklist('Pick', 'Pick', ['a'], { restricted: true }), 'A', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    [fields.reference('AccountId', 'Account', ['Account']), '001D000000IRFmaIAA', 'MALFORMED_ID'],
  ])('%o refuses %j with %s', (field, value, code) => {
    expect(refusal(field, value)).toBe(code);
  });

  it('what was read once is read again as itself', () => {
    const kinds = [amount, latitude, count, day, moment, fields.text('Text', 'Text', 500)];
    const values = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
      fc.integer({ min: -1e7, max: 1e7 }),
      fc
        .date({ noInvalidDate: true, min: new Date('0001-01-02'), max: new Date('9999-12-30') })
        .map((date) => date.toISOString()),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), values, (field, value) => {
        let first: unknown;
        try {
          first = parse(field, value);
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError);
          return;
        }
        if (first !== null) expect(parse(field, first)).toBe(first);
      }),
    );
  });

  it('dates are the days that exist', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
          const date = new Date(`${text}T00:00:00Z`);
          const exists = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
          expect(toDate(text)).toBe(exists ? text : null);
          expect(toDateTime(`${text}T12:00:00Z`)).toBe(exists ? `${text}T12:00:00.000Z` : null);
        },
      ),
    );
  });

  it('every object keeps to its own definition', async () => {
    const { STANDARD_OBJECTS } = await import('../../src/records/objects/index.ts');
    for (const definition of STANDARD_OBJECTS) {
      const names = definition.fields.map((field) => field.name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      expect(definition.field(definition.nameField.toUpperCase())?.name).toBe(definition.nameField);
      expect(definition.fields[0]?.name).toBe('Id');
      const known = STANDARD_OBJECTS.map((object) => object.name);
      for (const field of definition.fields) {
        expect(known).toEqual(expect.arrayContaining([...field.referenceTo]));
        if (field.restricted) expect(field.picklistValues.length).toBeGreaterThan(0);
        for (const value of field.picklistValues) expect(value.length).toBeLessThanOrEqual(field.length);
      }
    }
    expect(new Set(STANDARD_OBJECTS.map((object) => object.keyPrefix)).size).toBe(STANDARD_OBJECTS.length);
  });
});
