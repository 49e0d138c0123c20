import type { ExternalCredential, Principal, Variant } from '../model/credentials.ts';
import { loginCommand, setCommand } from './command-lines.ts';
import { secretVariable } from './secrets/index.ts';

/** The step of the guide that a refusal points at: the connected app, its key and secret, or its run-as user. */
export type RefusalStep = 'app' | 'client' | 'runAs';

/** What a token endpoint said when it gave no token. */
export interface TokenRefusal {
  readonly status: number;
  /** Empty where the reply is not shaped as RFC 6749 asks; so it stands in Salesforce's message too. */
  readonly error: string;
  readonly description: string;
}

export interface RefusalAdvice {
  readonly step: RefusalStep;
  readonly help: string;
}

interface Place {
  readonly credential: ExternalCredential;
  readonly principal: Principal;
  readonly host: string;
}

interface Row {
  readonly error: RegExp;
  readonly description?: RegExp;
  /** Left out = all of them. */
  readonly variant?: Variant;
  readonly step: RefusalStep;
  readonly help: (place: Place) => string;
}

/** Where the value came from is not known here; that the environment comes first is what people overlook. */
const setSecret = ({ credential, principal }: Place, parameter: string): string => {
  const variable = secretVariable({ externalCredential: credential.name, principal: principal.name, parameter });
  return `${setCommand(credential, principal, parameter)} (where ${variable} is set, it comes first)`;
};

const unknownKey = (place: Place): string =>
  `${place.host} knows no connected app with this consumer key: check the token endpoint in ${place.credential.file}, and set the key again with: ${setSecret(place, 'clientId')}`;
const flowOff = ({ host }: Place): string => `enable the client credentials flow in the connected app at ${host}`;

/** Refusals that are known, most specific first (reference: credentials D1). */
const ROWS: readonly Row[] = [
  {
    error: /^invalid_grant$/,
    variant: 'Browser Flow',
    step: 'client',
    help: ({ credential, principal }) =>
      `the login has expired or was revoked: run "${loginCommand(credential, principal, null)}"`,
  },
  {
    error: /^invalid_grant$/,
    description: /no client credentials user enabled/i,
    step: 'runAs',
    help: ({ host }) =>
      `the connected app at ${host} has no run-as user: choose one under its client credentials flow (a username, not an e-mail address)`,
  },
  {
    error: /^invalid_grant$/,
    description: /not supported on this domain/i,
    step: 'app',
    help: ({ credential }) =>
      `use the My Domain address of the org as token endpoint in ${credential.file}, not login.salesforce.com or test.salesforce.com`,
  },
  {
    error: /^invalid_client_id$/,
    step: 'client',
    help: unknownKey,
  },
  {
    error: /^invalid_client$/,
    description: /identifier/i,
    step: 'client',
    help: unknownKey,
  },
  {
    error: /^invalid_client$/,
    step: 'client',
    help: (place) => {
      const { clientCredentialsInBody: inBody, file } = place.credential;
      const other = inBody ? 'in the Basic header' : 'in the body';
      return `the client secret is wrong (or the client id): set it again with: ${setSecret(place, 'clientSecret')}; where the server wants them ${other}, write "clientCredentialsInBody: ${!inBody}" in ${file}`;
    },
  },
  {
    error: /^(?:unsupported_grant_type|unauthorized_client)$/,
    step: 'app',
    help: flowOff,
  },
  {
    error: /^invalid_request$/,
    description: /grant.?type/i,
    step: 'app',
    help: flowOff,
  },
  {
    error: /^(?:invalid_request|invalid_scope)$/,
    description: /scope/i,
    step: 'app',
    help: ({ credential }) => `remove "scope" from ${credential.file}: the scopes of the connected app hold`,
  },
  {
    error: /^invalid_scope$/,
    step: 'app',
    help: ({ credential }) => `remove "scope" from ${credential.file}, or allow that scope in the connected app`,
  },
  {
    error: /^invalid_app_access$/,
    step: 'runAs',
    help: () =>
      'the policy of the connected app asks for approval: assign the run-as user a permission set or profile of the app',
  },
  {
    error: /^app_not_found$/,
    step: 'app',
    help: ({ host }) => `the app is not installed in the org at ${host}: check the token endpoint`,
  },
  { error: /^inactive_user$/, step: 'runAs', help: () => 'activate the run-as user of the connected app' },
  { error: /^inactive_org$/, step: 'app', help: ({ host }) => `the org at ${host} is locked or closed` },
  { error: /^rate_limit_exceeded$/, step: 'app', help: () => 'wait, then try again: too many logins' },
];

/** Says which step of the guide a refusal points at, and how to mend it. */
export function adviseOnRefusal(refusal: TokenRefusal, place: Place): RefusalAdvice {
  const row = ROWS.find(
    ({ error, description, variant = place.credential.variant }) =>
      error.test(refusal.error) &&
      (description?.test(refusal.description) ?? true) &&
      variant === place.credential.variant,
  );
  if (row !== undefined) return { step: row.step, help: row.help(place) };
  const { host, credential } = place;
  if (refusal.error === '') {
    return {
      step: 'app',
      help: `${host} answered with status ${refusal.status} and no OAuth error: check that "tokenEndpoint" in ${credential.file} is the token endpoint (in Salesforce it ends with /services/oauth2/token)`,
    };
  }
  return {
    step: 'app',
    help: `look up "${refusal.error}" in the documentation of ${host}, and check its connected app`,
  };
}
