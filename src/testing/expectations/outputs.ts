import { match } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `outputs: { name: value }`: those that are named. */
export const outputs: Expectation = ({ node }, run) => match(node, run.outputs, 'outputs');
