import type { DocumentNode } from '../../model/document.ts';
import { get, scalarText } from '../nodes.ts';

/** JSON types that a declaration of the flow can stand for; all else is text in JSON. */
export type DeclaredType = 'number' | 'boolean';
/** What a text such as `{!Employees}` refers to; null where it is no reference, or to text. */
export type TypeOfReference = (text: string) => DeclaredType | null;

const TYPES: Readonly<Record<string, DeclaredType>> = {
  Number: 'number',
  Currency: 'number',
  Boolean: 'boolean',
  number: 'number',
  currency: 'number',
  slider: 'number',
  checkbox: 'boolean',
  toggle: 'boolean',
};
const RESOURCES = ['variables', 'constants', 'formulas'];

/** The types of a flow's variables, constants, formulas and screen fields, so that a request's schema has them too. */
export function typesDeclaredIn(document: DocumentNode): TypeOfReference {
  const types = new Map<string, DeclaredType>();
  for (const family of RESOURCES) {
    for (const { key, value } of entriesOf(get(document, family))) note(types, key, get(value, 'type') ?? value);
  }
  for (const { value } of entriesOf(get(document, 'elements'))) noteFields(types, value);
  return (text) => {
    const name = /^\{!(\w+)\}$/.exec(text)?.[1];
    return name === undefined ? null : (types.get(name.toLowerCase()) ?? null);
  };
}

function noteFields(types: Map<string, DeclaredType>, holder: DocumentNode): void {
  for (const { key, value } of entriesOf(get(holder, 'fields'))) {
    note(types, key, get(value, 'type'));
    const columns = get(value, 'columns');
    for (const column of columns?.kind === 'list' ? columns.items : []) noteFields(types, column);
  }
}

function note(types: Map<string, DeclaredType>, name: string, declared: DocumentNode | null): void {
  const word = scalarText(declared) ?? '';
  const literal = declared?.kind === 'number' || declared?.kind === 'boolean' ? declared.kind : undefined;
  const type = literal ?? (Object.hasOwn(TYPES, word) ? TYPES[word] : undefined);
  if (type) types.set(name.toLowerCase(), type);
}

function entriesOf(node: DocumentNode | null): readonly { readonly key: string; readonly value: DocumentNode }[] {
  return node?.kind === 'map' ? node.entries : [];
}
