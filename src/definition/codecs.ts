import type { MapNode } from '../model/document.ts';
import { kindOf, pointAt } from './nodes.ts';
import { readErrorMessages, readSortOptions } from './read-collections.ts';
import {
  readDefaultOutcome,
  readOutcomes,
  readPaginate,
  readResponses,
  readRetry,
  readRetryOn,
  readWaitEvents,
} from './read-elements.ts';
import { readLayout } from './read-layout.ts';
import { ORG_CODECS } from './read-org-values.ts';
import { readIdOutput, readQueriedFields, readRecordCount, readUpsert } from './read-records.ts';
import { readAssignmentRows, readConditionRows, readConditions, readNamedValues, readOutputs } from './read-rows.ts';
import {
  readBoolean,
  readConnector,
  readInteger,
  readJson,
  readLogic,
  readName,
  readNumber,
  readPicklistField,
  readReference,
  readSort,
  readTemplate,
  readText,
  readWord,
} from './read-scalars.ts';
import {
  readButtons,
  readChoices,
  readColumns,
  readFields,
  readOptions,
  readScreenActions,
  readUserInput,
  readValidationRule,
} from './read-screen.ts';
import { readSchedule, readScheduledPaths, readTimeOffset } from './read-start.ts';
import {
  readInnerJoin,
  readJoinKeys,
  readTransformResult,
  readTransformRows,
  readTransformValue,
} from './read-transform.ts';
import type { Codec, Codecs } from './read-types.ts';
import { readFormula, readValue } from './read-value.ts';

const readMap: Codec<MapNode> = (node, context, row) => {
  if (node.kind === 'map') return node;
  // `variables:` with nothing under it holds no variables.
  if (node.kind === 'null') return { kind: 'map', place: node.place, entries: [] };
  context.report({
    rule: 'wrong-type',
    message: `${row.key} has to be a map of names, found ${kindOf(node)}`,
    place: pointAt(node, context.text),
  });
  return undefined;
};

/** How the value of each form is read. */
export const CODECS: Codecs = {
  text: readText,
  template: readTemplate,
  boolean: readBoolean,
  integer: readInteger,
  number: readNumber,
  word: readWord,
  name: readName,
  reference: readReference,
  value: readValue,
  json: readJson,
  formula: readFormula,
  logic: readLogic,
  connector: readConnector,
  assignmentRows: readAssignmentRows,
  conditionRows: readConditionRows,
  visible: readConditions,
  where: readConditions,
  namedValues: readNamedValues,
  typeMappings: ORG_CODECS.textFields,
  outputs: readOutputs,
  outcomes: readOutcomes,
  defaultOutcome: readDefaultOutcome,
  validate: readValidationRule,
  buttons: readButtons,
  userInput: readUserInput,
  choices: readChoices,
  options: readOptions,
  paragraphs: readTemplate,
  columns: readColumns,
  fields: readFields,
  responses: readResponses,
  retry: readRetry,
  retryOn: readRetryOn,
  paginate: readPaginate,
  fieldValues: readNamedValues,
  recordOutputs: readOutputs,
  idOutput: readIdOutput,
  upsert: readUpsert,
  queriedFields: readQueriedFields,
  recordCount: readRecordCount,
  picklistField: readPicklistField,
  sort: readSort,
  sortOptions: readSortOptions,
  transformResult: readTransformResult,
  transformRows: readTransformRows,
  transformValue: readTransformValue,
  innerJoin: readInnerJoin,
  joinKeys: readJoinKeys,
  errorMessages: readErrorMessages,
  resources: readMap,
  start: (node) => node,
  screenActions: readScreenActions,
  waitEvents: readWaitEvents,
  waitOffset: readTimeOffset,
  schedule: readSchedule,
  scheduledPaths: readScheduledPaths,
  pathOffset: readTimeOffset,
  pathSource: readText,
  elements: readMap,
  layout: readLayout,
  metadata: () => null,
  ...ORG_CODECS,
};
