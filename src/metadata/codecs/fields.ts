import { CHOICE_COMPONENT } from '../../forms/fields/choice-component.ts';
import { COMPONENT } from '../../forms/fields/component.ts';
import { RECORD_FIELD } from '../../forms/fields/record-field.ts';
import { COLUMN, FIELD_FORMS, isComponentName } from '../../forms/index.ts';
import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import type { MetadataCodec, MetadataForm, MetadataRow, Scope } from '../codec.ts';
import { constructEntry, readConstruct, withComments, writeConstruct } from '../construct.ts';
import { entry, get, listNode, mapNode, numberNode, scalarText, textNode } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, NOWHERE, textOf, type XmlElement } from '../xml.ts';
import { plainLeaf } from './scalars.ts';

/** Screen fields (LANGUAGE 7): a map by name, each with its `type`. */

const FORMS: readonly MetadataForm[] = Object.values(FIELD_FORMS);
const FORMS_BY_TYPE: ReadonlyMap<string, MetadataForm> = new Map(FORMS.map((form) => [form.type, form]));

interface Kind {
  /** The word after `type:`; for a component that is not Salesforce's own its name. */
  readonly type: string;
  readonly form: MetadataForm;
}

/** Which form a field of the metadata has; null for a kind without one. */
export function kindOfField(field: XmlElement): Kind | null {
  const form = FORMS.find(
    ({ fixed }) => fixed && Object.entries(fixed).every(([tag, text]) => textOf(field, tag) === text),
  );
  if (!form) return null;
  if (form.type !== COMPONENT.type) return { type: form.type, form };
  const component = textOf(field, 'extensionName') ?? '';
  return isComponentName(component) ? { type: component, form } : null;
}

/** The tag that holds a field's name: a record's field has none but its reference. */
function nameTagOf(form: MetadataForm): string {
  return form.type === RECORD_FIELD.type ? 'objectFieldReference' : 'name';
}

/** `fields` of a screen, a column, a repeater; null where one cannot be written. */
export const fields: MetadataCodec = {
  read: (source, row, scope) => {
    const found = childrenOf(source, row.tag ?? 'fields');
    const entries: MapEntry[] = [];
    const names = new Set<string>();
    for (const element of found) {
      const kind = kindOfField(element);
      const name = kind && plainLeaf(element, nameTagOf(kind.form))?.text;
      if (!kind || typeof name !== 'string' || names.has(name)) return null;
      names.add(name);
      const map = readConstruct(formOf(kind, name), element, nameOf(kind, name), scope);
      const typed: MapNode = { ...map, entries: [entry('type', textNode(kind.type, element.place)), ...map.entries] };
      entries.push(constructEntry(name, typed, element, scope));
    }
    const [first] = found;
    return first ? mapNode(entries, first.place) : null;
  },
  write: (node, _row, scope) => {
    if (node?.kind !== 'map') return [];
    return node.entries.flatMap(({ key, value, comments }) => withComments([writeField(key, value, scope)], comments));
  },
};

/** Kinds that the metadata tells apart by a component's name: what a builder writes unasked is the same for all of them. */
const FAMILIES: Readonly<Record<string, string>> = {
  ComponentInstance: COMPONENT.type,
  ComponentChoice: CHOICE_COMPONENT.type,
};

/** The form with what tells this very field from others: a component's name, a record field's reference. */
function formOf(kind: Kind, name: string): MetadataForm {
  const type = FAMILIES[kind.form.fixed?.fieldType ?? ''] ?? kind.form.type;
  const form = { ...kind.form, type };
  if (kind.form === COMPONENT) return { ...form, fixed: { ...form.fixed, extensionName: kind.type } };
  if (nameTagOf(kind.form) === 'name') return form;
  return { ...form, fixed: { ...form.fixed, [nameTagOf(kind.form)]: name } };
}

function nameOf(kind: Kind, name: string): string | null {
  return nameTagOf(kind.form) === 'name' ? name : null;
}

function writeField(name: string, value: DocumentNode, scope: Scope): XmlElement {
  const map = value.kind === 'map' ? value : mapNode([]);
  const type = scalarText(get(map, 'type')) ?? '';
  const kind = { type, form: FORMS_BY_TYPE.get(type) ?? COMPONENT };
  return writeConstruct(formOf(kind, name), map, nameOf(kind, name), scope);
}

/** The columns of a section; their names follow from the section's. */
export const columns: MetadataCodec = {
  read: (source, row, scope) => {
    const found = childrenOf(source, row.tag ?? 'fields');
    if (found.some((column) => textOf(column, 'fieldType') !== 'Region' || !plainLeaf(column, 'name'))) return null;
    const [first] = found;
    return first
      ? listNode(
          found.map((column, index) => readColumn(column, index, scope)),
          first.place,
        )
      : null;
  },
  write: (node, _row, scope) => {
    if (node?.kind !== 'list') return [];
    return node.items.flatMap((item, index) => {
      const map = item.kind === 'map' ? item : mapNode([]);
      const name = scalarText(get(map, 'name')) ?? columnName(scope.name, index);
      return withComments([writeConstruct(COLUMN_FORM, map, name, scope)], item.comments);
    });
  },
};

function columnName(section: string, index: number): string {
  return `${section}_Column${index + 1}`;
}

function readColumn(column: XmlElement, index: number, scope: Scope): MapNode {
  const name = plainLeaf(column, 'name')?.text ?? '';
  const map = readConstruct(COLUMN_FORM, column, name, scope);
  if (name === columnName(scope.name, index)) return map;
  return { ...map, entries: [entry('name', textNode(name, column.place)), ...map.entries] };
}

/** Without `name`, which the codec of the columns looks after. */
const COLUMN_FORM: MetadataForm = {
  ...COLUMN,
  rows: COLUMN.rows.flatMap((row): MetadataRow[] => {
    if (row.key === 'name') return [];
    return [row.key === 'width' ? { ...row, form: 'columnWidth' } : row];
  }),
};

/** The width of a column: an input parameter of text. */
export const columnWidth: MetadataCodec = {
  read: (source) => {
    const [only, second] = childrenOf(source, 'inputParameters');
    const text =
      only && !second && textOf(only, 'name') === 'width' ? childOf(only, 'value')?.children[0]?.text : undefined;
    return text !== undefined && /^\d+$/.test(text) ? numberNode(text, only?.place ?? NOWHERE) : null;
  },
  write: (node, row) => {
    const digits = scalarText(node) ?? String(row.default ?? 12);
    return [branch('inputParameters', [leaf('name', 'width'), branch('value', [leaf('stringValue', digits)])])];
  },
};
