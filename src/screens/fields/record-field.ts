import type { Reference } from '../../model/expression.ts';
import type { FieldType, RecordField, ScreenField } from '../../model/screens.ts';
import type { DataType } from '../../model/value.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { plainText } from '../attributes.ts';
import type { CompiledField, FieldContext, FieldDefinition } from '../define-field.ts';

/**
 * A record's field (ObjectProvided): shown as the object says what it holds, as text where nobody declares the object.
 * What is entered goes into the record variable; while it is hidden the record keeps what it had.
 */
export const recordField: FieldDefinition<'recordField'> = {
  type: 'recordField',
  entry: true,
  valueType: () => null,
  compile: <S extends EvaluationContext>(field: RecordField, context: FieldContext<S>): CompiledField<S> => {
    const [variable = '', ...path] = field.name.split('.');
    const standIn = standInFor(field, variable, path, context);
    const label = 'label' in standIn ? context.text(standIn.label) : () => field.name;
    const compiled = context.compile(standIn);
    return { ...compiled, label, record: { variable, slot: context.slotOf(variable), path } };
  },
};

/** The kind of field for a type of data; all others are text. */
const KINDS: { readonly [T in DataType]?: FieldType } = {
  Number: 'number',
  Currency: 'currency',
  Boolean: 'checkbox',
  Date: 'date',
  DateTime: 'dateTime',
  Time: 'time',
};

function standInFor<S extends EvaluationContext>(
  recordField: RecordField,
  variable: string,
  path: readonly string[],
  context: FieldContext<S>,
): ScreenField {
  const { name, place } = recordField;
  const reference: Reference = { kind: 'reference', path: name, place };
  const type = context.typeOf(reference) ?? { dataType: 'Text' };
  const of = context.typeOf({ ...reference, path: [variable, ...path.slice(0, -1)].join('.') })?.of;
  const object = of === undefined ? undefined : context.object(of);
  const field = path.at(-1) ?? name;
  const base = {
    name,
    place,
    label: plainText(object?.label?.(field) ?? wordsOf(field), place),
    required: recordField.required,
    onRevisit: recordField.onRevisit,
    default: reference,
  };
  const values = object?.picklistValues(field);
  if (values) {
    const options = values.map(({ label, value }) => ({
      label,
      value: { kind: 'literal', type: 'Text', value, place } as const,
      place,
    }));
    const several = type.dataType === 'Multipicklist';
    return { ...base, type: several ? 'multiSelectPicklist' : 'picklist', valueType: 'Text', options };
  }
  const kind = KINDS[type.dataType];
  if (kind === 'number' || kind === 'currency') return { ...base, type: kind, scale: type.scale ?? 2 };
  return { ...base, type: kind ?? 'text' } as ScreenField;
}

/** `LastName` and `Last_Name__c` are both Last Name. */
function wordsOf(api: string): string {
  return api
    .replace(/__(?:c|pc)$/i, '')
    .replaceAll('_', ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2');
}
