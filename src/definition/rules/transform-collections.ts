import { drivingCollections, joinedCollections, strangersIn } from '../../elements/item-collections.ts';
import type { TransformElement } from '../../model/elements.ts';
import type { Finding } from '../diagnostics.ts';
import type { Rule } from './rule.ts';

export const transformCollections: Rule = {
  id: 'transform-collections',
  severity: 'error',
  doc: 'A transform goes through two collections at once of which neither is inside the other, and no join says which items belong together.',
  check: ({ flow }) => flow.elements.flatMap((element) => (element.type === 'transform' ? problemsOf(element) : [])),
};

function problemsOf(element: TransformElement): readonly Omit<Finding, 'rule' | 'severity'>[] {
  const joined = joinedCollections(element).map((path) => path.toLowerCase());
  const driving = drivingCollections(element).filter(({ path }) => !joined.includes(path.toLowerCase()));
  const strangers = strangersIn(driving);
  if (!strangers) return [];
  const [one, other] = strangers;
  return [
    {
      message: `${element.name} goes through ${one.path} and ${other.path} at once`,
      place: other.place,
      label: `neither is inside the other: which ${other.path} belongs to which ${one.path}?`,
      suggestion: `join them: innerJoin: { left: ${one.path}, right: ${other.path}, keys: { Id: … } }, or use sum or count`,
    },
  ];
}
