import type { GetRecordsElement } from '../../model/elements.ts';
import { splitPath } from '../namespace.ts';
import type { WalkedReference } from '../walk.ts';
import type { Problem, Rule, RuleContext } from './rule.ts';

export const nullUnsafeRead: Rule = {
  id: 'null-unsafe-read',
  severity: 'info',
  doc: 'A record that Get Records may not have found goes into a record change, a callout or a subflow, and no decision asks before.',
  check: (context) => {
    const uses = usesByElement(context);
    return context.flow.elements.flatMap((element) => {
      if (element.type !== 'getRecords' || element.outputs.kind !== 'automatic' || element.records === 'all') return [];
      const problem = firstUnsafe(element, uses, context);
      return problem ? [problem] : [];
    });
  },
};

/** The references of each element by its key. */
function usesByElement({ flow, references }: RuleContext): ReadonlyMap<string, readonly WalkedReference[]> {
  const uses = new Map<string, WalkedReference[]>();
  for (const walked of references) {
    const [family, index] = walked.path;
    const element = family === 'elements' ? flow.elements[Number(index)] : undefined;
    if (!element) continue;
    const key = element.name.toLowerCase();
    const list = uses.get(key);
    if (list) list.push(walked);
    else uses.set(key, [walked]);
  }
  return uses;
}

/** Kinds for which nothing found is a mistake: what they do with an empty value cannot be seen, or hits other records. */
const HARMLESS: readonly string[] = ['screen', 'assignment', 'decision', 'loop'];

function firstUnsafe(
  { name, next }: GetRecordsElement,
  uses: ReadonlyMap<string, readonly WalkedReference[]>,
  { flow, graph, references }: RuleContext,
): Problem | undefined {
  if (!next) return undefined;
  const types = new Map(flow.elements.map(({ name: other, type }) => [other.toLowerCase(), type]));
  const asked = namesThatTell(
    name,
    references,
    flow.formulas.map((formula) => formula.name),
  );
  const asks = (key: string): boolean =>
    types.get(key) === 'decision' &&
    (uses.get(key) ?? []).some(({ reference }) => asked.has(splitPath(reference.path)[0].toLowerCase()));
  const reached = graph.reach([next.to.toLowerCase()], ({ key }) => key !== name.toLowerCase() && !asks(key));
  const found = [...reached]
    .filter((key) => !HARMLESS.includes(types.get(key) ?? 'screen'))
    .flatMap((key) => uses.get(key) ?? [])
    .filter(({ reference, path }) => {
      const [head, members] = splitPath(reference.path);
      return head.toLowerCase() === name.toLowerCase() && members.length > 0 && path.at(-1) !== 'target';
    })
    .toSorted((a, b) => a.reference.place.start - b.reference.place.start);
  const [first] = found;
  return (
    first && {
      message: `${first.reference.path} is empty where ${name} finds no record`,
      place: first.reference.place,
      suggestion: `let a decision ask ${name}: { isNull: true } first`,
    }
  );
}

/** The name itself, and the formulas that look at it. */
function namesThatTell(
  name: string,
  references: readonly WalkedReference[],
  formulas: readonly string[],
): ReadonlySet<string> {
  const telling = new Set([name.toLowerCase()]);
  for (const { reference, path } of references) {
    const [family, index] = path;
    const formula = family === 'formulas' ? formulas[Number(index)] : undefined;
    if (formula && telling.has(splitPath(reference.path)[0].toLowerCase())) telling.add(formula.toLowerCase());
  }
  return telling;
}
