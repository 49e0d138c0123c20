import { checkFormula } from '../../formula/index.ts';
import type { Formula } from '../../model/expression.ts';
import type { ResourceType } from '../../model/value.ts';
import { formulaPlace } from '../walk.ts';
import type { Rule } from './rule.ts';

/** `%%%NAMESPACE%%%`: build tools put a namespace there before the flow goes to an org; until then nothing can be told. */
const PLACEHOLDER = /%%%\w+%%%/;

/** A formula under these properties is a test. */
const TESTS: readonly string[] = ['conditions', 'visible', 'where', 'validate'];

export const formulaError: Rule = {
  id: 'formula-error',
  severity: 'error',
  fixed: true,
  doc: 'A formula cannot be read, calls a function with the wrong arguments, or gives another type than it has to.',
  check: ({ flow, names, expressions }) =>
    expressions.flatMap(({ expression, path }) => {
      if (expression.kind !== 'formula' || PLACEHOLDER.test(expression.text)) return [];
      const expected = expectedType(expression, path);
      return (
        checkFormula(expression.text, names.scope, expected)
          // What nothing has the name of is told by unknown-reference, with its suggestion.
          .filter(({ reference }) => reference === undefined)
          .map(({ message, start, end, suggestion }) => ({
            message,
            place: formulaPlace(flow, expression, start, end),
            suggestion,
          }))
      );
    }),
};

function expectedType({ type }: Formula, path: readonly string[]): ResourceType | undefined {
  if (type) return { dataType: type };
  return path.some((key) => TESTS.includes(key)) && path.at(-1) === 'formula' ? { dataType: 'Boolean' } : undefined;
}
