import type { Place } from '../model/document.ts';
import type { ReadContext } from './read-types.ts';

const NAME = /^[A-Za-z]\w*$/;

/** Whether an org would take this name. */
export function isName(name: string): boolean {
  return NAME.test(name);
}

/** Reports names that no org takes: letters, digits and underscores, beginning with a letter. */
export function checkName(name: string, place: Place, what: string, context: ReadContext): void {
  if (NAME.test(name)) return;
  const mended = name.replace(/\W+/g, '_').replace(/^[^A-Za-z]+/, '');
  context.report({
    rule: 'invalid-name',
    message: `${name === '' ? 'an empty name' : name} cannot be the name of a ${what}: names hold letters, digits and _, and begin with a letter`,
    place,
    suggestion: NAME.test(mended) ? `write ${mended}` : undefined,
  });
}

const METADATA_FILE = /\.(?:flow-meta\.xml|flow)$/i;

/** Whether a file's name says that it holds metadata XML. */
export function isMetadataFile(file: string): boolean {
  return METADATA_FILE.test(file);
}
