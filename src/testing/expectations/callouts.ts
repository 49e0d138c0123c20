import type { LoggedCallout } from '../../effects/index.ts';
import type { Values } from '../../model/value.ts';
import { match, showNode, showValue } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `callouts: [{ element, method, path, body, headers, status }]`: every callout made, in order, each by its expected keys. */
export const callouts: Expectation = ({ node, place }, run) => {
  const made = run.callouts.map(asExpected);
  if (node.kind !== 'list') return match(node, made, 'callouts');
  if (node.items.length === made.length) return match(node, made, 'callouts');
  const received = made.map(({ method, path }) => `${method} ${path}`);
  return [
    {
      path: 'callouts',
      place: node.items.length === 0 ? place : node.place,
      expected: showNode(node),
      received: showValue(received),
    },
  ];
};

function asExpected({ element, request, status, fault }: LoggedCallout): Values {
  const { namedCredential, method, path, headers, body } = request;
  return { element, namedCredential, method, path, headers, body, status, fault: fault?.code ?? null };
}
