import type { Reference } from '../../model/expression.ts';
import { splitPath } from '../namespace.ts';
import type { Rule, RuleContext } from './rule.ts';

/** What never changes while a flow runs, and what the flow computes itself. */
const FIXED: readonly string[] = [
  'constant',
  'formula',
  'text template',
  'choice',
  'choice set',
  'stage',
  'outcome',
  'record before the save',
];
/** Global variables that a flow may write. */
const WRITABLE = /^\$(?:Record(?:\..+)?|Output\..+|Flow\.(?:CurrentStage|ActiveStages|CurrentRecord))$/i;

export const notAssignable: Rule = {
  id: 'not-assignable',
  severity: 'error',
  fixed: true,
  doc: 'An assignment, a loop or an output writes to something that is no variable.',
  check: (context) =>
    context.references
      .filter(({ path }) => path.at(-1) === 'target' || path.at(-1) === 'item')
      .flatMap(({ reference }) => {
        const why = reasonAgainst(reference, context);
        return why === undefined
          ? []
          : [{ message: `${reference.path} cannot be written to`, place: reference.place, label: why }];
      }),
};

function reasonAgainst({ path }: Reference, { names }: RuleContext): string | undefined {
  const named = names.find(splitPath(path)[0]);
  if (!named) return path.startsWith('$') && !WRITABLE.test(path) ? 'global variables are only read' : undefined;
  if (FIXED.includes(named.what)) return `${named.name} is a ${named.what}`;
  return named.type === null ? `${named.name} is a ${named.what} and holds no value` : undefined;
}
