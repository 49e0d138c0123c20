import type { FlowRun } from '../flow-run.ts';
import type { Mismatch } from '../match.ts';
import { EXPECTATION_KEYS, type ExpectationKey, type FlowTest } from '../test-file.ts';
import { actions } from './actions.ts';
import { callouts } from './callouts.ts';
import type { Expectation } from './define-expectation.ts';
import { fault } from './fault.ts';
import { limits } from './limits.ts';
import { outputs } from './outputs.ts';
import { path } from './path.ts';
import { record } from './record.ts';
import { records } from './records.ts';
import { screens } from './screens.ts';
import { status } from './status.ts';

/** Every expectation; a forgotten one does not compile. */
export const EXPECTATIONS: { readonly [K in ExpectationKey]: Expectation } = {
  status,
  path,
  outputs,
  record,
  fault,
  screens,
  callouts,
  actions,
  records,
  limits,
};

/** Everything that is not as the test expects, in the order of `EXPECTATION_KEYS`. */
export function checkExpectations(test: FlowTest, run: FlowRun): readonly Mismatch[] {
  return EXPECTATION_KEYS.flatMap((key) => {
    const expected = test.expect[key];
    return expected === undefined ? [] : EXPECTATIONS[key](expected, run);
  });
}
