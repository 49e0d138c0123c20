import type { SecretSource } from '../credentials/secrets/index.ts';
import type { ConnectedApp, OrgDefinition } from '../model/org.ts';

/** Which value of a connected app a parameter of an OAuth principal asks for. */
const APP_VALUES: Readonly<Record<string, (app: ConnectedApp) => string>> = {
  clientid: (app) => app.consumerKey,
  clientsecret: (app) => app.consumerSecret,
};

/**
 * Client id and secret of an external credential whose token endpoint is an embedded target org: they stand in that org's
 * connected app, so that a fresh clone runs without setting a secret. Asked last: what is set anywhere else comes first.
 */
export function embeddedAppSecrets(org: OrgDefinition): SecretSource {
  return {
    name: 'the connected app of the embedded org',
    get: async ({ externalCredential, parameter }) => {
      const wanted = externalCredential.toLowerCase();
      const credential = org.externalCredentials.find(({ name }) => name.toLowerCase() === wanted);
      const target = embeddedOrgOf(org, credential?.tokenEndpoint ?? '');
      const app =
        (credential?.variant === 'Browser Flow'
          ? target?.connectedApps.find(({ callbackUrls }) => callbackUrls.length > 0)
          : undefined) ??
        target?.connectedApps.find(({ clientCredentialsFlow }) => clientCredentialsFlow.enabled) ??
        target?.connectedApps[0];
      const read = APP_VALUES[parameter.toLowerCase()];
      return app && read ? read(app) : null;
    },
  };
}

/** The embedded org that a URL such as `org://target/services` means. @returns undefined for any other URL. */
export function embeddedOrgOf(org: OrgDefinition, url: string): OrgDefinition['targetOrgs'][number] | undefined {
  const name = embeddedOrgName(url);
  return name === null ? undefined : org.targetOrgs.find((target) => target.name.toLowerCase() === name.toLowerCase());
}

/** `target` of `org://target/services`; null for any other URL. */
export function embeddedOrgName(url: string): string | null {
  return /^org:\/\/([^/?#]+)/i.exec(url)?.[1] ?? null;
}
