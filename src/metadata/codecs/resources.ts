import { RESOURCE_FORMS } from '../../forms/index.ts';
import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import type { MetadataCodec, MetadataForm } from '../codec.ts';
import { withComments, writeConstruct } from '../construct.ts';
import { mapNode, single } from '../nodes.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { readNamed } from './parts.ts';
import { plainLeaf } from './scalars.ts';

/** A block of resources: `variables:`, `choices:` … (LANGUAGE 3). */

const FORMS: Readonly<Record<string, MetadataForm>> = RESOURCE_FORMS;

/** One block of resources; those that other constructs stand for are left out. */
export const resources: MetadataCodec = {
  read: (source, row, scope) => {
    const form = FORMS[row.key];
    if (!form) return null;
    const found = childrenOf(source, form.tag).filter((element) => {
      const name = plainLeaf(element, 'name')?.text ?? '';
      if (scope.hidden.has(element)) return false;
      return !(row.key === 'choices' && scope.optionChoices.get(name) === element);
    });
    const entries = readNamed(found, scope, (element) => formOf(element, form));
    const [first] = found;
    return first && entries
      ? mapNode(
          entries.map((resource) => shortResource(resource, form)),
          first.place,
        )
      : null;
  },
  write: (node, row, scope) => {
    const form = FORMS[row.key];
    if (!form || node?.kind !== 'map') return [];
    return node.entries.flatMap(({ key, value, comments }) =>
      withComments([writeConstruct(form, longResource(value, form), key, scope)], comments),
    );
  },
};

/** A choice set made from a collection names the object too, which says nothing new. */
function formOf(element: XmlElement, form: MetadataForm): MetadataForm {
  if (form.type !== 'choiceSets' || !childOf(element, 'collectionReference')) return form;
  return { ...form, rows: form.rows.filter(({ key }) => key !== 'object') };
}

function shortResource(resource: MapEntry, form: MetadataForm): MapEntry {
  const [first, second] = resource.value.kind === 'map' ? resource.value.entries : [];
  if (!first || second || first.key !== form.short || first.comments) return resource;
  return first.value.kind === 'map' || first.value.kind === 'null' ? resource : { ...resource, value: first.value };
}

function longResource(value: DocumentNode, form: MetadataForm): MapNode {
  if (value.kind === 'map') return value;
  return form.short === undefined || value.kind === 'null' ? mapNode([], value.place) : single(form.short, value);
}
