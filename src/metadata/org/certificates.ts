import { readFile } from 'node:fs/promises';
import type { Certificate } from '../../model/credentials.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';
import { labelOf } from './write-parts.ts';

const META = /-meta\.xml$/i;

/**
 * Certificates of a Salesforce project: `certs/Name.crt` in PEM, with what the org says of it in `Name.crt-meta.xml`
 * (reference: credentials A6). One without its content is left out: there is nothing to show to a server.
 */
export async function readCertificates(reading: ProjectReading): Promise<readonly Certificate[]> {
  const { project } = reading;
  // The content has the same ending, and is no XML.
  const described = {
    ...project,
    files: (suffix: string) => project.files(suffix).filter(({ file }) => META.test(file)),
  };
  const found = await readAll('crt', 'Certificate', { ...reading, project: described }, (root, { name, file }) => {
    const own = ownName(name, project);
    return { name: own, label: optional(root, 'masterLabel') ?? labelOf(own), file: file.replace(META, '') };
  });
  const contents = await Promise.all(found.map(({ file }) => readFile(file, 'utf8').catch(() => null)));
  return found.flatMap((one, index) => {
    const certificate = contents[index];
    return certificate === null || certificate === undefined ? [] : [{ ...one, certificate }];
  });
}
