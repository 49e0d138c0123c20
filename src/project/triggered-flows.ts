import { dirname, relative, resolve, sep } from 'node:path';
import { hasErrors, isMetadataFile } from '../definition/index.ts';
import type { TriggeredFlow } from '../effects/index.ts';
import { InvalidDefinitionError } from '../errors.ts';
import { compileFlow, type Surroundings } from '../interview/index.ts';
import type { Flow } from '../model/flow.ts';
import { type FlowFilesOptions, flowFilesIn, loadFlowFiles } from './flow-files.ts';
import { readDefinition } from './read-definition.ts';

/** What tells a file that may start itself, before it is parsed. */
const MAY_BE_TRIGGERED = /(?:\btrigger\s*:\s*['"]?|<triggerType>\s*)(?:Record|PlatformEvent)/;
const MAY_BE_ACTIVE = /\bstatus\s*:\s*['"]?Active\b|<status>\s*Active\s*</;

/**
 * The active flows beside a file that records and platform events start: what a save in this project sets off, as in an org.
 * @param options `directory`: the project's folder.
 * @param surroundings made for the flows that each of them can call.
 * @throws InvalidDefinitionError where one of them has errors, UnreadableFileError.
 */
export async function triggeredFlowsBeside(
  file: string,
  options: FlowFilesOptions & { readonly directory: string },
  surroundings: (flows: ReadonlyMap<string, Flow>) => Surroundings,
): Promise<readonly TriggeredFlow[]> {
  // A version of a flow stands under both of its names.
  const paths = new Set((await flowFilesIn(dirname(file), options.cwd, isMetadataFile(file))).values());
  const found: TriggeredFlow[] = [];
  for (const path of paths) {
    const read = await readDefinition(path, options.cwd);
    if (!('text' in read) || !MAY_BE_TRIGGERED.test(read.text) || !MAY_BE_ACTIVE.test(read.text)) continue;
    const { flow, flows, diagnostics } = await loadFlowFiles(path, options);
    if (flow === null || hasErrors(diagnostics)) throw new InvalidDefinitionError(diagnostics);
    const { trigger, status } = flow;
    if (status !== 'Active' || trigger === undefined || trigger.type === 'Scheduled') continue;
    let program: ReturnType<TriggeredFlow['program']> | undefined;
    found.push({
      file: relative(options.directory, resolve(options.cwd, path)).replaceAll(sep, '/'),
      flow: { ...flow, trigger },
      program: () => {
        program ??= compileFlow(flow, surroundings(flows));
        return program;
      },
    });
  }
  return found;
}
