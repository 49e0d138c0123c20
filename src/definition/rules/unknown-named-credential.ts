import { nearest } from '../../values/nearest.ts';
import type { Rule } from './rule.ts';

export const unknownNamedCredential: Rule = {
  id: 'unknown-named-credential',
  severity: 'error',
  doc: 'A callout names a named credential that the org does not have.',
  check: ({ flow, surroundings: { org } }) => {
    if (!org) return [];
    const names = org.namedCredentials.map(({ name }) => name);
    const known = new Set(names.map((name) => name.toLowerCase()));
    return flow.elements.flatMap((element) => {
      if (element.type !== 'httpCallout' || known.has(element.namedCredential.name.toLowerCase())) return [];
      const { name, place } = element.namedCredential;
      const near = nearest(name, names);
      return [
        {
          message: `there is no named credential ${name}`,
          place,
          label: names.length > 0 ? `the org has ${names.join(', ')}` : 'the org has none',
          suggestion: near
            ? `did you mean ${near}?`
            : org.directory === null
              ? `make the folder org beside the flow, with named-credentials/${name}.yaml in it`
              : `write ${org.directory}/named-credentials/${name}.yaml`,
        },
      ];
    });
  },
};
