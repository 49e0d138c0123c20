/**
 * Why a file does not come back byte for byte: what would have to be put right in both texts before they are the same.
 */

type Form = (text: string) => string;

/** Text of comments, and what blanks surround them, gone. */
const withoutComments: Form = (text) => text.replace(/\s*<!--[\s\S]*?-->/g, '');
/** No blank line between tags. */
const withoutBlankLines: Form = (text) => text.replace(/(?<=>)\n(?:[ \t]*\n)+(?=[ \t]*<)/g, '\n');
/** Nothing between tags. */
const withoutLines: Form = (text) => text.replace(/(?<=>)\s+(?=<)/g, '').trimEnd();
/** Each tag that follows another one on a line of its own, the lines in any order. */
const inAnyOrder: Form = (text) => text.replaceAll('><', '>\n<').split('\n').toSorted().join('\n');
const withoutTextBeside: Form = (text) => text.replace(/(<\/\w+>)[^<\s][^<]*(?=<)/g, '$1');

/** Causes with the form in which they do not show, in the order in which these are taken. */
const CAUSES: readonly (readonly [string, Form])[] = [
  ['place and form of comments', withoutComments],
  ['entities', entitiesResolved],
  ['text beside elements', withoutTextBeside],
  ['blank lines', withoutBlankLines],
  ['several tags on a line here, on lines of their own there', withoutLines],
  ['order that differs from element to element', inAnyOrder],
];

function entitiesResolved(text: string): string {
  const named: Readonly<Record<string, string>> = { quot: '"', apos: "'", gt: '>', amp: '&', lt: '<' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code === undefined ? (named[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

/** The fewest causes that explain a difference, joined by `;`; `something else` where all together do not. */
export function causeOfDifference(before: string, after: string): string {
  const sets = subsets(CAUSES).toSorted((a, b) => a.length - b.length);
  const explains = (set: typeof CAUSES) => inForm(set, before) === inForm(set, after);
  return (
    sets
      .find(explains)
      ?.map(([name]) => name)
      .join('; ') ?? 'something else'
  );
}

function inForm(causes: typeof CAUSES, text: string): string {
  return causes.reduce((form, [, next]) => next(form), text);
}

/** In each the items keep their order. */
function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_item, index) => (bits >> index) & 1));
}
