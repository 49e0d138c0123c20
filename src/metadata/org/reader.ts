import { readFile } from 'node:fs/promises';
import type { Diagnostic } from '../../model/diagnostics.ts';
import type { MetadataFile, SalesforceProject } from '../project/salesforce-project.ts';
import { childrenOf, parseMetadataXml, textOf, type XmlElement } from '../xml.ts';

/** Collects what is wrong with the files of a project, and their texts for code frames. */
export interface ProjectReading {
  readonly project: SalesforceProject;
  readonly diagnostics: Diagnostic[];
  readonly texts: Map<string, string>;
}

/**
 * Reads every file of a kind. A file that is no metadata of this kind is left out with a warning: the rest of a project
 * does not wait for it.
 * @param suffix ending of the kind's files: `labels`, `permissionset`.
 * @param root name of the root element: `CustomLabels`.
 */
export async function readAll<T>(
  suffix: string,
  root: string,
  reading: ProjectReading,
  read: (element: XmlElement, file: MetadataFile) => T,
): Promise<readonly T[]> {
  const files = reading.project.files(suffix);
  const texts = await Promise.all(files.map(({ file }) => readFile(file, 'utf8')));
  return files.flatMap((file, index) => {
    const text = texts[index] ?? '';
    const { root: element, diagnostics } = parseMetadataXml(text, file.file);
    const problems: Diagnostic[] = diagnostics.map((one) => ({ ...one, severity: 'warning' as const }));
    if (element !== null && element.name !== root) {
      problems.push({
        rule: 'xml-other-metadata',
        severity: 'warning',
        message: `the root element is <${element.name}>, not <${root}>, so the file is left out`,
        file: file.file,
        place: element.place,
      });
    }
    if (problems.length > 0) {
      reading.texts.set(file.file, text);
      reading.diagnostics.push(...problems);
    }
    return element?.name === root ? [read(element, file)] : [];
  });
}

/** Text of a child; null where it is missing or empty. */
export function optional(element: XmlElement, name: string): string | null {
  const text = textOf(element, name)?.trim() ?? '';
  return text === '' ? null : text;
}

/** Names that a list of grants enables: `customPermissions` with `enabled` and `name`. */
export function enabledNames(element: XmlElement, list: string, name: string): readonly string[] {
  return childrenOf(element, list).flatMap((grant) => {
    const granted = optional(grant, name);
    return granted !== null && textOf(grant, 'enabled')?.trim() === 'true' ? [granted] : [];
  });
}

/** A component's name as flows of the same project write it: without the project's own namespace. */
export function ownName(name: string, { namespace }: SalesforceProject): string {
  const prefix = namespace === null ? '' : `${namespace}__`.toLowerCase();
  return prefix !== '' && name.toLowerCase().startsWith(prefix) ? name.slice(prefix.length) : name;
}
