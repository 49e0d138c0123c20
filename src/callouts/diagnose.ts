import { type AuthorizerOptions, createAuthorizer } from '../credentials/authorizer.ts';
import { type Identities, type Identity, identitiesOf } from '../credentials/certificates.ts';
import { credentialFault } from '../credentials/faults.ts';
import { parameterNames, secretKeyOf } from '../credentials/parameters.ts';
import { choosePrincipal, findExternalCredential, principalKey, sameName } from '../credentials/principals.ts';
import type { Authorization } from '../credentials/protocols/define-protocol.ts';
import type { RefusalStep } from '../credentials/token-refusals.ts';
import { createHttpClient, type HttpClientOptions } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import type { ExternalCredential, Principal } from '../model/credentials.ts';
import type { Fault } from '../model/interview.ts';
import type { OrgDefinition } from '../model/org.ts';
import { createCaller } from './caller.ts';
import { faultOf } from './faults.ts';
import { findNamedCredential, type Route, routeOf } from './routes.ts';

/** The six things a callout needs, in the order the guide sets them up. */
export const STEP_TITLES = [
  'Connected app and token endpoint',
  'Client id and client secret',
  'Run-as user',
  'Named credential',
  'Permission set',
  'Callout',
] as const;

export interface DiagnosisStep {
  readonly step: 1 | 2 | 3 | 4 | 5 | 6;
  readonly title: string;
  /** Null where it was not checked: an earlier step failed, or the protocol has no such step. */
  readonly ok: boolean | null;
  /** What was found, one phrase; holds no secret. */
  readonly detail: string;
  /** How to mend it; null unless it failed. */
  readonly help: string | null;
}

export interface DiagnoseOptions {
  readonly org: OrgDefinition;
  readonly secrets: AuthorizerOptions['secrets'];
  readonly redactor: Redactor;
  readonly resolveUrl: (url: string) => Promise<string>;
  /** Name of the named credential that a callout of the flow uses. */
  readonly namedCredential: string;
  /** Name of the user the flow runs as. */
  readonly user: string;
  readonly signal?: AbortSignal;
  /** Milliseconds for each request. */
  readonly timeout?: number;
  readonly proxy?: HttpClientOptions['proxy'];
  /** What step six asks for; left out = `/services/data` for Salesforce, `/` for others. */
  readonly path?: string;
}

type Finding = Omit<DiagnosisStep, 'step' | 'title'>;

const passed = (detail: string): Finding => ({ ok: true, detail, help: null });
const skipped = (detail: string): Finding => ({ ok: null, detail, help: null });
const failed = (fault: Pick<Fault, 'message' | 'help'>): Finding => ({
  ok: false,
  detail: fault.message,
  help: fault.help ?? null,
});
const AFTER_FAILURE = skipped('not checked, because an earlier step failed');

/** A value, or the fault that stands in its place. */
type Attempt<T> = { readonly value: T; readonly fault: null } | { readonly value: null; readonly fault: Fault };

async function attempt<T>(work: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work(), fault: null };
  } catch (error) {
    return { value: null, fault: faultOf(error) };
  }
}

/** Goes on from an attempt that succeeded; a failed one hands its fault on. */
async function after<A, B>(earlier: Attempt<A>, work: (value: A) => B | Promise<B>): Promise<Attempt<B>> {
  return earlier.fault === null ? attempt(() => work(earlier.value)) : earlier;
}

/**
 * Walks the six steps for one named credential, as `flowrun doctor` shows them; each step is yielded as soon as it is
 * known. It fetches a token and makes one GET request; nothing is changed.
 * @throws FlowrunError `CANCELLED` when the signal fires; what a flow could meet is a failed step.
 */
export async function* diagnose(options: DiagnoseOptions): AsyncGenerator<DiagnosisStep, void, void> {
  const { redactor } = options;
  let step = 0;
  for await (const finding of findings(options)) {
    const title = STEP_TITLES[step] ?? '';
    step += 1;
    yield {
      step: step as DiagnosisStep['step'],
      title,
      ok: finding.ok,
      detail: redactor.text(finding.detail),
      help: finding.help === null ? null : redactor.text(finding.help),
    };
  }
}

