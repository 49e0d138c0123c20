import type { Rule } from './rule.ts';

/** `{! Name }`, `{!My Name}`: what begins like a merge field and is none stays in the text as it stands. */
const MALFORMED = /\{!\s*([$A-Za-z][\w.$ ]*?)\s*\}/g;

export const malformedReference: Rule = {
  id: 'malformed-reference',
  severity: 'warning',
  doc: 'Text holds something that looks like a merge field and is none: it would be shown as it stands.',
  check: ({ flow, expressions }) =>
    expressions.flatMap(({ expression }) => {
      const texts =
        expression.kind === 'template'
          ? expression.parts.filter((part) => typeof part === 'string')
          : expression.kind === 'literal' && typeof expression.value === 'string'
            ? [expression.value]
            : [];
      return texts.flatMap((text) =>
        [...text.matchAll(MALFORMED)].map((match) => {
          const at = flow.source.text.indexOf(match[0], expression.place.start);
          const inside = at >= 0 && at + match[0].length <= expression.place.end;
          return {
            message: `${match[0]} is no merge field: it is shown as it stands`,
            place: inside ? { start: at, end: at + match[0].length } : expression.place,
            suggestion: `write {!${(match[1] ?? '').replaceAll(' ', '_')}}`,
          };
        }),
      );
    }),
};
