import type { CustomLabel } from '../../model/org-globals.ts';
import { childrenOf, textOf } from '../xml.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';

/**
 * Custom labels (`labels/*.labels-meta.xml`) with the translations made beside them (`translations/de.translation-meta.xml`,
 * the file's name is the language). A label that two files hold is that of the first package directory.
 */
export async function readLabels(reading: ProjectReading): Promise<readonly CustomLabel[]> {
  const [files, translated] = await Promise.all([
    readAll('labels', 'CustomLabels', reading, (root) => childrenOf(root, 'labels')),
    readAll('translation', 'Translations', reading, (root, { name: language }) =>
      childrenOf(root, 'customLabels').flatMap((label) => {
        const name = optional(label, 'name');
        const text = textOf(label, 'label');
        return name !== null && text !== null && text !== '' ? [{ name, language, text }] : [];
      }),
    ),
  ]);
  const translations = Map.groupBy(translated.flat(), ({ name }) => name.toLowerCase());
  const labels = new Map<string, CustomLabel>();
  for (const element of files.flat()) {
    const fullName = optional(element, 'fullName');
    if (fullName === null) continue;
    const name = ownName(fullName, reading.project);
    const key = name.toLowerCase();
    if (labels.has(key)) continue;
    const own = translations.get(fullName.toLowerCase()) ?? translations.get(key) ?? [];
    labels.set(key, {
      name,
      value: textOf(element, 'value') ?? '',
      language: optional(element, 'language'),
      translations: Object.fromEntries(own.map(({ language, text }) => [language, text])),
      packagedTranslations: {},
    });
  }
  return [...labels.values()];
}
