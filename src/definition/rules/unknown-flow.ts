import type { NameAt } from '../../model/elements.ts';
import type { Flow } from '../../model/flow.ts';
import { nearest } from '../../values/nearest.ts';
import { type Call, callsIn } from '../calls.ts';
import { isMetadataFile } from '../names.ts';
import type { Problem, Rule } from './rule.ts';

export const unknownFlow: Rule = {
  id: 'unknown-flow',
  severity: 'error',
  doc: 'A subflow or an action of a screen names a flow that is not there, or a variable that the flow does not take or give.',
  check: ({ flow, surroundings: { flows } }) =>
    flows ? callsIn(flow).flatMap((call) => problemsOf(call, flows, isMetadataFile(flow.source.file))) : [],
};

function problemsOf(
  { flow, inputs, outputs }: Call,
  flows: ReadonlyMap<string, Flow>,
  isMetadata: boolean,
): readonly Problem[] {
  const called = flows.get(flow.name);
  if (!called) {
    // A managed package's flow (`ns__Name`) is in the org that installed it, never beside its callers.
    if (/^\w+?__\w/.test(flow.name)) return [];
    const near = nearest(flow.name, flows.keys());
    return [
      {
        message: `there is no flow ${flow.name}`,
        // A project of metadata rarely holds the whole org: the flow may be there.
        ...(isMetadata ? { severity: 'warning' as const } : {}),
        place: flow.place,
        suggestion: near ? `did you mean ${near}?` : `a flow is called by the name of its file: ${flow.name}.yaml`,
      },
    ];
  }
  const rows = outputs?.kind === 'map' ? outputs.rows : [];
  return [
    ...inputs.flatMap((row) => unknownVariable(row, 'input', called)),
    ...rows.flatMap((row) => unknownVariable(row, 'output', called)),
  ];
}

function unknownVariable({ name, place }: NameAt, side: 'input' | 'output', called: Flow): readonly Problem[] {
  const same = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  const open = called.variables.filter((variable) => variable[side]).map((variable) => variable.name);
  if (open.some(same)) return [];
  const closed = called.variables.some((variable) => same(variable.name));
  const near = nearest(name, open);
  const list = open.length > 0 ? `${side} variables: ${open.join(', ')}` : undefined;
  return [
    {
      message: `the flow ${called.name} has no ${side} variable ${name}`,
      place,
      label: closed ? `it has the variable, without ${side}: true` : undefined,
      suggestion: near ? `did you mean ${near}?` : list,
    },
  ];
}
