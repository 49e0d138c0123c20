import type { Values } from '../../model/value.ts';
import type { LoggedAction } from '../flow-run.ts';
import { match, showNode, showValue } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `actions: [{ element, kind, name, inputs, outputs, fault }]`: every action, in order, each by its expected keys. */
export const actions: Expectation = ({ node, place }, run) => {
  const made = run.actions.map(asExpected);
  if (node.kind !== 'list' || node.items.length === made.length) return match(node, made, 'actions');
  const received = run.actions.map(({ element, name }) => `${element} (${name})`);
  const at = node.items.length === 0 ? place : node.place;
  return [{ path: 'actions', place: at, expected: showNode(node), received: showValue(received) }];
};

function asExpected({ element, kind, name, inputs, outputs, fault }: LoggedAction): Values {
  return { element, kind, name, inputs, outputs, fault: fault?.code ?? null };
}
