import type { ResourceType } from '../model/value.ts';
import type { ObjectShape, ObjectShapes } from '../values/shape.ts';
import { FLOW_TYPES } from './flow-types.ts';
import type { ObjectDefinition } from './objects/define-object.ts';
import type { ObjectCatalog } from './objects/index.ts';

/** What flows may know of an org's objects: the types of their fields and where their lookups lead. */
export function objectShapes(catalog: ObjectCatalog): ObjectShapes {
  const shapes = new Map<string, ObjectShape>();
  return (name) => {
    const definition = catalog.byName(name);
    if (definition === undefined) return undefined;
    let shape = shapes.get(definition.name);
    if (shape === undefined) {
      shape = shapeOf(definition, catalog);
      shapes.set(definition.name, shape);
    }
    return shape;
  };
}

function shapeOf(definition: ObjectDefinition, catalog: ObjectCatalog): ObjectShape {
  return {
    name: definition.name,
    fieldNames: definition.fields.map(({ name }) => name),
    field: (name) => {
      const field = definition.field(name);
      if (field) return { dataType: FLOW_TYPES[field.type], ...(field.scale > 0 ? { scale: field.scale } : {}) };
      return parentOf(definition, name, catalog) ?? childrenOf(definition, name, catalog);
    },
    label: (name) => definition.field(name)?.label,
    controlled: (name) => definition.field(name)?.controlled,
    picklistValues: (name) => {
      const field = definition.field(name);
      if (field?.type !== 'picklist' && field?.type !== 'multipicklist') return undefined;
      return field.picklistValues.map((value) => ({ label: field.picklistLabels?.[value] ?? value, value }));
    },
  };
}

function parentOf(definition: ObjectDefinition, name: string, catalog: ObjectCatalog): ResourceType | undefined {
  const link = definition.relationship(name);
  if (link === undefined) return undefined;
  // A lookup of several objects, or of one that nobody declares: nothing is known of what it leads to.
  const [only, another] = link.referenceTo;
  const target = another === undefined ? catalog.byName(only ?? '') : undefined;
  return target === undefined ? { dataType: 'Record' } : { dataType: 'Record', of: target.name };
}

/** Children are not declared by their parent: any relationship of another object may have this name. */
function childrenOf(definition: ObjectDefinition, name: string, catalog: ObjectCatalog): ResourceType | undefined {
  const plural = name.toLowerCase();
  const child = catalog.all.find(
    (object) =>
      object.labelPlural.replaceAll(' ', '').toLowerCase() === plural.replace(/__r$/, '') &&
      object.fields.some(({ referenceTo }) => referenceTo.includes(definition.name)),
  );
  return child && { dataType: 'Record', of: child.name, collection: true };
}
