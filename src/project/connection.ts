import type { CalloutPerformer } from '../callouts/performer.ts';
import { openSecretStore, type SecretStore } from '../credentials/secrets/index.ts';
import { noPerformers, type Performers } from '../effects/index.ts';
import type { Redactor } from '../http/redact.ts';
import type { OrgDefinition } from '../model/org.ts';
import { embeddedOrgs } from './embedded-orgs.ts';
import { embeddedAppSecrets } from './embedded-secrets.ts';

export interface ConnectOptions {
  readonly org: OrgDefinition;
  /** The project's folder: holds `.flowrun/` and `.env`. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Learns every secret that is used. */
  readonly redactor: Redactor;
  /** Folder of an embedded org's records by its name; null keeps them in memory. */
  readonly dataDirectory: (name: string) => string | null;
  /** Milliseconds since 1970; `Date.now` unless given. */
  readonly now?: () => number;
}

/** What carries out the effects of a run, over real HTTP. */
export interface Connection {
  readonly performers: Performers;
  readonly secrets: SecretStore;
  /** `org://target` as the address the org listens at, starting it; any other URL as it is. */
  resolveUrl(url: string): Promise<string>;
  /** Makes the redactor know the org's secrets before anything is shown. */
  learnSecrets(): Promise<void>;
  /** Closes connections and stops the embedded orgs. */
  close(): Promise<void>;
}

/** Connects a run with the world: secrets, credentials, HTTP, embedded orgs. Nothing is loaded before the first callout. */
export function connect(options: ConnectOptions): Connection {
  const { org, directory, env, redactor, dataDirectory, now } = options;
  const secrets = openSecretStore({ directory, env, fallback: embeddedAppSecrets(org) });
  const { resolveUrl, close } = embeddedOrgs(org, { dataDirectory });
  let performer: Promise<CalloutPerformer> | undefined;

  const loadPerformer = (): Promise<CalloutPerformer> => {
    performer ??= import('../callouts/performer.ts').then(({ createCalloutPerformer }) =>
      createCalloutPerformer({ org, secrets, redactor, resolveUrl, ...(now ? { now } : {}) }),
    );
    return performer;
  };
  return {
    secrets,
    resolveUrl,
    learnSecrets: async () => (await import('../credentials/learn-secrets.ts')).learnSecrets(org, secrets, redactor),
    performers: {
      ...noPerformers(now),
      callout: async (effect, interview, signal) => (await loadPerformer())(effect, interview, signal),
    },
    close: async () => {
      (await performer)?.close();
      await close();
    },
  };
}
