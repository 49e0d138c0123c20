import type { Redactor } from '../http/redact.ts';
import type { OpenFlowOptions } from './open-flow.ts';

/** The environment variable that gives `{!$Api.Session_ID}` a value; flows that hand it on to another system need one. */
const SESSION_VARIABLE = 'FLOWRUN_SESSION_ID';

/** The session id of a run from its environment, made known to whatever masks the output; empty where nobody gives one. */
export function sessionOf(
  env: Readonly<Record<string, string | undefined>>,
  redactor: Pick<Redactor, 'add'>,
): Pick<OpenFlowOptions, 'sessionId'> {
  const sessionId = env[SESSION_VARIABLE];
  if (sessionId === undefined || sessionId === '') return {};
  redactor.add(sessionId);
  return { sessionId };
}
