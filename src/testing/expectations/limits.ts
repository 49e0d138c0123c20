import { match } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/** `limits: { queries: 1 }`: what the hungriest transaction of the run used up; a limit that was not touched is 0. */
export const limits: Expectation = ({ node }, { limits: used }) => {
  const names = node.kind === 'map' ? node.entries.map(({ key }) => key) : [];
  const untouched = Object.fromEntries(names.map((name) => [name, 0]));
  return match(node, { ...untouched, ...used }, 'limits');
};
