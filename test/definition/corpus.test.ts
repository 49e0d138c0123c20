import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EMPTY_ORG, loadFlowText, loadOrgFolder, parseYaml, schemaErrors } from '../../src/definition/index.ts';
import { readFlow } from '../../src/definition/read-flow.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { corpusFolder } from '../corpus.ts';

const ROOT = corpusFolder() ?? '';
const there = ROOT !== '';

describe.skipIf(!there)('the YAML examples of the corpus', () => {
  const files = there ? globSync('yaml-examples/*.yaml', { cwd: ROOT }) : [];

  it.each(files)('%s loads without an error', async (file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const { flow, diagnostics } = loadFlowText(text, file, { org: EMPTY_ORG });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(flow).not.toBeNull();
    const { document } = parseYaml(text, file);
    expect(document && (await schemaErrors(document))).toEqual([]);
  });

  it('are all five', () => {
    expect(files).toHaveLength(5);
  });
});

describe.skipIf(!there)('the real flows of the corpus', () => {
  const SHAPE = [
    'unknown-key',
    'wrong-type',
    'missing-key',
    'conflicting-keys',
    'unknown-type',
    'invalid-name',
    'null-in-condition',
  ];
  const loaded = (there ? globSync('flows/**/*.flow-meta.xml', { cwd: ROOT }) : []).map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return { file, text, ...loadFlowText(text, file, { readMetadata: flowDocumentFromXml }) };
  });

  it('almost all load without an error; the rest is broken on purpose, or templates of packages', () => {
    expect(loaded.length).toBeGreaterThan(600);
    expect(loaded.filter(({ flow }) => flow === null).length / loaded.length).toBeLessThan(0.05);
  });

  it('point at something in the file', () => {
    for (const { text, diagnostics } of loaded) {
      for (const { place } of diagnostics) {
        expect(place.start).toBeGreaterThanOrEqual(0);
        expect(place.end).toBeLessThanOrEqual(text.length);
      }
    }
  });

  it('are judged alike by the published schema and the reader', async () => {
    for (const { file, text, document } of loaded) {
      if (!document) continue;
      const reader = readFlow(document, { file, text }, 'x').diagnostics.filter(({ rule }) => SHAPE.includes(rule));
      const errors = await schemaErrors(document);
      expect.soft([file, errors.length > 0, errors], JSON.stringify(reader)).toEqual([file, reader.length > 0, errors]);
    }
  });
});

describe('the flow of the README', () => {
  it('loads without diagnostics beside its org', async () => {
    const flows = resolve(import.meta.dirname, '../../flows');
    const { org } = await loadOrgFolder(join(flows, 'org'));
    const text = readFileSync(join(flows, 'create-account.yaml'), 'utf8');
    expect(loadFlowText(text, 'flows/create-account.yaml', { org }).diagnostics).toEqual([]);
  });
});
