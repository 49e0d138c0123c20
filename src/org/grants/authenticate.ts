import type { ConnectedApp } from '../../model/org.ts';
import type { OrgContext } from '../context.ts';
import { clientOf, isSame } from './client.ts';
import type { GrantRequest } from './define-grant.ts';
import { REFUSALS, type Refusal } from './refusals.ts';

/**
 * The app that a token request comes from.
 * @param secretRequired whether a request without a secret is refused; one that is sent has to be right in any case
 */
export function authenticate(
  { form, authorization }: Pick<GrantRequest, 'form' | 'authorization'>,
  org: OrgContext,
  secretRequired: (app: ConnectedApp) => boolean,
): ConnectedApp | Refusal {
  const { clientId, secrets } = clientOf(authorization, form);
  if (!clientId) return REFUSALS.noClientId;
  const app = org.definition.connectedApps.find(({ consumerKey }) => consumerKey === clientId);
  if (app === undefined) return REFUSALS.clientId;
  const given = secrets.some((secret) => secret !== '');
  if (!given && !secretRequired(app)) return app;
  return secrets.some((secret) => isSame(secret, app.consumerSecret)) ? app : REFUSALS.secret;
}

/** Whether the policy of an app lets a user in. */
export function isPermitted({ policies }: ConnectedApp, username: string): boolean {
  return policies.permittedUsers === 'AllSelfAuthorized' || isApproved(policies.approvedUsers, username);
}

/** Whether a list of usernames has one, in any case. */
export function isApproved(approved: readonly string[], username: string): boolean {
  return approved.some((name) => name.toLowerCase() === username.toLowerCase());
}
