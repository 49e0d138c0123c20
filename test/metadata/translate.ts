import { expect } from 'vitest';
import { parseYaml } from '../../src/definition/yaml.ts';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { DocumentNode } from '../../src/model/document.ts';

/** The tree of a definition in YAML. */
export function treeOfYaml(yaml: string): DocumentNode {
  const { document, diagnostics } = parseYaml(yaml, 'x.yaml');
  expect(diagnostics).toEqual([]);
  if (!document) throw new Error('nothing was read');
  return document;
}

/** The tree of a flow's metadata. */
export function treeOfXml(xml: string): DocumentNode {
  const { document, diagnostics } = flowDocumentFromXml(xml, 'x.flow-meta.xml');
  expect(diagnostics).toEqual([]);
  if (!document) throw new Error('nothing was imported');
  return document;
}

/** YAML to metadata XML. */
export function exported(yaml: string): string {
  return flowXmlFromDocument(treeOfYaml(yaml));
}

/** Metadata XML to YAML. */
export function imported(xml: string): string {
  return yamlFromDocument(treeOfXml(xml));
}

/** XML without indentation, so that fragments are easy to write. */
export function compact(xml: string): string {
  return xml.replace(/>\s+</g, '><').trim();
}

const HEAD = 'label: Test\ntype: Screen Flow\napiVersion: 62.0\nstatus: Draft\n';

/** A whole flow around blocks of YAML. */
export function flowOf(blocks: string): string {
  return `${HEAD}\n${blocks}`;
}

/** A whole flow's metadata around elements of XML, in the version of `flowOf`. */
export function metadataOf(inner: string): string {
  return `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>62.0</apiVersion><interviewLabel>Test {!$Flow.CurrentDateTime}</interviewLabel><label>Test</label><processType>Flow</processType>${inner}<status>Draft</status></Flow>`;
}
