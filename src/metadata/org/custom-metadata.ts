import type { CustomMetadataRecord, TypedFields, TypedValue } from '../../model/org-globals.ts';
import type { DataType } from '../../model/value.ts';
import { dateTimeFromMs, parseDate, parseDateTime, parseTime } from '../../values/date.ts';
import { parseNumber } from '../../values/number.ts';
import type { MetadataFile } from '../project/salesforce-project.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';

/** Records of custom metadata types: `customMetadata/Type.Record.md-meta.xml`. */
export function readCustomMetadata(reading: ProjectReading): Promise<readonly CustomMetadataRecord[]> {
  return readAll('md', 'CustomMetadata', reading, (root, file) => recordOf(root, file, reading));
}

function recordOf(root: XmlElement, file: MetadataFile, { project }: ProjectReading): CustomMetadataRecord {
  const [type = '', ...rest] = file.name.split('.');
  return {
    type: `${ownName(type, project)}__mdt`,
    name: ownName(rest.join('.'), project),
    label: optional(root, 'label'),
    values: valuesOf(root),
  };
}

function valuesOf(root: XmlElement): TypedFields {
  const fields = childrenOf(root, 'values').flatMap((entry): readonly (readonly [string, TypedValue])[] => {
    const field = optional(entry, 'field');
    return field === null ? [] : [[field, typedValue(childOf(entry, 'value'))]];
  });
  return Object.fromEntries(fields);
}

type Reader = (text: string) => TypedValue['value'];

/** By the XML Schema type that a value names in `xsi:type`; whatever cannot be read as such stays text. */
const TYPES: Readonly<Record<string, readonly [DataType, Reader]>> = {
  boolean: ['Boolean', (text) => (text === 'true' || text === 'false' ? text === 'true' : null)],
  double: ['Number', parseNumber],
  int: ['Number', parseNumber],
  long: ['Number', parseNumber],
  decimal: ['Number', parseNumber],
  date: ['Date', parseDate],
  dateTime: ['DateTime', (text) => momentOf(parseDateTime(text))],
  time: ['Time', parseTime],
};

function momentOf(ms: number | null): string | null {
  return ms === null ? null : dateTimeFromMs(ms);
}

function typedValue(element: XmlElement | null): TypedValue {
  if (element === null || element.attributes['xsi:nil'] === 'true') return { type: { dataType: 'JSON' }, value: null };
  const { text, attributes } = element;
  const [dataType, read] = TYPES[attributes['xsi:type']?.replace(/^.*:/, '') ?? ''] ?? [];
  const value = read?.(text.trim()) ?? null;
  return dataType === undefined || value === null
    ? { type: { dataType: 'Text' }, value: text }
    : { type: { dataType }, value };
}
