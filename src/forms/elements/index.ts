import type { ElementType } from '../../model/elements.ts';
import type { Form } from '../define-form.ts';
import { ACTION } from './action.ts';
import { APEX_PLUGIN } from './apex-plugin.ts';
import { ASSIGNMENT } from './assignment.ts';
import { CREATE_RECORDS } from './create-records.ts';
import { CUSTOM_ERROR } from './custom-error.ts';
import { DECISION } from './decision.ts';
import { DELETE_RECORDS } from './delete-records.ts';
import { FILTER_COLLECTION } from './filter-collection.ts';
import { GET_RECORDS } from './get-records.ts';
import { HTTP_CALLOUT } from './http-callout.ts';
import { LOOP } from './loop.ts';
import { ROLL_BACK_RECORDS } from './roll-back-records.ts';
import { SCREEN } from './screen.ts';
import { SORT_COLLECTION } from './sort-collection.ts';
import { SUBFLOW } from './subflow.ts';
import { TRANSFORM } from './transform.ts';
import { UPDATE_RECORDS } from './update-records.ts';
import { WAIT } from './wait.ts';

/** The form of every element kind that this version runs. */
export const ELEMENT_FORMS = {
  screen: SCREEN,
  assignment: ASSIGNMENT,
  decision: DECISION,
  loop: LOOP,
  httpCallout: HTTP_CALLOUT,
  subflow: SUBFLOW,
  getRecords: GET_RECORDS,
  createRecords: CREATE_RECORDS,
  updateRecords: UPDATE_RECORDS,
  deleteRecords: DELETE_RECORDS,
  rollBackRecords: ROLL_BACK_RECORDS,
  sortCollection: SORT_COLLECTION,
  transform: TRANSFORM,
  customError: CUSTOM_ERROR,
  filterCollection: FILTER_COLLECTION,
  action: ACTION,
  apexPlugin: APEX_PLUGIN,
  wait: WAIT,
} as const satisfies { readonly [K in ElementType]: Form<K> };
