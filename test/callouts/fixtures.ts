import { onTestFinished } from 'vitest';
import {
  type CalloutPerformer,
  type CalloutPerformerOptions,
  createCalloutPerformer,
} from '../../src/callouts/performer.ts';
import { createRedactor } from '../../src/http/redact.ts';
import type { CalloutEffect, CalloutRequest, FlowEvent, Interview } from '../../src/model/interview.ts';
import type { OrgDefinition } from '../../src/model/org.ts';
import { externalCredential, namedCredential, orgDefinition, SECRET, secretsOf } from '../credentials/fixtures.ts';

export function calloutEffect(request: Partial<CalloutRequest> = {}): CalloutEffect {
  return {
    kind: 'callout',
    id: 7,
    flow: 'Create_Account',
    element: 'Call',
    key: 'run:main:7',
    request: {
      namedCredential: 'Target_Org',
      method: 'POST',
      path: '/services/data/v66.0/sobjects/Account',
      headers: {},
      body: { Name: 'Acme' },
      runInMode: 'DefaultMode',
      ...request,
    },
  };
}

export function interviewOf(user = 'flow'): Interview {
  return {
    format: 1,
    id: 'run',
    branch: 'main',
    bundle: 'b',
    seq: 7,
    context: { user, locale: 'en-US', timeZone: 'UTC', startedAt: 0 },
    frames: {},
    stack: [],
    visited: [],
    transaction: { number: 1, dirty: false, used: {} },
    faultMessage: null,
    pending: calloutEffect(),
  };
}

export interface Rig {
  readonly performer: CalloutPerformer;
  call(request?: Partial<CalloutRequest>, user?: string, signal?: AbortSignal): Promise<FlowEvent>;
}

export function rig(options: Partial<CalloutPerformerOptions>): Rig {
  const performer = createCalloutPerformer({
    org: orgDefinition(),
    secrets: secretsOf({ clientId: '3MVG9.key', clientSecret: SECRET }),
    redactor: createRedactor(),
    resolveUrl: async (url) => url,
    now: () => 1_000,
    ...options,
  });
  onTestFinished(() => performer.close());
  return {
    performer,
    call: (request, user, signal = new AbortController().signal) =>
      performer(calloutEffect(request), interviewOf(user), signal),
  };
}

/** An org whose one named credential points at a server that is token endpoint and API in one. */
export function orgAt(url: string, changes: { external?: object; named?: object } = {}): OrgDefinition {
  return orgDefinition({
    externalCredentials: [externalCredential({ tokenEndpoint: `${url}/token`, ...changes.external })],
    namedCredentials: [namedCredential({ url, ...changes.named })],
  });
}
