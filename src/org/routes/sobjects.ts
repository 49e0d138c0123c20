import { type ObjectDefinition, problem, RecordError } from '../../records/index.ts';
import { resourceNotFound } from '../api-error.ts';
import { type OrgRequest, type Routes, resource } from '../context.ts';
import { describeBriefly, describeObject } from '../describe.ts';
import { asObject, readJsonBody, withPlaces } from '../json-body.ts';
import { renderRecord } from '../render.ts';

const BASE = '/services/data/:version/sobjects';

/** `/sobjects`: describes, and single records (reference/credentials-and-callouts.md D2). */
export const sobjectRoutes: Routes = (app, org) => {
  const objectOf = (c: OrgRequest): ObjectDefinition => {
    const definition = org.records.objects.byName(c.req.param('object') ?? '');
    if (definition === undefined) throw resourceNotFound();
    return definition;
  };
  const versionOf = (c: OrgRequest): string => c.req.param('version') ?? '';
  const contextOf = (c: OrgRequest) => ({ userId: c.get('session').userId });

  resource(app, BASE, {
    get: (c) => {
      const sobjects = org.records.objects.all.map((definition) => describeBriefly(definition, versionOf(c)));
      return c.json({ encoding: 'UTF-8', maxBatchSize: 200, sobjects });
    },
  });

  resource(app, `${BASE}/:object`, {
    get: async (c) => {
      const definition = objectOf(c);
      const objectDescribe = describeBriefly(definition, versionOf(c));
      return c.json({ objectDescribe, recentItems: [] });
    },
    post: async (c) => {
      const definition = objectOf(c);
      const body = await readJsonBody(c.req.raw);
      const values = asObject(body.value, body);
      const operation = { kind: 'create', object: definition.name, values } as const;
      const id = await withPlaces(body, () => org.records.change(operation, contextOf(c)));
      const location = `/services/data/${versionOf(c)}/sobjects/${definition.name}/${id}`;
      return c.json({ id, success: true, errors: [] }, 201, { Location: location });
    },
  });

  resource(app, `${BASE}/:object/describe`, { get: (c) => c.json(describeObject(objectOf(c), versionOf(c))) });

  resource(app, `${BASE}/:object/:id`, {
    get: async (c) => {
      const definition = objectOf(c);
      const record = await org.records.retrieve(definition.name, c.req.param('id') ?? '');
      const fields = fieldsOf(c.req.query('fields'), definition);
      return c.json(renderRecord(record, fields, versionOf(c)));
    },
    patch: async (c) => {
      const definition = objectOf(c);
      const body = await readJsonBody(c.req.raw);
      const values = asObject(body.value, body);
      const operation = { kind: 'update', object: definition.name, id: c.req.param('id') ?? '', values } as const;
      await withPlaces(body, () => org.records.change(operation, contextOf(c)));
      return c.body(null, 204);
    },
    delete: async (c) => {
      const operation = { kind: 'delete', object: objectOf(c).name, id: c.req.param('id') ?? '' } as const;
      await org.records.change(operation, contextOf(c));
      return c.body(null, 204);
    },
  });
};

/** Names in `?fields=`; all must exist. */
function fieldsOf(list: string | undefined, definition: ObjectDefinition): readonly string[] | null {
  if (list === undefined) return null;
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.find((name) => definition.field(name) === undefined);
  if (unknown === undefined) return names;
  throw new RecordError(problem('INVALID_FIELD', `No such column '${unknown}' on sobject of type ${definition.name}`));
}
