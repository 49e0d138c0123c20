/** A flow with everything around it on disk: its org folder, the flows it calls, secrets, credentials, embedded orgs. */
export { createRedactor, type Redactor } from '../http/redact.ts';
export { type ConnectOptions, type Connection, connect } from './connection.ts';
export { documentValue } from './document-value.ts';
export { embeddedOrgName } from './embedded-secrets.ts';
export { newContext, type OpenFlow, type OpenFlowOptions, openFlow } from './open-flow.ts';
export { findProject, orgDataDirectory, type Project } from './find-project.ts';
export { openProject } from './open-project.ts';
export { readDefinition } from './read-definition.ts';
export { readValues } from './read-values.ts';
export { findUser, type Region, systemRegion } from './running-user.ts';
