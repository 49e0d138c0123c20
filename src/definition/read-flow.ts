import { FLOW } from '../forms/flow.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode, MapNode, Place } from '../model/document.ts';
import type { Flow, Source } from '../model/flow.ts';
import type { Variable } from '../model/resources.ts';
import { behaves } from '../values/api-version.ts';
import { CODECS } from './codecs.ts';
import { diagnosticOf } from './diagnostics.ts';
import { entryOf } from './nodes.ts';
import { readElement } from './read-elements.ts';
import { readForm } from './read-form.ts';
import { checkLayout } from './read-layout.ts';
import { readForeignFamilies, startElementReferenceOf } from './read-metadata.ts';
import { readResources } from './read-resources.ts';
import { readStart } from './read-start.ts';
import type { ReadContext, SetAside } from './read-types.ts';

export interface ReadFlow {
  /** What could be read: constructs with errors stand in `unsupported`, as `broken`. null where there is no map at all. */
  readonly flow: Flow | null;
  /** `start:` stands in the file, well or badly written. */
  readonly hasStart: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A document tree as a flow, by the tables in `src/forms`. Reports everything that is wrong with its shape; what names mean
 * is for the rules.
 * @param name API name: the file's name without its endings.
 */
export function readFlow(document: DocumentNode, source: Source, name: string): ReadFlow {
  const diagnostics: Diagnostic[] = [];
  const unsupported: SetAside[] = [];
  const context: ReadContext = {
    file: source.file,
    text: source.text,
    codecs: CODECS,
    report: (finding) => diagnostics.push(diagnosticOf(finding, source.file)),
    setAside: (aside) => unsupported.push(aside),
  };
  const read = readForm(FLOW, document, name, context);
  if (!read) return { flow: null, hasStart: false, diagnostics };
  const {
    start,
    elements,
    variables,
    constants,
    formulas,
    textTemplates,
    choices,
    choiceSets,
    stages,
    runInMode,
    layout,
    ...rest
  } = read;
  const { next = startElementReferenceOf(document), trigger } = start ? readStart(start, context) : {};
  readForeignFamilies(document, context);
  const startEntry = document.kind === 'map' ? entryOf(document, 'start') : undefined;
  const flow: Flow = {
    ...rest,
    name,
    runInMode,
    variables: openVariables(readResources('variables', variables, context), variables, rest.apiVersion),
    constants: readResources('constants', constants, context),
    formulas: readResources('formulas', formulas, context),
    textTemplates: readResources('textTemplates', textTemplates, context),
    choices: readResources('choices', choices, context),
    choiceSets: readResources('choiceSets', choiceSets, context),
    stages: readResources('stages', stages, context),
    ...(next ? { start: next } : {}),
    ...(trigger ? { trigger } : {}),
    startPlace: startEntry?.value.place ?? firstKey(document),
    elements: (elements?.entries ?? [])
      .map((entry) => readElement(entry, context))
      .filter((element) => element !== undefined),
    unsupported,
    source,
  };
  if (layout) checkLayout(layout, flow, context);
  return { flow, hasStart: startEntry !== undefined || next !== undefined, diagnostics };
}

/** Variables made before API version 25 are open to callers unless they say otherwise (reference: flow-semantics 1). */
function openVariables(
  variables: readonly Variable[],
  map: MapNode | undefined,
  apiVersion: number,
): readonly Variable[] {
  if (behaves(apiVersion, 'closedVariables')) return variables;
  return variables.map((variable) => {
    const said = map && entryOf(map, variable.name)?.value;
    const says = (key: string): boolean => said?.kind === 'map' && entryOf(said, key) !== undefined;
    return { ...variable, input: variable.input || !says('input'), output: variable.output || !says('output') };
  });
}

function firstKey(document: DocumentNode): Place {
  const [first] = document.kind === 'map' ? document.entries : [];
  return first?.keyPlace ?? { start: 0, end: 0 };
}
