import type { CustomLabel } from '../model/org-globals.ts';

/**
 * The text of a label for a language: a translation made in the org, else one that came with a package, else the master
 * text (reference: flow-semantics 11). A language without a translation of its own takes that of its base: `es_MX` that
 * of `es`.
 * @param language `de`, `en_US`; null = the master text.
 */
export function labelText(label: CustomLabel, language: string | null): string {
  if (language === null) return label.value;
  for (const wanted of new Set([normal(language), normal(language).split('_')[0] ?? ''])) {
    for (const texts of [label.translations, label.packagedTranslations]) {
      const key = Object.keys(texts).find((one) => normal(one) === wanted);
      if (key !== undefined) return texts[key] ?? label.value;
    }
    if (label.language !== null && normal(label.language) === wanted) return label.value;
  }
  return label.value;
}

function normal(language: string): string {
  return language.replaceAll('-', '_').toLowerCase();
}
