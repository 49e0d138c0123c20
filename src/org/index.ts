export type { RequestLog } from './app.ts';
export { type OpenOrg, openOrg } from './open-org.ts';
export { type OrgQueryResult, type QueryOrgOptions, queryOrg, queryRecords } from './query-org.ts';
export { type ResetOrgOptions, resetOrg } from './reset-org.ts';
export { type RunningOrg, type StartOrgOptions, startOrg } from './start-org.ts';
