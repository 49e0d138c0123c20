import type { Expression } from '../../model/expression.ts';
import { looksLikeRecordId } from '../../values/record-id.ts';
import type { Rule } from './rule.ts';

const WORD = /(?<![\w.])(?:[A-Za-z\d]{18}|[A-Za-z\d]{15})(?!\w)/g;

export const hardCodedId: Rule = {
  id: 'hard-coded-id',
  severity: 'warning',
  doc: 'The id of a record stands in the flow: in every other org, sandboxes among them, it names another record or none.',
  check: ({ flow, expressions }) =>
    expressions.flatMap(({ expression }) => {
      const { place } = expression;
      const ids = textsOf(expression).flatMap((text) => text.match(WORD) ?? []);
      let from = place.start;
      return ids.filter(looksLikeRecordId).map((id) => {
        // No notation writes letters and digits in another way.
        const at = flow.source.text.indexOf(id, from);
        const inside = at >= 0 && at + id.length <= place.end;
        if (inside) from = at + id.length;
        return {
          message: `the id ${id} stands in the flow`,
          place: inside ? { start: at, end: from } : place,
          label: 'other orgs have other ids',
          suggestion: 'find the record by its name with Get Records, or keep its id in a custom label',
        };
      });
    }),
};

function textsOf(expression: Expression): readonly string[] {
  if (expression.kind === 'formula') return [expression.text];
  if (expression.kind === 'template') return expression.parts.filter((part) => typeof part === 'string');
  return expression.kind === 'literal' && typeof expression.value === 'string' ? [expression.value] : [];
}
