import type { ObjectDefinition } from '../objects/define-object.ts';
import type { ObjectCatalog } from '../objects/index.ts';
import type { RecordError } from '../record-error.ts';
import type { Clause } from './place.ts';
import type { Column, Parent } from './query-plan.ts';

/** A field path of a query, found in the definitions. */
export interface ResolvedPath {
  readonly column: Column;
  /** Proper names: `['Owner', 'Name']`. */
  readonly path: readonly string[];
  /** API name of the object the field belongs to. */
  readonly object: string;
}

/** A parent that some path reaches. */
export interface ReachedParent extends Parent {
  readonly path: readonly string[];
  readonly object: ObjectDefinition;
}

export interface PathResolver {
  /** Finds `Name`, `Owner.Name`, `a.Name`. @throws RecordError INVALID_FIELD */
  resolve(clause: Clause, path: string): ResolvedPath;
  /** Grows as paths are resolved; each stands after the one it hangs on. */
  readonly parents: readonly ReachedParent[];
}

/** Makes an error that points at a name in a clause. */
export type ErrorAt = (errorCode: string, clause: Clause, name: string, message: string) => RecordError;

export const WSDL = 'Please reference your WSDL or the describe call for the appropriate names.';

/**
 * Finds fields by path.
 * @param alias another name of the object within the query
 */
export function pathResolver(
  root: ObjectDefinition,
  alias: string | undefined,
  catalog: ObjectCatalog,
  error: ErrorAt,
): PathResolver {
  const parents: ReachedParent[] = [];
  const own = new Set([root.name.toLowerCase(), alias?.toLowerCase()]);

  /** The parent that a name leads to from a child. */
  const step = (from: ReachedParent | null, name: string, complain: () => RecordError): ReachedParent => {
    const link = (from?.object ?? root).relationship(name);
    const object = catalog.byName(link?.referenceTo[0] ?? '');
    if (link === undefined || object === undefined) throw complain();
    const child = from?.alias ?? 0;
    const known = parents.find((parent) => parent.from === child && parent.field === link.name);
    if (known !== undefined) return known;
    const path = [...(from?.path ?? []), link.relationshipName ?? name];
    const parent = { alias: parents.length + 1, from: child, field: link.name, path, object };
    parents.push(parent);
    return parent;
  };

  const resolve = (clause: Clause, given: string): ResolvedPath => {
    const names = given.split('.');
    if (names.length > 1 && own.has(names[0]?.toLowerCase())) names.shift();
    const name = names.pop() ?? '';
    const parent = names.reduce<ReachedParent | null>(
      (from, link) => step(from, link, () => error('INVALID_FIELD', clause, given, unknownRelationship(link))),
      null,
    );
    const object = parent?.object ?? root;
    const field = object.field(name);
    if (field === undefined) throw error('INVALID_FIELD', clause, given, unknownColumn(name, object.name));
    const column = { alias: parent?.alias ?? 0, field };
    return { column, path: [...(parent?.path ?? []), field.name], object: object.name };
  };

  return { resolve, parents };
}

function unknownRelationship(name: string): string {
  const hint =
    "If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.";
  return `Didn't understand relationship '${name}' in field path. ${hint} ${WSDL}`;
}

function unknownColumn(name: string, object: string): string {
  const hint = "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.";
  return `No such column '${name}' on entity '${object}'. ${hint} ${WSDL}`;
}
