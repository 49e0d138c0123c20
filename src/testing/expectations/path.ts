import type { Value } from '../../model/value.ts';
import { match, showNode, showValue } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `path: [A, B]`: every element entered, in order, none more and none less. Points at the first that differs. */
export const path: Expectation = ({ node }, run) => {
  if (match(node, run.path, 'path').length === 0) return [];
  const items = node.kind === 'list' ? node.items : [];
  const wrong = items.find((item, index) => match(item, (run.path[index] ?? null) as Value, '').length > 0);
  return [{ path: 'path', place: wrong?.place ?? node.place, expected: showNode(node), received: showValue(run.path) }];
};
