import type { Flow } from '../../model/flow.ts';
import { optionName } from '../../screens/fields/choice.ts';
import { nearest } from '../../values/nearest.ts';
import { isMetadataFile } from '../names.ts';
import type { Resolution } from '../namespace.ts';
import type { WalkedReference } from '../walk.ts';
import type { Problem, Rule, RuleContext } from './rule.ts';
import { memberPlace, nounOf } from './where.ts';

/** Looks at every place a reference can stand: texts, conditions, formulas, targets, collections, paths, bodies, choices. */
export const unknownReference: Rule = {
  id: 'unknown-reference',
  severity: 'error',
  fixed: true,
  doc: 'A reference to a resource, or to a field of one, that does not exist.',
  check: (context) => [
    ...context.references.flatMap((walked) => {
      // An element's option is named by `selected` as the choice it becomes.
      if (isOption(walked, context)) return [];
      const found = context.names.resolve(walked.reference.path);
      return found.kind === 'known' ? withoutValue(walked, found, context) : [explain(walked, found, context)];
    }),
    ...unknownCollections(context),
  ],
};

type Unknown = Exclude<Resolution, { kind: 'known' }>;

function explain({ reference, path, formula }: WalkedReference, found: Unknown, context: RuleContext): Problem {
  const where = formula && path.at(-1) === 'expression' ? 'the formula' : nounOf(path);
  if (found.kind === 'unknown-name') {
    return {
      message: `${where} refers to a resource that does not exist`,
      place: headPlace(reference.place, found.head),
      label: 'no variable, constant, formula, choice or screen field has this name',
      suggestion: nameSuggestion(found.head, context),
    };
  }
  const { owner, member, members } = found;
  return {
    message: `${where} refers to a field that ${owner} does not have`,
    place: memberPlace(reference, reference.path.lastIndexOf(`.${member}`) + 1, member),
    label: member === '' ? `${owner} has to be followed by a field` : `${owner} has no field ${member}`,
    suggestion: memberSuggestion(member, members, found.owner, context),
  };
}

function headPlace(
  place: { readonly start: number; readonly end: number },
  head: string,
): { start: number; end: number } {
  return { start: place.start, end: Math.min(place.end, place.start + head.length) };
}

function nameSuggestion(head: string, { names, lineOf }: RuleContext): string | undefined {
  const near = names.nearest(head);
  if (!near) return undefined;
  const line = lineOf(near.place.start);
  return `did you mean ${near.name} (${near.what}, line ${line})?`;
}

function memberSuggestion(
  member: string,
  members: readonly string[],
  owner: string,
  { flow }: RuleContext,
): string | undefined {
  const [head = ''] = owner.split('.');
  const callout = flow.elements.find(
    (one) => one.type === 'httpCallout' && one.name.toLowerCase() === head.toLowerCase(),
  );
  if (callout && owner === head && /^(?:\d|default)/.test(member)) {
    return `declare it: responses: { ${member}: { sample: { … } } }`;
  }
  const near = nearest(member, members);
  if (near !== undefined) return `did you mean ${near}?`;
  if (members.length === 0) return undefined;
  return `${callout ? 'only what the sample shows can be referred to' : 'known fields'}: ${members.join(', ')}`;
}

/** What the machine answers from its own state: whether an element was visited, whether it failed. */
const STATE_OPERATORS: readonly unknown[] = ['wasVisited', 'wasSet', 'wasSelected', 'hasError'];

/** Elements, display texts and sections have a name and no value. */
function withoutValue(
  { reference, path }: WalkedReference,
  { named, type }: Extract<Resolution, { kind: 'known' }>,
  { flow }: RuleContext,
): readonly Problem[] {
  const last = path.at(-1);
  // What cannot be written to is told by not-assignable.
  if (type !== null || !named || last === 'target' || last === 'item') return [];
  const row = last === 'left' ? nodeAt(flow, path.slice(0, -1)) : undefined;
  if (typeof row === 'object' && row !== null && 'operator' in row && STATE_OPERATORS.includes(row.operator)) return [];
  return [
    {
      message: `${nounOf(path)} refers to ${named.name}, which has no value`,
      place: reference.place,
      label: `${named.name} is a ${named.what}`,
      ...(isTakenByOrgs(named.name, flow) ? { severity: 'warning' as const } : {}),
    },
  ];
}

/** An org saves a flow that takes an element for a value; there is none, and it is null. */
function isTakenByOrgs(name: string, flow: Flow): boolean {
  if (!isMetadataFile(flow.source.file)) return false;
  return flow.elements.some((element) => element.name === name && element.type !== 'screen');
}

function nodeAt(flow: Flow, path: readonly string[]): unknown {
  let node: unknown = flow;
  for (const key of path) node = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
  return node;
}

function isOption({ reference, path }: WalkedReference, { flow }: RuleContext): boolean {
  if (path.at(-1) !== 'selected') return false;
  const node = nodeAt(flow, path.slice(0, -1));
  if (
    typeof node !== 'object' ||
    node === null ||
    !('options' in node) ||
    !('name' in node) ||
    !Array.isArray(node.options)
  )
    return false;
  const { name } = node;
  return node.options.some(
    ({ label }) => optionName(String(name), String(label)).toLowerCase() === reference.path.toLowerCase(),
  );
}

/** The model keeps the collection of a choice set as a bare name, without a place of its own. */
function unknownCollections(context: RuleContext): readonly Problem[] {
  const { flow, names } = context;
  return flow.choiceSets.flatMap(({ name, source, place }) => {
    if (source.kind !== 'collection' || names.resolve(source.collection).kind === 'known') return [];
    return [
      {
        message: `the choice set ${name} refers to the collection ${source.collection}, which does not exist`,
        place,
        suggestion: nameSuggestion(source.collection, context),
      },
    ];
  });
}
