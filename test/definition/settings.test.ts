import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../src/definition/index.ts';
import type { RuleSetting } from '../../src/model/diagnostics.ts';
import { flowOf, load, problems, withElements } from './support.ts';

const LOST = withElements('First: { type: screen }\nLost: { type: screen }\n');
const set = (...rules: readonly (readonly [string, RuleSetting])[]) => ({ rules: new Map(rules) });
const severities = (text: string, ...rules: readonly (readonly [string, RuleSetting])[]) =>
  load(text, set(...rules)).diagnostics.map(({ rule, severity }) => `${severity} ${rule}`);

describe('what the project says of a rule', () => {
  it('counts in place of the rule', () => {
    expect(severities(LOST)).toEqual(['warning unreachable-element']);
    expect(severities(LOST, ['unreachable-element', 'error'])).toEqual(['error unreachable-element']);
    expect(severities(LOST, ['unreachable-element', 'info'])).toEqual(['info unreachable-element']);
    expect(severities(LOST, ['unreachable-element', 'off'])).toEqual([]);
  });

  it('decides whether the flow may run', () => {
    const wrong = withElements("First: { type: assignment, assign: [ amount: 'five' ] }");
    expect(load(LOST, set(['unreachable-element', 'error'])).flow).toBeNull();
    expect(load(wrong).flow).toBeNull();
    expect(load(wrong, set(['type-mismatch', 'warning'])).flow).not.toBeNull();
  });

  it('cannot let a flow run that the machine cannot run', () => {
    const broken = withElements('First: { type: screen, next: Nowhere }');
    expect(severities(broken, ['unknown-connector-target', 'warning'])).toEqual(['error unknown-connector-target']);
  });

  it('speaks of what the reader warns of too', () => {
    const text = withElements('First: { type: screen }\n').concat('layout: { Gone: [1, 2] }\n');
    expect(severities(text)).toEqual(['warning stale-layout']);
    expect(severities(text, ['stale-layout', 'off'])).toEqual([]);
  });

  it('holds for checkFlow', () => {
    expect(checkFlow(flowOf(LOST), set(['unreachable-element', 'off']))).toEqual([]);
  });
});

describe('# flowrun-ignore', () => {
  const above = (comment: string): string => LOST.replace('  Lost:', `  ${comment}\n  Lost:`);

  it.each([
    '# flowrun-ignore unreachable-element',
    '# flowrun-ignore type-mismatch, unreachable-element',
    '# flowrun-ignore unreachable-element -- is called by hand',
    '# flowrun-ignore unreachable-element\n  # this one too\n',
  ])('%j silences the next line', (comment) => {
    expect(problems(above(comment))).toEqual([]);
  });

  it('silences its own line', () => {
    expect(problems(LOST.replace(/Lost.*/, '$& # flowrun-ignore unreachable-element'))).toEqual([]);
  });

  it('silences nothing else: another rule, another line', () => {
    expect(problems(above('# flowrun-ignore type-mismatch'))).toHaveLength(1);
    expect(problems(LOST.replace('  First:', '  # flowrun-ignore unreachable-element\n  First:'))).toHaveLength(1);
  });

  it('works in metadata XML as an XML comment', () => {
    const text = '<!-- flowrun-ignore unreachable-element -->\n<screens>\n</screens>';
    const flow = { ...flowOf(LOST), source: { file: 'a.flow-meta.xml', text } };
    const placed = flow.elements.map((element) => ({ ...element, place: { start: 44, end: 53 } }));
    expect(checkFlow({ ...flow, elements: placed })).toEqual([]);
    const bare = { file: 'a.flow-meta.xml', text: text.replace('flowrun-ignore', 'see') };
    expect(checkFlow({ ...flow, elements: placed, source: bare })).toHaveLength(1);
  });

  it('says when an id is misspelt, missing, or not to be ignored', () => {
    const [only] = problems(above('# flowrun-ignore unreachable-elment')).filter(({ rule }) => rule === 'unknown-rule');
    expect(only).toMatchObject({ source: 'unreachable-elment', suggestion: 'did you mean unreachable-element?' });
    expect(problems(above('# flowrun-ignore')).map(({ rule }) => rule)).toContain('unknown-rule');
    expect(problems(above('# flowrun-ignore unknown-reference')).map(({ message }) => message)).toContain(
      'unknown-reference is always an error: a flow with it cannot run',
    );
  });
});
