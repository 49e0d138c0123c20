import { createCalloutPerformer } from '../../src/callouts/performer.ts';
import { EMPTY_ORG } from '../../src/definition/index.ts';
import { noPerformers, runInterview } from '../../src/effects/index.ts';
import { createRedactor } from '../../src/http/redact.ts';
import { compileFlow, startInterview } from '../../src/interview/index.ts';
import type { OrgDefinition } from '../../src/model/org.ts';
import { BenchError } from '../bench-error.ts';
import { loadBenchFlow, SURROUNDINGS } from '../flows.ts';

/** `flows/callout.yaml` with the performers that the command line uses: named credential, permission set, redaction. */
export async function prepare(
  url: string,
): Promise<(name: string, employees: number) => Promise<Record<string, unknown>>> {
  const program = compileFlow(await loadBenchFlow('callout'), SURROUNDINGS);
  const callout = createCalloutPerformer({
    org: orgWith(url),
    secrets: { get: async () => null },
    redactor: createRedactor(),
    resolveUrl: async (address) => address,
  });
  const host = {
    performers: { ...noPerformers(), callout },
    presenter: {
      present: () => Promise.reject(new BenchError('the flow has no screen')),
    },
  };
  let runs = 0;
  return async (name, employees) => {
    const context = { id: `bench-${runs++}`, user: 'bench', locale: 'en-US', timeZone: 'UTC', startedAt: Date.now() };
    const { pending } = await runInterview(program, startInterview(program, { name, employees }, context), host);
    if (pending.kind !== 'finished') throw new BenchError(JSON.stringify(pending));
    return { ...pending.outputs };
  };
}

function orgWith(url: string): OrgDefinition {
  const principal = { name: 'Main', type: 'Named Principal', sequence: 1, parameters: [] } as const;
  return {
    ...EMPTY_ORG,
    directory: null,
    users: [
      {
        name: 'bench',
        username: 'bench',
        firstName: null,
        lastName: null,
        email: null,
        profile: null,
        role: null,
        timeZone: null,
        locale: null,
        language: null,
        permissionSets: ['Bench'],
        fields: {},
      },
    ],
    defaultUser: 'bench',
    permissionSets: [{ name: 'Bench', label: null, customPermissions: [], principals: ['Loopback-Main'] }],
    externalCredentials: [
      {
        name: 'Loopback',
        label: null,
        protocol: 'No Authentication',
        variant: null,
        tokenEndpoint: null,
        scope: null,
        jwt: null,
        aws: null,
        clientCredentialsInBody: false,
        principals: [principal],
        headers: [],
        additionalRefreshStatusCodes: [],
        file: 'bench',
      },
    ],
    namedCredentials: [
      {
        name: 'Loopback',
        label: null,
        url,
        externalCredential: 'Loopback',
        generateAuthorizationHeader: true,
        calloutsEnabled: true,
        headers: [],
        file: 'bench',
      },
    ],
    targetOrgs: [],
  };
}
