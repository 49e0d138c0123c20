import type { Rule } from './rule.ts';

export const transformWithoutValues: Rule = {
  id: 'transform-without-values',
  severity: 'warning',
  doc: 'A transform has neither set nor value: what its metadata holds cannot be computed, and the flow fails there.',
  check: ({ flow }) =>
    flow.elements.flatMap((element) => {
      if (element.type !== 'transform' || element.set.length > 0 || element.value) return [];
      return [
        {
          message: `${element.name} makes nothing that can be computed`,
          place: element.place,
          label: `the flow fails when it reaches ${element.name}`,
          suggestion: "write what it makes: set: { Field: '{!Rows[$EachItem].Field}' }, or value:",
        },
      ];
    }),
};
