import { match } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `record: { NextStep: Call back }`: fields of the record as a before-save flow leaves it. */
export const record: Expectation = ({ node }, run) => match(node, run.record, 'record');
