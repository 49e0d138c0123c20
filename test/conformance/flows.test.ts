import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFolder } from '../corpus.ts';
import { flowFiles, measureFlows } from './flows.ts';

const corpus = corpusFolder();

describe.skipIf(corpus === null)('all real flows', () => {
  const flows = join(corpus ?? '', 'flows');

  it('are found', () => {
    expect(flowFiles(flows).length).toBeGreaterThan(600);
  });

  it('lose nothing on the way into YAML and back', { timeout: 120_000 }, () => {
    const report = measureFlows(flows);
    // One file has a licence before its XML declaration, which is no XML.
    expect(report.failures).toEqual({ 'not-parsed': [expect.stringContaining('Check_In.flow')] });
    expect(report.sameInformation).toBe(report.parsed);
    expect(report.byteIdentical).toBe(report.canonical);
    expect(report.canonical / report.parsed).toBeGreaterThan(0.65);
  });
});
