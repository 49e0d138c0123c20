import { referencesIn } from '../formula/index.ts';
import type { Place } from '../model/document.ts';
import type { Transformation, TransformElement, TransformValue } from '../model/elements.ts';
import type { Expression, Reference } from '../model/expression.ts';
import { collectionsIn } from '../values/each-item.ts';

/** A collection that a transform goes through, with the place that asks for it. */
export interface ItemCollection {
  readonly path: string;
  readonly place: Place;
}

/** The collections that an expression goes through, each once, outermost first. */
export function collectionsOfExpression(expression: Expression): readonly ItemCollection[] {
  return outermostFirst(
    referencesOf(expression).flatMap(({ path, place }) => collectionsIn(path).map((one) => ({ path: one, place }))),
  );
}

function referencesOf(expression: Expression): readonly Pick<Reference, 'path' | 'place'>[] {
  if (expression.kind === 'reference') return [expression];
  if (expression.kind === 'template') return expression.parts.filter((part) => typeof part !== 'string');
  if (expression.kind !== 'formula') return [];
  return referencesIn(expression.text).map(({ path }) => ({ path, place: expression.place }));
}

/** All values of a transformation, those of its fields or its one value. */
export function valuesOf({ set, value }: Transformation): readonly TransformValue[] {
  return [...set.map((row) => row.value), ...(value ? [value] : [])];
}

/** The two collections of a join; none where there is no join. */
export function joinedCollections({ innerJoin }: Pick<TransformElement, 'innerJoin'>): readonly string[] {
  return innerJoin ? [innerJoin.left.path, innerJoin.right.path] : [];
}

/** Every collection that a transform goes through somewhere, itself or inside of its values. */
export function collectionsOf(element: TransformElement): readonly ItemCollection[] {
  const joined = element.innerJoin ? [element.innerJoin.left, element.innerJoin.right] : [];
  return outermostFirst([...joined, ...everyCollection(element)]);
}

function everyCollection(transformation: Transformation): readonly ItemCollection[] {
  return valuesOf(transformation).flatMap((value) =>
    value.kind === 'transform' ? everyCollection(value.transform) : collectionsOfExpression(value.value),
  );
}

/**
 * The collections whose items each give one item of the result. An aggregate goes through its own; a collection inside of
 * the result goes through its innermost, and what that is part of is for the result around it.
 */
export function drivingCollections(transformation: Transformation): readonly ItemCollection[] {
  return outermostFirst(
    valuesOf(transformation).flatMap((value) => {
      if (value.kind === 'map') return collectionsOfExpression(value.value);
      if (value.kind !== 'transform') return [];
      const inner = drivingCollections(value.transform);
      return value.transform.result.collection === true ? inner.slice(0, -1) : inner;
    }),
  );
}

function outermostFirst(collections: readonly ItemCollection[]): readonly ItemCollection[] {
  const seen = new Set<string>();
  const once = collections.filter(({ path }) => {
    const known = seen.has(path.toLowerCase());
    seen.add(path.toLowerCase());
    return !known;
  });
  return once.toSorted((a, b) => collectionsIn(a.path).length - collectionsIn(b.path).length);
}

/** Two collections of which neither is inside the other; null where each stands inside the one before it. */
export function strangersIn(collections: readonly ItemCollection[]): readonly [ItemCollection, ItemCollection] | null {
  for (const [index, inner] of collections.entries()) {
    const outer = collections[index - 1];
    if (outer && !collectionsIn(inner.path).some((path) => path.toLowerCase() === outer.path.toLowerCase())) {
      return [outer, inner];
    }
  }
  return null;
}
