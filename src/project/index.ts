/** A flow with everything around it on disk: its org folder, the flows it calls, secrets, credentials, embedded orgs. */
export { createRedactor, type Redactor } from '../http/redact.ts';
export { type Connection, type ConnectOptions, connect } from './connection.ts';
export { documentValue } from './document-value.ts';
export { embeddedOrgName } from './embedded-secrets.ts';
export { findProject, orgDataDirectory, type Project } from './find-project.ts';
export { HOME_ORG, openHomeOrg, resetHomeOrg } from './home-org.ts';
export { newContext, type OpenFlow, type OpenFlowOptions, openFlow } from './open-flow.ts';
export { openProject } from './open-project.ts';
export { objectNamed, putRecord } from './put-record.ts';
export { readDefinition } from './read-definition.ts';
export { readValues } from './read-values.ts';
export { type RunOptions, runFlow } from './run-flow.ts';
export { type JobOutcome, jobsOf, runJobs } from './run-jobs.ts';
export { findUser, type Region, systemRegion } from './running-user.ts';
export { sessionOf } from './session.ts';
export { type GivenTrigger, startsOf } from './triggering-record.ts';
export { validateFlow } from './validate-flow.ts';
export { refuseProcessWithoutRecord } from './why-not-run.ts';
