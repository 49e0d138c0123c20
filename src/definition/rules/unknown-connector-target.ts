import { startConnectors } from '../../elements/start.ts';
import type { Connector } from '../../model/elements.ts';
import { nearest } from '../../values/nearest.ts';
import { connectorsOf } from '../walk.ts';
import type { Problem, Rule, RuleContext } from './rule.ts';

export const unknownConnectorTarget: Rule = {
  id: 'unknown-connector-target',
  severity: 'error',
  fixed: true,
  doc: 'A connector, or the start, leads to an element that does not exist.',
  check: (context) => {
    const { flow } = context;
    const elements = [...flow.elements, ...flow.unsupported.filter(({ connectors }) => connectors !== undefined)];
    const known = new Set(elements.map(({ name }) => name.toLowerCase()));
    const connectors = [
      ...startConnectors(flow),
      ...flow.elements.flatMap((element) => connectorsOf(element)),
      ...flow.unsupported.flatMap((aside) =>
        (aside.connectors ?? []).map((connector) => ({ name: 'next', connector })),
      ),
    ];
    return connectors.flatMap(({ name, connector }) =>
      connector === undefined || known.has(connector.to.toLowerCase()) ? [] : [explain(name, connector, context)],
    );
  },
};

function explain(name: string, { to, place }: Connector, { flow, names, lineOf }: RuleContext): Problem {
  const other = names.find(to);
  if (other) {
    return {
      message: `${name} leads to ${to}, which is no element`,
      place,
      label: `${other.name} is a ${other.what}`,
    };
  }
  const near = nearest(
    to,
    flow.elements.map((element) => element.name),
  );
  const element = flow.elements.find((one) => one.name === near);
  const line = element && lineOf(element.place.start);
  return {
    message: `${name} leads to an element that does not exist`,
    place,
    label: 'no element has this name',
    suggestion: element ? `did you mean ${element.name} (${element.type}, line ${line})?` : undefined,
  };
}
