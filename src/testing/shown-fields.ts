import type { FieldView } from '../model/interview.ts';
import type { Value, Values } from '../model/value.ts';

/** What the fields of a screen show, by name: values of inputs, text of display texts; null = hidden or empty. */
export function shownFields(fields: readonly FieldView[]): Values {
  const values: Record<string, Value> = {};
  const visit = (field: FieldView): void => {
    values[field.name] = field.visible ? shownValue(field) : null;
    for (const column of field.columns ?? []) column.fields.forEach(visit);
  };
  fields.forEach(visit);
  return values;
}

function shownValue(field: FieldView): Value {
  if (field.control === 'static') return field.text ?? null;
  if (field.control === 'secret') return field.raw === null || field.raw === '' ? null : '***';
  // A section has its heading only; a component made of parts has a value.
  if (field.control === 'group') return field.value ?? field.label;
  return field.control === 'button' ? field.label : field.value;
}
