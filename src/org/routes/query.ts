import { randomUUID } from 'node:crypto';
import { makeId, problem, type QueriedRecord, RecordError } from '../../records/index.ts';
import { type Routes, resource } from '../context.ts';
import { renderQueried } from '../render.ts';

/** Records of one page, as in Salesforce. */
const BATCH_SIZE = 2000;
/** Queries whose further pages are kept; the oldest goes first. */
const OPEN_QUERIES = 20;

interface OpenQuery {
  readonly records: readonly QueriedRecord[];
}

/** `/query?q=` and the pages of long results, `/query/<locator>-<offset>`. */
export const queryRoutes: Routes = (app, org) => {
  const open = new Map<string, OpenQuery>();
  let opened = 0;
  const run = randomUUID().slice(0, 8);

  const page = (records: readonly QueriedRecord[], offset: number, locator: string, version: string) => {
    const end = offset + BATCH_SIZE;
    const done = end >= records.length;
    const more = done ? {} : { nextRecordsUrl: `/services/data/${version}/query/${locator}-${end}` };
    const shown = records.slice(offset, end).map((record) => renderQueried(record, org.records.objects, version));
    return { totalSize: records.length, done, ...more, records: shown };
  };

  resource(app, '/services/data/:version/query', {
    get: async (c) => {
      const soql = c.req.query('q');
      if (soql === undefined) throw new RecordError(problem('MALFORMED_QUERY', 'A query string has to be specified'));
      const { totalSize, records } = await org.records.query(soql);
      if (records.length <= BATCH_SIZE) {
        const version = c.req.param('version') ?? '';
        return c.json({ ...page(records, 0, '', version), totalSize });
      }
      const locator = `${makeId('01g', ++opened)}${run}`;
      const [oldest] = open.keys();
      if (open.size >= OPEN_QUERIES && oldest !== undefined) open.delete(oldest);
      open.set(locator, { records });
      return c.json(page(records, 0, locator, c.req.param('version') ?? ''));
    },
  });

  resource(app, '/services/data/:version/query/:locator', {
    get: (c) => {
      const [, locator = '', offset = ''] = /^(\w+)-(\d+)$/.exec(c.req.param('locator') ?? '') ?? [];
      const query = open.get(locator);
      if (query === undefined || Number(offset) > query.records.length) {
        throw new RecordError(problem('INVALID_QUERY_LOCATOR', 'invalid query locator'));
      }
      return c.json(page(query.records, Number(offset), locator, c.req.param('version') ?? ''));
    },
  });
};
