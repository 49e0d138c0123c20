import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFlow } from '../../src/definition/read-flow.ts';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { externalServicesFromDocument } from '../../src/metadata/http-callout/registration.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { DocumentNode } from '../../src/model/document.ts';
import { treeOfYaml } from './translate.ts';

const FOLDER = resolve(import.meta.dirname, '../../flows');
const FLOWS = globSync('*.yaml', { cwd: FOLDER, exclude: ['*.test.yaml', '*.answers.yaml'] });

/** The flow as the machine sees it, without its places and the order of its resources, which metadata sorts by name. */
function meaning(tree: DocumentNode, text: string): unknown {
  const { flow, diagnostics } = readFlow(tree, { file: 'x', text }, 'x');
  expect(diagnostics).toEqual([]);
  const entries = Object.entries(flow ?? {}).filter(([key]) => !['source', 'startPlace', 'elements'].includes(key));
  const sorted = entries.map(([key, value]) => [key, Array.isArray(value) ? value.toSorted(byName) : value]);
  return JSON.parse(
    JSON.stringify([sorted, flow?.elements.toSorted(byName)], (key, value) =>
      /[pP]lace$/.test(key) ? undefined : value,
    ),
  );
}

function byName(a: { readonly name?: string }, b: { readonly name?: string }): number {
  return (a.name ?? '') < (b.name ?? '') ? -1 : 1;
}

describe('the flows of this project', () => {
  it('are found', () => {
    expect(FLOWS).toContain('create-account.yaml');
  });

  it.each(FLOWS)('%s means the same after a journey through metadata', (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const tree = treeOfYaml(text);
    const xml = flowXmlFromDocument(tree);
    const services = new Map(externalServicesFromDocument(tree).map(({ name, xml: service }) => [name, service]));
    const { document, diagnostics } = flowDocumentFromXml(xml, basename(file), { services });
    expect(diagnostics).toEqual([]);
    if (!document) throw new Error('nothing was imported');
    expect(flowXmlFromDocument(document)).toBe(xml);
    expect(meaning(document, xml)).toEqual(meaning(tree, text));
    const again = yamlFromDocument(document);
    expect(meaning(treeOfYaml(again), again)).toEqual(meaning(tree, text));
    expect(again).not.toContain('metadata:');
  });
});
