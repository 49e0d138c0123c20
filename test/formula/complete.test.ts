import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompletionScope, checkFormula, completeFormula, FUNCTIONS } from '../../src/formula/index.ts';
import { scopeOf } from './scope.ts';

const TYPES = {
  Amount: { dataType: 'Currency' },
  Approved: { dataType: 'Boolean' },
  account: { dataType: 'Record' },
  'account.Name': { dataType: 'Text' },
  'account.NumberOfEmployees': { dataType: 'Number' },
} as const;

const scope: CompletionScope = {
  ...scopeOf(TYPES),
  resolve: (path) =>
    scopeOf(TYPES).resolve(path) && { type: scopeOf(TYPES).resolve(path)?.type ?? TYPES.Amount, read: () => null },
  names: (parent) =>
    Object.keys(TYPES)
      .filter((path) => path.split('.').slice(0, -1).join('.').toLowerCase() === parent.toLowerCase())
      .map((path) => path.split('.').at(-1) ?? ''),
};

/** The cursor is where the | stands. */
function complete(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, offset, completion: completeFormula(text, offset, scope) };
}

const labels = (marked: string) => complete(marked).completion.candidates.map(({ label }) => label);

describe('completeFormula', () => {
  it('offers functions and names that begin with the word', () => {
    const offered = labels('IF(A|');
    expect(offered).toContain('ABS');
    expect(offered.indexOf('AND')).toBeLessThan(offered.indexOf('ABS'));
    expect(offered.indexOf('Approved')).toBeLessThan(offered.indexOf('Amount'));
    expect(offered.filter((label) => !label.toUpperCase().startsWith('A'))).toEqual([]);
    expect(labels('Amount + ro|')).toEqual(['ROUND']);
    expect(labels('Amount + nothingLikeIt|')).toEqual([]);
  });

  it('puts first what fits the argument', () => {
    expect(labels('LEN(account.N|')).toEqual(['Name', 'NumberOfEmployees']);
    expect(labels('ABS(account.N|')).toEqual(['NumberOfEmployees', 'Name']);
    expect(labels('MOD(Amount, A|').slice(0, 3)).toEqual(['ABS', 'account', 'ACOS']);
  });

  it('tells signature and sentence of a function, and the call around the cursor', () => {
    const { completion } = complete('ROUND(Amount, L|)');
    expect(completion.call).toEqual({
      name: 'ROUND',
      signature: 'ROUND(number, digits)',
      doc: FUNCTIONS.ROUND?.doc,
      argument: 1,
    });
    expect(completion.candidates.find(({ label }) => label === 'LEN')).toEqual({
      kind: 'function',
      label: 'LEN',
      insert: 'LEN(',
      signature: 'LEN(text)',
      doc: FUNCTIONS.LEN?.doc,
      type: 'Number',
      fits: true,
    });
    expect([completion.start, completion.end]).toEqual([14, 15]);
    expect(complete('IF(AND(a, |').completion.call).toMatchObject({ name: 'AND', argument: 1 });
    expect(complete('IF(AND(a, b), |').completion.call).toMatchObject({ name: 'IF', argument: 1 });
    expect(complete('IF((|').completion.call).toBeUndefined();
  });

  it('offers last what flows cannot use, and says why', () => {
    const { candidates } = complete('I|').completion;
    expect(candidates.findLast(({ kind }) => kind === 'function')).toMatchObject({
      label: 'INCLUDES',
      doc: expect.stringMatching(/Not in flows: .*use CONTAINS\.$/),
    });
  });

  it('offers references alone inside of {!, and closes it', () => {
    expect(complete('1 + {!Am|').completion.candidates).toEqual([
      { kind: 'reference', label: 'Amount', insert: 'Amount}', type: 'Number', fits: true },
    ]);
    expect(complete('1 + {!Am|}').completion.candidates).toMatchObject([{ insert: 'Amount' }]);
    expect(complete('{!account.na|').completion).toMatchObject({ start: 2, candidates: [{ insert: 'account.Name}' }] });
  });

  it('offers operators behind a value', () => {
    expect(labels('Amount |')).toContain('<=');
    expect(labels('Amount |')).not.toContain('IF');
    expect(labels('LEN("a") |')).toContain('+');
    expect(labels('NOT |')).toContain('Approved');
  });

  it.each(['"a|b"', '"a|', '12|', '1.|', '/* a|', '/* a | */ 1'])('offers nothing in %s', (marked) => {
    expect(labels(marked)).toEqual([]);
  });

  it('works in front of and behind errors', () => {
    expect(labels('IF(, LEF| & ")')).toContain('LEFT');
    expect(labels(') + LEF|')).toContain('LEFT');
  });

  it('never throws, and what it offers is known', () => {
    const piece = fc.constantFrom(
      'IF(',
      'LEN(',
      ')',
      ',',
      '{!',
      '}',
      '"',
      'Amount',
      'account.',
      '+',
      ' ',
      '/*',
      '*/',
      'x',
      '1',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(), (pieces, seed) => {
        const text = pieces.join('');
        const offset = seed % (text.length + 1);
        const { start, end, candidates } = completeFormula(text, offset, scope);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBe(offset);
        for (const { kind, insert } of candidates) {
          if (kind !== 'reference') continue;
          expect(checkFormula(insert.replace('}', ''), scope)).toEqual([]);
        }
      }),
    );
  });
});
