import { credentialFault, NOT_CONFIGURED_MESSAGE } from '../credentials/faults.ts';
import { FaultError, FlowrunError } from '../errors.ts';
import type { FailureKind, HttpFailure } from '../http/failure.ts';
import type { Fault } from '../model/interview.ts';

/** Every fault code of a callout that got no reply; those of credentials are in `credentials/faults.ts`. Stable. */
export const CALLOUT_FAULTS = {
  CALLOUT_TIMEOUT: 'no reply within the time limit (10 s unless set)',
  CALLOUT_UNREACHABLE: 'nothing answers at the address of the named credential, or its name cannot be resolved',
  CALLOUT_TLS: 'the certificate of the server, or ours, or the secure connection is not accepted',
  CALLOUT_TOO_LARGE: 'the request is larger than 6 MB, or the reply larger than 12 MB',
  CALLOUT_BROKEN: 'the connection ended before the reply was complete',
  CALLOUT_DISABLED: 'callouts are disabled in the named credential',
  CALLOUT_INVALID: 'the request cannot be sent as it stands: its path, a header or its body',
} as const satisfies Readonly<Record<string, string>>;
export type CalloutFaultCode = keyof typeof CALLOUT_FAULTS;

interface FailureText {
  readonly code: CalloutFaultCode;
  /** What `{!$Flow.FaultMessage}` shows; Salesforce's own words where they are known. */
  readonly message: (failure: HttpFailure) => string;
  readonly help: string;
}

const TEXTS: Readonly<Record<Exclude<FailureKind, 'cancelled'>, FailureText>> = {
  timeout: {
    code: 'CALLOUT_TIMEOUT',
    // The text of System.CalloutException in an org.
    message: () => 'Read timed out',
    help: 'try again; the request may have been carried out all the same',
  },
  refused: {
    code: 'CALLOUT_UNREACHABLE',
    message: (failure) => `The callout got no reply: ${failure.message}.`,
    help: 'check that the server runs, and the address in the named credential',
  },
  dns: {
    code: 'CALLOUT_UNREACHABLE',
    message: (failure) => `The callout got no reply: ${failure.message}.`,
    help: 'check the address in the named credential for a misspelt host name, and the network',
  },
  tls: {
    code: 'CALLOUT_TLS',
    message: (failure) => `The callout got no reply: ${failure.message}.`,
    help: 'the server needs a valid certificate; an authority of your own is made known with NODE_EXTRA_CA_CERTS=file.pem',
  },
  proxy: {
    code: 'CALLOUT_UNREACHABLE',
    message: (failure) => `The callout got no reply: ${failure.message}.`,
    help: 'check the address in HTTPS_PROXY; NO_PROXY names the hosts that need no proxy',
  },
  tooLarge: {
    code: 'CALLOUT_TOO_LARGE',
    message: (failure) => `The callout exceeds the size limit: ${failure.message}.`,
    help: 'send or ask for less at once: at most 6 MB out and 12 MB in',
  },
  broken: {
    code: 'CALLOUT_BROKEN',
    message: (failure) => `The callout got no complete reply: ${failure.message}.`,
    help: 'try again; the request may have been carried out all the same',
  },
  address: {
    code: 'CALLOUT_INVALID',
    message: (failure) => `The callout cannot be sent: ${failure.message}.`,
    help: 'mend the URL of the named credential',
  },
};

/** The named credential of a callout, as far as its server may be discontent with it. */
export interface ClientSide {
  /** Where it stands. */
  readonly file: string;
  /** Name of the certificate that was shown to the server; null = none. */
  readonly certificate: string | null;
}

/** Alerts by which a server refuses what a client shows it, or that it shows nothing (RFC 8446 6.2). */
const REFUSES_CLIENT =
  /^ERR_SSL_[\w/]+_ALERT_(?:CERTIFICATE_\w+|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)$/;

/** What to do where the certificate that a client shows may be the reason; null where it cannot be. */
function clientHelp({ kind, code }: HttpFailure, { certificate, file }: ClientSide): string | null {
  const mend =
    certificate === null
      ? `name one of org/certificates as "clientCertificate" in ${file}`
      : `the certificate "${certificate}" may be expired, revoked, or of an authority that the server does not know`;
  if (certificate !== null && code === 'ERR_SSL_EE_KEY_TOO_SMALL') {
    return `the key of the certificate "${certificate}" is too small for TLS: RSA needs 2,048 bits`;
  }
  if (kind === 'tls' && /_ALERT_HANDSHAKE_FAILURE$/.test(code ?? '')) {
    return `the server shares no protocol or cipher with us, or it wants another client certificate: ${mend}`;
  }
  if (kind === 'tls' && REFUSES_CLIENT.test(code ?? '')) {
    return certificate === null
      ? `the server asks for a client certificate: ${mend}`
      : `the server refuses the client: ${mend}`;
  }
  // Some servers close without a word, which looks like any other broken connection.
  if (kind !== 'broken') return null;
  return certificate === null
    ? `${TEXTS.broken.help}; if the server asks for a client certificate, ${mend}`
    : `${TEXTS.broken.help}; if the server has refused the client, ${mend}`;
}

/**
 * Makes the fault of a request that got no reply.
 * @param client the named credential that it went through, over a secure connection; null = over an open one.
 */
export function faultOfFailure(
  failure: HttpFailure & { readonly kind: Exclude<FailureKind, 'cancelled'> },
  client: ClientSide | null = null,
): FaultError {
  const { code, message, help: usual } = TEXTS[failure.kind];
  const help = (client && clientHelp(failure, client)) ?? usual;
  return new FaultError({ code, message: message(failure), help, detail: { kind: failure.kind, code: failure.code } });
}

/** Makes the fault of a callout that was not sent at all. */
export function calloutFault(code: CalloutFaultCode, message: string, help: string): FaultError {
  return new FaultError({ code, message, help });
}

/**
 * The fault that an error of a callout stands for: an embedded org that does not start is unreachable, a secret store
 * that cannot be read leaves the credential not configured. A cancellation or a defect of flowrun is thrown on.
 */
export function faultOf(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault;
  if (!(error instanceof FlowrunError) || error.code === 'INTERNAL' || error.code === 'CANCELLED') throw error;
  const why = error.help === undefined ? error.message : `${error.message}; ${error.help}`;
  if (error.code === 'SECRET_STORE') {
    return credentialFault('CREDENTIAL_NOT_CONFIGURED', NOT_CONFIGURED_MESSAGE, why).fault;
  }
  const code = error.code === 'ORG' ? 'CALLOUT_UNREACHABLE' : 'CALLOUT_INVALID';
  return calloutFault(code, error.message, error.help ?? 'mend the callout').fault;
}
