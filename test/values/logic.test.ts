import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLogic, isLogicProblem, type Logic, parseLogic } from '../../src/values/logic.ts';

const ROWS = 4;

function holds(text: string, rows: readonly boolean[]): boolean | string {
  const logic = parseLogic(text, rows.length);
  if (isLogicProblem(logic)) return `${logic.start}: ${logic.message}`;
  return compileLogic<null>(
    logic,
    rows.map((row) => () => row),
  )(null);
}

describe('parseLogic', () => {
  it.each([
    ['and', [true, true], true],
    ['and', [true, false], false],
    ['OR', [false, true], true],
    ['1 AND (2 OR NOT 3)', [true, false, false], true],
    ['1 and(2 or 3)', [true, false, false], false],
    ['NOT(1 OR 2)', [false, false], true],
    ['not 1', [false], true],
    ['1 OR 2 AND 3', [true, false, false], true],
    ['(1 OR 2) and 3', [true, false, false], false],
    ['1', [true], true],
  ] as const)('%s of %j is %s', (text, rows, expected) => {
    expect(holds(text, rows)).toBe(expected);
  });

  it.each([
    ['', '0: expected a row number, NOT or a parenthesis'],
    ['1 AND', '5: expected a row number, NOT or a parenthesis'],
    ['1 AND 9', '6: there is no row 9: the rows are numbered 1 to 2'],
    ['1 XOR 2', '2: expected AND, OR or the end, found XOR'],
    ['(1 OR 2', '7: expected )'],
    ['1 & 2', '2: expected AND, OR or the end, found &'],
    ['0', '0: there is no row 0: the rows are numbered 1 to 2'],
  ])('says what is wrong with %j and where', (text, expected) => {
    expect(holds(text, [true, true])).toBe(expected);
  });

  it('says that logic nests too deeply, whatever it nests with', () => {
    for (const text of [`${'('.repeat(20_000)}1${')'.repeat(20_000)}`, `${'NOT '.repeat(20_000)}1`]) {
      expect(holds(text, [true])).toMatch(/the logic nests more than 200 levels/);
    }
  });

  const logics: fc.Arbitrary<Logic> = fc.letrec<{ logic: Logic }>((tie) => ({
    logic: fc.oneof(
      { maxDepth: 4 },
      fc.record({ kind: fc.constant('row' as const), row: fc.integer({ min: 1, max: ROWS }) }),
      fc.record({ kind: fc.constant('not' as const), of: tie('logic') }),
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('logic'), right: tie('logic') }),
    ),
  })).logic;
  const print = (logic: Logic): string => {
    if (logic.kind === 'row') return String(logic.row);
    return logic.kind === 'not'
      ? `NOT ${print(logic.of)}`
      : `(${print(logic.left)} ${logic.kind} ${print(logic.right)})`;
  };

  it('means what was printed, whatever the rows say', () => {
    fc.assert(
      fc.property(logics, fc.array(fc.boolean(), { minLength: ROWS, maxLength: ROWS }), (logic, rows) => {
        const tests = rows.map((row) => () => row);
        expect(holds(print(logic), rows)).toBe(compileLogic<null>(logic, tests)(null));
      }),
    );
  });
});
