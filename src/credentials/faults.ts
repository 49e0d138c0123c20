import { FaultError } from '../errors.ts';
import type { Fault } from '../model/interview.ts';
import type { Values } from '../model/value.ts';

/**
 * Every fault code that credentials can raise. Stable: `flowrun` exits with 4 for them, flows and tests may name them.
 * The messages are Salesforce's own (reference: credentials A3); what an org leaves out is which step is broken, and that
 * stands in `help`.
 */
export const CREDENTIAL_FAULTS = {
  CREDENTIAL_ACCESS:
    'the running user may not use the credential: no permission set, wrong permission set, or no such credential',
  CREDENTIAL_NOT_CONFIGURED:
    'a parameter of the principal (client id, secret, password, …) or the private key of a certificate has no value in any secret store',
  CREDENTIAL_FIELD: 'a custom header names a parameter that the external credential does not have',
  CREDENTIAL_INVALID: 'the credential or its header formula is defined wrongly',
  TOKEN_REFUSED: 'the token endpoint answered, and gave no token',
  TOKEN_UNREACHABLE: 'the token endpoint did not answer',
  TOKEN_REFRESH: 'the callout was refused, and no fresh token could be fetched',
} as const satisfies Readonly<Record<string, string>>;
export type CredentialFaultCode = keyof typeof CREDENTIAL_FAULTS;

/** True for the codes above: such a fault is one of credentials or permissions. */
export function isCredentialFault(fault: Fault): boolean {
  return Object.hasOwn(CREDENTIAL_FAULTS, fault.code);
}

/** Makes the error that ends an attempt to use a credential. */
export function credentialFault(code: CredentialFaultCode, message: string, help: string, detail?: Values): FaultError {
  return new FaultError({ code, message, help, ...(detail === undefined ? {} : { detail }) });
}

/** Salesforce's text where a user lacks access, or the credential does not exist: it never says which. */
export function noAccessMessage(kind: 'external credential' | 'named credential', name: string): string {
  return `We couldn't access the credential(s). You might not have the required permissions, or the ${kind} "${name}" might not exist.`;
}

export const NOT_CONFIGURED_MESSAGE = "The external credential isn't fully configured.";
export const REFRESH_FAILED_MESSAGE = "The expired credentials couldn't be refreshed. Try again later.";
