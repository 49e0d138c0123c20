import { GAPS, TAG_ENDS, WRITER_LIMITS, type WriterProfile } from '../../src/metadata/writer-profile.ts';
import type { JsonSchema } from './json-schema.ts';

/** The top-level `metadata:` of a flow: a merge patch, and two keys that say how the whole is written (LANGUAGE 10). */

const upTo = (maximum: number, description: string): JsonSchema => ({
  type: 'integer',
  minimum: 0,
  maximum,
  description,
});

const sequences = (description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: { type: 'string' },
});

const tagEnd = (description: string): JsonSchema => ({
  enum: TAG_ENDS.map((end) => (end === '></>' ? '<x></x>' : `<x${end}`)),
  description,
});

/** Each fact of a writer profile. */
export const WRITER_SCHEMAS: Readonly<Record<keyof WriterProfile, JsonSchema>> = {
  byteOrderMark: { type: 'boolean', description: 'Whether the file begins with a byte order mark.' },
  declaration: { type: 'string', description: 'The XML declaration as it stands; empty = none.' },
  namespaces: {
    type: 'object',
    description: 'xmlns and xmlns:xsi of the root element.',
    required: ['xmlns'],
    properties: {
      xmlns: { type: 'string', description: 'Namespace of the elements.' },
      'xmlns:xsi': { type: 'string', description: 'Namespace of xsi:nil.' },
    },
    additionalProperties: false,
  },
  lineEndsAbove: {
    type: 'array',
    items: upTo(WRITER_LIMITS.lineEnds, 'Line ends.'),
    description: 'Line ends after the declaration and after each comment above the root element.',
  },
  lineEnd: { enum: ['LF', 'CRLF'], description: 'How lines end.' },
  finalLineEnds: upTo(WRITER_LIMITS.lineEnds, 'Line ends after the last tag.'),
  indent: {
    anyOf: [upTo(WRITER_LIMITS.indent, 'Blanks.'), { enum: ['tab'] }],
    description: 'One step of indentation: a number of blanks, or tab.',
  },
  wrap: {
    type: 'object',
    description: 'Start tags of leaves are broken before their > where the line is wider.',
    required: ['width', 'step'],
    properties: {
      width: { type: 'integer', minimum: 1, maximum: WRITER_LIMITS.width, description: 'Widest line.' },
      step: upTo(WRITER_LIMITS.indent, 'Blanks before the > for each level of depth.'),
    },
    additionalProperties: false,
  },
  entities: {
    type: 'object',
    description: 'How characters are written in texts.',
    additionalProperties: { type: 'string' },
  },
  cdata: { type: 'array', items: { type: 'string' }, description: 'Tags whose texts stand in CDATA sections.' },
  emptyTag: tagEnd('How an element that holds nothing ends.'),
  nilTag: tagEnd('How an element ends that says xsi:nil.'),
  oneLine: sequences('By tag: elements in it, as value/stringValue, on one line with the one leaf that they hold.'),
  comments: {
    type: 'object',
    description: 'How comments of several lines stand.',
    required: ['inline', 'margin'],
    properties: {
      inline: { type: 'boolean', description: 'The first line beside <!--, the last beside -->.' },
      margin: upTo(WRITER_LIMITS.margin, 'Blanks before a line, more than before <!--.'),
    },
    additionalProperties: false,
  },
  blankLines: {
    type: 'array',
    items: { enum: [...GAPS] },
    description: 'Where blank lines stand between the elements at the top.',
  },
  tagOrder: sequences('By tag: the tags in it, one after the other.'),
  nameOrder: sequences('By tag at the top: the names of such elements, one after the other.'),
};

export const FLOW_METADATA: JsonSchema = {
  description: 'JSON merge patch on the metadata XML that export would write here.',
  properties: {
    profile: { description: "Whose defaults export writes, where that is not the apiVersion's: '56'." },
    writer: {
      description: 'How the metadata file is written, where that is not as an org does.',
      // A tag of that name would be a list, or text.
      anyOf: [
        { type: ['array', 'string', 'number', 'boolean', 'null'] },
        { type: 'object', properties: WRITER_SCHEMAS, additionalProperties: false },
      ],
    },
  },
};
