import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { diagnosticToJson, formatDiagnostic, formatDiagnostics } from '../../src/definition/code-frame.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';

const REFUND = `label: Refund
elements:
  Check:
    outcomes:
      Over_Limit:
        all:
          - Amout: { greaterThan: 100 }
`;

function diagnostic(text: string, wanted: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(wanted);
  return {
    rule: 'unknown-reference',
    severity: 'error',
    message: 'condition refers to a resource that does not exist',
    file: 'flows/refund.yaml',
    place: { start, end: start + wanted.length },
    ...more,
  };
}

describe('formatDiagnostic', () => {
  it('looks as designed', () => {
    const found = diagnostic(REFUND, 'Amout', {
      label: 'no variable, constant, formula, choice or screen field has this name',
      suggestion: 'did you mean Amount (variable, line 9)?',
    });
    expect(
      formatDiagnostic(found, REFUND),
    ).toBe(`error[unknown-reference]: condition refers to a resource that does not exist
 --> flows/refund.yaml:7:13
  |
5 |       Over_Limit:
6 |         all:
7 |           - Amout: { greaterThan: 100 }
  |             ^^^^^ no variable, constant, formula, choice or screen field has this name
  = did you mean Amount (variable, line 9)?`);
  });

  it('makes room for line numbers of two digits', () => {
    const text = `${'\n'.repeat(8)}a: 1\nb: 2\n`;
    expect(formatDiagnostic(diagnostic(text, 'b'), text).split('\n').slice(1)).toEqual([
      '  --> flows/refund.yaml:10:1',
      '   |',
      ' 8 |',
      ' 9 | a: 1',
      '10 | b: 2',
      '   | ^',
    ]);
  });

  it('says warning where it is one, and leaves out what is not there', () => {
    const text = 'a: 1';
    expect(formatDiagnostic(diagnostic(text, 'a', { severity: 'warning' }), text)).toBe(
      'warning[unknown-reference]: condition refers to a resource that does not exist\n --> flows/refund.yaml:1:1\n  |\n1 | a: 1\n  | ^',
    );
  });

  it('colours the parts apart', () => {
    const text = 'a: 1';
    const framed = formatDiagnostic(diagnostic(text, 'a', { suggestion: 'b' }), text, { color: true });
    expect(framed).toContain('\u001b[31m\u001b[1merror[unknown-reference]\u001b[22m\u001b[39m');
    expect(framed).toContain('\u001b[31m^\u001b[39m');
    expect(framed).toContain('\u001b[36mb\u001b[39m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking the colours off again
    expect(framed.replaceAll(/\u001b\[\d+m/g, '')).toBe(
      formatDiagnostic(diagnostic(text, 'a', { suggestion: 'b' }), text),
    );
  });

  it('handles CRLF, tabs and wide characters', () => {
    const text = 'x: 1\r\n\tname: 日本 Amout 👩‍👩‍👧 z\r\n';
    const lines = formatDiagnostic(diagnostic(text, 'Amout'), text).split('\n');
    expect(lines.slice(3)).toEqual(['1 | x: 1', '2 |     name: 日本 Amout 👩‍👩‍👧 z', '  |                ^^^^^']);
    expect(lines[1]).toBe(' --> flows/refund.yaml:2:11');
    const after = formatDiagnostic(diagnostic(text, 'z'), text).split('\n').at(-1) ?? '';
    expect(stringWidth(after)).toBe(stringWidth('2 |     name: 日本 Amout 👩‍👩‍👧 z'));
  });

  it('marks what goes on over lines to the end of the first', () => {
    const text = 'a:\n  b: 1\n  c: 2\n';
    const place = { start: text.indexOf('b'), end: text.length };
    expect(
      formatDiagnostic(diagnostic(text, 'b', { place }), text)
        .split('\n')
        .at(-1),
    ).toBe('  |   ^^^^');
  });

  it('marks an empty place and the end of the file', () => {
    const text = 'a: 1\n';
    const place = { start: text.length, end: text.length };
    expect(
      formatDiagnostic(diagnostic(text, 'a', { place }), text)
        .split('\n')
        .slice(1),
    ).toEqual([' --> flows/refund.yaml:2:1', '  |', '1 | a: 1', '2 |', '  | ^']);
  });

  it('has no frame for an empty or absent text', () => {
    const found = diagnostic('', '', { rule: 'empty-file', message: 'the file is empty' });
    expect(formatDiagnostic(found, '')).toBe('error[empty-file]: the file is empty\n --> flows/refund.yaml:1:1');
    expect(formatDiagnostic(found, undefined)).toBe('error[empty-file]: the file is empty\n --> flows/refund.yaml');
  });

  it('cuts long lines around the place', () => {
    const text = `text: ${'x'.repeat(500)} Amout ${'y'.repeat(500)}`;
    const [source = '', carets = ''] = formatDiagnostic(diagnostic(text, 'Amout'), text, { width: 60 })
      .split('\n')
      .slice(-2);
    expect(stringWidth(source)).toBeLessThanOrEqual(64);
    expect(source).toMatch(/^1 \| …x+ Amout y+…$/);
    expect(source.indexOf('Amout')).toBe(carets.indexOf('^'));
    expect(carets.endsWith('^^^^^')).toBe(true);
  });

  it('keeps control characters from the terminal', () => {
    const text = 'a: \u001b[2J Amout\n';
    const framed = formatDiagnostic(
      diagnostic(text, 'Amout', { message: 'bad \u001b[31m thing', label: '\u0007' }),
      text,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(framed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  it('puts the carets under the source, wherever it stands', () => {
    const word = fc.stringMatching(/^[a-z日é👍\t ]{0,30}$/u);
    fc.assert(
      fc.property(word, word, (before, after) => {
        const text = `${before}TARGET${after}`;
        const [source = '', carets = ''] = formatDiagnostic(diagnostic(text, 'TARGET'), text).split('\n').slice(-2);
        const left = source.slice(0, source.indexOf('TARGET'));
        expect(stringWidth(carets.slice(0, carets.indexOf('^')))).toBe(stringWidth(left));
        expect(carets.endsWith('^^^^^^')).toBe(true);
      }),
    );
  });
});

describe('formatDiagnostics', () => {
  it('parts them by a blank line and asks for each text once', () => {
    const asked: string[] = [];
    const text = formatDiagnostics([diagnostic('a: b', 'a'), diagnostic('a: b', 'b')], (file) => {
      asked.push(file);
      return 'a: b';
    });
    expect(asked).toEqual(['flows/refund.yaml']);
    expect(text.split('\n\n')).toHaveLength(2);
  });

  it('shows no secret in any frame of a file that holds one', () => {
    const text = 'principals:\n  clientSecret: hunter2-very-secret\n  lable: x\n';
    const secret = diagnostic(text, 'hunter2-very-secret', { rule: 'secret-in-file' });
    const other = diagnostic(text, 'lable');
    expect(formatDiagnostics([secret, other], () => text)).not.toContain('hunter2');
    expect(formatDiagnostic(secret, text)).toContain('clientSecret: *******************');
  });
});

describe('diagnosticToJson', () => {
  it('counts lines and columns from 1', () => {
    const found = diagnostic(REFUND, 'Amout', { suggestion: 'did you mean Amount?' });
    expect(diagnosticToJson(found, REFUND)).toEqual({
      file: 'flows/refund.yaml',
      line: 7,
      column: 13,
      endLine: 7,
      endColumn: 18,
      rule: 'unknown-reference',
      severity: 'error',
      message: 'condition refers to a resource that does not exist',
      label: null,
      suggestion: 'did you mean Amount?',
    });
  });
});
