import type { Flow } from '../../model/flow.ts';
import { allFields } from '../../screens/index.ts';
import { splitPath } from '../namespace.ts';
import type { WalkedReference } from '../walk.ts';
import type { Problem, Rule, RuleContext } from './rule.ts';

export const unusedResource: Rule = {
  id: 'unused-resource',
  severity: 'warning',
  doc: 'A resource that nothing reads: it is left over, or the place that should read it names another one.',
  check: (context) => {
    const { flow, shape } = context;
    // What could not be read may be what uses it.
    if (!shape.clean) return [];
    const { read, written } = usesIn(context);
    return declaredIn(flow).flatMap(({ name, what, place }): readonly Problem[] => {
      const key = name.toLowerCase();
      if (read.has(key) || standsInWhatDoesNotRun(name, flow)) return [];
      return [
        {
          message: written.has(key) ? `${name} is written and never read` : `nothing uses the ${what} ${name}`,
          place,
          suggestion: what === 'variable' ? 'remove it, or say output: true if a caller shall read it' : 'remove it',
        },
      ];
    });
  },
};

/** What should be used: callers set inputs and read outputs, and active stages are used by the flow itself. */
function declaredIn(
  flow: Flow,
): readonly (Pick<Flow['variables'][number], 'name' | 'place'> & { readonly what: string })[] {
  return [
    ...flow.variables.filter(({ input, output }) => !input && !output).map((one) => ({ ...one, what: 'variable' })),
    ...flow.constants.map((one) => ({ ...one, what: 'constant' })),
    ...flow.formulas.map((one) => ({ ...one, what: 'formula' })),
    ...flow.textTemplates.map((one) => ({ ...one, what: 'text template' })),
    ...flow.choices.map((one) => ({ ...one, what: 'choice' })),
    ...flow.choiceSets.map((one) => ({ ...one, what: 'choice set' })),
    ...flow.stages.filter(({ active }) => !active).map((one) => ({ ...one, what: 'stage' })),
  ];
}

function usesIn({ flow, references }: RuleContext): {
  readonly read: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
} {
  const read = new Set<string>();
  const written = new Set<string>();
  for (const walked of references) {
    const [head] = splitPath(walked.reference.path);
    (isWritten(walked) ? written : read).add(head.toLowerCase());
  }
  for (const { source } of flow.choiceSets) {
    if (source.kind === 'collection') read.add(splitPath(source.collection)[0].toLowerCase());
  }
  // The key of a record field is a reference: it shows what the record holds.
  for (const element of flow.elements) {
    if (element.type !== 'screen') continue;
    for (const field of allFields(element.fields)) {
      if (field.type === 'recordField') read.add(splitPath(field.name)[0].toLowerCase());
    }
  }
  return { read, written };
}

/** A loop has to have its variable, whether its body reads it or not. */
function isWritten({ path }: WalkedReference): boolean {
  return path.at(-1) === 'target';
}

/** Elements and fields that do not run are no part of the model: their text may name anything. */
function standsInWhatDoesNotRun(name: string, { unsupported, source }: Flow): boolean {
  if (unsupported.length === 0) return false;
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`, 'gi');
  return (source.text.match(word)?.length ?? 0) > 1;
}
