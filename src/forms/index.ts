export type { Form, FormName, FormRow } from './define-form.ts';
export { FORM_NAMES } from './define-form.ts';
export { DEFAULT_OUTCOME, OUTCOME } from './elements/decision.ts';
export { RESPONSE, RETRY } from './elements/http-callout.ts';
export { ELEMENT_FORMS } from './elements/index.ts';
export { BUTTONS, SCREEN_ACTION } from './elements/screen.ts';
export { WAIT_EVENT } from './elements/wait.ts';
export { FIELD_FORMS, isComponentName } from './fields/index.ts';
export { CONDITIONS, OPTION, VALIDATION_RULE } from './fields/parts.ts';
export { COLUMN } from './fields/section.ts';
export { FLOW } from './flow.ts';
export { RESOURCE_FORMS, type ResourceBlock, USER_INPUT } from './resources.ts';
export { CONDITION_ROWS } from './rows.ts';
export { SCHEDULE, SCHEDULED_PATH, START } from './start.ts';
export {
  ASSIGNMENT_OPERATOR_WORDS,
  CHOICE_TYPE_WORDS,
  COMPARISON_OPERATOR_WORDS,
  DATA_TYPE_WORDS,
} from './words.ts';
