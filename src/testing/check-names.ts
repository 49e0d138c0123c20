import type { Finding } from '../definition/diagnostics.ts';
import type { Program } from '../interview/index.ts';
import type { Flow } from '../model/flow.ts';
import { unknownName } from './node-reader.ts';
import type { FlowTest, NameInTest } from './test-file.ts';

type Known = { readonly [K in NameInTest['kind']]: { readonly what: string; readonly names: ReadonlySet<string> } };

/** Every name of the flow that a test mentions and the flow does not have. */
export function checkNames(test: FlowTest, program: Program): readonly Finding[] {
  const known = knownNames(program);
  return test.names.flatMap(({ kind, name, place }) => {
    const { what, names } = known[kind];
    return names.has(name)
      ? []
      : [{ ...unknownName(`the flow has no ${what} named ${name}`, name, place, names), rule: 'unknown-name' }];
  });
}

/** Actions of screens are stubbed by their own names. */
function screenActions(flows: readonly Flow[], ...forms: readonly Form[]): readonly string[] {
  return flows.flatMap((flow) =>
    flow.elements
      .flatMap((element) => (element.type === 'screen' ? element.actions : []))
      .flatMap(({ name }) => forms.map((form) => form(flow.name, name))),
  );
}

type Form = (flow: string, element: string) => string;

function knownNames(program: Program): Known {
  const flows = [...program.flows.values()].map(({ flow }) => flow);
  const named = (wanted: (type: string) => boolean, ...forms: readonly Form[]): ReadonlySet<string> => {
    const names = flows.flatMap((flow) =>
      flow.elements.flatMap(({ type, name }) => (wanted(type) ? forms.flatMap((form) => form(flow.name, name)) : [])),
    );
    return new Set(names);
  };
  /** Elements of the flow by their names, those of subflows as `<flow>.<Element>`. */
  const placed: Form = (flow, name) => (flow === program.name ? name : `${flow}.${name}`);
  const plain: Form = (_, name) => name;
  return {
    screen: { what: 'screen', names: named((type) => type === 'screen', plain) },
    callout: { what: 'HTTP callout', names: named((type) => type === 'httpCallout', plain, placed) },
    action: {
      what: 'action',
      names: new Set([
        ...named((type) => type === 'action' || type === 'apexPlugin', plain, placed),
        ...screenActions(flows, plain, placed),
      ]),
    },
    wait: { what: 'wait', names: named((type) => type === 'wait', plain, placed) },
    element: { what: 'element', names: named(() => true, placed) },
    input: { what: 'input', names: new Set(Object.keys(program.signature.inputs)) },
    output: { what: 'output', names: new Set(Object.keys(program.signature.outputs)) },
  };
}
