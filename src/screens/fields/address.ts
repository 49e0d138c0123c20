import type { ResourceType } from '../../model/value.ts';
import { inputOf, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';
import { partsComponent, textPart } from './parts-component.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const BOOLEAN: ResourceType = { dataType: 'Boolean' };

/** Address (flowruntime:address). Country and province are typed: an org's lists of them are not part of a flow. */
export const address: FieldDefinition<'address'> = {
  type: 'address',
  valueType: (field) =>
    typeOfAttributes(field, {
      street: TEXT,
      city: TEXT,
      province: TEXT,
      postalCode: TEXT,
      country: TEXT,
      addressLabel: TEXT,
      required: BOOLEAN,
      readonly: BOOLEAN,
      disabled: BOOLEAN,
    }),
  compile: (field, context) => {
    const required = inputOf(field.inputs, 'required') ?? false;
    return partsComponent(field, context, 'addressLabel', [
      // The keys go down one column and then the next: in the order in which an address is said.
      {
        width: 6,
        fields: [
          textPart(field, 'street', 'Street', required),
          textPart(field, 'city', 'City', required),
          textPart(field, 'province', 'State/Province', required),
        ],
      },
      {
        width: 6,
        fields: [
          textPart(field, 'postalCode', 'Postal Code', required),
          textPart(field, 'country', 'Country', required),
        ],
      },
    ]);
  },
};
