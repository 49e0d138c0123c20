import type { FieldDefinition, RecordValues } from './define-object.ts';
import { picklist, READ_ONLY, REQUIRED, text } from './fields.ts';
import { SALUTATIONS } from './picklists.ts';

/** The name of a person: its parts, and the whole that the org puts together. */
export function personName(label: string): readonly FieldDefinition[] {
  return [
    text('LastName', 'Last Name', 80, REQUIRED),
    text('FirstName', 'First Name', 40),
    picklist('Salutation', 'Salutation', SALUTATIONS, { length: 40 }),
    text('Name', label, 121, { nillable: false, ...READ_ONLY }),
  ];
}

/** `Name` of Contact, Lead and User: first and last name, without the salutation. */
export function withWholeName(values: RecordValues): RecordValues {
  const parts = [values.FirstName, values.LastName].filter((part) => part !== null && part !== undefined);
  return { ...values, Name: parts.length === 0 ? null : parts.join(' ') };
}
