import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseYaml } from '../../src/definition/yaml.ts';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { flowDocumentFromXml } from '../../src/metadata/import-flow.ts';
import { parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { metadataXml } from '../../src/metadata/xml-writer.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';

/**
 * How well real flows survive: metadata XML → YAML form → metadata XML, and by way of YAML text.
 * `node test/conformance/flows.ts --corpus DIR [--json]`
 */
export interface FlowsReport {
  readonly files: number;
  /** Well-formed XML with a `<Flow>`. */
  readonly parsed: number;
  /** Written by the org's own rules: parsing and writing alone gives the same bytes. */
  readonly canonical: number;
  /** Of the canonical: the same bytes after import and export. */
  readonly byteIdentical: number;
  /** The same elements and texts after import and export; order of tags, blanks and comments apart. */
  readonly sameInformation: number;
  /** The same tree and the same metadata after the YAML was written and read. */
  readonly yamlRoundTrip: number;
  /** The texts of all comments are there in the end. */
  readonly commentsKept: number;
  readonly failures: Readonly<Record<string, readonly string[]>>;
}

type Cause = 'not-parsed' | 'information-lost' | 'bytes-differ' | 'yaml-not-read' | 'yaml-differs' | 'comments-lost';

/** Every flow below a folder, in the two spellings that projects use. */
export function flowFiles(corpus: string): readonly string[] {
  return globSync('**/*.{flow-meta.xml,flow}', { cwd: corpus }).toSorted();
}

export function measureFlows(corpus: string): FlowsReport {
  const failures: Record<Cause, string[]> = {
    'not-parsed': [],
    'information-lost': [],
    'bytes-differ': [],
    'yaml-not-read': [],
    'yaml-differs': [],
    'comments-lost': [],
  };
  const files = flowFiles(corpus);
  let canonical = 0;
  for (const file of files) {
    const causes = inspect(readFileSync(join(corpus, file), 'utf8'), file);
    if (causes.canonical) canonical += 1;
    for (const cause of causes.failed) failures[cause].push(file);
  }
  const parsed = files.length - failures['not-parsed'].length;
  return {
    files: files.length,
    parsed,
    canonical,
    byteIdentical: canonical - failures['bytes-differ'].length,
    sameInformation: parsed - failures['information-lost'].length,
    yamlRoundTrip: parsed - failures['yaml-not-read'].length - failures['yaml-differs'].length,
    commentsKept: parsed - failures['comments-lost'].length,
    failures: Object.fromEntries(Object.entries(failures).filter(([, list]) => list.length > 0)),
  };
}

function inspect(text: string, file: string): { readonly canonical: boolean; readonly failed: readonly Cause[] } {
  const { root } = parseMetadataXml(text, file);
  const { document } = flowDocumentFromXml(text, file);
  if (!root || !document) return { canonical: false, failed: ['not-parsed'] };
  const failed: Cause[] = [];
  const written = flowXmlFromDocument(document);
  if (bare(written) !== metadataXml(withoutComments(root))) failed.push('information-lost');
  const canonical = metadataXml(root) === text;
  if (canonical && written !== text) failed.push('bytes-differ');
  const yaml = parseYaml(yamlFromDocument(document), file);
  if (!yaml.document || yaml.diagnostics.length > 0) failed.push('yaml-not-read');
  else {
    const again = flowXmlFromDocument(yaml.document);
    if (bare(again) !== bare(written)) failed.push('yaml-differs');
    if (commentWords(again) !== commentWords(text)) failed.push('comments-lost');
  }
  return { canonical, failed };
}

/** Metadata without its comments. */
function bare(xml: string): string {
  const { root } = parseMetadataXml(xml, 'written');
  return root ? metadataXml(withoutComments(root)) : '';
}

function withoutComments({ comments: _left, ...element }: XmlElement): XmlElement {
  return { ...element, children: element.children.map(withoutComments) };
}

/** The words of all comments, whatever their place and their blanks. */
function commentWords(xml: string): string {
  const comments = xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').match(/(?<=<!--)[\s\S]*?(?=-->)/g) ?? [];
  return comments
    .flatMap((comment) => comment.match(/[\p{L}\p{N}]+/gu) ?? [])
    .toSorted()
    .join(' ');
}

function print(report: FlowsReport): void {
  const { failures, ...figures } = report;
  for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(16)} ${figure}`);
  for (const [cause, files] of Object.entries(failures)) {
    console.log(`\n${cause} (${files.length})`);
    for (const file of files) console.log(`  ${file}`);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { corpus: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.corpus === undefined) {
    console.error('usage: node test/conformance/flows.ts --corpus DIR [--json]');
    process.exitCode = 2;
  } else {
    const report = measureFlows(values.corpus);
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    const lost = Object.keys(report.failures).filter((cause) => cause !== 'not-parsed');
    if (lost.length > 0) process.exitCode = 1;
  }
}
