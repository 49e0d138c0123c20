import type { MetadataCodec, MetadataFormName } from '../codec.ts';
import { choices, options } from './choices.ts';
import { conditionRows, formula, logic, visible, where } from './conditions.ts';
import { elements } from './elements.ts';
import { errorMessages } from './error-messages.ts';
import { columns, columnWidth, fields } from './fields.ts';
import { queriedFields, recordCount, upsert, waitEvents } from './further.ts';
import { layout } from './layout.ts';
import { fieldValues, namedValues, typeMappings } from './named-values.ts';
import { idOutput, outputs, recordOutputs } from './outputs.ts';
import { paragraphs } from './paragraphs.ts';
import { buttons, defaultOutcome, outcomes, picklistField, sort, userInput, validate } from './parts.ts';
import { resources } from './resources.ts';
import { assignmentRows } from './rows.ts';
import { boolean, connector, integer, number, reference, text, word } from './scalars.ts';
import { screenActions } from './screen-actions.ts';
import { sortOptions } from './sort-options.ts';
import { pathOffset, pathSource, schedule, scheduledPaths, start, waitOffset } from './start.ts';
import { innerJoin, transformResult, transformRows, transformValue } from './transform.ts';
import { value } from './value.ts';

/** Keys that no single tag stands for: the construct that has them is translated as a whole, or by the engine. */
const ELSEWHERE: MetadataCodec = { read: () => null, write: () => [] };

/** The codec of every form of a key. */
export const CODECS: Readonly<Record<MetadataFormName, MetadataCodec>> = {
  text,
  template: text,
  name: text,
  boolean,
  integer,
  number,
  word,
  reference,
  value,
  formula,
  logic,
  connector,
  assignmentRows,
  conditionRows,
  visible,
  where,
  namedValues,
  outputs,
  outcomes,
  defaultOutcome,
  validate,
  buttons,
  userInput,
  choices,
  options,
  paragraphs,
  columns,
  columnWidth,
  fields,
  picklistField,
  sort,
  resources,
  start,
  elements,
  layout,
  json: ELSEWHERE,
  responses: ELSEWHERE,
  retry: ELSEWHERE,
  retryOn: ELSEWHERE,
  paginate: ELSEWHERE,
  metadata: ELSEWHERE,
  fieldValues,
  recordOutputs,
  idOutput,
  upsert,
  queriedFields,
  recordCount,
  typeMappings,
  sortOptions,
  transformResult,
  transformRows,
  transformValue,
  innerJoin,
  joinKeys: ELSEWHERE,
  errorMessages,
  screenActions,
  waitEvents,
  waitOffset,
  scheduledPaths,
  schedule,
  pathOffset,
  pathSource,
};
