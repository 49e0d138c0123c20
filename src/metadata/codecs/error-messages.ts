import type { MetadataCodec } from '../codec.ts';
import { get, listNode, mapNode, scalarText } from '../nodes.ts';
import { branch, childrenOf, leaf } from '../xml.ts';
import { textEntry } from './parts.ts';
import { plainLeaf } from './scalars.ts';

/** `errors: [ { message: …, field: Amount } ]`. */
export const errorMessages: MetadataCodec = {
  read: (source) => {
    const found = childrenOf(source, 'customErrorMessages');
    const [first] = found;
    if (!first) return null;
    const items = found.map((element) => {
      const message = plainLeaf(element, 'errorMessage');
      const field = plainLeaf(element, 'fieldSelection');
      return mapNode(
        [...(message ? [textEntry('message', message)] : []), ...(field ? [textEntry('field', field)] : [])],
        element.place,
      );
    });
    return listNode(items, first.place);
  },
  write: (node) => {
    if (node?.kind !== 'list') return [];
    return node.items.map((item) => {
      const field = scalarText(get(item, 'field'));
      return branch('customErrorMessages', [
        leaf('errorMessage', scalarText(get(item, 'message')) ?? ''),
        ...(field === null ? [] : [leaf('fieldSelection', field)]),
        leaf('isFieldError', String(field !== null)),
      ]);
    });
  },
};
