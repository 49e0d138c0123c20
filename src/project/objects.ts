import type { OrgDefinition } from '../model/org.ts';
import { catalogOf, objectShapes } from '../records/index.ts';
import type { ObjectShapes } from '../values/shape.ts';

const KNOWN = new WeakMap<OrgDefinition, ObjectShapes>();

/** What flows of an org may know of its objects: the standard ones and those it declares. */
export function objectsOf(org: OrgDefinition): ObjectShapes {
  let shapes = KNOWN.get(org);
  if (shapes === undefined) {
    const made = objectShapes(catalogOf(org.objects ?? []));
    shapes = made;
    KNOWN.set(org, made);
  }
  return shapes;
}
