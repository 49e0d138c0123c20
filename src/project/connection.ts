import type { CalloutPerformer } from '../callouts/performer.ts';
import { openSecretStore, type SecretStore } from '../credentials/secrets/index.ts';
import { type HomeOrg, noPerformers, type Performers, recordPerformers } from '../effects/index.ts';
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
  /** Folder of an org's records by its name (`home` is the org of the flow itself); null keeps them in memory. */
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
  /** The org that the flow runs in, with its records; opened at the first call. */
  home(): Promise<HomeOrg>;
  /** The same; null where nobody has opened it. */
  openedHome(): Promise<HomeOrg> | null;
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
  let opened: Promise<HomeOrg> | undefined;
  const home = (): Promise<HomeOrg> => {
    opened ??= import('./home-org.ts').then(({ openHomeOrg, HOME_ORG }) => openHomeOrg(org, dataDirectory(HOME_ORG)));
    return opened;
  };
  const records = recordPerformers({ open: home, ...(now ? { now } : {}) });
  let performer: Promise<CalloutPerformer> | undefined;

  const loadPerformer = (): Promise<CalloutPerformer> => {
    performer ??= import('../callouts/performer.ts').then(({ createCalloutPerformer }) =>
      createCalloutPerformer({ org, secrets, redactor, resolveUrl, ...(now ? { now } : {}) }),
    );
    return performer;
  };
  return {
    secrets,
    home,
    openedHome: () => opened ?? null,
    resolveUrl,
    learnSecrets: async () => (await import('../credentials/learn-secrets.ts')).learnSecrets(org, secrets, redactor),
    performers: {
      ...noPerformers(now),
      query: records.query,
      save: records.save,
      commit: records.commit,
      rollback: records.rollback,
      callout: async (effect, interview, signal) => (await loadPerformer())(effect, interview, signal),
    },
    close: async () => {
      (await performer)?.close();
      await records.close();
      await close();
    },
  };
}
