import { FlowrunError } from '../errors.ts';
import type { OrgDefinition } from '../model/org.ts';
import type { RunningOrg } from '../org/index.ts';
import { nearest } from '../values/nearest.ts';
import { embeddedOrgName, embeddedOrgOf } from './embedded-secrets.ts';

/** The embedded target orgs of a run: started by the first callout that needs them, stopped at the end. */
export interface EmbeddedOrgs {
  /**
   * `org://target/path` as the address the org listens at; any other URL as it is.
   * @throws FlowrunError `ORG` where there is no such org, or it cannot start.
   */
  resolveUrl(url: string): Promise<string>;
  close(): Promise<void>;
}

export interface EmbeddedOrgsOptions {
  /** Folder of an org's records by its name; null keeps them in memory. */
  readonly dataDirectory: (name: string) => string | null;
}

/** Makes the orgs of an org folder ready to start. Nothing is loaded or opened before the first `org://` address. */
export function embeddedOrgs(org: OrgDefinition, options: EmbeddedOrgsOptions): EmbeddedOrgs {
  const running = new Map<string, Promise<RunningOrg>>();

  const start = (url: string): Promise<RunningOrg> => {
    const definition = embeddedOrgOf(org, url);
    if (!definition) throw noSuchOrg(org, embeddedOrgName(url) ?? '');
    const { name } = definition;
    let started = running.get(name);
    if (!started) {
      started = import('../org/index.ts').then(({ startOrg }) =>
        startOrg({ definition, directory: options.dataDirectory(name) }),
      );
      running.set(name, started);
      started.catch(() => running.delete(name));
    }
    return started;
  };

  return {
    resolveUrl: async (url) => {
      const name = embeddedOrgName(url);
      if (name === null) return url;
      const address = (await start(url)).url;
      return address + url.slice(`org://${name}`.length);
    },
    close: async () => {
      const orgs = await Promise.allSettled(running.values());
      running.clear();
      await Promise.all(orgs.map((started) => (started.status === 'fulfilled' ? started.value.close() : undefined)));
    },
  };
}

function noSuchOrg(org: OrgDefinition, name: string): FlowrunError {
  const names = org.targetOrgs.map((target) => target.name);
  const near = nearest(name, names);
  const help =
    near === undefined ? `create org/target-orgs/${name}/connected-apps/<name>.yaml` : `did you mean org://${near}?`;
  return new FlowrunError('ORG', `there is no embedded org named ${name}`, { help });
}