async function* findings(options: DiagnoseOptions): AsyncGenerator<Finding, void, void> {
  const { org, secrets, redactor, resolveUrl, user } = options;
  const signal = options.signal ?? new AbortController().signal;
  const http = {
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    ...(options.proxy ? { proxy: options.proxy } : {}),
  };
  const identities = identitiesOf({ org, secrets, redactor });
  const authorizer = createAuthorizer({ secrets, identities, redactor, resolveUrl, http, users: org.users });
  const shared = { org, resolveUrl, http, now: Date.now };
  const caller = createCaller({ ...shared, authorizer, identities, userAgent: 'flowrun-doctor' });
  try {
    const named = await attempt(() => findNamedCredential(org, options.namedCredential));
    const external = await after(named, ({ externalCredential }) => findExternalCredential(org, externalCredential));
    const principal = await after(external, (credential) => choosePrincipal(org, user, credential));
    // Without access the credential itself can still be tried.
    const tried = principal.value ?? external.value?.principals.toSorted((a, b) => a.sequence - b.sequence)[0];
    const token = await after(external, (credential) =>
      tried === undefined ? null : authorizer.authorize({ credential, principal: tried, user }, signal),
    );
    yield* external.value === null || tried === undefined
      ? [AFTER_FAILURE, AFTER_FAILURE, AFTER_FAILURE]
      : await clientFindings({ ...options, identities }, external.value, tried, token);

    const route = await after(named, (credential) => routeOf(org, credential, resolveUrl));
    const shown = await after(route, ({ named: { clientCertificate }, base }) =>
      clientCertificate === undefined || !base.startsWith('https:')
        ? null
        : identities(clientCertificate).then(unlessExpired),
    );
    yield route.fault === null ? routeFinding(route.value, shown) : failed(route.fault);
    yield principal.fault === null
      ? passed(`the user "${user}" may use ${principalKey(external.value?.name ?? '', principal.value.name)}`)
      : external.fault === null
        ? failed(principal.fault)
        : AFTER_FAILURE;

    if (shown.fault !== null || principal.fault !== null || token.fault !== null) {
      yield AFTER_FAILURE;
      return;
    }
    const path = options.path ?? (isSalesforce(token.value) ? '/services/data' : '/');
    const request = { ...PROBE, namedCredential: options.namedCredential, path };
    const reply = await attempt(() => caller.call(request, user, signal, 'diagnosis'));
    yield reply.fault === null ? calloutFinding(path, reply.value.status) : failed(reply.fault);
  } finally {
    caller.close();
    authorizer.close();
  }
}

function routeFinding({ named, external }: Route, shown: Attempt<Identity | null>): Finding {
  if (shown.fault !== null) return failed(shown.fault);
  const found = `${named.url}, with the external credential ${external.name}`;
  return passed(shown.value === null ? found : `${found}, and the client certificate ${described(shown.value)}`);
}

/** A callout would show it all the same, and hear no more than that it is refused. */
function unlessExpired(identity: Identity): Identity {
  const { name, certificate } = identity;
  if (certificate.validToDate.getTime() >= Date.now()) return identity;
  throw credentialFault(
    'CREDENTIAL_INVALID',
    `The client certificate ${described(identity)} has expired.`,
    `put the new one into org/certificates/${name}.yaml, and set its private key with "flowrun credential set ${name}"`,
  );
}

function described({ name, certificate }: Identity): string {
  const until = certificate.validToDate.toISOString().slice(0, 10);
  return `${name} (${certificate.subject.replaceAll('\n', ', ')}, until ${until})`;
}

const PROBE = { method: 'GET', headers: {}, body: null, runInMode: 'DefaultMode' } as const;

const isSalesforce = (authorization: Authorization | null): boolean =>
  authorization?.identity?.includes('/id/00D') ?? false;

/** What each step shows when the token endpoint refuses: the steps before the broken one are fine. */
const STEP_OF_REFUSAL: Readonly<Record<RefusalStep, number>> = { app: 0, client: 1, runAs: 2 };

interface DiagnosisOptions extends DiagnoseOptions {
  readonly identities: Identities;
}

