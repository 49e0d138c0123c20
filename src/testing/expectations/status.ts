import { match } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `status: finished | failed | waiting`. */
export const status: Expectation = ({ node }, run) => match(node, run.status, 'status');
