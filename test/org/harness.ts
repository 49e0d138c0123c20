import { afterAll, beforeAll } from 'vitest';
import { type StartOrgOptions, startOrg } from '../../src/org/index.ts';
import { clientOf, DEFINITION, type TestOrg } from './client.ts';

export { clientCredentials, clientOf, DEFINITION, SECRET } from './client.ts';

/** Starts an org for the tests of a file or a `describe` and closes it after them. */
export function useOrg(options: Partial<StartOrgOptions> = {}): () => TestOrg {
  let org: TestOrg | undefined;
  beforeAll(async () => {
    org = clientOf(await startOrg({ definition: DEFINITION, directory: null, ...options }));
  });
  afterAll(() => org?.org.close());
  return () => {
    if (org === undefined) throw new TypeError('the org has not started');
    return org;
  };
}
