/** Words of the language beside the metadata's words for the same thing (LANGUAGE 2, 3, 6, 7). */

/** Data types of variables, constants, formulas and choices. `JSON` is flowrun's own: export refuses it. */
export const DATA_TYPE_WORDS = {
  Text: 'String',
  Number: 'Number',
  Currency: 'Currency',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
  Time: 'Time',
  Picklist: 'Picklist',
  Multipicklist: 'Multipicklist',
  Record: 'SObject',
  Apex: 'Apex',
  JSON: 'JSON',
} as const;

/** Types a formula can give, and types of a constant. */
export const SCALAR_TYPE_WORDS = {
  Text: 'String',
  Number: 'Number',
  Currency: 'Currency',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
  Time: 'Time',
} as const;

/** Types of a choice's value. */
export const CHOICE_TYPE_WORDS = {
  Text: 'String',
  Number: 'Number',
  Currency: 'Currency',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
  Picklist: 'Picklist',
  Multipicklist: 'Multipicklist',
} as const;

export const PROCESS_TYPE_WORDS = { 'Screen Flow': 'Flow', 'Autolaunched Flow': 'AutoLaunchedFlow' } as const;

export const STATUS_WORDS = {
  Active: 'Active',
  Draft: 'Draft',
  Obsolete: 'Obsolete',
  InvalidDraft: 'InvalidDraft',
} as const;

export const RUN_IN_MODE_WORDS = {
  DefaultMode: 'DefaultMode',
  SystemModeWithSharing: 'SystemModeWithSharing',
  SystemModeWithoutSharing: 'SystemModeWithoutSharing',
} as const;

export const ORDER_WORDS = { Asc: 'Asc', Desc: 'Desc' } as const;

/** `records:` of Get Records: the YAML word and getFirstRecordOnly. */
export const RECORD_COUNT_WORDS = { first: 'true', all: 'false' } as const;

export const TRANSACTION_WORDS = {
  Automatic: 'Automatic',
  CurrentTransaction: 'CurrentTransaction',
  NewTransaction: 'NewTransaction',
} as const;

export const ON_REVISIT_WORDS = { keep: 'UseStoredValues', reset: 'ResetValues' } as const;

export const METHOD_WORDS = { GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' } as const;

/** How the body of an httpCallout is written; flowrun's own beside JSON. */
export const BODY_TYPE_WORDS = {
  json: 'json',
  form: 'form',
  text: 'text',
  multipart: 'multipart',
  binary: 'binary',
} as const;

/** Where a status of 300 or more leads. */
export const ON_HTTP_ERROR_WORDS = { fault: 'fault', output: 'output' } as const;

/** Operators of conditions and filters: the YAML word and FlowComparisonOperator. */
export const COMPARISON_OPERATOR_WORDS = {
  equalTo: 'EqualTo',
  notEqualTo: 'NotEqualTo',
  greaterThan: 'GreaterThan',
  greaterThanOrEqualTo: 'GreaterThanOrEqualTo',
  lessThan: 'LessThan',
  lessThanOrEqualTo: 'LessThanOrEqualTo',
  contains: 'Contains',
  startsWith: 'StartsWith',
  endsWith: 'EndsWith',
  isNull: 'IsNull',
  isBlank: 'IsBlank',
  isEmpty: 'IsEmpty',
  isChanged: 'IsChanged',
  wasSet: 'WasSet',
  wasSelected: 'WasSelected',
  wasVisited: 'WasVisited',
  in: 'In',
  notIn: 'NotIn',
  hasError: 'HasError',
} as const;

/** Operators of assignments: the YAML word and FlowAssignmentOperator. */
export const ASSIGNMENT_OPERATOR_WORDS = {
  assign: 'Assign',
  add: 'Add',
  subtract: 'Subtract',
  addItem: 'AddItem',
  addAtStart: 'AddAtStart',
  removeFirst: 'RemoveFirst',
  removeAll: 'RemoveAll',
  removeBeforeFirst: 'RemoveBeforeFirst',
  removeAfterFirst: 'RemoveAfterFirst',
  removePosition: 'RemovePosition',
  removeUncommon: 'RemoveUncommon',
  assignCount: 'AssignCount',
} as const;

/** Field types of an org's records; the metadata's own words. */
export const ORG_FIELD_TYPE_WORDS = {
  Text: 'Text',
  TextArea: 'TextArea',
  LongTextArea: 'LongTextArea',
  Html: 'Html',
  EncryptedText: 'EncryptedText',
  Email: 'Email',
  Phone: 'Phone',
  Url: 'Url',
  Number: 'Number',
  Currency: 'Currency',
  Percent: 'Percent',
  Checkbox: 'Checkbox',
  Date: 'Date',
  DateTime: 'DateTime',
  Time: 'Time',
  Picklist: 'Picklist',
  MultiselectPicklist: 'MultiselectPicklist',
  Lookup: 'Lookup',
  MasterDetail: 'MasterDetail',
  Hierarchy: 'Hierarchy',
  AutoNumber: 'AutoNumber',
  Summary: 'Summary',
} as const;

/** What starts a flow that no person starts; the metadata has further kinds. */
export const TRIGGER_TYPE_WORDS = {
  RecordBeforeSave: 'RecordBeforeSave',
  RecordAfterSave: 'RecordAfterSave',
  RecordBeforeDelete: 'RecordBeforeDelete',
  Scheduled: 'Scheduled',
  PlatformEvent: 'PlatformEvent',
} as const;

/** Which changes of a record start a flow. */
export const RECORD_TRIGGER_WORDS = {
  Create: 'Create',
  Update: 'Update',
  CreateAndUpdate: 'CreateAndUpdate',
  Delete: 'Delete',
} as const;

/** `summaryOperation` of roll-up summary fields. */
export const SUMMARY_OPERATION_WORDS = {
  count: 'count',
  sum: 'sum',
  min: 'min',
  max: 'max',
} as const;
