import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFormula, referencesIn } from '../../src/formula/index.ts';
import { type ParseCase, treeOf as tree } from '../conformance/parse-tree.ts';
import { readCorpus } from './golden-cases.ts';

const recorded = readCorpus<ParseCase>('parse-cases.json');

describe.skipIf(recorded === null)("trees recorded from Salesforce's parser", () => {
  it.each(recorded ?? [])('$formula', ({ formula, tree: expected }) => {
    expect(tree(formula)).toBe(expected);
  });
});

describe('precedence', () => {
  it.each([
    ['a || b && c', '( || a ( && b c ) )'],
    ['a && b = c', '( && a ( = b c ) )'],
    ['a = b < c', '( = a ( < b c ) )'],
    ['a < b + c', '( < a ( + b c ) )'],
    ['a + b * c', '( + a ( * b c ) )'],
    ['a & b + c', '( + ( & a b ) c )'],
    ['2*3^2', '( ^ ( * 2 3 ) 2 )'],
    ['2^3*2', '( ^ 2 ( * 3 2 ) )'],
    ['2^3^2', '( ^ ( ^ 2 3 ) 2 )'],
    ['-2^2', '( ^ ( - 2 ) 2 )'],
    ['a - b - c', '( - ( - a b ) c )'],
    ['a - (b - c)', '( - a ( - b c ) )'],
    ['NOT a && b', '( && ( NOT a ) b )'],
    ['!a || - - b = c', '( || ( ! a ) ( = ( - ( - b ) ) c ) )'],
    ['a == b != c', '( <> ( = a b ) c )'],
  ])('%s is %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe('tokens', () => {
  it.each([
    ['{!Name}', 'Name'],
    ['{! Name }', 'Name'],
    ['{!$Flow.FaultMessage}', '$Flow.FaultMessage'],
    ['{!Call.2XX.id} & x', '( & Call.2XX.id x )'],
    ['{!Rows[$EachItem].Name}', 'Rows[$EachItem].Name'],
    ['[Account].Name', '[Account].Name'],
    ['{!a}+{!b.c}', '( + a b.c )'],
    ["{!'Bearer ' & $Credential.Weather.apiKey}", "( & 'Bearer ' $Credential.Weather.apiKey )"],
    ['LEN({!$Record.Email)}>0', '( > ( LEN $Record.Email ) 0 )'],
    ['1 /* one */ + /* {!two} */ 2', '( + 1 2 )'],
    ['\n\t a\u00a0', 'a'],
    ['TrUe', 'TrUe'],
    ['Now()', 'Now'],
  ])('%j is %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it.each([
    ['"a""b"', null],
    [String.raw`"a\"b"`, 'a"b'],
    [String.raw`"a\\b"`, String.raw`a\b`],
    [String.raw`"a\nb"`, String.raw`a\nb`],
    [String.raw`'it\'s'`, String.raw`it\'s`],
    [`'say "x"'`, 'say "x"'],
    ['""', ''],
  ])('the text %s holds %j', (text, expected) => {
    const { ast, errors } = parseFormula(text);
    if (expected === null) expect(errors).not.toEqual([]);
    else expect(ast).toMatchObject({ kind: 'literal', type: 'Text', value: expected });
  });

  it('keeps all digits of a number', () => {
    expect(parseFormula('12345678901234567890.10').ast).toMatchObject({
      value: { $units: '123456789012345678901', $scale: 1 },
    });
  });
});

describe('errors', () => {
  it.each([
    ['', 0, 0, 'expected a value but found the end of the formula', undefined],
    ['1 +', 3, 3, 'expected a value but found the end of the formula', undefined],
    ['IF(a, b', 0, 2, 'IF( has no closing )', undefined],
    ['(a + b', 0, 1, 'expected ) but found the end of the formula', undefined],
    ['a)', 1, 2, '")" is not expected here', 'it closes no ('],
    ['a and b', 2, 5, '"and" is not expected here', 'write AND(a, b), or a && b'],
    ['"a" b', 4, 5, '"b" is not expected here', 'join texts with &'],
    ['IF(a,,b)', 5, 6, 'expected a value but found ","', undefined],
    ['IF(a,)', 4, 5, 'an argument is missing after the comma', undefined],
    ['IF(a b, c)', 5, 6, 'expected , or ) but found "b"', undefined],
    ['"abc', 0, 4, 'the text that begins here has no closing "', undefined],
    [String.raw`"a\q"`, 2, 4, String.raw`a text may not hold \q`, String.raw`write \\ for a backslash`],
    ['{!Name', 0, 2, 'this {! has no closing }', undefined],
    ['a ; b', 2, 3, '";" is not expected here', 'did you mean , ?'],
    ['“x”', 0, 1, '"“" is not expected here', 'did you mean " ?'],
    ['a.b.', 0, 4, '"a.b." ends with a .', undefined],
    ['1e3', 1, 3, '"e3" is not expected here', undefined],
    ['1 + * 2', 4, 5, 'expected a value but found "*"', undefined],
  ])('%j', (text, start, end, message, suggestion) => {
    const [first] = parseFormula(text).errors;
    expect(first).toEqual({ message, start, end, ...(suggestion === undefined ? {} : { suggestion }) });
  });

  it('reports several at once, and goes on', () => {
    const { ast, errors } = parseFormula('IF(a b, MAX(1,), {!c}) & ^ d');
    expect(errors.map((e) => e.start)).toEqual([5, 13, 25]);
    expect(ast.kind).toBe('binary');
  });

  it('never throws, and every place lies in the text', () => {
    const piece = fc.constantFrom(
      'IF(',
      ')',
      ',',
      '"a"',
      "'",
      '"',
      '{!A.b}',
      '{!',
      '}',
      '1',
      '.5',
      '+',
      '^',
      '&&',
      'NOT ',
      'x',
      '/*',
      '*/',
      '\\',
      ' ',
      '€',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        const text = pieces.join('');
        const { errors } = parseFormula(text);
        for (const { start, end, message } of errors) {
          expect(start >= 0 && start <= end && end <= text.length).toBe(true);
          expect(message).not.toBe('');
        }
        for (const { path, start, end } of referencesIn(text)) expect(text.slice(start, end)).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['nested parentheses', '('.repeat(50_000)],
    ['nested calls', 'ABS('.repeat(20_000)],
    ['a chain', `1${'+1'.repeat(50_000)}`],
    ['signs', '-'.repeat(50_000)],
  ])('refuses what nests too deeply: %s', (_name, text) => {
    expect(parseFormula(text).errors.some((e) => e.message.includes('nests more than 400 levels'))).toBe(true);
  });
});

describe('referencesIn', () => {
  it('finds every reference with its place, also in a broken formula', () => {
    const text = 'IF({!a.b} > 1, Foo__c & "x {!no}", BAR({! $Flow.X }';
    expect(referencesIn(text)).toEqual([
      { path: 'a.b', start: 5, end: 8 },
      { path: 'Foo__c', start: 15, end: 21 },
      { path: '$Flow.X', start: 42, end: 49 },
    ]);
  });

  it('takes no words of the language', () => {
    expect(referencesIn('IF(TRUE, null, false) & TODAY()')).toEqual([]);
  });
});
