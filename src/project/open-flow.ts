import { dirname, resolve } from 'node:path';
import { type GlobalFamilies, globalFamilies, hasErrors, resolveGlobal } from '../definition/index.ts';
import type { TriggeredFlow } from '../effects/index.ts';
import { InvalidDefinitionError } from '../errors.ts';
import { compileFlow, type Program, type Surroundings } from '../interview/index.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Flow } from '../model/flow.ts';
import type { InterviewContext } from '../model/interview.ts';
import type { OrgDefinition, User } from '../model/org.ts';
import { randomUuid } from '../values/uuid.ts';
import { findProject } from './find-project.ts';
import { loadFlowFiles } from './flow-files.ts';
import { globalValue } from './globals.ts';
import { metadataReader } from './metadata-reader.ts';
import { objectsOf } from './objects.ts';
import { contextFor, findUser, type Region, systemRegion } from './running-user.ts';
import { triggeredFlowsBeside } from './triggered-flows.ts';
import { refuseForeign } from './why-not-run.ts';

export interface OpenFlowOptions {
  /** Absolute path that a relative file starts from; `process.cwd()` unless given. */
  readonly cwd?: string;
  /** `$Api.Session_ID`, a secret: whoever gives it masks it. Left out = empty. */
  readonly sessionId?: string;
  /** The environment that the org is put into: `--env`. Left out or null = none. */
  readonly environment?: string | null;
  /** It is opened to be run: a flow of a kind that only an org can run is refused before all else. */
  readonly toRun?: boolean;
}

/** A flow with what it needs from the files around it, checked and ready to be compiled. */
export interface OpenFlow {
  /** Path as the user gave it. */
  readonly file: string;
  readonly flow: Flow;
  readonly org: OrgDefinition;
  /** Absolute: the project's folder, which holds `.flowrun/` and `.env`. */
  readonly directory: string;
  readonly warnings: readonly Diagnostic[];
  readonly surroundings: Surroundings;
  /** @param mode `observed` tells elements, writes and formulas to an observer. */
  compile(mode?: { readonly observed?: boolean }): Program;
  /** Compiles another of the loaded flows: one that an action runs. */
  compileNamed(name: string): Program | undefined;
  /** The active flows of the project that records start; read when it is first asked for. */
  triggered(): Promise<readonly TriggeredFlow[]>;
  /** The user of this name or username; null = the default user. Throws UsageError for an unknown one. */
  user(as: string | null): User | undefined;
}

/**
 * Opens a flow's file, YAML or metadata XML: finds the org folder beside or above it, loads the flows it can call and
 * checks everything.
 * @throws UnreadableFileError, UnsupportedFlowError, or InvalidDefinitionError with every problem of every file.
 */
export async function openFlow(file: string, options: OpenFlowOptions = {}): Promise<OpenFlow> {
  const { cwd = process.cwd(), sessionId = null, environment = null, toRun = false } = options;
  const {
    org,
    config,
    salesforce,
    directory,
    diagnostics: orgProblems,
  } = await findProject(dirname(resolve(cwd, file)), cwd, environment);
  const reading = {
    cwd,
    org,
    directory,
    rules: config.rules,
    readMetadata: await metadataReader(resolve(cwd, file), salesforce),
  };
  const { flow, flows, diagnostics } = await loadFlowFiles(file, reading);
  const problems = [...orgProblems, ...diagnostics];
  if (flow !== null && toRun) refuseForeign(flow, diagnostics);
  if (flow === null || hasErrors(problems)) throw new InvalidDefinitionError(problems);
  let families: GlobalFamilies | undefined;
  const object = objectsOf(org);
  const standIns = new Map(org.components.map((one) => [one.name.toLowerCase(), one]));
  const surroundingsOf = (loaded: ReadonlyMap<string, Flow>): Surroundings => ({
    flow: (name) => loaded.get(name),
    object,
    standIn: (component) => standIns.get(component.toLowerCase()),
    global: (path, context) => globalValue(org, path, context, sessionId),
    globalType: ([family = '', ...members]) => {
      families ??= globalFamilies(org);
      const found = resolveGlobal(families, family, members);
      return found.kind === 'known' ? found.type : undefined;
    },
  });
  const surroundings = surroundingsOf(flows);
  let triggered: Promise<readonly TriggeredFlow[]> | undefined;
  return {
    file,
    flow,
    org,
    directory,
    warnings: problems,
    surroundings,
    compile: (mode) => compileFlow(flow, surroundings, mode),
    compileNamed: (name) => {
      const named = flows.get(name);
      return named && compileFlow(named, surroundings);
    },
    triggered: () => {
      triggered ??= triggeredFlowsBeside(file, { ...reading, directory }, surroundingsOf);
      return triggered;
    },
    user: (as) => findUser(org, as),
  };
}

/** What an interview starts with: its id, and who runs it, where and when. */
export function newContext(
  user: User | undefined,
  now: number,
  region: Region = systemRegion(),
): InterviewContext & { readonly id: string } {
  return { id: randomUuid(), ...contextFor(user, region, now) };
}
