import { type Routes, resource } from '../context.ts';
import { API_VERSIONS } from '../versions.ts';

/** `/services/data` (no session needed), the resources of a version, and `/limits`. */
export const versionRoutes: Routes = (app, org) => {
  resource(app, '/services/data', { get: (c) => c.json(API_VERSIONS) });
  resource(app, '/services/data/:version', {
    get: (c) => {
      const base = `/services/data/${c.req.param('version')}`;
      const names = ['sobjects', 'query', 'limits', 'composite'];
      return c.json(Object.fromEntries(names.map((name) => [name, `${base}/${name}`])));
    },
  });
  resource(app, '/services/data/:version/limits', {
    get: (c) => {
      const { max, used } = org.usage;
      return c.json({ DailyApiRequests: { Max: max, Remaining: Math.max(0, max - used) } });
    },
  });
};
