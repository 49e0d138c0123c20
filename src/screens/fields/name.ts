import type { ScreenField } from '../../model/screens.ts';
import type { ResourceType } from '../../model/value.ts';
import { inputOf, literalText, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';
import { partBase, partsComponent, textPart } from './parts-component.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const BOOLEAN: ResourceType = { dataType: 'Boolean' };

/** The parts a name can have, in the order they are shown. */
const PARTS: Readonly<Record<string, string>> = {
  salutation: 'Salutation',
  firstName: 'First Name',
  middleName: 'Middle Name',
  lastName: 'Last Name',
  suffix: 'Suffix',
  informalName: 'Informal Name',
};
const USUAL: readonly string[] = ['firstName', 'lastName'];
const SALUTATIONS = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];

/** Name (flowruntime:name): first and last name, and the parts that `fieldsToDisplay` or a value asks for. */
export const name: FieldDefinition<'name'> = {
  type: 'name',
  valueType: (field) =>
    typeOfAttributes(field, {
      ...Object.fromEntries(Object.keys(PARTS).map((part) => [part, TEXT])),
      label: TEXT,
      displayType: TEXT,
      fieldsToDisplay: TEXT,
      required: BOOLEAN,
      readonly: BOOLEAN,
      disabled: BOOLEAN,
    }),
  compile: (field, context) => {
    const asked = literalText(field.inputs, 'fieldsToDisplay')?.split(/[\s,;]+/);
    const shown = Object.keys(PARTS).filter(
      (part) => asked?.includes(part) ?? (USUAL.includes(part) || inputOf(field.inputs, part) !== undefined),
    );
    const fields = shown.map((part): ScreenField => {
      const label = PARTS[part] ?? part;
      if (part !== 'salutation')
        return textPart(field, part, label, part === 'lastName' ? (inputOf(field.inputs, 'required') ?? false) : false);
      const options = SALUTATIONS.map((value) => ({
        label: value,
        value: { kind: 'literal', type: 'Text', value, place: field.place } as const,
        place: field.place,
      }));
      return { type: 'picklist', ...partBase(field, part, label), required: false, valueType: 'Text', options };
    });
    const half = Math.ceil(fields.length / 2);
    return partsComponent(field, context, 'label', [
      { width: 6, fields: fields.slice(0, half) },
      { width: 6, fields: fields.slice(half) },
    ]);
  },
};
