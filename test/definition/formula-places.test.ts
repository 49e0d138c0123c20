/** Wherever a formula is wrong, and however its text is written, the error points at the very letters. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadFlowText } from '../../src/definition/index.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { formulas } from '../formula/arbitrary.ts';

const VARIABLES = {
  n: 'Number',
  m: 'Number',
  t: 'Text',
  u: 'Text',
  b: 'Boolean',
  d: 'Date',
  flag7: 'Boolean',
} as const;

/** What is wrong, the rule that says so, and what it points at. */
const MISTAKES = [
  ['NOSUCH7(1)', 'formula-error', 'NOSUCH7'],
  ['{!nosuch7}', 'unknown-reference', 'nosuch7'],
  ['({!flag7} * 2)', 'formula-error', '{!flag7}'],
  ['LEN({!flag7})', 'formula-error', '{!flag7}'],
  ['(1 ? 2)', 'formula-error', '?'],
] as const;

const wrongFormula = fc
  .tuple(formulas.boolean, formulas.number, fc.constantFrom(...MISTAKES), formulas.number)
  .map(([test, before, mistake, after]) => ({
    text: `IF(${test},\n  ${before} + ${mistake[0]},\n\t${after})`,
    mistake,
  }));

function problemsIn(text: string, file: string): readonly Diagnostic[] {
  const { diagnostics } = loadFlowText(text, file, { readMetadata: flowDocumentFromXml });
  return diagnostics.filter(({ severity }) => severity === 'error');
}

describe('the place of a formula error', () => {
  it('is exact in every style of YAML', () => {
    const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    const width = fc.constantFrom(0, 20, 80);
    fc.assert(
      fc.property(wrongFormula, style, width, ({ text, mistake: [, rule, source] }, defaultStringType, lineWidth) => {
        const yaml = stringify(
          {
            type: 'Autolaunched Flow',
            variables: Object.fromEntries(
              Object.entries(VARIABLES).map(([name, type]) => [name, { type, output: true }]),
            ),
            formulas: { f: { type: 'Number', expression: text } },
            start: 'A',
            elements: { A: { type: 'assignment', assign: [{ n: '{!f}' }] } },
          },
          null,
          { defaultStringType, defaultKeyType: 'PLAIN', lineWidth },
        );
        const [problem, ...others] = problemsIn(yaml, 'a.yaml');
        expect(others).toEqual([]);
        expect(problem?.rule).toBe(rule);
        expect(yaml.slice(problem?.place.start, problem?.place.end)).toBe(source);
        // Of letters that stand in the file more than once it is those behind the formula's beginning.
        expect(problem?.place.start).toBeGreaterThan(yaml.indexOf('expression'));
      }),
    );
  });

  it('is exact behind the entities of XML', () => {
    const written = fc.constantFrom('entities', 'numbers', 'cdata');
    fc.assert(
      fc.property(wrongFormula, written, ({ text, mistake: [, rule, source] }, how) => {
        const variables = Object.entries(VARIABLES).map(
          ([name, type]) =>
            `<variables><name>${name}</name><dataType>${type === 'Text' ? 'String' : type}</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>true</isOutput></variables>`,
        );
        const xml = `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
<assignments><name>A</name><label>A</label><locationX>0</locationX><locationY>0</locationY>
<assignmentItems><assignToReference>n</assignToReference><operator>Assign</operator>
<value><elementReference>f</elementReference></value></assignmentItems></assignments>
<formulas><name>f</name><dataType>Number</dataType><expression>${inXml(text, how)}</expression><scale>2</scale></formulas>
<label>A</label><processType>AutoLaunchedFlow</processType>
<start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>A</targetReference></connector></start>
<status>Draft</status>
${variables.join('\n')}
</Flow>
`;
        const [problem, ...others] = problemsIn(xml, 'A.flow-meta.xml');
        expect(others).toEqual([]);
        expect(problem?.rule).toBe(rule);
        expect(xml.slice(problem?.place.start, problem?.place.end)).toBe(source);
        expect(problem?.place.start).toBeGreaterThan(xml.indexOf('<expression>'));
      }),
    );
  });
});

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function inXml(text: string, how: 'entities' | 'numbers' | 'cdata'): string {
  if (how === 'cdata') return `<![CDATA[${text}]]>`;
  return text.replaceAll(/[&<>"']/g, (char) =>
    how === 'numbers' ? `&#${char.codePointAt(0)};` : (ENTITIES[char] ?? char),
  );
}
