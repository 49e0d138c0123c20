import type { Finding } from '../definition/diagnostics.ts';
import type { Program } from '../interview/index.ts';
import { unknownName } from './node-reader.ts';
import type { FlowTest, NameInTest } from './test-file.ts';

type Known = { readonly [K in NameInTest['kind']]: { readonly what: string; readonly names: ReadonlySet<string> } };

/** Every name of the flow that a test mentions and the flow does not have. */
export function checkNames(test: FlowTest, program: Program): readonly Finding[] {
  const known = knownNames(program);
  return test.names.flatMap(({ kind, name, place }) => {
    const { what, names } = known[kind];
    return names.has(name) ? [] : [unknownName(`the flow has no ${what} named ${name}`, name, place, names)];
  });
}

function knownNames(program: Program): Known {
  const flows = [...program.flows.values()].map(({ flow }) => flow);
  /** Names of all flows; those of subflows also, or only, as `<flow>.<Element>`. */
  const named = (wanted: (type: string) => boolean, plain: boolean): ReadonlySet<string> => {
    const names = new Set<string>();
    for (const flow of flows) {
      for (const { type, name } of flow.elements) {
        if (!wanted(type)) continue;
        if (flow.name === program.name || plain) names.add(name);
        if (flow.name !== program.name) names.add(`${flow.name}.${name}`);
      }
    }
    return names;
  };
  return {
    screen: { what: 'screen', names: named((type) => type === 'screen', true) },
    callout: { what: 'HTTP callout', names: named((type) => type === 'httpCallout', true) },
    element: { what: 'element', names: named(() => true, false) },
    input: { what: 'input', names: new Set(Object.keys(program.signature.inputs)) },
    output: { what: 'output', names: new Set(Object.keys(program.signature.outputs)) },
  };
}
