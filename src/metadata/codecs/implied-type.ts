import type { MapNode } from '../../model/document.ts';
import { get } from '../nodes.ts';
import { childOf, type XmlElement } from '../xml.ts';

/** The data type of a choice or constant whose `type:` is left out follows from its value, a choice set's from its source. */
export function impliedType(kind: string, construct: MapNode | XmlElement): string | null {
  const implied = IMPLIED[kind];
  return implied ? implied(construct) : null;
}

type Implied = (construct: MapNode | XmlElement) => string;
const IMPLIED: Readonly<Record<string, Implied>> = {
  choices: typeOfValue,
  constants: typeOfValue,
  choiceSets: (set) => {
    const picklist = 'kind' in set ? get(set, 'picklist') : childOf(set, 'picklistField');
    return picklist ? 'Picklist' : 'Text';
  },
};

const TYPES_BY_TAG: Readonly<Record<string, string>> = {
  numberValue: 'Number',
  booleanValue: 'Boolean',
  dateValue: 'Date',
  dateTimeValue: 'DateTime',
  timeValue: 'Time',
};
const TYPES_BY_KEY: Readonly<Record<string, string>> = { date: 'Date', dateTime: 'DateTime', time: 'Time' };
const TYPES_BY_KIND: Readonly<Record<string, string>> = { number: 'Number', boolean: 'Boolean' };

function typeOfValue(construct: MapNode | XmlElement): string {
  if (!('kind' in construct)) {
    const [value] = childOf(construct, 'value')?.children ?? [];
    return TYPES_BY_TAG[value?.name ?? ''] ?? 'Text';
  }
  const value = get(construct, 'value');
  if (value?.kind !== 'map') return TYPES_BY_KIND[value?.kind ?? ''] ?? 'Text';
  return TYPES_BY_KEY[value.entries[0]?.key ?? ''] ?? 'Text';
}
