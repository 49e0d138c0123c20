import { dirname, join, relative, resolve } from 'node:path';
import {
  findOperation,
  flowNameOf,
  hasErrors,
  isMetadataFile,
  parseYaml,
  sortDiagnostics,
} from '../../definition/index.ts';
import { readFlow } from '../../definition/read-flow.ts';
import { UsageError } from '../../errors.ts';
import { flowDocumentFromXml } from '../../metadata/import-flow.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import type { Flow } from '../../model/flow.ts';
import type { OrgDefinition } from '../../model/org.ts';
import { findProject } from '../../project/find-project.ts';
import { type Need, needsOf } from '../../project/needs.ts';
import { actionFile } from '../../project/project-actions.ts';
import { readDefinition } from '../../project/read-definition.ts';
import { defineCommand } from '../command.ts';
import { isMetadataFlow, isYamlFlow } from '../definition-files.ts';
import { countOf, diagnosticsJson, framesOf } from '../diagnostics.ts';
import { expandFiles } from '../expand-files.ts';
import { type CliIo, painter, printJson, printLine } from '../io.ts';
import { STUB_FORMS, type StubForm, stubFile } from '../stub-text.ts';
import { type MadeFile, printWritten, type WrittenFile, writeFiles, writtenJson } from '../write-files.ts';

export const command = defineCommand({
  usage: ['stubs FILE...', 'stubs FILE... --write [--as js|yaml|org]'],
  description: [
    'Lists what flows need that only an org has: Apex actions, quick actions, local actions, prompts, components of your',
    'own and Apex-defined types. With --write it writes a stand-in for each that has none yet, with the inputs and outputs',
    'that the flows use, to fill in:',
    '',
    '  js    actions/<Name>.js, a function of the inputs that gives the outputs',
    '  yaml  actions/<Name>.yaml, outputs that never change',
    '  org   actions/<Name>.yaml, which calls the action in a real org over a named credential (--org NAME)',
    '',
    'and org/components/<namespace>.<name>.yaml for components: the attributes with their types. Without one, each',
    'attribute that the flow takes is asked for by the type of its variable. Apex-defined types need none: their values are',
    'what the actions give. External services are called as their registration in the project describes. `flowrun run',
    '--lenient` goes on without the outputs of an action that has no stand-in.',
  ].join('\n'),
  options: {
    write: { type: 'boolean', summary: 'write stand-ins for the actions and components that have none' },
    as: { type: 'string', value: 'FORM', summary: 'js (the default), yaml or org' },
    org: { type: 'string', value: 'NAME', summary: 'named credential of the org that has the actions, for --as org' },
  },
  positionals: { min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun stubs flows', does: 'what is missing' },
    { line: 'flowrun stubs My_Flow.flow-meta.xml --write', does: 'functions to fill in' },
    { line: 'flowrun stubs flows --write --as org --org My_Org', does: 'call a real org instead' },
  ],
  async run({ positionals, options, json }, io) {
    const form = formOf(options.as, options.org);
    const { flows, diagnostics, directory, declared, services } = await readFlows(positionals, io);
    const has: Readonly<Record<Need['kind'], (name: string) => boolean | Promise<boolean>>> = {
      action: async (name) =>
        (await actionFile(directory, name)) !== null || findOperation(services, name).operation !== null,
      component: (name) => declared.has(name.toLowerCase()),
      // Their values are what the actions give.
      type: () => true,
    };
    const needs = await Promise.all(
      needsOf(flows).map(async (need) => ({ need, has: await has[need.kind](need.name) })),
    );
    const missing = needs.filter((one) => !one.has).map(({ need }) => need);
    const files = missing.map((need): MadeFile => {
      const { file, text } = stubFile(need, form, options.org ?? '');
      return { path: relative(io.cwd, join(directory, file)).replaceAll('\\', '/'), text, source: need.name };
    });
    const written = options.write ? await writeFiles(files, io.cwd, { force: false, check: false }) : [];
    if (json) {
      const list = needs.map(({ need, has }) => needJson(need, has || options.write));
      printJson(io, {
        needs: list,
        files: writtenJson(written, false),
        diagnostics: await diagnosticsJson(diagnostics, io),
      });
    } else {
      for (const { need, has } of needs) printNeed(need, has, io);
      conclude({ needs: needs.length, missing, written, write: options.write }, io);
      if (diagnostics.length > 0) {
        io.stderr.write(
          `${await framesOf(diagnostics, io, { stream: io.stderr, color: io.errorColor })}\n\n${countOf(diagnostics)}\n`,
        );
      }
    }
    return hasErrors(diagnostics) ? 3 : 0;
  },
});

