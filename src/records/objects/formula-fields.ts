import { FlowrunError } from '../../errors.ts';
import { compileFormula } from '../../formula/index.ts';
import type { OrgField, OrgValidationRule } from '../../model/org.ts';
import type { ResourceType, Value } from '../../model/value.ts';
import { isNumber, toDouble } from '../../values/number.ts';
import type { EvaluationContext, Scope } from '../../values/scope.ts';
import { FLOW_TYPES } from '../flow-types.ts';
import { toFlowValue } from '../flow-values.ts';
import type {
  BrokenRule,
  FieldDefinition,
  FieldValue,
  Moment,
  ObjectDefinition,
  RecordValues,
} from './define-object.ts';

interface State extends EvaluationContext {
  readonly values: RecordValues;
  /** The record as it was; null when it is new. */
  readonly prior: RecordValues | null;
}

/** Names of fields, and of the record as it was for rules that compare. */
function scopeOf(fields: readonly FieldDefinition[]): Scope<State> {
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  return {
    resolve: (path) => {
      const [, prior, name = ''] = /^(?:\$Record(__Prior)?(?:\.|$))?(.*)$/is.exec(path) ?? [];
      if (name === '')
        return prior === undefined ? undefined : { type: RECORD, read: (state) => (state.prior === null ? null : {}) };
      const field = byName.get(name.toLowerCase());
      if (field === undefined) return undefined;
      const type: ResourceType = { dataType: FLOW_TYPES[field.type] };
      const from = (state: State): RecordValues => (prior ? (state.prior ?? {}) : state.values);
      return { type, read: (state) => toFlowValue(from(state)[field.name] ?? null) };
    },
  };
}

const RECORD: ResourceType = { dataType: 'Record' };

/**
 * Compiles the validation rules of an object, when a record is first saved. A rule that cannot be read here (it asks for
 * parents or for what only an org knows), or fails, refuses nothing.
 */
export function compileValidationRules(
  rules: readonly OrgValidationRule[],
  fields: readonly FieldDefinition[],
): ObjectDefinition['broken'] {
  if (rules.length === 0) return () => [];
  let made: readonly { readonly broken: BrokenRule; readonly evaluate: (state: State) => FieldValue }[] | undefined;
  return (values, prior, moment) => {
    if (made === undefined) {
      const scope = scopeOf(fields);
      made = rules.map(({ formula, message, field }) => ({
        broken: { message, field },
        evaluate: compiled(formula, scope, { dataType: 'Boolean' }),
      }));
    }
    const state: State = { values, prior, ...moment, locale: 'en-US' };
    return made.flatMap(({ broken, evaluate }) => (evaluate(state) === true ? [broken] : []));
  };
}

/**
 * Computes the formula fields of an object from its other fields. They are stored when the record is saved: what depends
 * on today or on a parent is as old as the last save. A formula that cannot be read, or fails, gives null.
 */
export function compileFormulaFields(
  declared: readonly OrgField[],
  fields: readonly FieldDefinition[],
): (values: RecordValues, moment: Moment) => RecordValues {
  if (declared.every(({ formula }) => formula === null)) return (values) => values;
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  let made: readonly { readonly name: string; readonly evaluate: (state: State) => FieldValue }[] | undefined;
  return (values, moment) => {
    if (made === undefined) {
      const scope = scopeOf(fields);
      made = declared.flatMap(({ name, formula }) => {
        const field = byName.get(name.toLowerCase());
        if (formula === null || field === undefined) return [];
        return [{ name: field.name, evaluate: compiled(formula, scope, { dataType: FLOW_TYPES[field.type] }) }];
      });
    }
    const state: State = { values, prior: null, ...moment, locale: 'en-US' };
    return { ...values, ...Object.fromEntries(made.map(({ name, evaluate }) => [name, evaluate(state)])) };
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
