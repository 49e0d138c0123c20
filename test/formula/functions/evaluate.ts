import { compileFormula, FUNCTIONS, OPTIONAL_FUNCTIONS } from '../../../src/formula/index.ts';
import type { ResourceType, Value } from '../../../src/model/value.ts';
import { parseNumber } from '../../../src/values/number.ts';
import { type State, scopeOf, stateOf } from '../scope.ts';

const SCOPE = scopeOf({
  noText: { dataType: 'Text' },
  noNumber: { dataType: 'Number' },
  noDate: { dataType: 'Date' },
  noBoolean: { dataType: 'Boolean' },
  noRecord: { dataType: 'Record' },
  pick: { dataType: 'Picklist' },
  multi: { dataType: 'Multipicklist' },
  list: { dataType: 'Text', collection: true },
  long: { dataType: 'Text' },
});

const VALUES: Readonly<Record<string, Value>> = {
  pick: 'Hot',
  multi: 'Red;Green',
  list: ['ACH Authorization', 'Other'],
  long: 'größe 🧵',
};

const OPTIONS = { functions: { ...FUNCTIONS, ...OPTIONAL_FUNCTIONS } };

/** Evaluates a formula over a few names: `no…` are null. */
export function evaluate(text: string, expected?: ResourceType): Value {
  return compileFormula<State>(text, SCOPE, expected, OPTIONS).evaluate(stateOf(VALUES));
}

export const exact = (text: string): Value => parseNumber(text);
