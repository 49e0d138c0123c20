import { RESOURCE_FORMS, type ResourceBlock } from '../forms/resources.ts';
import type { MapEntry, MapNode } from '../model/document.ts';
import type { Expression } from '../model/expression.ts';
import type { Flow } from '../model/flow.ts';
import type { ChoiceSet } from '../model/resources.ts';
import type { DataType, ResourceType } from '../model/value.ts';
import { checkName } from './names.ts';
import { readForm } from './read-form.ts';
import type { AnyForm, Read, ReadContext } from './read-types.ts';

/** How the rows of each block become its model. `undefined` = set aside, after reporting why. */
type Makers = {
  readonly [B in ResourceBlock]: (
    read: Read<(typeof RESOURCE_FORMS)[B]>,
    entry: MapEntry,
    context: ReadContext,
  ) => Flow[B][number] | undefined;
};

const MAKERS: Makers = {
  variables: (read, entry) => {
    const { type, object, class: apexClass, collection, scale, default: value, ...rest } = read;
    const of = type === 'Record' ? object : type === 'Apex' ? apexClass : undefined;
    return {
      ...base(entry),
      ...rest,
      type: typeOf(type, { collection, of, scale }),
      ...(value === undefined ? {} : { default: value }),
    };
  },
  constants: ({ type, value, ...rest }, entry) => ({
    ...base(entry),
    ...rest,
    value,
    type: { dataType: type ?? literalType(value) ?? 'Text' },
  }),
  formulas: ({ type, scale, expression, ...rest }, entry) => ({
    ...base(entry),
    ...rest,
    type: typeOf(type, { scale }),
    expression: { ...expression, type, ...(scale === undefined ? {} : { scale }) },
  }),
  textTemplates: ({ text, html, ...rest }, entry) => {
    const template = html ?? text;
    return template && { ...base(entry), ...rest, text: template, html: html !== undefined };
  },
  choices: ({ type, value, ...rest }, entry) => ({
    ...base(entry),
    ...rest,
    dataType: type ?? (value && literalType(value)) ?? 'Text',
    ...(value === undefined ? {} : { value }),
  }),
  choiceSets: (read, entry) => {
    const { type, label, value, description, outputs } = read;
    const source = sourceOf(read);
    return (
      source && {
        ...base(entry),
        ...(description === undefined ? {} : { description }),
        source,
        dataType: type ?? (source.kind === 'picklist' ? 'Picklist' : 'Text'),
        ...(label === undefined ? {} : { label }),
        ...(value === undefined ? {} : { value }),
        ...(outputs.kind === 'map' ? { outputs } : {}),
      }
    );
  },
  stages: (read, entry) => ({ ...base(entry), ...read }),
};

function sourceOf(read: Read<(typeof RESOURCE_FORMS)['choiceSets']>): ChoiceSet['source'] | undefined {
  const { picklist, object, collection, where, sort, limit } = read;
  if (picklist) return { kind: 'picklist', ...picklist };
  if (collection) return { kind: 'collection', collection: collection.path };
  if (object === undefined) return undefined;
  return {
    kind: 'records',
    object,
    ...(where ? { where } : {}),
    ...(sort ? { sort } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

function base({ key, keyPlace }: MapEntry): { readonly name: string; readonly place: MapEntry['keyPlace'] } {
  return { name: key, place: keyPlace };
}

function typeOf(
  dataType: DataType,
  more: { readonly collection?: boolean; readonly of?: string | undefined; readonly scale?: number | undefined },
): ResourceType {
  return {
    dataType,
    ...(more.collection === true ? { collection: true } : {}),
    ...(more.of === undefined ? {} : { of: more.of }),
    ...(more.scale === undefined ? {} : { scale: more.scale }),
  };
}

/** The type that a value shows by itself. */
export function literalType(
  value: Expression,
): Exclude<DataType, 'Record' | 'Apex' | 'JSON' | 'Picklist' | 'Multipicklist'> | undefined {
  if (value.kind === 'literal') return value.type;
  return value.kind === 'template' ? 'Text' : undefined;
}

/** One block of resources. Those with errors in what they cannot do without are set aside. */
export function readResources<B extends ResourceBlock>(
  block: B,
  map: MapNode | undefined,
  context: ReadContext,
): Flow[B] {
  const form: AnyForm = RESOURCE_FORMS[block];
  // MAKERS[block] takes what RESOURCE_FORMS[block] reads: the compiler checks each pair above, not the pairing here.
  const make = MAKERS[block] as (read: unknown, entry: MapEntry, context: ReadContext) => Flow[B][number] | undefined;
  const made = (map?.entries ?? []).flatMap((entry) => {
    checkName(entry.key, entry.keyPlace, 'resource', context);
    const read = readForm(form, entry.value, entry.key, context);
    const resource = read && make(read, entry, context);
    if (resource) return [resource];
    context.setAside({ name: entry.key, kind: 'broken', place: entry.keyPlace });
    return [];
  });
  return made as readonly Flow[B][number][] as Flow[B];
}
