import type { CalloutPerformer } from '../callouts/performer.ts';
import { openSecretStore, type SecretStore } from '../credentials/secrets/index.ts';
import {
  type ActionResult,
  actionPerformer,
  type BackgroundRun,
  type FlowCall,
  flowTriggers,
  type HomeOrg,
  noPerformers,
  type Performers,
  recordPerformers,
  runChild,
  startDueRun,
  type TriggeredFlow,
  type WaitOptions,
  waitPerformer,
} from '../effects/index.ts';
import { FaultError } from '../errors.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { type ProxyEnv, proxyFrom, secretsOf } from '../http/proxy.ts';
import type { Redactor } from '../http/redact.ts';
import type { Program } from '../interview/index.ts';
import type { Fault, Interview } from '../model/interview.ts';
import type { OrgDefinition } from '../model/org.ts';
import type { Values } from '../model/value.ts';
import { embeddedOrgs } from './embedded-orgs.ts';
import { embeddedAppSecrets } from './embedded-secrets.ts';
import { projectActions } from './project-actions.ts';
import { serviceActions } from './service-actions.ts';

export interface ConnectOptions {
  readonly org: OrgDefinition;
  /** The project's folder: holds `.flowrun/` and `.env`. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Learns every secret that is used. */
  readonly redactor: Redactor;
  /** Folder of an org's records by its name (`home` is the org of the flow itself); null keeps them in memory. */
  readonly dataDirectory: (name: string) => string | null;
  /** Compiles another flow of the project by its name; left out = actions cannot run flows. */
  readonly compileFlow?: (name: string) => Program | undefined;
  /** The flows that records start; left out = a save starts none. */
  readonly triggered?: () => Promise<readonly TriggeredFlow[]>;
  /** What comes while a flow waits; left out = nothing but short alarms. */
  readonly waits?: Omit<WaitOptions, 'now'>;
  /** Performs what such flows do besides saving; the connection's own performers unless given. */
  readonly performers?: () => Performers;
  /** Makes the callouts of actions that the project implements; the connection's own performer unless given. */
  readonly actionCallout?: Performers['callout'];
  /** Hears of paths that start later: those that ran right after the commit, and those that are due some other time. */
  readonly onBackground?: (run: BackgroundRun) => void;
  /** Goes on without outputs where nobody implements an action, and hears of each; left out = such an action fails. */
  readonly lenient?: (fault: Fault) => void;
  /** Hears of every HTTP exchange of callouts and their tokens. */
  readonly observe?: (exchange: HttpExchange) => void;
  /** Milliseconds since 1970; `Date.now` unless given. */
  readonly now?: () => number;
  /** The time that flows and records go by where it is not that of the wire, whose tokens expire by the real clock. */
  readonly flowNow?: () => number;
}

/** What carries out the effects of a run, over real HTTP. */
export interface Connection {
  readonly performers: Performers;
  readonly secrets: SecretStore;
  /** What `HTTPS_PROXY` and its like say; null = nothing. */
  readonly proxy: ProxyEnv | null;
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
  const secrets = openSecretStore({ directory, env, environment: org.environment, fallback: embeddedAppSecrets(org) });
  const { resolveUrl, close } = embeddedOrgs(org, { dataDirectory });
  let opened: Promise<HomeOrg> | undefined;
  const home = (): Promise<HomeOrg> => {
    opened ??= import('./home-org.ts').then(({ openHomeOrg, HOME_ORG }) => openHomeOrg(org, dataDirectory(HOME_ORG)));
    return opened;
  };
  const clock = options.flowNow ?? now ?? Date.now;
  const runFlow = options.compileFlow && runningFlows(options.compileFlow, () => performers, clock);
  const records = recordPerformers({
    open: home,
    now: clock,
    triggers: async () => {
      const flows = (await options.triggered?.()) ?? [];
      return flows.length === 0 ? null : flowTriggers(flows);
    },
    outside: () => options.performers?.() ?? performers,
    onDue: async (due, { interview, records: kept, signal }) => {
      const host = { performers: options.performers?.() ?? performers, records: kept, signal, now: clock };
      const run = await startDueRun(due, interview, host);
      options.onBackground?.(run);
    },
  });
  const proxy = proxyFrom(env);
  for (const secret of proxy ? secretsOf(proxy) : []) redactor.add(secret);
  let performer: Promise<CalloutPerformer> | undefined;

  const loadPerformer = (): Promise<CalloutPerformer> => {
    performer ??= Promise.all([
      import('../callouts/performer.ts'),
      import('../credentials/token-cache.ts'),
      import('./project-file.ts'),
    ]).then(([{ createCalloutPerformer }, { openTokenCache }, { readProjectFile }]) =>
      createCalloutPerformer({
        org,
        secrets,
        tokens: openTokenCache({ directory, env, environment: org.environment }),
        redactor,
        resolveUrl,
        readFile: readProjectFile(directory),
        ...(proxy ? { proxy } : {}),
        ...(options.observe ? { observe: options.observe } : {}),
        ...(now ? { now } : {}),
      }),
    );
    return performer;
  };
  const performers: Performers = {
    ...noPerformers(clock),
    action: actionPerformer({
      load: serviceActions(org, projectActions(directory)),
      // By the layers of the run: what an action sends is stubbed, recorded and told like any callout.
      callout:
        options.actionCallout ??
        ((effect, interview, signal) => (options.performers?.() ?? performers).callout(effect, interview, signal)),
      ...(options.lenient ? { lenient: options.lenient } : {}),
      ...(runFlow ? { runFlow } : {}),
      now: clock,
    }),
    wait: waitPerformer({ now: clock, ...options.waits }),
    query: records.query,
    save: records.save,
    commit: records.commit,
    rollback: records.rollback,
    callout: async (effect, interview, signal) => (await loadPerformer())(effect, interview, signal),
  };
  return {
    secrets,
    proxy,
    home,
    openedHome: () => opened ?? null,
    resolveUrl,
    learnSecrets: async () => (await import('../credentials/learn-secrets.ts')).learnSecrets(org, secrets, redactor),
    performers,
    close: async () => {
      (await performer)?.close();
      await records.close();
      await close();
    },
  };
}

/** Runs a flow by its name within an interview's effect: what actions of the kind flow and buttons of screens do. */
function runningFlows(
  compile: (name: string) => Program | undefined,
  performers: () => Performers,
  now: () => number,
): (name: string, inputs: Values, parent: Interview, call: FlowCall) => Promise<ActionResult> {
  return async (name, inputs, parent, { signal, alone }) => {
    const program = compile(name);
    if (!program) {
      const help = `add the file of the flow ${name} beside this one`;
      throw new FaultError({ code: 'UNKNOWN_FLOW', message: `There is no flow named ${name}.`, help });
    }
    const end = await runChild(program, inputs, { parent, performers: performers(), signal, now, alone });
    const outputs = end.pending.kind === 'finished' ? end.pending.outputs : {};
    return { outputs, wrote: end.transaction.dirty };
  };
}
