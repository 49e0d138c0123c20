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

  it('lose nothing on the way into YAML and back, and run to their ends', { timeout: 180_000 }, async () => {
    const report = await measureFlows(flows);
    expect(Object.keys(report.failures).toSorted()).toEqual(['cannot-run']);
    expect(report.parsed).toBe(report.files);
    expect(report.sameInformation).toBe(report.parsed);
    expect(report.ranToEnd).toBe(report.runnable);
    expect(report.errorsOfActive).toEqual({});
    expect(report.canonical / report.parsed).toBeGreaterThan(0.65);
    expect(report.byteIdentical / report.parsed).toBeGreaterThan(0.9);
  });
});
