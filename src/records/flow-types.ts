import type { DataType } from '../model/value.ts';
import type { FieldType } from './objects/define-object.ts';

/** The data type that a flow sees a field as. */
export const FLOW_TYPES: { readonly [T in FieldType]: DataType } = {
  id: 'Text',
  string: 'Text',
  textarea: 'Text',
  phone: 'Text',
  url: 'Text',
  email: 'Text',
  picklist: 'Picklist',
  multipicklist: 'Multipicklist',
  boolean: 'Boolean',
  int: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Number',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  reference: 'Text',
};
