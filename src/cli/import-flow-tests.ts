import { basename, dirname, join, resolve } from 'node:path';
import { type FlowTestMetadata, flowTestDocuments, type TestedFlow } from '../metadata/flow-tests.ts';
import { childOf, parseMetadataXml, textOf } from '../metadata/xml.ts';
import { yamlFromDocument } from '../metadata/yaml-writer.ts';
import { readDefinition } from '../project/read-definition.ts';
import type { Conversion } from './conversion.ts';

/** `Greets.flowtest-meta.xml` is `Greets`. */
export function flowTestNameOf(file: string): string {
  return basename(file).replace(/\.flowtest(?:-meta\.xml)?$/i, '');
}

/**
 * Flow tests of an org as test files: one for each flow, `<out>/<flow>.test.yaml`. What starts the flow is read from its
 * file, in the folder `flows` beside that of the tests.
 */
export async function importFlowTests(
  tests: readonly FlowTestMetadata[],
  out: string,
  cwd: string,
): Promise<Conversion> {
  if (tests.length === 0) return { files: [], diagnostics: [] };
  const flows = new Map<string, TestedFlow | null>();
  for (const { file, text } of tests) {
    const { root } = parseMetadataXml(text, file);
    const flow = root && textOf(root, 'flowApiName');
    if (flow) flows.set(flow, flows.get(flow) ?? (await startOf(join(dirname(dirname(file)), 'flows'), flow, cwd)));
  }
  const { imported, diagnostics } = flowTestDocuments(tests, (flow) => flows.get(flow) ?? null);
  const files = imported.map(({ flow, document, files: [source = ''] }) => ({
    path: join(out, `${flow}.test.yaml`),
    text: yamlFromDocument(document),
    source,
  }));
  return { files, diagnostics };
}

async function startOf(folder: string, flow: string, cwd: string): Promise<TestedFlow | null> {
  for (const ending of ['.flow-meta.xml', '.flow']) {
    const file = join(folder, `${flow}${ending}`);
    const read = await readDefinition(resolve(cwd, file), cwd).catch(() => null);
    if (!read || !('text' in read)) continue;
    const { root } = parseMetadataXml(read.text, file);
    const start = root && childOf(root, 'start');
    return start ? { trigger: textOf(start, 'triggerType'), object: textOf(start, 'object') } : null;
  }
  return null;
}
