import { dirname, join, relative, resolve } from 'node:path';
import { flowNameOf, hasErrors, isMetadataFile, parseYaml, sortDiagnostics } from '../../definition/index.ts';
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
import { STUB_FORMS, type StubForm, stubText } from '../stub-text.ts';
import { type MadeFile, printWritten, type WrittenFile, writeFiles, writtenJson } from '../write-files.ts';

export const command = defineCommand({
  usage: ['stubs FILE...', 'stubs FILE... --write [--as js|yaml|org]'],
  description: [
    'Lists what flows need that only an org has: Apex actions, quick actions, local actions, prompts, components of your',
    'own and Apex-defined types. With --write it writes a stand-in for each action that has none yet, with the inputs and',
    'outputs that the flows use, to fill in:',
    '',
    '  js    actions/<Name>.js, a function of the inputs that gives the outputs',
    '  yaml  actions/<Name>.yaml, outputs that never change',
    '  org   actions/<Name>.yaml, which calls the action in a real org over a named credential (--org NAME)',
    '',
    'Components need none: a line of text is asked for each attribute that the flow takes from them. Apex-defined types',
    'neither: their values are what the actions give. `flowrun run --lenient` goes on without the outputs of an action',
    'that has no stand-in.',
  ].join('\n'),
  options: {
    write: { type: 'boolean', summary: 'write stand-ins for the actions that have none' },
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
    const { flows, diagnostics, directory, services } = await readFlows(positionals, io);
    const needs = await Promise.all(
      needsOf(flows, services).map(async (need) => ({
        need,
        has: need.kind !== 'action' || (await actionFile(directory, need.name)) !== null,
      })),
    );
    const files = needs.flatMap(({ need, has }): readonly MadeFile[] => {
      if (has || !/^[\w.-]+$/.test(need.name)) return [];
      const { ending, text } = stubText(need, form, options.org ?? '');
      const path = relative(io.cwd, join(directory, 'actions', `${need.name}.${ending}`)).replaceAll('\\', '/');
      return [{ path, text, source: need.name }];
    });
    const written = options.write ? await writeFiles(files, io.cwd, { force: false, check: false }) : [];
    const missing = needs.filter(({ has }) => !has).length;
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
  return { flows, diagnostics: sortDiagnostics(diagnostics), directory, services: org.externalServices };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function printNeed(need: Need, has: boolean, io: CliIo): void {
  const paint = painter(io.color);
  const { what, kind, name, uses, inputs, outputs } = need;
  const state = kind !== 'action' ? paint('dim', '·') : has ? paint('green', '✓') : paint('red', '✗');
  printLine(io, `${state} ${what} ${paint('bold', name)}`);
  const places = uses.map(({ flow, element }) => `${element} of ${flow}`);
  const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
  printLine(io, `    used by ${places.slice(0, 3).join(', ')}${more}`);
  if (Object.keys(inputs).length > 0) printLine(io, `    takes ${typed(inputs)}`);
  if (Object.keys(outputs).length > 0) printLine(io, `    gives ${typed(outputs)}`);
}

function typed(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, type]) => (type === 'unknown' ? name : `${name}: ${type}`))
    .join(', ');
}

interface Conclusion {
  readonly needs: number;
  readonly missing: number;
  readonly written: readonly WrittenFile[];
  readonly write: boolean;
}

function conclude({ needs, missing, written, write }: Conclusion, io: CliIo): void {
  if (needs > 0) printLine(io, '');
  printWritten(written, io, false);
  if (write && written.length > 0) return;
  if (needs === 0) printLine(io, "nothing of an org's code is needed");
  else if (missing === 0) printLine(io, 'every action has a stand-in');
  else printLine(io, `${missing} ${missing === 1 ? 'action has' : 'actions have'} no stand-in: --write makes them`);
}

function needJson({ kind, type, what, name, uses, inputs, outputs }: Need, has: boolean): object {
  const places = uses.map(({ flow, element, file }) => ({ flow, element, file }));
  return { what, kind, ...(type === '' ? {} : { type }), name, has, uses: places, inputs, outputs };
}
