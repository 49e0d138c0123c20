import type { ScreenField } from '../../model/screens.ts';
import type { ResourceType } from '../../model/value.ts';
import { inputOf, literalText, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';
import { labelFrom, partBase, partsComponent, textPart } from './parts-component.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const LEVELS = ['top', 'middle', 'bottom'] as const;

/**
 * Dependent Picklists (flowruntime:dependentPicklists): up to three picklist fields of the object
 * `dependencyWrapperApiName`, with their active values. Which value of one allows which of the next is not known here:
 * all are offered. The fields of an object that nobody declares are typed.
 */
export const dependentPicklists: FieldDefinition<'dependentPicklists'> = {
  type: 'dependentPicklists',
  valueType: (field) =>
    typeOfAttributes(
      field,
      Object.fromEntries(
        ['dependencyWrapperApiName', ...LEVELS.flatMap((level) => [`${level}Value`, `${level}Label`])].map(
          (attribute): readonly [string, ResourceType] => [attribute, TEXT],
        ),
      ),
    ),
  compile: (field, context) => {
    const object = context.object(literalText(field.inputs, 'dependencyWrapperApiName') ?? '');
    const fields = LEVELS.flatMap((level): readonly ScreenField[] => {
      const api = literalText(field.inputs, `${level}PicklistApiName`);
      if (api === undefined || api === '') return [];
      const name = `${level}Value`;
      const label = api.replaceAll('_', ' ');
      const required = inputOf(field.inputs, `${level}Required`) ?? false;
      const values = object?.picklistValues(api);
      const titled = { label: labelFrom(field, `${level}Label`, label) };
      if (values === undefined) return [{ ...textPart(field, name, label, required), ...titled } as ScreenField];
      const options = values.map((each) => ({
        label: each.label,
        value: { kind: 'literal', type: 'Text', value: each.value, place: field.place } as const,
        place: field.place,
      }));
      const base = partBase(field, name, label);
      return [{ type: 'picklist', ...base, ...titled, required, valueType: 'Text', options }];
    });
    return partsComponent(field, context, 'label', [{ width: 12, fields }]);
  },
};
