import type { ResourceType, Value } from '../../model/value.ts';
import { attributesOf, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition } from '../define-field.ts';
import { isEmptyEntry } from '../define-field.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const TEXTS: ResourceType = { dataType: 'Text', collection: true };
const BOOLEAN: ResourceType = { dataType: 'Boolean' };

/**
 * File Upload (forceContent:fileUpload): an entry is the path of a file, several stand in a list or are separated by `;`.
 * The files are named, not read: `contentDocIds` holds an id of the right form for each, which no record has.
 */
export const fileUpload: FieldDefinition<'fileUpload'> = {
  type: 'fileUpload',
  valueType: (field) =>
    typeOfAttributes(field, {
      contentDocIds: TEXTS,
      contentVersionIds: TEXTS,
      uploadedFileNames: TEXTS,
      fileNames: TEXT,
      label: TEXT,
      accept: TEXT,
      recordId: TEXT,
      multiple: BOOLEAN,
      required: BOOLEAN,
      disabled: BOOLEAN,
    }),
  compile: (field, context) => {
    const attributes = attributesOf(field, context);
    const accept = attributes.text('accept');
    const multiple = attributes.flag('multiple');
    return {
      initial: () => '',
      parse: (raw, state) => {
        const names = pathsOf(raw).map(baseName);
        return {
          value: {
            ...attributes.all(state),
            contentDocIds: names.map((name, index) => madeUpId('069', `${field.name}/${index}/${name}`)),
            contentVersionIds: names.map((name, index) => madeUpId('068', `${field.name}/${index}/${name}`)),
            uploadedFileNames: names,
            // The older output: the list as one text.
            fileNames: `[${names.join(', ')}]`,
          },
          problem: problemOf(names, accept(state), multiple(state)),
        };
      },
      face: (state) => ({
        control: 'file',
        placeholder: placeholderOf(endingsIn(accept(state)), multiple(state)),
      }),
      label: attributes.text('label'),
      required: attributes.flag('required'),
      locked: attributes.flag('disabled'),
    };
  },
};

function pathsOf(raw: Value): readonly string[] {
  if (isEmptyEntry(raw)) return [];
  const paths = Array.isArray(raw) ? raw.map(String) : String(raw).split(';');
  return paths.map((path) => path.trim()).filter((path) => path !== '');
}

function baseName(path: string): string {
  return path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, '');
}

function placeholderOf(endings: readonly string[], multiple: boolean): string {
  const kinds = endings.length === 0 ? '' : ` (${endings.join(', ')})`;
  return multiple ? `paths of files${kinds}, separated by ;` : `path of a file${kinds}`;
}

function endingsIn(accept: string): readonly string[] {
  return accept.split(/[\s,]+/).filter((ending) => ending.startsWith('.'));
}

function problemOf(names: readonly string[], accept: string, multiple: boolean): string | null {
  if (names.length > 1 && !multiple) return 'Choose one file only.';
  const endings = endingsIn(accept);
  const strange = names.find((name) => !endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase())));
  if (endings.length === 0 || strange === undefined) return null;
  return `${strange} is none of the kinds of files that are accepted: ${endings.join(', ')}.`;
}

/** 18 characters, the same for the same file: three of the kind, twelve from the name, three that say which are upper case. */
function madeUpId(kind: string, name: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of name) hash = BigInt.asUintN(62, (hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  const body = hash.toString(36).toUpperCase().padStart(12, '0').slice(-12);
  const id = `${kind}${body}`;
  const suffix = [0, 5, 10].map((from) => {
    const bits = [...id.slice(from, from + 5)].reduce((sum, char, at) => sum + (/[A-Z]/.test(char) ? 1 << at : 0), 0);
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[bits] ?? 'A';
  });
  return `${id}${suffix.join('')}`;
}
