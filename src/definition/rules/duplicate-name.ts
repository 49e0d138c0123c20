import type { Named } from '../namespace.ts';
import type { Rule } from './rule.ts';

export const duplicateName: Rule = {
  id: 'duplicate-name',
  severity: 'error',
  fixed: true,
  doc: 'Two elements, resources, outcomes or screen fields have the same name; case does not count (LANGUAGE rule 8).',
  check: ({ names, lineOf }) => {
    const first = new Map<string, Named>();
    return names.declared.flatMap((named) => {
      const key = named.name.toLowerCase();
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, named);
        return [];
      }
      // Parts of what we do not run may take up a name that is declared elsewhere.
      if (before.place.start === named.place.start || named.what === 'part' || before.what === 'part') return [];
      if (named.name.startsWith('$')) return [];
      const line = lineOf(before.place.start);
      const same = before.name === named.name;
      return [
        {
          message: `the name ${named.name} is taken${same ? '' : ': names are the same whatever their case'}`,
          place: named.place,
          label: `${before.name} is a ${before.what} already (line ${line})`,
          suggestion: 'elements, resources, outcomes and screen fields share one namespace: rename one of the two',
        },
      ];
    });
  },
};
