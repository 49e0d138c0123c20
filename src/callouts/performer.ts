import { type AuthorizerOptions, createAuthorizer } from '../credentials/authorizer.ts';
import { identitiesOf } from '../credentials/certificates.ts';
import { FlowrunError } from '../errors.ts';
import type { HttpClientOptions } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import type { CalloutEffect, CalloutRequest, Fault, FlowEvent, Interview } from '../model/interview.ts';
import type { OrgDefinition } from '../model/org.ts';
import type { Values } from '../model/value.ts';
import { readBody } from './body.ts';
import type { ReadFile } from './bytes-body.ts';
import { createCaller } from './caller.ts';
import { faultOf } from './faults.ts';
import { readPages } from './paginate.ts';

export interface CalloutPerformerOptions {
  readonly org: OrgDefinition;
  readonly secrets: AuthorizerOptions['secrets'];
  readonly tokens?: AuthorizerOptions['tokens'];
  readonly redactor: Redactor;
  /** Maps `org://<name>` to the address the embedded org listens at (starting it); other addresses stay. */
  readonly resolveUrl: (url: string) => Promise<string>;
  /** Reads the files of the project that bodies name; left out = there are none. */
  readonly readFile?: ReadFile;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for one callout; 10,000 unless set. */
  readonly timeout?: number;
  readonly userAgent?: string;
  readonly proxy?: HttpClientOptions['proxy'];
  /** Hears of every exchange, those for tokens too. */
  readonly observe?: HttpClientOptions['observe'];
}

/** Performs callout effects: `Performers['callout']` of `effects/ports.ts`, with a way to close its connections. */
export interface CalloutPerformer {
  /**
   * Sends the request through its named credential as the interview's user. A reply of any status is a `responded` event;
   * no reply, or no right to call out, is a `failed` event with its fault.
   * @throws FlowrunError `CANCELLED` when the signal fires.
   */
  (effect: CalloutEffect, interview: Interview, signal: AbortSignal): Promise<FlowEvent>;
  close(): void;
}

/** Makes a performer over an org's definition; named credentials are checked and resolved at their first callout. */
export function createCalloutPerformer(options: CalloutPerformerOptions): CalloutPerformer {
  const { org, secrets, tokens, redactor, resolveUrl, now = Date.now, userAgent = 'flowrun' } = options;
  const http: HttpClientOptions = {
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    ...(options.proxy ? { proxy: options.proxy } : {}),
    ...(options.observe ? { observe: options.observe } : {}),
  };
  const identities = identitiesOf({ org, secrets, redactor });
  const authorizer = createAuthorizer({
    secrets,
    identities,
    ...(tokens ? { tokens } : {}),
    redactor,
    resolveUrl,
    http,
    users: org.users,
    now,
  });
  const caller = createCaller({
    org,
    authorizer,
    identities,
    resolveUrl,
    ...(options.readFile ? { readFile: options.readFile } : {}),
    http,
    userAgent,
    now,
  });

  const perform = async (effect: CalloutEffect, interview: Interview, signal: AbortSignal): Promise<FlowEvent> => {
    const answers = effect.id;
    try {
      const { request, key } = effect;
      const send = async (one: CalloutRequest) => {
        const reply = await caller.call(one, interview.context.user, signal, key);
        return { status: reply.status, headers: reply.headers, body: readBody(reply) };
      };
      const { paginate } = request;
      const reply = paginate
        ? await readPages(paginate, request, await caller.baseOf(request.namedCredential), send)
        : await send(request);
      return { kind: 'responded', answers, at: now(), ...reply };
    } catch (error) {
      if (signal.aborted) throw new FlowrunError('CANCELLED', 'the callout was cancelled');
      return { kind: 'failed', answers, at: now(), fault: redactFault(faultOf(error), redactor) };
    }
  };
  const close = (): void => {
    caller.close();
    authorizer.close();
  };
  return Object.assign(perform, { close });
}

/** A server may quote what it was sent. */
function redactFault(fault: Fault, redactor: Redactor): Fault {
  return {
    ...fault,
    message: redactor.text(fault.message),
    ...(fault.help === undefined ? {} : { help: redactor.text(fault.help) }),
    ...(fault.detail === undefined ? {} : { detail: redactor.value(fault.detail) as Values }),
  };
}
