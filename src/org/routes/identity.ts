import type { FieldValue, RecordValues } from '../../records/index.ts';
import { type OrgContext, type OrgRequest, originOf, type Routes } from '../context.ts';
import type { Session } from '../tokens.ts';

/** The identity URL of a token reply and OpenID Connect's userinfo (reference/credentials-and-callouts.md D1, D5). */
export const identityRoutes: Routes = (app, org) => {
  app.get('/id/:org/:user', async (c) => {
    const session = sessionOf(c, org);
    if (typeof session === 'string') return c.text(session, 403);
    const { org: orgId, user } = c.req.param();
    if (orgId !== org.orgId) return c.text('Wrong_Org', 403);
    if (user !== session.userId) return c.text('Bad_Id', 403);
    return c.json(await identity(c, org, session));
  });

  app.on(['GET', 'POST'], '/services/oauth2/userinfo', async (c) => {
    const session = sessionOf(c, org);
    return typeof session === 'string' ? c.text(session, 403) : c.json(await userInfo(c, org, session));
  });
};

/** The session of the header or of jsforce's `oauth_token`; Salesforce's word for what is wrong otherwise. */
function sessionOf(c: OrgRequest, org: OrgContext): Session | string {
  const [, bearer] = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const token = bearer ?? c.req.query('oauth_token');
  if (token === undefined) return 'Missing_OAuth_Token';
  return org.tokens.find(token) ?? 'Bad_OAuth_Token';
}

async function userOf(org: OrgContext, { userId }: Session): Promise<(name: string) => FieldValue> {
  const { values }: { readonly values: RecordValues } = await org.records.retrieve('User', userId);
  return (name) => values[name] ?? null;
}

async function identity(c: OrgRequest, org: OrgContext, session: Session) {
  const user = await userOf(org, session);
  const origin = originOf(c, org);
  const api = `${origin}/services/data/v{version}/`;
  return {
    id: `${origin}/id/${org.orgId}/${session.userId}`,
    asserted_user: true,
    user_id: session.userId,
    organization_id: org.orgId,
    username: user('Username'),
    nick_name: user('Alias'),
    display_name: user('Name'),
    email: user('Email'),
    email_verified: true,
    first_name: user('FirstName'),
    last_name: user('LastName'),
    timezone: user('TimeZoneSidKey'),
    photos: { picture: `${origin}/profilephoto/005/F`, thumbnail: `${origin}/profilephoto/005/T` },
    addr_street: null,
    addr_city: null,
    addr_state: null,
    addr_country: null,
    addr_zip: null,
    mobile_phone: user('MobilePhone'),
    mobile_phone_verified: false,
    is_lightning_login_user: false,
    status: { created_date: null, body: null },
    urls: {
      rest: api,
      sobjects: `${api}sobjects/`,
      query: `${api}query/`,
      recent: `${api}recent/`,
      profile: `${origin}/${session.userId}`,
    },
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: user('LocaleSidKey'),
    utcOffset: 0,
    last_modified_date: String(user('LastModifiedDate')).replace(/Z$/, '+0000'),
  };
}

async function userInfo(c: OrgRequest, org: OrgContext, session: Session) {
  const user = await userOf(org, session);
  return {
    sub: `${originOf(c, org)}/id/${org.orgId}/${session.userId}`,
    user_id: session.userId,
    organization_id: org.orgId,
    preferred_username: user('Username'),
    nickname: user('Alias'),
    name: user('Name'),
    email: user('Email'),
    email_verified: true,
    given_name: user('FirstName'),
    family_name: user('LastName'),
    zoneinfo: user('TimeZoneSidKey'),
    locale: user('LocaleSidKey'),
    active: true,
    user_type: 'STANDARD',
  };
}
