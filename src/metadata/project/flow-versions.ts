import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseMetadataXml, textOf } from '../xml.ts';

/** A flow's name with the number of its version: `Refund-3`. */
const VERSION = /^(.+)-(\d+)$/;
const ENDINGS = ['.flowDefinition-meta.xml', '.flowDefinition'];

/**
 * Which version of a flow is meant by its name alone, where the files are named by versions: the one that its FlowDefinition
 * says is active, else the highest.
 * @param files paths by name with the version: `Refund-3`.
 * @param cwd folder that relative paths start from.
 * @returns paths by the name without the version.
 */
export async function activeVersions(
  files: ReadonlyMap<string, string>,
  cwd: string,
): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, Map<number, string>>();
  for (const [name, path] of files) {
    const [, flow, number] = VERSION.exec(name) ?? [];
    if (flow === undefined) continue;
    versions.set(flow, (versions.get(flow) ?? new Map()).set(Number(number), path));
  }
  const found = await Promise.all(
    [...versions].map(async ([flow, paths]): Promise<readonly [string, string][]> => {
      const [first = ''] = paths.values();
      const active = await activeVersion(resolve(cwd, dirname(dirname(first)), 'flowDefinitions'), flow);
      const path = paths.get(active ?? Math.max(...paths.keys()));
      return path === undefined ? [] : [[flow, path]];
    }),
  );
  return new Map(found.flat());
}

/** `activeVersionNumber` of a FlowDefinition; null where there is none, or it cannot be read. */
async function activeVersion(folder: string, flow: string): Promise<number | null> {
  for (const ending of ENDINGS) {
    const file = join(folder, `${flow}${ending}`);
    const text = await readFile(file, 'utf8').catch(() => null);
    const root = text === null ? null : parseMetadataXml(text, file).root;
    const number = root && Number.parseInt(textOf(root, 'activeVersionNumber') ?? '', 10);
    if (number !== null && !Number.isNaN(number)) return number;
  }
  return null;
}
