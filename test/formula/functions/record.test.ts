import { describe, expect, it } from 'vitest';
import { checkFormula, compileFormula } from '../../../src/formula/index.ts';
import type { Value } from '../../../src/model/value.ts';
import { type State, scopeOf, stateOf } from '../scope.ts';

const record = { dataType: 'Record', of: 'Account' } as const;
const TRIGGERED = scopeOf({
  $Record: record,
  $Record__Prior: record,
  '$Record.Name': { dataType: 'Text' },
  '$Record__Prior.Name': { dataType: 'Text' },
  '$Record.Amount': { dataType: 'Currency' },
  '$Record__Prior.Amount': { dataType: 'Currency' },
});

function evaluate(text: string, now: Readonly<Record<string, Value>>, before: Readonly<Record<string, Value>> | null) {
  const values: Record<string, Value> = { $Record: now, $Record__Prior: before };
  for (const [name, value] of Object.entries(now)) values[`$Record.${name}`] = value;
  for (const [name, value] of Object.entries(before ?? {})) values[`$Record__Prior.${name}`] = value;
  return compileFormula<State>(text, TRIGGERED).evaluate(stateOf(values));
}

describe('functions that know the record as it was', () => {
  it.each<[string, Readonly<Record<string, Value>>, Readonly<Record<string, Value>> | null, Value]>([
    ['ISNEW()', { Name: 'a' }, null, true],
    ['ISNEW()', { Name: 'a' }, { Name: 'a' }, false],
    ['ISCHANGED({!$Record.Name})', { Name: 'b' }, { Name: 'a' }, true],
    ['ISCHANGED($Record.Name)', { Name: 'a' }, { Name: 'a' }, false],
    ['ISCHANGED($Record.Name)', { Name: null }, { Name: 'a' }, true],
    ['ISCHANGED($Record.Name)', { Name: 'a\r\nb' }, { Name: 'a\nb' }, false],
    ['ISCHANGED($Record.Name)', { Name: 'a' }, null, false],
    ['ISCHANGED($Record.Amount)', { Amount: 20 }, { Amount: { $units: 200, $scale: 1 } }, false],
    ['PRIORVALUE($Record.Amount) + 1', { Amount: 20 }, { Amount: 5 }, 6],
    ['PRIORVALUE($Record.Amount)', { Amount: 20 }, null, 20],
    ['ISCLONE()', {}, null, false],
  ])('%s of %j after %j is %j', (text, now, before, expected) => {
    expect(evaluate(text, now, before)).toEqual(expected);
  });

  it('has the type of its field', () => {
    expect(checkFormula('PRIORVALUE($Record.Name) + 1', TRIGGERED)).toHaveLength(1);
    expect(checkFormula('PRIORVALUE($Record.Amount) + 1', TRIGGERED)).toEqual([]);
  });

  it.each([
    ['ISNEW()', 'ISNEW needs $Record__Prior: only record-triggered flows know the record as it was'],
    ['ISCHANGED(Name)', 'ISCHANGED needs $Record__Prior: only record-triggered flows know the record as it was'],
    ['PRIORVALUE("a")', 'PRIORVALUE takes a field of the record, nothing else'],
  ])('%s is refused where there is none', (text, message) => {
    expect(checkFormula(text, scopeOf({ Name: { dataType: 'Text' } }))).toMatchObject([{ message }]);
  });

  it('says why others cannot be used', () => {
    expect(checkFormula('VLOOKUP(1, 2, 3)', TRIGGERED)).toMatchObject([
      { message: expect.stringMatching(/^VLOOKUP cannot be used here: .*Get Records/), start: 0, end: 7 },
    ]);
  });
});
