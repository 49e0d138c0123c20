import type { NameAt } from '../../model/elements.ts';
import type { ComponentField, ScreenField } from '../../model/screens.ts';
import type { StandIn } from '../../model/stand-in.ts';
import { nearest } from '../../values/nearest.ts';
import type { Problem, Rule } from './rule.ts';

export const unknownComponentAttribute: Rule = {
  id: 'unknown-component-attribute',
  severity: 'error',
  doc: 'A field gives a component, or takes from it, an attribute that its file in org/components does not declare.',
  check: ({ flow, surroundings: { org } }) => {
    if (!org || org.components.length === 0) return [];
    const standIns = new Map(org.components.map((one) => [one.name.toLowerCase(), one]));
    return flow.elements
      .flatMap((element) => (element.type === 'screen' ? componentsIn(element.fields) : []))
      .flatMap((field) => {
        const standIn = standIns.get((field.component ?? '').toLowerCase());
        return standIn ? problemsOf(field, standIn) : [];
      });
  },
};

function componentsIn(fields: readonly ScreenField[]): readonly ComponentField[] {
  return fields.flatMap((field): readonly ComponentField[] => {
    if (field.type === 'component') return [field];
    if (field.type === 'section') return field.columns.flatMap((column) => componentsIn(column.fields));
    return field.type === 'repeater' ? componentsIn(field.fields) : [];
  });
}

/** What goes in can be read as well (reference: flow-semantics 2). */
function problemsOf({ inputs, outputs }: ComponentField, standIn: StandIn): readonly Problem[] {
  const into = Object.keys(standIn.inputs);
  const all = [...new Set([...into, ...Object.keys(standIn.outputs)])];
  return [
    ...inputs.flatMap((row) => unknownAttribute(row, 'input', into, standIn)),
    ...(outputs.kind === 'map' ? outputs.rows : []).flatMap((row) => unknownAttribute(row, 'output', all, standIn)),
  ];
}

function unknownAttribute(
  { name, place }: NameAt,
  side: 'input' | 'output',
  known: readonly string[],
  standIn: StandIn,
): readonly Problem[] {
  if (known.some((one) => one.toLowerCase() === name.toLowerCase())) return [];
  const near = nearest(name, known);
  return [
    {
      message: `the component ${standIn.name} has no ${side} ${name}`,
      place,
      suggestion: near
        ? `did you mean ${near}?`
        : `declare it in org/components/${standIn.name.replace(':', '.')}.yaml: ${side}s: { ${name}: Text }`,
    },
  ];
}
