import type { DocumentNode } from '../model/document.ts';
import type { Value } from '../model/value.ts';

/** One thing an expectation can say beside an exact value: `{ $contains: Acme }`. */
export interface Matcher {
  /** For people: what was expected. */
  describe(argument: DocumentNode): string;
  /** @param matches how a node is compared with a value, for matchers that look inside. */
  holds(argument: DocumentNode, received: Value, matches: Matches): boolean;
}
export type Matches = (expected: DocumentNode, received: Value) => boolean;

const written = (node: DocumentNode): string =>
  node.kind === 'text'
    ? node.value
    : node.kind === 'number'
      ? node.digits
      : node.kind === 'boolean'
        ? String(node.value)
        : '';

/** Every matcher, by its key in a test file. */
export const MATCHERS = {
  /** Text that holds this text; a list with at least one item that matches. */
  $contains: {
    describe: (argument) => `something that contains ${JSON.stringify(written(argument))}`,
    holds: (argument, received, matches) => {
      if (typeof received === 'string') return received.includes(written(argument));
      return Array.isArray(received) && received.some((item: Value) => matches(argument, item));
    },
  },
  /** Text that this regular expression finds something in. */
  $matches: {
    describe: (argument) => `text that matches /${written(argument)}/`,
    holds: (argument, received) =>
      typeof received === 'string' && regularExpression(written(argument))?.test(received) === true,
  },
  /** true: any value but null; false: null, or not there at all. */
  $present: {
    describe: (argument) => (written(argument) === 'false' ? 'nothing (null, or not there)' : 'any value but null'),
    holds: (argument, received) => (received === null) === (written(argument) === 'false'),
  },
} as const satisfies Readonly<Record<string, Matcher>>;
export type MatcherKey = keyof typeof MATCHERS;

export function isMatcherKey(key: string): key is MatcherKey {
  return Object.hasOwn(MATCHERS, key);
}

/** @returns null where the text is no regular expression. */
export function regularExpression(source: string): RegExp | null {
  try {
    return new RegExp(source, 'u');
  } catch {
    return null;
  }
}
