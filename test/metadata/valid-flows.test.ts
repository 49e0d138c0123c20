import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFlow } from '../../src/definition/read-flow.ts';
import { parseYaml } from '../../src/definition/yaml.ts';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { externalServicesFromDocument } from '../../src/metadata/http-callout/registration.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { DocumentNode } from '../../src/model/document.ts';
import { validFlow } from './valid-flows.ts';

function read(yaml: string): DocumentNode {
  const { document, diagnostics } = parseYaml(yaml, 'x.yaml');
  expect(diagnostics).toEqual([]);
  if (!document) throw new Error('nothing was read');
  const shape = readFlow(document, { file: 'x.yaml', text: yaml }, 'x');
  expect(shape.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return document;
}

/** Metadata and registrations to YAML. */
function back(xml: string, services: ReadonlyMap<string, string>): string {
  const { document, diagnostics } = flowDocumentFromXml(xml, 'x', { services });
  expect(diagnostics).toEqual([]);
  return document ? yamlFromDocument(document) : '';
}

describe('random valid flows', () => {
  it('survive YAML → metadata → YAML → metadata: the same bytes, with what is exported beside them', () => {
    fc.assert(
      fc.property(validFlow, (flow) => {
        const document = read(yamlFromDocument(flow));
        const xml = flowXmlFromDocument(document);
        const registrations = externalServicesFromDocument(document);
        const services = new Map(registrations.map(({ name, xml: text }) => [name, text]));
        const yaml = back(xml, services);
        const again = read(yaml);
        expect(flowXmlFromDocument(again)).toBe(xml);
        expect(new Map(externalServicesFromDocument(again).map(({ name, xml: text }) => [name, text]))).toEqual(
          services,
        );
        expect(back(flowXmlFromDocument(again), services)).toBe(yaml);
      }),
      { numRuns: 150 },
    );
  });
});