/** Steps one to three: they are about OAuth; other protocols have values to check only. */
async function clientFindings(
  options: DiagnosisOptions,
  credential: ExternalCredential,
  principal: Principal,
  token: Attempt<Authorization | null>,
): Promise<readonly [Finding, Finding, Finding]> {
  const { protocol } = credential;
  const sources = await whereFrom(options, credential, principal);
  if (protocol !== 'OAuth 2.0') {
    const values = token.fault === null ? passed(sources || 'no values needed') : failed(token.fault);
    return [skipped(`${protocol} needs none`), values, skipped(`${protocol} needs none`)];
  }
  const endpoint = credential.tokenEndpoint ?? 'no token endpoint';
  const fine = [passed(`${endpoint} answers`), passed(sources)] as const;
  if (token.fault === null) {
    const identity = token.value?.identity ?? null;
    return [...fine, passed(identity === null ? 'a token was issued' : `a token was issued for ${identity}`)];
  }
  const { step: broken, fault } = await locate(options, endpoint, token.fault);
  const at = (step: number): Finding =>
    step < broken ? (fine[step] ?? AFTER_FAILURE) : step === broken ? failed(fault) : AFTER_FAILURE;
  return [at(0), at(1), at(2)];
}

interface Located {
  readonly step: number;
  readonly fault: Pick<Fault, 'message' | 'help'>;
}

/** Which of the first three steps a fault belongs to. */
async function locate(options: DiagnoseOptions, endpoint: string, fault: Fault): Promise<Located> {
  if (fault.code === 'TOKEN_REFUSED') {
    return { step: STEP_OF_REFUSAL[(fault.detail?.step ?? 'app') as RefusalStep], fault };
  }
  // The stores are read before the endpoint is asked: a missing value says nothing about the endpoint yet.
  const missing = fault.detail?.parameter ?? fault.detail?.certificate;
  if (fault.code !== 'CREDENTIAL_NOT_CONFIGURED' || missing === undefined) return { step: 0, fault };
  const unreachable = await whyUnreachable(options, endpoint);
  return unreachable === null ? { step: 1, fault } : { step: 0, fault: unreachable };
}

async function whyUnreachable(
  { resolveUrl, timeout, proxy }: DiagnoseOptions,
  endpoint: string,
): Promise<Located['fault'] | null> {
  const url = await attempt(() => resolveUrl(endpoint));
  if (url.fault !== null) return url.fault;
  const http = createHttpClient({ ...(timeout === undefined ? {} : { timeout }), ...(proxy ? { proxy } : {}) });
  const reply = await http.send({ method: 'GET', url: url.value, headers: {} });
  http.close();
  if (reply.ok) return null;
  return { message: `${endpoint} gives no reply: ${reply.message}`, help: 'check the token endpoint and the network' };
}

/** `clientId from .env, certificate Signing (CN=…, until …)`: names and stores, never values. */
async function whereFrom(
  { secrets, user, org, identities }: DiagnosisOptions,
  credential: ExternalCredential,
  principal: Principal,
): Promise<string> {
  const names = parameterNames(credential, principal);
  const person = org.users.find(({ name, username }) => sameName(name, user) || sameName(username, user));
  const found = names.map(async (parameter) => {
    const key = secretKeyOf(credential, principal, parameter, person?.username ?? user);
    const secret = await attempt(() => secrets.get(key));
    // The key of a certificate stands in for the principal's own.
    if (parameter === 'privateKey' && secret.value === null && credential.jwt?.certificate !== undefined) return null;
    return `${parameter} from ${secret.value?.store ?? 'nowhere'}`;
  });
  const values = await Promise.all(found);
  const certificate = credential.aws?.certificate ?? (values.includes(null) ? credential.jwt?.certificate : undefined);
  const signer = certificate === undefined ? null : (await attempt(() => identities(certificate))).value;
  return [...values, signer && `certificate ${described(signer)}`].filter((one) => one !== null).join(', ');
}

function calloutFinding(path: string, status: number): Finding {
  const detail = `GET ${path} answered with status ${status}`;
  if (status === 401) {
    const message = `${detail}: it does not accept the credential`;
    return failed({ message, help: 'check that the named credential points at the server that the token is for' });
  }
  if (status < 500) return passed(detail);
  return failed({ message: detail, help: 'the server is in trouble: try again later' });
}