function formOf(as: string | undefined, org: string | undefined): StubForm {
  const form = STUB_FORMS.find((one) => one === (as ?? 'js'));
  if (form === undefined) throw new UsageError(`--as takes ${STUB_FORMS.join(', ')}, not ${as}`);
  if (form === 'org' && org === undefined) {
    throw new UsageError('--as org needs the named credential of the org', 'write --org NAME');
  }
  return form;
}

/** The flows as far as they can be read: what their names mean is not asked here. */
async function readFlows(
  args: readonly string[],
  io: CliIo,
): Promise<{
  readonly flows: readonly Flow[];
  readonly diagnostics: readonly Diagnostic[];
  readonly directory: string;
  readonly services: OrgDefinition['externalServices'];
  /** Names of the components that the project declares, in lower case. */
  readonly declared: ReadonlySet<string>;
}> {
  const files = await expandFiles(args, io.cwd, (path) => isYamlFlow(path) || isMetadataFlow(path));
  const flows: Flow[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const read = await readDefinition(file, io.cwd);
    if ('refused' in read) diagnostics.push(read.refused);
    else {
      const { text } = read;
      const parsed = isMetadataFile(file) ? flowDocumentFromXml(text, file) : parseYaml(text, file);
      const shape = parsed.document && readFlow(parsed.document, { file, text }, flowNameOf(file));
      if (shape?.flow) flows.push(shape.flow);
      diagnostics.push(...[...parsed.diagnostics, ...(shape?.diagnostics ?? [])].filter(isError));
    }
  }
  const { directory, org } = await findProject(dirname(resolve(io.cwd, files[0] ?? '')), io.cwd);
  const declared = new Set(org.components.map(({ name }) => name.toLowerCase()));
  return { flows, diagnostics: sortDiagnostics(diagnostics), directory, declared, services: org.externalServices };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function printNeed(need: Need, has: boolean, io: CliIo): void {
  const paint = painter(io.color);
  const { what, kind, name, uses, inputs, outputs } = need;
  const state = STATES[kind](has, paint);
  printLine(io, `${state} ${what} ${paint('bold', name)}`);
  const places = uses.map(({ flow, element }) => `${element} of ${flow}`);
  const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
  printLine(io, `    used by ${places.slice(0, 3).join(', ')}${more}`);
  if (Object.keys(inputs).length > 0) printLine(io, `    takes ${typed(inputs)}`);
  if (Object.keys(outputs).length > 0) printLine(io, `    gives ${typed(outputs)}`);
}

/** Actions have to be there; of a component without a declaration each attribute is asked for. */
const STATES: Readonly<Record<Need['kind'], (has: boolean, paint: ReturnType<typeof painter>) => string>> = {
  action: (has, paint) => (has ? paint('green', '✓') : paint('red', '✗')),
  component: (has, paint) => (has ? paint('green', '✓') : paint('dim', '·')),
  type: (_has, paint) => paint('dim', '·'),
};

function typed(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, type]) => (type === 'unknown' ? name : `${name}: ${type}`))
    .join(', ');
}

interface Conclusion {
  readonly needs: number;
  readonly missing: readonly Need[];
  readonly written: readonly WrittenFile[];
  readonly write: boolean;
}

function conclude({ needs, missing, written, write }: Conclusion, io: CliIo): void {
  if (needs > 0) printLine(io, '');
  printWritten(written, io, false);
  if (write && written.length > 0) return;
  if (needs === 0) printLine(io, "nothing of an org's code is needed");
  else if (missing.length === 0) printLine(io, 'everything has a stand-in');
  else {
    const counts = [countedOf(missing, 'action'), countedOf(missing, 'component')].filter((text) => text !== '');
    const verb = missing.length === 1 ? 'has' : 'have';
    printLine(io, `${counts.join(' and ')} ${verb} no stand-in: --write makes ${missing.length === 1 ? 'it' : 'them'}`);
  }
}

function countedOf(needs: readonly Need[], kind: Need['kind']): string {
  const count = needs.filter((need) => need.kind === kind).length;
  return count === 0 ? '' : `${count} ${kind}${count === 1 ? '' : 's'}`;
}

function needJson({ kind, type, what, name, uses, inputs, outputs }: Need, has: boolean): object {
  const places = uses.map(({ flow, element, file }) => ({ flow, element, file }));
  return { what, kind, ...(type === '' ? {} : { type }), name, has, uses: places, inputs, outputs };
}
