import { UsageError } from '../errors.ts';
import type { Program } from '../interview/index.ts';
import type { Value, Values } from '../model/value.ts';
import { readValues } from '../project/index.ts';
import { coerceText } from '../values/coerce.ts';
import { findKey } from '../values/fields.ts';
import { nearest } from '../values/nearest.ts';

/** Where inputs come from: a file, and `name=value` options, which come first. */
export interface GivenInputs {
  readonly file: string | undefined;
  readonly pairs: readonly string[];
}

/**
 * The inputs of a run. Text of the command line is read as the type of its variable: `--input amount=12.50`; collections
 * and records as JSON.
 * @param timeZone the user's: where the clock of a DateTime without an offset hangs.
 * @throws UsageError for a pair without `=` or an input that the flow does not have, ValueError for one of the wrong type.
 */
export async function readInputs(given: GivenInputs, program: Program, cwd: string, timeZone: string): Promise<Values> {
  const fromFile = given.file === undefined ? {} : await readValues(given.file, cwd);
  const inputs: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fromFile)) inputs[inputNamed(name, program)] = value;
  for (const pair of given.pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--input ${pair}: a name and a value are needed`, 'write --input name=value');
    const name = inputNamed(pair.slice(0, at).trim(), program);
    inputs[name] = coerceText(
      pair.slice(at + 1),
      program.signature.inputs[name] ?? { dataType: 'Text' },
      name,
      timeZone,
    );
  }
  return inputs;
}

function inputNamed(given: string, program: Program): string {
  const { inputs } = program.signature;
  const name = findKey(inputs, given);
  if (name !== undefined) return name;
  const names = Object.keys(inputs);
  const near = nearest(given, names);
  const known = names.length === 0 ? 'the flow takes no inputs' : `its inputs are ${names.join(', ')}`;
  throw new UsageError(`the flow has no input named ${given}`, near === undefined ? known : `did you mean ${near}?`);
}
