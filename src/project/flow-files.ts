import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  checkFlow,
  flowNameOf,
  isMetadataFile,
  type LoadedFlow,
  loadFlowText,
  type ReadDocument,
  sortDiagnostics,
} from '../definition/index.ts';
import type { Diagnostic, RuleSetting } from '../model/diagnostics.ts';
import type { Flow } from '../model/flow.ts';
import type { OrgDefinition } from '../model/org.ts';
import { whyNotSent } from './project-file.ts';
import { readDefinition } from './read-definition.ts';

export interface FlowFiles {
  /** The flow and those that it can call, by API name; without those that have errors. */
  readonly flows: ReadonlyMap<string, Flow>;
  /** Null where the flow itself has errors. */
  readonly flow: Flow | null;
  /** All problems of all these files. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface FlowFilesOptions {
  /** Absolute path that relative ones start from. */
  readonly cwd: string;
  readonly org: OrgDefinition;
  /** Absolute path of the project's folder, which the files that callouts send stand in; left out = they are not looked for. */
  readonly directory?: string;
  /** What the project says of rules; left out = nothing. */
  readonly rules?: ReadonlyMap<string, RuleSetting>;
  /** Reads metadata XML; left out = the flow is YAML, and so are those it calls. */
  readonly readMetadata?: ReadDocument | undefined;
}

/** Flows, and not what stands beside them: `create-account.test.yaml`. */
const YAML_FLOW = /^[^.]+(?:\.flow)?\.ya?ml$/i;

/**
 * Loads a flow and the flows that it can call from the files beside it. The API name of a flow is the name of its file
 * without the ending, as it stands: `discount.yaml` is what `flow: discount` calls, `Refund.flow-meta.xml` what
 * `flow: Refund` calls.
 * @param file path as the user gave it.
 * @throws UnreadableFileError where a file is missing, a folder, or not to be read.
 */
export async function loadFlowFiles(file: string, options: FlowFilesOptions): Promise<FlowFiles> {
  const { cwd, org, directory, rules = new Map() } = options;
  const surroundings = {
    org,
    rules,
    ...(directory === undefined ? {} : { whyNotSent: (path: string) => whyNotSent(directory, path) }),
  };
  const reading = options.readMetadata ? { ...surroundings, readMetadata: options.readMetadata } : surroundings;
  const loaded = new Map<string, LoadedFlow>();
  let siblings: ReadonlyMap<string, string> | undefined;

  const load = async (name: string, path: string): Promise<LoadedFlow> => {
    const read = await readDefinition(path, cwd);
    const result =
      'text' in read
        ? loadFlowText(read.text, path, { ...reading, name })
        : { flow: null, document: null, diagnostics: [read.refused] };
    loaded.set(name, result);
    return result;
  };
  const name = flowNameOf(file);
  const main = await load(name, file);
  const open = [...calledBy(main.flow)];
  for (let called = open.pop(); called !== undefined; called = open.pop()) {
    if (loaded.has(called)) continue;
    siblings ??= await flowFilesIn(dirname(file), cwd, isMetadataFile(file));
    const path = siblings.get(called);
    if (path !== undefined) open.push(...calledBy((await load(called, path)).flow));
  }

  const flows = new Map([...loaded].flatMap(([key, { flow }]) => (flow ? [[key, flow] as const] : [])));
  const complete = flows.size === loaded.size;
  // A subflow that has errors is no unknown flow: its own problems say what is wrong.
  const calls = complete ? [...flows.values()].filter((flow) => calledBy(flow).length > 0) : [];
  const diagnostics = sortDiagnostics([
    ...[...loaded.values()].flatMap((each) => each.diagnostics),
    ...calls.flatMap((flow) => checkFlow(flow, { ...surroundings, flows })),
  ]);
  return { flow: main.flow, flows, diagnostics };
}

function calledBy(flow: Flow | null): readonly string[] {
  return (flow?.elements ?? []).flatMap((element) => {
    if (element.type === 'subflow') return [element.flow.name];
    if (element.type === 'screen') return element.actions.map(({ flow: called }) => called.name);
    return element.type === 'action' && element.kind === 'flow' ? [element.action.name] : [];
  });
}

/** Paths of the flow files in a folder, in the notation of the flow that calls them, by API name. */
export async function flowFilesIn(
  folder: string,
  cwd: string,
  metadata: boolean,
): Promise<ReadonlyMap<string, string>> {
  const all = await readdir(resolve(cwd, folder));
  const names = all.filter((name) => (metadata ? isMetadataFile(name) : YAML_FLOW.test(name)));
  const files = new Map(names.map((name) => [flowNameOf(name), join(folder, name)]));
  if (!metadata || !names.some((name) => VERSIONED.test(flowNameOf(name)))) return files;
  const { activeVersions } = await import('../metadata/project/flow-versions.ts');
  // What has a file of its own is no version of something else.
  return new Map([...(await activeVersions(files, cwd)), ...files]);
}

/** `Refund-3`, as the Metadata API named versions of a flow before version 44. */
const VERSIONED = /-\d+$/;
