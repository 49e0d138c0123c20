import { FLOW } from '../forms/flow.ts';
import { START, UNSUPPORTED_START_KEYS } from '../forms/start.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode, MapNode, Place } from '../model/document.ts';
import type { Connector } from '../model/elements.ts';
import type { Flow, Source } from '../model/flow.ts';
import type { Variable } from '../model/resources.ts';
import { behaves } from '../values/api-version.ts';
import { CODECS } from './codecs.ts';
import { diagnosticOf } from './diagnostics.ts';
import { entryOf } from './nodes.ts';
import { connectorsIn, readElement } from './read-elements.ts';
import { readForm } from './read-form.ts';
import { checkLayout } from './read-layout.ts';
import { readForeignFamilies, startElementReferenceOf } from './read-metadata.ts';
import { readResources } from './read-resources.ts';
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
  const first = start ? readStart(start, context) : startElementReferenceOf(document);
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
    ...(first ? { start: first } : {}),
    startPlace: startEntry?.value.place ?? firstKey(document),
    elements: (elements?.entries ?? [])
      .map((entry) => readElement(entry, context))
      .filter((element) => element !== undefined),
    unsupported,
    source,
  };
  if (layout) checkLayout(layout, flow, context);
  return { flow, hasStart: startEntry !== undefined || first !== undefined, diagnostics };
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

/** `start:`; a trigger or schedule is reported as what this version cannot run, and its connectors are kept. */
function readStart(node: DocumentNode, context: ReadContext): Connector | undefined {
  if (node.kind !== 'map' || entryOf(node, 'goTo')) return context.codecs.connector(node, context, START.rows[0], '');
  const read = readForm(START, node, '', context, UNSUPPORTED_START_KEYS);
  const trigger = node.entries.find(({ key }) => (UNSUPPORTED_START_KEYS as readonly string[]).includes(key));
  if (trigger) {
    context.report({
      rule: 'unsupported-start',
      severity: 'warning',
      message: 'flows started by records, schedules and events are read but cannot run yet',
      place: trigger.keyPlace,
      suggestion: 'only screen flows and autolaunched flows without a trigger run',
    });
    context.setAside({ name: '$Record', kind: 'start', place: trigger.keyPlace, connectors: connectorsIn(node) });
  }
  return read?.next;
}
