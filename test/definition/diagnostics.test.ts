import { describe, expect, it } from 'vitest';
import { diagnosticOf, hasErrors, sortDiagnostics } from '../../src/definition/diagnostics.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';

function at(start: number, rule = 'a', more: Partial<Diagnostic> = {}): Diagnostic {
  return { ...diagnosticOf({ rule, message: rule, place: { start, end: start + 1 } }, 'f'), ...more };
}

describe('sortDiagnostics', () => {
  it('sorts by file, then place, errors before warnings', () => {
    const warning = at(5, 'a', { severity: 'warning' });
    const sorted = sortDiagnostics([at(9), warning, at(5, 'b'), at(1, 'x', { file: 'e' }), at(5, 'c')]);
    expect(
      sorted.map(({ file, place, rule, severity }) => `${file}${place.start}${rule}${severity.charAt(0)}`),
    ).toEqual(['e1xe', 'f5be', 'f5ce', 'f5aw', 'f9ae']);
  });

  it('says everything once, and only the same thing is the same', () => {
    const one = at(1);
    expect(sortDiagnostics([one, { ...one }, { ...one, message: 'other' }, { ...one, rule: 'b' }])).toHaveLength(3);
  });

  it('does not change its argument', () => {
    const list = Object.freeze([at(2), at(1)]);
    expect(sortDiagnostics(list).map(({ place }) => place.start)).toEqual([1, 2]);
  });
});

describe('diagnosticOf', () => {
  it('makes an error where nothing else is said, and leaves out what is undefined', () => {
    expect(
      diagnosticOf(
        { rule: 'r', message: 'm', place: { start: 0, end: 0 }, label: undefined, suggestion: undefined },
        'f',
      ),
    ).toStrictEqual({
      rule: 'r',
      severity: 'error',
      message: 'm',
      file: 'f',
      place: { start: 0, end: 0 },
    });
  });
});

describe('hasErrors', () => {
  it('is about errors only', () => {
    expect(hasErrors([])).toBe(false);
    expect(hasErrors([at(1, 'a', { severity: 'warning' })])).toBe(false);
    expect(hasErrors([at(1, 'a', { severity: 'warning' }), at(2)])).toBe(true);
  });
});
