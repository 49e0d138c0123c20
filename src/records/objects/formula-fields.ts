import { FlowrunError } from '../../errors.ts';
import { compileFormula } from '../../formula/index.ts';
import type { OrgField } from '../../model/org.ts';
import type { ResourceType, Value } from '../../model/value.ts';
import { isNumber, toDouble } from '../../values/number.ts';
import type { EvaluationContext, Scope } from '../../values/scope.ts';
import { FLOW_TYPES } from '../flow-types.ts';
import { toFlowValue } from '../flow-values.ts';
import type { FieldDefinition, FieldValue, RecordValues } from './define-object.ts';

interface State extends EvaluationContext {
  readonly values: RecordValues;
}

/**
 * Computes the formula fields of an object from its other fields. They are stored when the record is saved: what depends
 * on today or on a parent is as old as the last save. A formula that cannot be read, or fails, gives null.
 */
export function compileFormulaFields(
  declared: readonly OrgField[],
  fields: readonly FieldDefinition[],
): (values: RecordValues) => RecordValues {
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const scope: Scope<State> = {
    resolve: (path) => {
      const field = byName.get(path.toLowerCase());
      if (field === undefined) return undefined;
      const type: ResourceType = { dataType: FLOW_TYPES[field.type] };
      return { type, read: ({ values }) => toFlowValue(values[field.name] ?? null) };
    },
  };
  const computed = declared.flatMap(({ name, formula }) => {
    const field = byName.get(name.toLowerCase());
    if (formula === null || field === undefined) return [];
    return [{ name: field.name, evaluate: compiled(formula, scope, { dataType: FLOW_TYPES[field.type] }) }];
  });
  if (computed.length === 0) return (values) => values;
  return (values) => {
    const state: State = { values, at: Date.now(), timeZone: 'UTC', locale: 'en-US' };
    return { ...values, ...Object.fromEntries(computed.map(({ name, evaluate }) => [name, evaluate(state)])) };
  };
}

function compiled(text: string, scope: Scope<State>, type: ResourceType): (state: State) => FieldValue {
  try {
    const formula = compileFormula(text, scope, type);
    return (state) => {
      try {
        return storedOf(formula.evaluate(state));
      } catch (error) {
        if (error instanceof FlowrunError) return null;
        throw error;
      }
    };
  } catch (error) {
    if (error instanceof FlowrunError) return () => null;
    throw error;
  }
}

function storedOf(value: Value): FieldValue {
  if (isNumber(value)) return toDouble(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
