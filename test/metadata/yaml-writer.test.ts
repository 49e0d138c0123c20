import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/definition/yaml.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { DocumentNode } from '../../src/model/document.ts';
import { anyDocument, plain } from './trees.ts';

function read(yaml: string): DocumentNode {
  const { document, diagnostics } = parseYaml(yaml, 'x.yaml');
  expect(diagnostics).toEqual([]);
  if (!document) throw new Error(`nothing was read from ${yaml}`);
  return document;
}

describe('yamlFromDocument', () => {
  it('is read back as the same tree, whatever stands in it', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(plain(read(yamlFromDocument(document)))).toEqual(plain(document));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the same text again for what it wrote', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const once = yamlFromDocument(document);
        expect(yamlFromDocument(read(once))).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});
