import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/definition/read-config.ts';
import { seen } from './support.ts';

const problemsIn = (text: string) => readConfig(text, 'flowrun.config.yaml').diagnostics.map((one) => seen(one, text));
const rulesIn = (text: string) => Object.fromEntries(readConfig(text, 'flowrun.config.yaml').config.rules);

describe('flowrun.config.yaml', () => {
  it('sets how much rules count', () => {
    const text = 'rules:\n  unreachable-element: error\n  type-mismatch: warning\n  malformed-reference: off\n';
    expect(rulesIn(text)).toEqual({
      'unreachable-element': 'error',
      'type-mismatch': 'warning',
      'malformed-reference': 'off',
    });
    expect(problemsIn(text)).toEqual([]);
  });

  it('takes false for off, as YAML 1.1 reads it', () => {
    expect(rulesIn('rules: { unreachable-element: false }')).toEqual({ 'unreachable-element': 'off' });
  });

  it.each(['', '# nothing yet\n', 'rules:\n', 'rules: {}\n'])('may say nothing: %j', (text) => {
    expect([rulesIn(text), problemsIn(text)]).toEqual([{}, []]);
  });

  it('suggests the nearest rule, severity and key', () => {
    expect(problemsIn('rules: { unreachable-elment: off }')).toMatchObject([
      {
        rule: 'unknown-rule',
        at: '1:10',
        source: 'unreachable-elment',
        message: 'there is no rule unreachable-elment',
        suggestion: 'did you mean unreachable-element?',
      },
    ]);
    expect(problemsIn('rules: { unreachable-element: warnin }')).toMatchObject([
      {
        source: 'warnin',
        message: 'unreachable-element has to be one of off, info, warning, error, found warnin',
        suggestion: 'did you mean warning?',
      },
    ]);
    expect(problemsIn('rule: {}')).toMatchObject([{ source: 'rule', suggestion: 'did you mean rules?' }]);
  });

  it('refuses to turn off what the machine cannot run', () => {
    const text = 'rules: { unknown-reference: warning }';
    expect(problemsIn(text)).toMatchObject([{ message: expect.stringContaining('is always an error') }]);
    expect(rulesIn(text)).toEqual({});
  });

  it.each([
    '- a',
    'rules: [a]',
    'rules: off',
    'rules: { unreachable-element: [off] }',
    'rules: { unreachable-element: 1 }',
  ])('says what is wrong with %j', (text) => {
    expect(problemsIn(text).map(({ rule }) => rule)).toEqual(['wrong-type']);
  });

  it('reports what is no YAML', () => {
    expect(problemsIn('rules: {').length).toBeGreaterThan(0);
  });
});
