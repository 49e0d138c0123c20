import type { ComponentField, ScreenField } from '../../model/screens.ts';
import type { ResourceType } from '../../model/value.ts';
import { own } from '../../values/fields.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { inputOf, literalText, typeOfAttributes } from '../attributes.ts';
import type { CompiledField, FieldContext, FieldDefinition, Parts } from '../define-field.ts';
import { labelFrom, partBase, partsComponent, textPart } from './parts-component.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const LEVELS = ['top', 'middle', 'bottom'] as const;

/**
 * Dependent Picklists (flowruntime:dependentPicklists): up to three picklist fields of the object
 * `dependencyWrapperApiName`, with their active values: of a dependent field those that the value of its controlling field
 * allows, none before one is chosen. The fields of an object that nobody declares are typed.
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
  compile: <S extends EvaluationContext>(field: ComponentField, context: FieldContext<S>): CompiledField<S> => {
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
    const component = partsComponent(field, context, 'label', [{ width: 12, fields }]);
    const { parts } = component;
    if (!parts || !object?.controlled) return component;
    const apis = new Map(
      LEVELS.map((level) => [`${level}Value`, literalText(field.inputs, `${level}PicklistApiName`)]),
    );
    const problem: Parts<S>['problem'] = (part, value, other) => {
      const controlled = object.controlled?.(apis.get(part) ?? '');
      const by = [...apis].find(([, api]) => api?.toLowerCase() === controlled?.by.toLowerCase())?.[0];
      // A controlling field that is not on the screen holds nothing here that could forbid a value.
      if (controlled === undefined || by === undefined) return null;
      const allowed = own(controlled.allowed, String(other(by) ?? '')) ?? [];
      return allowed.includes(String(value)) ? null : 'Choose one of the options.';
    };
    return { ...component, parts: { ...parts, problem } };
  },
};
