import type { Values } from '../../model/value.ts';
import { match, showNode, showValue } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `fault: null`, a part of its message, or `{ code, message, element }` of the last fault. */
export const fault: Expectation = ({ node }, run) => {
  const happened = run.fault;
  if (node.kind === 'text') {
    if (happened?.message.includes(node.value)) return [];
    const received = happened === null ? 'no fault' : showValue(happened.message);
    return [{ path: 'fault', place: node.place, expected: `a message that contains ${showNode(node)}`, received }];
  }
  if (happened === null) return match(node, null, 'fault');
  const { code, message, element = null, detail = {} } = happened;
  return match(node, { code, message, element, ...(detail as Values) }, 'fault');
};
