import fc from 'fast-check';
import { branch, leaf, type XmlElement } from '../../src/metadata/xml.ts';

/** Text that XML can hold: no control characters, no lone surrogates. */
const xmlText = fc
  .oneof(
    fc.constantFrom('', ' ', 'a & b', '<p>x</p>', "it's", '"q"', 'a\nb', 'a\r\nb', '\tx', '😀'),
    fc.string({ unit: 'binary' }),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML knows only three of them
  .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed());

const tag = fc.constantFrom(
  'name',
  'label',
  'value',
  'rules',
  'fields',
  'description',
  'locationX',
  'processMetadataValues',
);

/** Any metadata element: leaves with text, branches with repeated tags. */
export const anyElement: fc.Arbitrary<XmlElement> = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(tag, xmlText).map(([name, text]) => leaf(name, text)),
    fc
      .tuple(tag, fc.array(tie('element'), { minLength: 1, maxLength: 5 }))
      .map(([name, children]) => branch(name, children)),
  ),
})).element;

/** An element with children. */
export const anyBranch: fc.Arbitrary<XmlElement> = fc
  .array(anyElement, { minLength: 1, maxLength: 6 })
  .map((children) => branch('Flow', children));
