import { type OperationResult, problem, RecordError, type RecordOperation, toId18 } from '../../records/index.ts';
import { type OrgContext, type OrgRequest, type Routes, resource } from '../context.ts';
import { asObject, type JsonBody, placeProblem, readJsonBody } from '../json-body.ts';
import { renderRecord } from '../render.ts';

const PATH = '/services/data/:version/composite/sobjects';
const MAX_RECORDS = 200;
const MAX_RETRIEVED = 2000;

/** `/composite/sobjects`: many records in one request (reference/credentials-and-callouts.md D2, D5). */
export const collectionRoutes: Routes = (app, org) => {
  resource(app, PATH, {
    post: (c) => save(c, org, (values, object) => ({ kind: 'create', object, values })),
    patch: (c) =>
      save(c, org, (values, object) => {
        const { id: key, rest } = withoutId(values);
        return { kind: 'update', object, id: key, values: rest };
      }),
    delete: async (c) => {
      const ids = (c.req.query('ids') ?? '').split(',').filter(Boolean);
      checkSize(ids.length, MAX_RECORDS);
      const operations = ids.map((id) => ({ kind: 'delete', object: null, id }) as const);
      const results = await apply(c, org, operations, c.req.query('allOrNone') === 'true');
      return c.json(results.map((result) => render(result)));
    },
  });

  resource(app, `${PATH}/:object`, {
    get: (c) => retrieve(c, org, list(c.req.query('ids')), list(c.req.query('fields'))),
    post: async (c) => {
      const body = await readJsonBody(c.req.raw);
      const { ids, fields } = asObject(body.value, body);
      return retrieve(c, org, strings(ids), strings(fields));
    },
  });
};

type ToOperation = (values: Readonly<Record<string, unknown>>, object: string) => RecordOperation;

async function save(c: OrgRequest, org: OrgContext, toOperation: ToOperation) {
  const body = await readJsonBody(c.req.raw);
  const { records, allOrNone } = asObject(body.value, body);
  if (!Array.isArray(records)) {
    throw new RecordError(problem('JSON_PARSER_ERROR', 'The request has no member "records" with an array of records'));
  }
  checkSize(records.length, MAX_RECORDS);
  const operations = records.map((record: unknown, i) => {
    const values = asObject(record, body, `records.${i}`);
    return toOperation(values, typeOf(values));
  });
  const results = await apply(c, org, operations, allOrNone === true);
  return c.json(results.map((result, i) => render(result, body, `records.${i}`)));
}

function apply(c: OrgRequest, org: OrgContext, operations: readonly RecordOperation[], allOrNone: boolean) {
  return org.records.apply(operations, { userId: c.get('session').userId }, allOrNone);
}

function typeOf(values: Readonly<Record<string, unknown>>): string {
  const { attributes } = values;
  const type =
    typeof attributes === 'object' && attributes !== null && 'type' in attributes ? attributes.type : undefined;
  if (typeof type === 'string') return type;
  const message = 'Include the sObject type in the attributes member of each record';
  throw new RecordError(problem('INVALID_TYPE', message));
}

/** The id stands among the values, in any case: `id`, `Id`. */
function withoutId(values: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(values);
  const id = entries.find(([name]) => name.toLowerCase() === 'id')?.[1];
  const rest = Object.fromEntries(entries.filter(([name]) => name.toLowerCase() !== 'id'));
  return { id: typeof id === 'string' ? id : '', rest };
}

function checkSize(size: number, max: number): void {
  if (size <= max) return;
  throw new RecordError(
    problem('EXCEEDED_MAX_SIZE_REQUEST', `record limit reached. cannot submit more than ${max} records into this call`),
  );
}

function render(result: OperationResult, body?: JsonBody, path = '') {
  if (result.success) return { id: result.id, success: true, errors: [] };
  const errors = result.problems
    .map((each) => (body === undefined ? each : placeProblem(each, body, path)))
    .map(({ errorCode, message, fields }) => ({ statusCode: errorCode, message, fields }));
  return { ...(result.id === null ? {} : { id: result.id }), success: false, errors };
}

const list = (text: string | undefined): readonly string[] => (text ?? '').split(',').filter(Boolean);
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** Records by id, null for those that do not exist. */
async function retrieve(c: OrgRequest, org: OrgContext, ids: readonly string[], fields: readonly string[]) {
  checkSize(ids.length, MAX_RETRIEVED);
  const object = c.req.param('object') ?? '';
  const found = await Promise.all(
    ids.map(async (id) => {
      if (toId18(id) === null) throw new RecordError(problem('MALFORMED_ID', `malformed id ${id}`));
      return org.records.retrieve(object, id).catch(() => null);
    }),
  );
  const version = c.req.param('version') ?? '';
  return c.json(found.map((record) => record && renderRecord(record, fields.length === 0 ? null : fields, version)));
}
