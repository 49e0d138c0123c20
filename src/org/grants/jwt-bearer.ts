import { createPublicKey } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { ConnectedApp } from '../../model/org.ts';
import { oauthScopes } from '../scopes.ts';
import { isApproved } from './authenticate.ts';
import type { Grant } from './define-grant.ts';
import { REFUSALS } from './refusals.ts';

/** Salesforce's own hosts are good audiences everywhere. */
const SALESFORCE_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];
/** Seconds that the clocks of both sides may differ. */
const SKEW = 180;

/**
 * JWT bearer (RFC 7523 2.1): the assertion is signed by the certificate of the connected app, names it as `iss` and a
 * user who is pre-authorized for it as `sub` (reference: credentials D1).
 */
export const jwtBearer: Grant = async ({ form, audience }, org) => {
  const assertion = form.get('assertion');
  if (!assertion) return REFUSALS.noAssertion;
  const { decodeJwt } = await import('jose');
  const claims = attempt(() => decodeJwt(assertion));
  if (claims === null) return REFUSALS.assertion;
  const app = org.definition.connectedApps.find(({ consumerKey }) => consumerKey === claims.iss);
  if (app === undefined) return REFUSALS.clientId;
  if (!(await isSigned(assertion, app))) return REFUSALS.assertion;
  if (!audiencesOf(claims).some((one) => isAudience(one, audience))) return REFUSALS.audience;
  const userId = org.userId(claims.sub ?? '');
  const scopes = oauthScopes(app.scopes);
  const named = isApproved([...app.jwtBearerFlow.users, ...app.policies.approvedUsers], claims.sub ?? '');
  if (userId === undefined) return REFUSALS.notApproved;
  // Who consented in a browser before has approved it, too.
  if (!named && !org.authorizations.approves({ clientId: app.consumerKey, userId, scopes }))
    return REFUSALS.notApproved;
  return { app, userId, scopes };
};

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

async function isSigned(assertion: string, { jwtBearerFlow }: ConnectedApp): Promise<boolean> {
  const { certificate } = jwtBearerFlow;
  const key = certificate === null ? null : attempt(() => createPublicKey(certificate));
  if (key === null) return false;
  const { jwtVerify } = await import('jose');
  const options = { algorithms: ['RS256'], clockTolerance: SKEW, requiredClaims: ['exp', 'sub', 'aud'] };
  return jwtVerify(assertion, key, options).then(
    () => true,
    () => false,
  );
}

function audiencesOf({ aud = [] }: JWTPayload): readonly string[] {
  return typeof aud === 'string' ? [aud] : aud;
}

/** The org's own address, its token endpoint, or one of Salesforce's login hosts. */
function isAudience(given: string, own: string): boolean {
  return [...SALESFORCE_HOSTS, own, `${own}/services/oauth2/token`].includes(given.replace(/\/$/, ''));
}
